using System.Collections.Concurrent;
using System.Text.Json;
using Dialogue.Kernel;

namespace Dialogue.Data.Messaging;

/// <summary>
/// Which consumers hear which message in this process, how messages are named and written, and which relay to wake. Singleton.
/// </summary>
public sealed class MessageDirectory(IEnumerable<ConsumerEntry> entries)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // Throws when two consumers share a name: the inbox could not tell them apart.
    private readonly Dictionary<string, ConsumerEntry> consumers = entries.ToDictionary(e => e.Name + "/" + e.Message.Name);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> signals = new();

    /// <summary>True when a broker takes the messages: one row each, addressed to nobody in particular.</summary>
    public bool ThroughBroker { get; set; }

    public IReadOnlyCollection<ConsumerEntry> Consumers => consumers.Values;

    public ConsumerEntry? Find(string consumer, string type) =>
        consumers.Values.FirstOrDefault(c => c.Name == consumer && NameOf(c.Message) == type);

    /// <summary>All consumers of this process that hear a message.</summary>
    public IEnumerable<ConsumerEntry> Hearing(string type) => consumers.Values.Where(c => NameOf(c.Message) == type);

    /// <summary>True when consumers of this name's service run in this process, whether or not this one is among them.</summary>
    public bool HasServiceOf(string consumer) => consumers.Values.Any(c => consumer.StartsWith(c.Service + ".", StringComparison.Ordinal));

    /// <summary>The name of a contract: last part of its namespace and its own, independent of assemblies and versions.</summary>
    public static string NameOf(Type message)
    {
        var space = message.Namespace ?? "";
        return $"{space[(space.LastIndexOf('.') + 1)..]}.{message.Name}";
    }

    internal IEnumerable<OutboxMessage> Rows<T>(T message, TenantId writer, TenantId receiver, DateTimeOffset now) where T : notnull
    {
        var payload = JsonSerializer.Serialize(message, Json);
        var id = Guid.CreateVersion7();
        var names = ThroughBroker ? [""] : consumers.Values.Where(c => c.Message == typeof(T)).Select(c => c.Name);
        return names.Select(name => new OutboxMessage
        {
            Id = OrderedId.Next(now), TenantId = writer, ForTenant = receiver, MessageId = id, Consumer = name, Type = NameOf(typeof(T)), Payload = payload, Trace = MessageTracing.Current, CreatedAt = now, NotBefore = now,
        }).ToList();
    }

    /// <summary>Wakes the relay of a schema (or who listens under another name): something for it was committed.</summary>
    public void Wake(string schema)
    {
        var signal = Signal(schema);
        if (signal.CurrentCount == 0) try { signal.Release(); } catch (SemaphoreFullException) { /* woken by another at the same moment */ }
    }

    public SemaphoreSlim Signal(string schema) => signals.GetOrAdd(schema, _ => new SemaphoreSlim(0, 1));
}

/// <summary>One consumer of one message, by a name that stays the same across releases.</summary>
/// <param name="Service">The service, and so the schema, that it belongs to.</param>
/// <param name="Many">True when it takes many messages of one organisation at once (<c>IConsumer&lt;Batch&lt;T&gt;&gt;</c>).</param>
public sealed record ConsumerEntry(string Service, string Name, Type Consumer, Type Message, bool Many);

/// <summary>Takes outbox rows to where they must go and returns only when they have arrived: the consumer has finished, or the broker has confirmed.</summary>
public interface IOutboxDelivery
{
    /// <param name="rows">Of one receiver and one consumer, oldest first.</param>
    /// <returns>What became of each row; a row that is not named was not tried (the broker is away) and stays as it was.</returns>
    Task<IReadOnlyList<Delivered>> Deliver(IReadOnlyList<OutboxMessage> rows, CancellationToken cancellationToken);
}

/// <param name="Error">Why it did not arrive; null: it has arrived.</param>
public sealed record Delivered(OutboxMessage Row, Exception? Error = null);

/// <summary>
/// This process does not have what the row is for: a consumer, or a contract, of another release. While one release takes the place of another
/// that is no fault of the row's; the row waits for a process that has it, and is parked after a day.
/// </summary>
public sealed class OfAnotherReleaseException(string what) : Exception($"{what} {Says}")
{
    /// <summary>How the error of a row ends that waits for this reason.</summary>
    public const string Says = "is not in this release.";
}
