using Dialogue.Data;
using Dialogue.Kernel;
using Npgsql;

namespace Dialogue.Reporting.City;

/// <summary>
/// The one way to the city-wide role, which reads the open read models of all organisations and nothing else. For the city's own pages (no
/// tenant) and for organisations that see the city; in any other organisation's request it refuses. Scoped.
/// </summary>
internal sealed class CityReader(Databases databases, CurrentTenant tenant)
{
    /// <summary>Several questions in one round trip; each answer is read in turn by <paramref name="read"/>, which calls NextResult.</summary>
    /// <exception cref="InvalidOperationException">This request belongs to an organisation that does not see the city.</exception>
    public async Task<T> Read<T>(IReadOnlyList<CityQuery> queries, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        if (!tenant.Id.IsNone && !tenant.Can(Capability.SeesCity))
            throw new InvalidOperationException($"Tenant {tenant.Id} does not see the city.");
        await using var connection = await databases.City.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var query in queries)
        {
            var command = new NpgsqlBatchCommand(query.Sql);
            foreach (var value in query.Values) command.Parameters.Add(new() { Value = value });
            batch.BatchCommands.Add(command);
        }
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await read(reader, cancellationToken);
    }

    /// <summary>One question, one list.</summary>
    public Task<List<T>> List<T>(CityQuery query, Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken) =>
        Read([query], (reader, token) => reader.All(row, token), cancellationToken);
}

internal sealed record CityQuery(string Sql, params object[] Values);

internal static class CityReading
{
    /// <summary>The rest of the present answer.</summary>
    public static async Task<List<T>> All<T>(this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(row(reader));
        return rows;
    }

    /// <summary>The next answer of the batch.</summary>
    public static async Task<List<T>> Next<T>(this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        return await reader.All(row, cancellationToken);
    }

    public static DateOnly? Day(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);

    public static bool? Flag(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetBoolean(column);
}
