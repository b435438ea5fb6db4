using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Dialogue.Data.Messaging;
using Dialogue.Kernel;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dialogue.Hosting.Bus;

/// <summary>
/// Messages between processes: MassTransit over RabbitMQ carries outbox rows in parcels to a queue per consumer. What a consumer fails on goes to its own
/// schema's outbox and is tried again from there, so that a queue never holds anything that waits (docs/adr/0007).
/// </summary>
public static class Broker
{
    /// <summary>Header that says under which organisation a message is consumed. A message without it is refused: it goes to the queue's error queue.</summary>
    public const string TenantHeader = "Dialogue-Tenant";

    /// <summary>Messages of one consumer that are taken together (no parcel is split), and how long the first of them waits for others.</summary>
    private const int MostTogether = 100;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(10), MostWait = TimeSpan.FromMilliseconds(100);

    /// <summary>A broker that says nothing for twice as long is taken for dead.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <summary>Call it after every consumer has been registered.</summary>
    /// <param name="address">Such as <c>amqp://user:password@host:5672/vhost</c>.</param>
    public static void AddDialogueBroker(this IServiceCollection services, Uri address)
    {
        services.AddSingleton<BrokerRetries>();
        services.AddSingleton(new BrokerAddress(address));
        services.AddSingleton<BrokerBus>();
        services.AddSingleton<ErrorQueues>();
        services.AddHostedService(provider => provider.GetRequiredService<BrokerBus>());
        services.AddHealthChecks().AddCheck<BrokerBus>("broker");
        services.Replace(ServiceDescriptor.Singleton<IOutboxDelivery, BrokerDelivery>());
    }

    /// <summary>A connection of its own to the broker with a queue for each consumer of this process; not yet started.</summary>
    /// <param name="givenUp">Once it is cancelled, this bus connects no more.</param>
    internal static IBusControl Connect(IServiceProvider provider, CancellationToken givenUp) => MassTransit.Bus.Factory.CreateUsingRabbitMq(rabbit =>
    {
        rabbit.Host(provider.GetRequiredService<BrokerAddress>().Uri, host =>
        {
            host.PublisherConfirmation = true;
            host.Heartbeat(Heartbeat);
            host.OnRefreshConnectionFactory = _ => givenUp.IsCancellationRequested ? Task.FromCanceled(givenUp) : Task.CompletedTask;
        });
        foreach (var queue in provider.GetRequiredService<MessageDirectory>().Consumers.GroupBy(c => c.Name))
            rabbit.ReceiveEndpoint(queue.Key, endpoint =>
            {
                endpoint.PrefetchCount = 8; // parcels, of up to a hundred messages: what waits here has its place in memory, twice
                if (!queue.Any(e => e.Many)) endpoint.ConcurrentMessageLimit = 4;
                foreach (var entry in queue)
                    ((IReceives)ActivatorUtilities.CreateInstance(provider, typeof(Receives<>).MakeGenericType(entry.Message), entry)).At(endpoint);
            });
    });

