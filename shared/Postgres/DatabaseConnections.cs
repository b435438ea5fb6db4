using Npgsql;

namespace Dialogue.Postgres;

/// <summary>One connection string per database role. No code holds more of them than its work needs.</summary>
/// <param name="Owner">Owns the database and migrates it; never serves a request.</param>
/// <param name="App">Requests, jobs, consumers; bound by row level security.</param>
/// <param name="Relay">Delivers the outbox of all tenants.</param>
/// <param name="City">Reads the city-wide read models.</param>
public sealed record DatabaseConnections(string Owner, string App, string Relay, string City)
{
    private const string Prefix = "DIALOGUE_DATABASE_";

    /// <summary>
    /// The connections to a database outside, from <c>DIALOGUE_DATABASE_OWNER</c>, <c>_APP</c>, <c>_RELAY</c>, <c>_CITY</c>; null when none of
    /// them is set, which asks for the embedded server.
    /// </summary>
    /// <exception cref="PostgresUnavailableException">Some are set and others not, or one is not a usable connection string.</exception>
    public static DatabaseConnections? FromEnvironment()
    {
        string[] names = ["OWNER", "APP", "RELAY", "CITY"];
        var given = names.Select(name => Environment.GetEnvironmentVariable(Prefix + name)).ToArray();
        if (given.All(string.IsNullOrEmpty)) return null;
        if (names.Where((_, i) => string.IsNullOrEmpty(given[i])).ToList() is { Count: > 0 } missing)
            throw new PostgresUnavailableException($"An external database needs all four connection strings: {string.Join(", ", missing.Select(m => Prefix + m))} is not set.");
        var connections = new DatabaseConnections(given[0]!, given[1]!, given[2]!, given[3]!);
        connections.Check();
        return connections;
    }

    private void Check()
    {
        foreach (var (name, text) in new[] { ("OWNER", Owner), ("APP", App), ("RELAY", Relay), ("CITY", City) })
        {
            try
            {
                // Without the reset a pooled connection would carry one tenant's setting into another's request.
                if (new NpgsqlConnectionStringBuilder(text).NoResetOnClose)
                    throw new PostgresUnavailableException($"{Prefix}{name} says No Reset On Close=true, which would mix tenants up: remove it.");
            }
            catch (ArgumentException e)
            {
                throw new PostgresUnavailableException($"{Prefix}{name} is not a connection string: {e.Message}", e);
            }
        }
    }
}
