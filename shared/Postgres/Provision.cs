using Npgsql;

namespace Dialogue.Postgres;

/// <summary>Creates what the services find on any server: the database and its four roles. Repeatable; touches no data.</summary>
public static class Provision
{
    public const string OwnerRole = "dialogue_owner", AppRole = "dialogue_app", RelayRole = "dialogue_relay", CityRole = "dialogue_city";

    /// <summary>Most connections of one process per role; together below the server's 200.</summary>
    private static readonly Dictionary<string, int> PoolSizes = new() { [OwnerRole] = 20, [AppRole] = 100, [RelayRole] = 20, [CityRole] = 20 };

    /// <param name="server">The embedded server.</param>
    /// <param name="name">Letters, digits and underscores; created when missing.</param>
    /// <param name="template">Copied into a new database; null for an empty one. Nobody may be connected to it.</param>
    /// <param name="cancellationToken">Ends the work between two statements; a later call completes it.</param>
    public static async Task<DatabaseConnections> Database(
        EmbeddedPostgres server, string name = "dialogue", string? template = null, CancellationToken cancellationToken = default)
    {
        if (name.Length is 0 or > 63 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')) throw new ArgumentException("Letters, digits, underscores.", nameof(name));

        await using var connection = new NpgsqlConnection(server.SuperuserConnectionString);
        await connection.OpenAsync(cancellationToken);
        await Execute(connection, "select pg_advisory_lock(hashtext('dialogue.provision'))", cancellationToken); // until this connection closes
        await Roles(connection, server.Secrets, cancellationToken);

        if (!await Exists(connection, name, cancellationToken))
            await Execute(connection, $"""create database "{name}" owner {OwnerRole} template "{template ?? "template1"}" """, cancellationToken);
        await Execute(connection, $"""
            revoke all on database "{name}" from public;
            grant connect on database "{name}" to {AppRole}, {RelayRole}, {CityRole};
            """, cancellationToken);

        return new(Connect(OwnerRole), Connect(AppRole), Connect(RelayRole), Connect(CityRole));

        string Connect(string role) => new NpgsqlConnectionStringBuilder(server.ConnectionString(role, name))
        {
            MaxPoolSize = PoolSizes[role], MaxAutoPrepare = role == OwnerRole ? 0 : 50, AutoPrepareMinUsages = 2, ApplicationName = role,
        }.ConnectionString;
    }

    private static async Task Roles(NpgsqlConnection connection, PostgresSecrets secrets, CancellationToken cancellationToken)
    {
        await Execute(connection, string.Concat(PoolSizes.Keys.Select(role => $"""
            do $$ begin
                if not exists (select from pg_roles where rolname = '{role}') then create role {role}; end if;
            end $$;
            alter role {role} login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password '{secrets[role]}';

            """)), cancellationToken);
    }

    private static async Task<bool> Exists(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select exists (select from pg_database where datname = $1)", connection) { Parameters = { new() { Value = name } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
