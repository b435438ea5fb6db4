using System.Text.Json;
using Dialogue.Contracts.Identity;
using Dialogue.Data.Messaging;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Dialogue.Hosting.Bus;

/// <summary>
/// Hands outbox rows to the broker; a row has arrived when the broker confirms it. Rows that are kept for one consumer go to it directly, or, when it
/// runs elsewhere (all was one process when they were written), to its queue.
/// </summary>
internal sealed partial class BrokerDelivery(BrokerBus broker, MessageDirectory directory, InProcessDelivery local, ILogger<BrokerDelivery> logger) : IOutboxDelivery
{
    /// <summary>Publishing blocks while the broker is away; after this the rows are left where they are.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Type> contracts = typeof(OrganisationChanged).Assembly.GetExportedTypes()
        .Concat(directory.Consumers.Select(c => c.Message)).Distinct().ToDictionary(MessageDirectory.NameOf);

    public async Task<IReadOnlyList<Delivered>> Deliver(IReadOnlyList<OutboxMessage> rows, CancellationToken cancellationToken)
    {
        // What a consumer of this service failed on, also when it is one of another release: its queue is not the place to wait.
        if (rows[0].Consumer.Length > 0 && directory.HasServiceOf(rows[0].Consumer)) return await local.Deliver(rows, cancellationToken);
        if (broker.Current is not { } bus) return [];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        // All at once: the broker confirms many together.
        var done = await Task.WhenAll(rows.Select(row => Publish(bus, row, limit.Token)));
        cancellationToken.ThrowIfCancellationRequested();
        return [.. done.OfType<Delivered>()];
    }

    /// <returns>Null when the broker did not take it: that is no fault of the row's.</returns>
    private async Task<Delivered?> Publish(IBus bus, OutboxMessage row, CancellationToken cancellationToken)
    {
        object body;
        try
        {
            if (row.ForTenant.IsNone) throw new InvalidOperationException($"{row.Type} {row.MessageId} has no tenant and is refused.");
            if (!contracts.TryGetValue(row.Type, out var type)) throw new OfAnotherReleaseException($"The contract {row.Type}");
            body = JsonSerializer.Deserialize(row.Payload, type, MessageDirectory.Json)!;
        }
        catch (Exception e) when (e is InvalidOperationException or JsonException or OfAnotherReleaseException)
        {
            return new(row, e);
        }
        try
        {
            // On a connection that has just been cut, a confirmation may be waited for whatever the token says: then for ever, with the rows locked.
            await Hand().WaitAsync(cancellationToken);
            return new(row);
        }
        catch (Exception e)
        {
            LogAway(row.Type, e.GetType().Name);
            return null;
        }

        async Task Hand()
        {
            if (row.Consumer.Length == 0) await bus.Publish(body, body.GetType(), Pipe.Execute<PublishContext>(Describe), cancellationToken);
            else
            {
                var queue = await bus.GetSendEndpoint(new Uri($"queue:{row.Consumer}"));
                await queue.Send(body, body.GetType(), Pipe.Execute<SendContext>(Describe), cancellationToken);
            }
        }

        void Describe(SendContext context)
        {
            context.MessageId = row.MessageId;
            context.Headers.Set(Broker.TenantHeader, row.ForTenant.ToString());
            context.Headers.Set(Broker.PublishedHeader, row.CreatedAt.ToString("O"));
            if (row.Trace is { } trace) context.Headers.Set(Broker.TraceHeader, trace);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The broker did not take {Type} ({Kind}); it stays in the outbox")]
    private partial void LogAway(string type, string kind);
}
