using Dialogue.Data;

namespace Dialogue.Hosting.Telemetry;

/// <summary>How far the relays are behind: of one outbox, or of all that there are.</summary>
/// <param name="OldestSeconds">Age of the oldest message that waits; 0 when none does.</param>
public sealed record OutboxState(string Schema, long Waiting, double OldestSeconds, long Parked);

/// <summary>Reads every service's outbox with the relay's role, the only one that may. It never reads a message's content.</summary>
public sealed class Outboxes(Databases databases)
{
    /// <summary>Names of the schemas that have an outbox: services that are installed, whether they run or not.</summary>
    public async Task<IReadOnlyList<string>> Schemas(CancellationToken cancellationToken = default)
    {
        await using var command = databases.Relay.CreateCommand("""
            select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relname = 'outbox' and c.relkind in ('r', 'p') and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select') order by 1
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var schemas = new List<string>();
        while (await reader.ReadAsync(cancellationToken)) schemas.Add(reader.GetString(0));
        return schemas;
    }

    public async Task<IReadOnlyList<OutboxState>> States(IReadOnlyCollection<string> schemas, CancellationToken cancellationToken = default)
    {
        if (schemas.Count == 0) return [];
        await using var command = databases.Relay.CreateCommand(string.Join(" union all ", schemas.Select(s => $"""
            select '{s}', count(*) filter (where parked_at is null),
                coalesce(extract(epoch from now() - min(created_at) filter (where parked_at is null)), 0)::float8, count(*) filter (where parked_at is not null)
            from {s}.outbox
            """)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var states = new List<OutboxState>();
        while (await reader.ReadAsync(cancellationToken)) states.Add(new(reader.GetString(0), reader.GetInt64(1), Math.Max(0, reader.GetDouble(2)), reader.GetInt64(3)));
        return states;
    }
}
