using System.Text.Json;
using Dialogue.Data.Messaging;

namespace Dialogue.Hosting.Bus;

/// <summary>Takes outbox rows straight to their consumer in this process: all of them when no broker is configured, and with one those that a consumer failed on.</summary>
internal sealed class InProcessDelivery(MessageDirectory directory, ConsumerRunner runner) : IOutboxDelivery
{
    public async Task<IReadOnlyList<Delivered>> Deliver(IReadOnlyList<OutboxMessage> rows, CancellationToken cancellationToken)
    {
        var done = new List<Delivered>(rows.Count);
        foreach (var ofType in rows.GroupBy(r => r.Type))
        {
            var entries = Consumers(rows[0].Consumer, ofType.Key);
            if (entries is [])
                done.AddRange(ofType.Select(r => r.Consumer.Length == 0 ? new Delivered(r) : new Delivered(r, new OfAnotherReleaseException(r.Consumer))));
            else done.AddRange(await Deliver(entries, [.. ofType], cancellationToken));
        }
        return done;
    }

    /// <summary>
    /// The one that a row names; all that hear it when it names none: it was written for a broker by processes that stand still now, while this one,
    /// without a broker, holds everything.
    /// </summary>
    private List<ConsumerEntry> Consumers(string name, string type) =>
        name.Length == 0 ? [.. directory.Hearing(type)] : directory.Find(name, type) is { } entry ? [entry] : [];

    private async Task<IEnumerable<Delivered>> Deliver(List<ConsumerEntry> entries, List<OutboxMessage> rows, CancellationToken cancellationToken)
    {
        var done = new List<Delivered>(rows.Count);
        var (good, messages) = (new List<OutboxMessage>(), new List<Incoming>());
        foreach (var row in rows)
            try
            {
                messages.Add(new(row.MessageId, JsonSerializer.Deserialize(row.Payload, entries[0].Message, MessageDirectory.Json)!, row.CreatedAt, row.Trace));
                good.Add(row);
            }
            catch (JsonException e)
            {
                done.Add(new(row, e));
            }
        var errors = new Exception?[good.Count];
        foreach (var entry in entries) // those that had their effect already know the message when it comes again for another's sake
        {
            var now = await runner.Run(entry, rows[0].ForTenant, messages, sameLog: true, cancellationToken);
            for (var i = 0; i < errors.Length; i++) errors[i] ??= now[i];
        }
        return done.Concat(good.Select((row, i) => new Delivered(row, errors[i])));
    }
}
