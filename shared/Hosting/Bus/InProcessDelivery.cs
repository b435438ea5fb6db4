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
            // A consumer that a release has taken away: nobody is left to hear the message.
            if (directory.Find(rows[0].Consumer, ofType.Key) is not { } entry)
            {
                done.AddRange(ofType.Select(r => new Delivered(r)));
                continue;
            }
            var (good, messages) = (new List<OutboxMessage>(), new List<Incoming>());
            foreach (var row in ofType)
                try
                {
                    messages.Add(new(row.MessageId, JsonSerializer.Deserialize(row.Payload, entry.Message, MessageDirectory.Json)!, row.CreatedAt, row.Trace));
                    good.Add(row);
                }
                catch (JsonException e)
                {
                    done.Add(new(row, e));
                }
            var errors = await runner.Run(entry, rows[0].ForTenant, messages, sameLog: true, cancellationToken);
            done.AddRange(good.Select((row, i) => new Delivered(row, errors[i])));
        }
        return done;
    }
}
