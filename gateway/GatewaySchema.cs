using Npgsql;

namespace Dialogue.Gateway;

/// <summary>The gateway's own tables (sessions, parked forms), made by the owner in the host's migrate step. Both hold encrypted values only.</summary>
public static class GatewaySchema
{
    public static async Task Migrate(NpgsqlDataSource owner, CancellationToken cancellationToken = default)
    {
        await using var command = owner.CreateCommand("""
            create schema if not exists gateway;
            create table if not exists gateway.sessions (
                key_hash bytea primary key, data text not null, expires_at timestamptz not null);
            create index if not exists ix_sessions_expires_at on gateway.sessions (expires_at);
            create table if not exists gateway.parked_forms (
                id text primary key, data text not null, expires_at timestamptz not null);
            create index if not exists ix_parked_forms_expires_at on gateway.parked_forms (expires_at);
            grant usage on schema gateway to dialogue_app;
            grant select, insert, update, delete on gateway.sessions, gateway.parked_forms to dialogue_app;
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
