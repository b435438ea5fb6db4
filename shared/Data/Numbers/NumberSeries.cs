using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Dialogue.Data.Numbers;

/// <summary>What the number book says of a year, and what the head of the organisation decides in it.</summary>
public static partial class NumberBook
{
    /// <summary>
    /// One series for all kinds of documents or one for each (Nghị định 30/2020/NĐ-CP, điều 15: the head decides). Waits for whoever is just
    /// taking a number of that year.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>number-series-in-use</c>: the first number of the year has been taken.</exception>
    /// <exception cref="InvalidOperationException">The caller has begun no transaction.</exception>
    public static async Task DecideSeries(this TenantDbContext db, int year, bool single, CancellationToken cancellationToken = default)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("Series are decided in a transaction, which a refusal takes back.");
        await using (var decide = Command(db, $"""
            insert into {Schema}.years as y (tenant_id, year, single, decided_by, decided_at) values ($1, $2, $3, $4, $5)
            on conflict (tenant_id, year) do update set single = excluded.single, decided_by = excluded.decided_by, decided_at = excluded.decided_at
            """, db.Tenant.Value, year, single, db.Scope!.User.Name, db.Scope.Time.GetUtcNow().UtcDateTime))
            await decide.ExecuteNonQueryAsync(cancellationToken);
        // Looked at with the row of the year locked: whoever takes a number now waits, and whoever was taking one has committed.
        await using var taken = Command(db, $"select exists (select from {Schema}.taken where tenant_id = $1 and year = $2)", db.Tenant.Value, year);
        if (await taken.ExecuteScalarAsync(cancellationToken) is true) throw NumberRules.SeriesDecided(year);
    }

    /// <summary>Everything about a year's numbers: who decided what, each series with its last number and its gaps, and the numbers given by hand.</summary>
    public static async Task<NumberYear> ReadNumbers(this TenantDbContext db, int year, CancellationToken cancellationToken = default)
    {
        var opens = db.Database.CurrentTransaction is null;
        if (opens) await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            var (single, by, at) = (false, "", (DateTimeOffset?)null);
            await using (var command = Command(db, $"select single, coalesce(decided_by, ''), decided_at from {Schema}.years where tenant_id = $1 and year = $2", db.Tenant.Value, year))
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
                if (await reader.ReadAsync(cancellationToken)) (single, by, at) = (reader.GetBoolean(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<DateTimeOffset>(2));

            var hand = new List<HandNumber>();
            await using (var command = Command(db, $"select series, number, text, kind, issued_on, by, at from {Schema}.taken where tenant_id = $1 and year = $2 and by_hand order by series, number, suffix", db.Tenant.Value, year))
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
                while (await reader.ReadAsync(cancellationToken))
                    hand.Add(new(reader.GetString(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3), reader.GetFieldValue<DateOnly>(4), reader.GetString(5), reader.GetFieldValue<DateTimeOffset>(6)));

            var gaps = new List<NumberGap>();
            await using (var command = Command(db, $"""
                select s.series, n.number, coalesce(g.reason, ''), coalesce(g.by, ''), g.at
                from {Schema}.series s cross join lateral generate_series(1, s.last) n(number)
                left join {Schema}.gaps g on g.tenant_id = s.tenant_id and g.year = s.year and g.series = s.series and g.number = n.number
                where s.tenant_id = $1 and s.year = $2 and not exists (
                    select from {Schema}.taken t where t.tenant_id = s.tenant_id and t.year = s.year and t.series = s.series and t.number = n.number and t.suffix = '')
                order by s.series, n.number limit 500
                """, db.Tenant.Value, year))
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
                while (await reader.ReadAsync(cancellationToken))
                    gaps.Add(new(reader.GetString(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4)));

            var series = new List<NumberSeries>();
            await using (var command = Command(db, $"""
                select s.series, s.last, (select count(*)::int from {Schema}.taken t where t.tenant_id = s.tenant_id and t.year = s.year and t.series = s.series),
                    coalesce((select t.text from {Schema}.taken t where t.tenant_id = s.tenant_id and t.year = s.year and t.series = s.series and t.number = s.last order by t.suffix limit 1), '')
                from {Schema}.series s where s.tenant_id = $1 and s.year = $2 order by s.series
                """, db.Tenant.Value, year))
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
                while (await reader.ReadAsync(cancellationToken))
                {
                    var name = reader.GetString(0);
                    series.Add(new(name, reader.GetInt32(1), reader.GetInt32(2), reader.GetString(3), [.. gaps.Where(g => g.Series == name)]));
                }
            return new(year, single, by, at, series, hand);
        }
        finally
        {
            if (opens) await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Says why a number is missing; said again, the newer reason stands.</summary>
    /// <exception cref="RuleBrokenException"><c>number-not-missing</c>.</exception>
    /// <exception cref="InvalidOperationException">The caller has begun no transaction.</exception>
    public static async Task ExplainGap(this TenantDbContext db, int year, string series, int number, string reason, CancellationToken cancellationToken = default)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("A gap is explained in the transaction that notes it in the history.");
        await using var command = Command(db, $"""
            insert into {Schema}.gaps (tenant_id, year, series, number, reason, by, at)
            select $1, $2, $3, $4, $5, $6, $7
            where exists (select from {Schema}.series where tenant_id = $1 and year = $2 and series = $3 and $4 between 1 and last)
                and not exists (select from {Schema}.taken where tenant_id = $1 and year = $2 and series = $3 and number = $4 and suffix = '')
            on conflict (tenant_id, year, series, number) do update set reason = excluded.reason, by = excluded.by, at = excluded.at
            """, db.Tenant.Value, year, series, number, reason, db.Scope!.User.Name, db.Scope.Time.GetUtcNow().UtcDateTime);
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 0) throw NumberRules.NotAGap(number);
    }

    private static NpgsqlCommand Command(TenantDbContext db, string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlCommand(sql, (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction());
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}

/// <param name="Single">One series for all kinds; else each kind has its own.</param>
/// <param name="DecidedBy">Empty: nobody has decided, each kind has its own.</param>
/// <param name="ByHand">Numbers that the office's own document system gave.</param>
public sealed record NumberYear(int Year, bool Single, string DecidedBy, DateTimeOffset? DecidedAt, IReadOnlyList<NumberSeries> Series, IReadOnlyList<HandNumber> ByHand)
{
    /// <summary>No number of the year has been taken: its series may still be decided.</summary>
    public bool IsUnused => Series.Count == 0;
}

/// <param name="Last">The highest number of the series.</param>
/// <param name="Count">How many were taken, those with a letter too.</param>
/// <param name="LastText">"05/KH-UBND".</param>
public sealed record NumberSeries(string Series, int Last, int Count, string LastText, IReadOnlyList<NumberGap> Gaps);

/// <param name="Reason">Empty: not explained yet.</param>
public sealed record NumberGap(string Series, int Number, string Reason, string By, DateTimeOffset? At);

/// <param name="Kind">Key of the kind of document.</param>
public sealed record HandNumber(string Series, int Number, string Text, string Kind, DateOnly IssuedOn, string By, DateTimeOffset At);
