using Npgsql;

namespace Dialogue.Faults.Tests;

/// <summary>What must hold after every fault. Looks at the database alone, past all walls, on a connection of the superuser.</summary>
internal static class Invariants
{
    public const string Lost = "lost", Doubled = "doubled", Leaked = "leaked", Miscounted = "miscounted", Waiting = "waiting";

    /// <summary>One thing that is wrong.</summary>
    /// <param name="Kind">One of the five above.</param>
    /// <param name="What">Which rule it breaks, with an example.</param>
    public sealed record Violation(string Kind, string What, long Count)
    {
        public override string ToString() => $"{Kind}: {What} ({Count})";
    }

    /// <summary>Each gives the rows that break a rule; none when it holds.</summary>
    private static readonly (string Kind, string What, string Sql)[] Rules =
    [
        // What messages must have done, and done once.
        (Lost, "a reported petition without a case of the city", "select p.code from petitions.petitions p where p.report_number <> '' and not exists (select from escalations.city_cases c where c.petition_id = p.id)"),
        (Doubled, "a petition with two cases of the city", "select max(code) from escalations.city_cases group by petition_id having count(*) > 1"),
        (Doubled, "a case of the city of a petition that was not reported", "select c.code from escalations.city_cases c where not exists (select from petitions.petitions p where p.id = c.petition_id and p.report_number <> '')"),
        (Lost, "a directed case that its department has not got", "select c.code from escalations.city_cases c where c.state = 'Directed' and not exists (select from escalations.department_cases d where d.case_id = c.id and d.tenant_id = c.department_id and d.direction = c.direction)"),
        (Doubled, "two cases of a department for one direction", "select max(code) from escalations.department_cases group by case_id having count(*) > 1"),
        (Lost, "a petition that does not know where its case stands", "select p.code from petitions.petitions p join escalations.city_cases c on c.petition_id = p.id where p.case_version <> c.version or p.case_state <> c.state::text"),
        (Lost, "a petition of which the board does not know the newest state", "select p.code from petitions.petitions p where not exists (select from reporting.petition_facts f where f.id = p.id and f.tenant_id = p.tenant_id and f.version = p.version)"),
        (Doubled, "a petition on the board that is not there", "select f.code from reporting.petition_facts f where not exists (select from petitions.petitions p where p.id = f.id)"),
        (Lost, "a case that waits, or waits no more, and the coordinator's desk does not say so", """
            select c.code from escalations.city_cases c where not exists (select from notifications.duties d
                where d.tenant_id = c.tenant_id and d.kind = 'direct-case' and d.link like '%' || c.id and d.done = (c.state <> 'Received') and d.version = c.version)
            """),
        (Doubled, "two duties for one case", "select max(link) from notifications.duties where kind = 'direct-case' group by link having count(*) > 1"),
        (Doubled, "a message marked twice by one consumer", "select consumer from (select consumer, message_id from petitions.inbox union all select consumer, message_id from escalations.inbox) i group by consumer, message_id having count(*) > 1"),

        // An effect under another organisation than its cause's.
        (Leaked, "a petition's copy under another organisation", "select f.code from reporting.petition_facts f join petitions.petitions p on p.id = f.id where f.tenant_id <> p.tenant_id"),
        (Leaked, "a case at a department that it was not directed to", "select d.code from escalations.department_cases d join escalations.city_cases c on c.id = d.case_id where d.tenant_id <> c.department_id"),

        // Counters against a count of what they count.
        (Miscounted, "petitions of a year and field", """
            select coalesce(c.tenant_id, p.tenant_id)::text
            from (select tenant_id, year, field_code, received, waiting, in_progress, escalated, beyond from reporting.year_counters where received <> 0) c
            full join (select tenant_id, year, field_code, count(*) as received, count(*) filter (where status = 'Received') as waiting,
                count(*) filter (where status in ('Triaged', 'Drafting', 'AwaitingApproval')) as in_progress, count(*) filter (where status = 'Escalated') as escalated,
                count(*) filter (where authority = 'Beyond') as beyond from petitions.petitions group by 1, 2, 3) p using (tenant_id, year, field_code)
            where (c.received, c.waiting, c.in_progress, c.escalated, c.beyond) is distinct from (p.received, p.waiting, p.in_progress, p.escalated, p.beyond)
            """),
        (Miscounted, "petitions of a month", """
            select coalesce(c.tenant_id, p.tenant_id)::text from (select * from reporting.month_counters where received <> 0) c
            full join (select tenant_id, date_trunc('month', received_on)::date as month, count(*) as received from petitions.petitions group by 1, 2) p using (tenant_id, month)
            where c.received is distinct from p.received
            """),
        (Miscounted, "open petitions of a day", """
            select coalesce(c.tenant_id, p.tenant_id)::text from (select * from reporting.open_by_due where count <> 0) c
            full join (select tenant_id, year, due, count(*) as count from petitions.petitions where due is not null and status in ('Received', 'Triaged', 'Drafting', 'AwaitingApproval') group by 1, 2, 3) p
                using (tenant_id, year, due)
            where c.count is distinct from p.count
            """),

        .. SplitCity.Services.Select(s => (Waiting, $"a message in the outbox of {s}", $"select type || case when parked_at is null then '' else ', parked' end from {s}.outbox")),
    ];

