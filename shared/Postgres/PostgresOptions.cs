namespace Dialogue.Postgres;

/// <summary>Where the embedded server keeps its data, and how careful it is with them.</summary>
public sealed record PostgresOptions
{
    /// <summary>
    /// Made when missing. Holds <c>pgdata-15</c> (15: the major version that wrote it), <c>postgres-secrets.json</c>, <c>postgres.log</c> and
    /// <c>host.lock</c>. Started by root, the server runs as postgres or nobody, who must be able to reach the folder: root's home is not.
    /// </summary>
    public required string DataFolder { get; init; }

    /// <summary>For tests only: what was committed may be lost when the machine (not merely the process) stops.</summary>
    public bool FastAndUnsafe { get; init; }

    /// <summary>
    /// True: the server ends by itself when this process is killed. False: it keeps running and the next start with the same folder adopts it.
    /// </summary>
    public bool EndWithHost { get; init; }

    /// <summary>Of all processes together.</summary>
    public int MaxConnections { get; init; } = 200;

    /// <summary>How long a start may take, recovery after a crash included.</summary>
    public TimeSpan StartWithin { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>The embedded PostgreSQL cannot run here; the message is one sentence for whoever started the program and says what to do.</summary>
public sealed class PostgresUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
