using Dialogue.Data.Messaging;

namespace Dialogue.Hosting.Bus;

/// <summary>
/// What crosses the broker: messages of one contract for one organisation, oldest first. Many that were written at the same time cost little more than
/// one, and their bodies travel as they were written, fields included that the relay's release does not know (docs/adr/0016).
/// </summary>
/// <typeparam name="TMessage">The contract: queues are bound by it.</typeparam>
public sealed record Parcel<TMessage>(IReadOnlyList<Letter> Letters) where TMessage : class;

/// <param name="MessageId">By which the inbox knows it.</param>
/// <param name="Body">The contract as JSON, as in the outbox.</param>
/// <param name="Trace">As W3C's <c>traceparent</c>, or null.</param>
public sealed record Letter(Guid MessageId, string Body, DateTimeOffset PublishedAt, string? Trace)
{
    /// <summary>A parcel holds no more letters than this, and no more characters, unless it holds one letter alone.</summary>
    private const int MostLetters = 100, MostCharacters = 256 * 1024;

    public static Letter Of(OutboxMessage row) => new(row.MessageId, row.Payload, row.CreatedAt, row.Trace);

    /// <summary>Rows of one contract, put together as they fit into parcels, in their order.</summary>
    public static IEnumerable<IReadOnlyList<OutboxMessage>> Share(IEnumerable<OutboxMessage> rows)
    {
        var (some, characters) = (new List<OutboxMessage>(), 0);
        foreach (var row in rows)
        {
            if (some.Count == MostLetters || (some.Count > 0 && characters + row.Payload.Length > MostCharacters))
            {
                yield return some;
                (some, characters) = ([], 0);
            }
            some.Add(row);
            characters += row.Payload.Length;
        }
        if (some.Count > 0) yield return some;
    }
}
