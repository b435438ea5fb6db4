using Dialogue.Data.Numbers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dialogue.Data;

/// <summary>
/// Brings every schema of this process up to date as the owner role: migrations first, then walls, then grants. A table with a
/// <c>tenant_id</c> gets row level security before any other role may touch it; a table without one must be on its context's list of
/// city-wide tables. So no migration can forget a policy, and none has to remember one.
/// </summary>
public sealed partial class Migrator(Databases databases, IEnumerable<ServiceSchema> schemas, ILogger<Migrator> logger)
{
    /// <exception cref="InvalidOperationException">There is no owner connection, or a table has neither a tenant nor a stated reason.</exception>
    public async Task Run(CancellationToken cancellationToken = default)
    {
        var owner = databases.Owner ?? throw new InvalidOperationException("Migrating needs the owner's connection string.");
        await using (var connection = await owner.OpenConnectionAsync(cancellationToken))
        {
            // One migrator at a time, whatever the number of processes.
            await Execute(connection, "select pg_advisory_lock(823461)", cancellationToken);
            try { await Migrate(connection, owner, cancellationToken); }
            finally { await Execute(connection, "select pg_advisory_unlock(823461)", CancellationToken.None); } // a pooled connection would keep it
        }
    }

    private async Task Migrate(NpgsqlConnection connection, NpgsqlDataSource owner, CancellationToken cancellationToken)
    {
        await Execute(connection, """
            create table if not exists public.installation (key text primary key, value text not null);
            grant select, insert, update on public.installation to dialogue_app;
            grant select on public.installation to dialogue_relay;
            create table if not exists public.processes (
                id uuid primary key, parts text[] not null, host text not null, pid int not null, version text not null, started_at timestamptz not null,
                seen_at timestamptz not null, health text not null, memory bigint not null, routes jsonb not null);
            grant select, insert, update, delete on public.processes to dialogue_app;
            create table if not exists public.message_acts (
                id uuid primary key default gen_random_uuid(), at timestamptz not null default now(), act text not null, person uuid, person_name text not null, reason text not null,
                schema text not null, message_id uuid not null, consumer text not null, type text not null, tenant_id uuid not null, for_tenant uuid not null,
                error text, payload text, created_at timestamptz not null);
            create index if not exists ix_message_acts_at on public.message_acts (at);
            grant select, insert on public.message_acts to dialogue_relay;
            create schema if not exists jobs;
            grant usage, create on schema jobs to dialogue_relay;
            """, cancellationToken);
        await Execute(connection, NumberBook.Tables, cancellationToken);
        await RowLevelSecurity.Apply(connection, NumberBook.Schema, new Dictionary<string, string>(), cancellationToken);
        await RowLevelSecurity.KeepForGood(connection, NumberBook.Schema, NumberBook.KeptForGood, cancellationToken);
        foreach (var schema in schemas)
        {
            await using var db = schema.ContextOfOwner(owner);
            var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
            if (pending > 0 || !await Walled(connection, schema.Name, cancellationToken))
            {
                await db.Database.MigrateAsync(cancellationToken);
                await RowLevelSecurity.Apply(connection, schema.Name, db.CityWideTables, cancellationToken);
                await RowLevelSecurity.KeepForGood(connection, schema.Name, db.TablesKeptForGood, cancellationToken);
                await RowLevelSecurity.OpenToCity(connection, schema.Name, db.TablesOpenToCity, cancellationToken);
                await RowLevelSecurity.OpenToRelay(connection, schema.Name, db.ColumnsOpenToRelay, cancellationToken);
                LogMigrated(schema.Name, pending);
            }
        }
    }

    /// <summary>False when an earlier run stopped between migrating and granting.</summary>
    private static async Task<bool> Walled(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select has_schema_privilege('dialogue_app', n.oid, 'usage') and not exists (
                select from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
                where c.relnamespace = n.oid and c.relkind in ('r', 'p') and (not c.relforcerowsecurity
                    or c.relname = 'works' and not has_table_privilege('dialogue_relay', c.oid, 'select')))
            from pg_namespace n where n.nspname = $1
            """, connection);
        command.Parameters.Add(new() { Value = schema });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Schema {Schema} is up to date; {Count} migrations were applied")]
    private partial void LogMigrated(string schema, int count);
}
