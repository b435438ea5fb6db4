using Npgsql;

namespace Dialogue.Data;

/// <summary>The second wall: PostgreSQL itself hides other tenants' rows, whatever the query says.</summary>
public static class RowLevelSecurity
{
    /// <summary>Forces a policy on every table of the schema that has a <c>tenant_id</c>, then grants. Repeatable.</summary>
    /// <exception cref="InvalidOperationException">A table has no <c>tenant_id</c> and stands not in <paramref name="cityWide"/>.</exception>
    public static async Task Apply(
        NpgsqlConnection owner, string schema, IReadOnlyDictionary<string, string> cityWide, CancellationToken cancellationToken = default)
    {
        var tables = new List<(string Name, bool HasTenant)>();
        await using (var command = new NpgsqlCommand("""
            select c.relname, exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = $1 and c.relkind in ('r', 'p') and not c.relispartition order by 1
            """, owner))
        {
            command.Parameters.Add(new() { Value = schema });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) tables.Add((reader.GetString(0), reader.GetBoolean(1)));
        }

        foreach (var (name, _) in tables.Where(t => !t.HasTenant && !cityWide.ContainsKey(t.Name)))
            throw new InvalidOperationException($"{schema}.{name} has no tenant_id and is not on the list of city-wide tables.");

        var sql = new System.Text.StringBuilder($"grant usage on schema {schema} to dialogue_app, dialogue_relay, dialogue_city;");
        foreach (var (name, hasTenant) in tables)
        {
            if (name == "__migrations") continue;
            if (hasTenant)
                // The sub-select is evaluated once per query, not once per row.
                sql.Append($"""

                    alter table {schema}.{name} enable row level security;
                    alter table {schema}.{name} force row level security;
                    drop policy if exists tenant_isolation on {schema}.{name};
                    create policy tenant_isolation on {schema}.{name} to dialogue_app
                        using      (tenant_id = (select nullif(current_setting('dialogue.tenant', true), '')::uuid))
                        with check (tenant_id = (select nullif(current_setting('dialogue.tenant', true), '')::uuid));
                    """);
            sql.Append($"\ngrant select, insert, update, delete on {schema}.{name} to dialogue_app;");
        }
        // The relay sees the outbox of all tenants; the history is only ever added to.
        if (tables.Any(t => t.Name == "outbox")) sql.Append($"""

            drop policy if exists relay on {schema}.outbox;
            create policy relay on {schema}.outbox to dialogue_relay using (true) with check (true);
            grant select, update, delete on {schema}.outbox to dialogue_relay;
            revoke update, delete on {schema}.history from dialogue_app;
            """);
        // It also finds long works that wait or were left behind, and says how far they are; it can neither add nor take away one.
        if (tables.Any(t => t.Name == "works")) sql.Append($"""

            drop policy if exists relay on {schema}.works;
            create policy relay on {schema}.works to dialogue_relay using (true) with check (true);
            grant select, update on {schema}.works to dialogue_relay;
            """);
        await using var apply = new NpgsqlCommand(sql.ToString(), owner);
        await apply.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Lets the relay's role see of all tenants which of their rows have work to be done: these columns, for reading alone.</summary>
    public static async Task OpenToRelay(NpgsqlConnection owner, string schema, IReadOnlyDictionary<string, string[]> columns, CancellationToken cancellationToken = default)
    {
        foreach (var (table, names) in columns)
        {
            await using var command = new NpgsqlCommand($"""
                drop policy if exists relay on {schema}.{table};
                create policy relay on {schema}.{table} for select to dialogue_relay using (true);
                revoke all on {schema}.{table} from dialogue_relay;
                grant select ({string.Join(", ", names)}) on {schema}.{table} to dialogue_relay;
                """, owner);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Takes the right to delete away, after <see cref="Apply"/> has granted it.</summary>
    public static async Task KeepForGood(NpgsqlConnection owner, string schema, IEnumerable<string> tables, CancellationToken cancellationToken = default)
    {
        foreach (var table in tables)
        {
            await using var command = new NpgsqlCommand($"revoke delete on {schema}.{table} from dialogue_app", owner);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Lets the city-wide role read one read model of all tenants. For reporting's board and public pages only.</summary>
    public static async Task OpenToCity(NpgsqlConnection owner, string schema, IEnumerable<string> tables, CancellationToken cancellationToken = default)
    {
        foreach (var table in tables)
        {
            await using var command = new NpgsqlCommand($"""
                drop policy if exists city on {schema}.{table};
                create policy city on {schema}.{table} for select to dialogue_city using (true);
                grant select on {schema}.{table} to dialogue_city;
                """, owner);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
