namespace Dialogue.RabbitMq;

/// <summary>Where the embedded broker keeps what it was given.</summary>
public sealed record RabbitMqOptions
{
    /// <summary>
    /// Made when missing; the broker's own, mode 700: queues (<c>data</c>), logs, password and Erlang's cookie. Started by root, the broker runs as
    /// rabbitmq or nobody, who must be able to reach the folder that it lies in.
    /// </summary>
    public required string DataFolder { get; init; }

    /// <summary>How long a start may take. Erlang compiles nothing and checks much: some ten seconds are usual on a busy machine.</summary>
    public TimeSpan StartWithin { get; init; } = TimeSpan.FromSeconds(90);
}

/// <summary>The embedded broker cannot run here; the message is for whoever started the program: what to do, or the broker's own last words.</summary>
public sealed class RabbitMqUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