    /// <summary>Makes the queues of these consumers, bound to what they hear, and takes nothing off them. Repeatable.</summary>
    /// <exception cref="OperationCanceledException">The broker did not answer within a minute.</exception>
    public static async Task Declare(IEnumerable<ConsumerEntry> consumers, Uri address, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        await BrokerBus.UntilItAnswers(address, limit.Token);
        limit.Token.ThrowIfCancellationRequested();
        var bus = MassTransit.Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(address);
            rabbit.DeployTopologyOnly = true;
            foreach (var queue in consumers.GroupBy(c => c.Name))
                rabbit.ReceiveEndpoint(queue.Key, endpoint =>
                {
                    foreach (var entry in queue) Bind.MakeGenericMethod(entry.Message).Invoke(null, [endpoint]);
                });
        });
        await bus.StartAsync(limit.Token);
        await bus.StopAsync(CancellationToken.None);
    }

    private static readonly MethodInfo Bind = typeof(Broker).GetMethod(nameof(Hear), BindingFlags.Static | BindingFlags.NonPublic)!;

    private static void Hear<T>(IReceiveEndpointConfigurator endpoint) where T : class => endpoint.Handler<Parcel<T>>(_ => Task.CompletedTask);

    private interface IReceives
    {
        void At(IReceiveEndpointConfigurator endpoint);
    }

    /// <summary>Takes one kind of message off a queue and gives it to its consumer. Returns, and so acknowledges, only when it had its effect or is kept for another try.</summary>
    private sealed class Receives<TMessage>(ConsumerEntry entry, ConsumerRunner runner, BrokerRetries retries) : IReceives where TMessage : class
    {
        private readonly Lock one = new();
        private readonly List<(ConsumeContext<Parcel<TMessage>> Parcel, TaskCompletionSource Done)> gathered = [];
        private bool taking;

        public void At(IReceiveEndpointConfigurator endpoint) => endpoint.Handler<Parcel<TMessage>>(context =>
        {
            // Refused alone, before it is among others.
            _ = TenantOf(context);
            if (context.Message.Letters is not { Count: > 0 } letters || letters.Any(l => l?.Body is null)) throw new InvalidOperationException("A parcel without letters is refused.");
            return entry.Many ? Gather(context) : Take([context]);
        });

        /// <summary>
        /// Ends when the parcel has been taken, together with those that came at the same time. MassTransit's own batches were seen to hear
        /// nothing more after the broker was killed in the middle of one; here every message is an ordinary delivery to the transport.
        /// </summary>
        private Task Gather(ConsumeContext<Parcel<TMessage>> context)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (one)
            {
                gathered.Add((context, done));
                if (taking) return done.Task;
                taking = true;
            }
            _ = Task.Run(TakeGathered);
            return done.Task;
        }

        private async Task TakeGathered()
        {
            var wait = Wait;
            while (true)
            {
                await Task.Delay(wait);
                List<(ConsumeContext<Parcel<TMessage>> Parcel, TaskCompletionSource Done)> some;
                lock (one)
                {
                    var letters = 0; // the first parcel, whatever its size, and what fits beside it
                    some = [.. gathered.TakeWhile(g => (letters += g.Parcel.Message.Letters.Count) <= MostTogether || letters == g.Parcel.Message.Letters.Count)];
                    gathered.RemoveRange(0, some.Count);
                    taking = some.Count > 0;
                }
                if (some.Count == 0) return;
                var began = Stopwatch.GetTimestamp();
                try
                {
                    await Take([.. some.Select(s => s.Parcel)]);
                    foreach (var (_, done) in some) done.SetResult();
                }
                catch (Exception e)
                {
                    foreach (var (_, done) in some) done.SetException(e);
                }
                // People who wait for an answer go before copies and counters: while there is much to do, it rests as long as it works.
                var took = Stopwatch.GetElapsedTime(began);
                wait = took < Wait ? Wait : took < MostWait ? took : MostWait;
            }
        }

        private async Task Take(IReadOnlyList<ConsumeContext<Parcel<TMessage>>> parcels)
        {
            foreach (var ofTenant in parcels.GroupBy(TenantOf))
            {
                var (letters, incoming) = (new List<Letter>(), new List<Incoming>());
                foreach (var letter in ofTenant.SelectMany(p => p.Message.Letters))
                    try
                    {
                        incoming.Add(new(letter.MessageId, JsonSerializer.Deserialize<TMessage>(letter.Body, MessageDirectory.Json)!, letter.PublishedAt, letter.Trace));
                        letters.Add(letter);
                    }
                    catch (JsonException e)
                    {
                        await retries.Keep(entry, ofTenant.Key, letter, e);
                    }
                // No token of the transport's: a message given up half-way while the process stops would be taken for a failed one.
                var errors = await runner.Run(entry, ofTenant.Key, incoming, sameLog: false, CancellationToken.None);
                for (var i = 0; i < errors.Length; i++)
                    if (errors[i] is { } error) await retries.Keep(entry, ofTenant.Key, letters[i], error);
            }
        }

        private static TenantId TenantOf(ConsumeContext context) =>
            Guid.TryParse(context.Headers.Get<string>(TenantHeader), out var tenant) && tenant != Guid.Empty ? new(tenant)
                : throw new InvalidOperationException($"A message without {TenantHeader} is refused.");
    }
}
