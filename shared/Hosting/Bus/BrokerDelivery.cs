using Dialogue.Contracts.Identity;
using Dialogue.Data.Messaging;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Dialogue.Hosting.Bus;

/// <summary>
/// Hands outbox rows to the broker in parcels; a row has arrived when the broker confirms its parcel. Rows that are kept for one consumer go to it directly, or, when it
/// runs elsewhere (all was one process when they were written), to its queue.
/// </summary>
internal sealed partial class BrokerDelivery(BrokerBus broker, MessageDirectory directory, InProcessDelivery local, ILogger<BrokerDelivery> logger) : IOutboxDelivery
{
    /// <summary>Publishing blocks while the broker is away; after this the rows are left where they are.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>By name of the contract.</summary>
    private readonly Dictionary<string, Type> parcels = typeof(OrganisationChanged).Assembly.GetExportedTypes().Where(t => t is { IsClass: true, IsGenericTypeDefinition: false, IsAbstract: false })
        .Concat(directory.Consumers.Select(c => c.Message)).Distinct().ToDictionary(MessageDirectory.NameOf, t => typeof(Parcel<>).MakeGenericType(t));

    public async Task<IReadOnlyList<Delivered>> Deliver(IReadOnlyList<OutboxMessage> rows, CancellationToken cancellationToken)
    {
        // What a consumer of this service failed on, also when it is one of another release: its queue is not the place to wait.
        if (rows[0].Consumer.Length > 0 && directory.HasServiceOf(rows[0].Consumer)) return await local.Deliver(rows, cancellationToken);
        if (broker.Current is not { } bus) return [];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        // All at once: the broker confirms many together.
        var done = await Task.WhenAll(rows.GroupBy(r => r.Type).SelectMany(Letter.Share).Select(some => Publish(bus, some, limit.Token)));
        cancellationToken.ThrowIfCancellationRequested();
        return [.. done.SelectMany(d => d)];
    }

    /// <param name="rows">Of one contract: one parcel.</param>
    /// <returns>Nothing when the broker did not take them: that is no fault of theirs.</returns>
    private async Task<IEnumerable<Delivered>> Publish(IBus bus, IReadOnlyList<OutboxMessage> rows, CancellationToken cancellationToken)
    {
        var first = rows[0];
        if (first.ForTenant.IsNone) return rows.Select(r => new Delivered(r, new InvalidOperationException($"{r.Type} {r.MessageId} has no tenant and is refused.")));
        if (!parcels.TryGetValue(first.Type, out var type)) return rows.Select(r => new Delivered(r, new OfAnotherReleaseException($"The contract {r.Type}")));
        var parcel = Activator.CreateInstance(type, rows.Select(Letter.Of).ToList())!;
        try
        {
            // On a connection that has just been cut, a confirmation may be waited for whatever the token says: then for ever, with the rows locked.
            await Hand().WaitAsync(cancellationToken);
            return rows.Select(r => new Delivered(r));
        }
        catch (Exception e)
        {
            LogAway(first.Type, e.GetType().Name);
            return [];
        }

        async Task Hand()
        {
            if (first.Consumer.Length == 0) await bus.Publish(parcel, type, Pipe.Execute<PublishContext>(Describe), cancellationToken);
            else
            {
                var queue = await bus.GetSendEndpoint(new Uri($"queue:{first.Consumer}"));
                await queue.Send(parcel, type, Pipe.Execute<SendContext>(Describe), cancellationToken);
            }
        }

        void Describe(SendContext context)
        {
            context.MessageId = first.MessageId;
            context.Headers.Set(Broker.TenantHeader, first.ForTenant.ToString());
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The broker did not take rows of {Type} ({Kind}); they stay in the outbox")]
    private partial void LogAway(string type, string kind);
}