    /// <returns>What is wrong; nothing when all is well.</returns>
    public static async Task<List<Violation>> Broken(NpgsqlConnection connection, Ledger ledger)
    {
        var found = new List<Violation>();
        var petitions = ledger.Petitions.ToArray();
        await Told(Lost, "an accepted petition", "select k from unnest($1::uuid[]) k where not exists (select from petitions.petitions p where p.key = k)", petitions.Select(p => p.Key).ToArray());
        await Told(Doubled, "a petition filed twice under one key", "select p.key from petitions.petitions p where p.key = any($1) group by p.key having count(*) > 1", petitions.Select(p => p.Key).ToArray());
        await Told(Lost, "a petition's tracking code as it was told", "select k from unnest($1::uuid[], $2::text[]) t(k, code) where not exists (select from petitions.petitions p where p.key = k and p.code = t.code)",
            petitions.Select(p => p.Key).ToArray(), petitions.Select(p => p.Value).ToArray());
        await Told(Lost, "an accepted registration", "select k from unnest($1::uuid[]) k where not exists (select from planning.registrations r where r.id = k)", ledger.Registrations.Keys.ToArray());
        await Told(Lost, "a petition reported to the city", "select k from unnest($1::text[]) k where not exists (select from petitions.petitions p where p.code = k and p.report_number <> '')", (object)ledger.Reported.Keys.ToArray());
        await Told(Lost, "a case directed to a department", "select k from unnest($1::uuid[]) k where not exists (select from escalations.city_cases c where c.id = k and c.direction > 0)", ledger.Directed.Keys.ToArray());
        foreach (var (kind, what, sql) in Rules) await Told(kind, what, sql);
        found.AddRange(await Leaks(connection));
        return found;

        async Task Told(string kind, string what, string sql, params object[] values)
        {
            await using var command = new NpgsqlCommand($"select count(*), min(r.x::text) from ({sql}) r(x)", connection);
            foreach (var value in values) command.Parameters.Add(new() { Value = value });
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            if (reader.GetInt64(0) > 0) found.Add(new(kind, $"{what}: {reader.GetString(1)}", reader.GetInt64(0)));
        }
    }

    /// <summary>Every table of organisations, read by the application's role for those that have the most in it and for nobody: rows of others that it sees.</summary>
    private static async Task<List<Violation>> Leaks(NpgsqlConnection connection)
    {
        var found = new List<Violation>();
        var tables = new List<string>();
        await using (var command = new NpgsqlCommand("""
            select format('%I.%I', table_schema, table_name) from information_schema.columns join information_schema.tables using (table_schema, table_name)
            where column_name = 'tenant_id' and table_type = 'BASE TABLE' and table_schema = any($1) order by 1
            """, connection) { Parameters = { new() { Value = SplitCity.Services } } })
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        foreach (var table in tables)
        {
            var tenants = new List<Guid> { Guid.Empty };
            await using (var most = new NpgsqlCommand($"select tenant_id from {table} group by 1 order by count(*) desc limit 3", connection))
            await using (var reader = await most.ExecuteReaderAsync())
                while (await reader.ReadAsync()) tenants.Add(reader.GetGuid(0));
            foreach (var tenant in tenants)
            {
                await using var seen = new NpgsqlBatch(connection)
                {
                    BatchCommands =
                    {
                        new("set role dialogue_app"), new("select set_config('dialogue.tenant', $1, false)") { Parameters = { new() { Value = tenant == Guid.Empty ? "" : tenant.ToString() } } },
                        new($"select count(*) from {table} where tenant_id <> $1") { Parameters = { new() { Value = tenant } } }, new("reset role"),
                    },
                };
                await using var reader = await seen.ExecuteReaderAsync();
                await reader.NextResultAsync();
                await reader.ReadAsync();
                if (reader.GetInt64(0) is > 0 and var count) found.Add(new(Leaked, $"{table} shows rows of others", count));
            }
        }
        return found;
    }
}
