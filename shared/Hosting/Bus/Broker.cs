using System.Reflection;
using Dialogue.Data.Messaging;
using Dialogue.Kernel;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dialogue.Hosting.Bus;

/// <summary>
/// Messages between processes: MassTransit over RabbitMQ carries outbox rows to a queue per consumer. What a consumer fails on goes to its own
/// schema's outbox and is tried again from there, so that a queue never holds anything that waits (docs/adr/0007).
/// </summary>
public static class Broker
{
    /// <summary>Header that says under which organisation a message is consumed. A message without it is refused: it goes to the queue's error queue.</summary>
    public const string TenantHeader = "Dialogue-Tenant";

    internal const string TraceHeader = "Dialogue-Trace", PublishedHeader = "Dialogue-Published";

    /// <summary>Messages of one consumer that are taken together, and how long the first of them waits for others.</summary>
    private const int MostTogether = 100;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(10);

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
                var many = queue.Any(e => e.Many);
                endpoint.PrefetchCount = many ? 3 * MostTogether : 16;
                if (!many) endpoint.ConcurrentMessageLimit = 4;
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

    private static void Hear<T>(IReceiveEndpointConfigurator endpoint) where T : class => endpoint.Handler<T>(_ => Task.CompletedTask);

    private interface IReceives
    {
        void At(IReceiveEndpointConfigurator endpoint);
    }

    /// <summary>Takes one kind of message off a queue and gives it to its consumer. Returns, and so acknowledges, only when it had its effect or is kept for another try.</summary>
    private sealed class Receives<TMessage>(ConsumerEntry entry, ConsumerRunner runner, BrokerRetries retries) : IReceives where TMessage : class
    {
        private readonly Lock one = new();
        private readonly List<(ConsumeContext<TMessage> Message, TaskCompletionSource Done)> gathered = [];
        private bool taking;

        public void At(IReceiveEndpointConfigurator endpoint) => endpoint.Handler<TMessage>(context =>
        {
            _ = TenantOf(context); // refused alone, before it is among others
            return entry.Many ? Gather(context) : Take([context]);
        });

        /// <summary>
        /// Ends when the message has been taken, together with those that came at the same time. MassTransit's own batches were seen to hear
        /// nothing more after the broker was killed in the middle of one; here every message is an ordinary delivery to the transport.
        /// </summary>
        private Task Gather(ConsumeContext<TMessage> context)
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
            while (true)
            {
                int count;
                lock (one) count = gathered.Count;
                if (count < MostTogether) await Task.Delay(Wait);
                List<(ConsumeContext<TMessage> Message, TaskCompletionSource Done)> some;
                lock (one)
                {
                    some = gathered.GetRange(0, Math.Min(MostTogether, gathered.Count));
                    gathered.RemoveRange(0, some.Count);
                    taking = some.Count > 0;
                }
                if (some.Count == 0) return;
                try
                {
                    await Take([.. some.Select(s => s.Message)]);
                    foreach (var (_, done) in some) done.SetResult();
                }
                catch (Exception e)
                {
                    foreach (var (_, done) in some) done.SetException(e);
                }
            }
        }

        private async Task Take(IReadOnlyList<ConsumeContext<TMessage>> messages)
        {
            foreach (var ofTenant in messages.GroupBy(TenantOf))
            {
                var incoming = ofTenant.Select(m => new Incoming(m.MessageId!.Value, m.Message, Published(m), m.Headers.Get<string>(TraceHeader))).ToList();
                // No token of the transport's: a message given up half-way while the process stops would be taken for a failed one.
                var errors = await runner.Run(entry, ofTenant.Key, incoming, sameLog: false, CancellationToken.None);
                for (var i = 0; i < errors.Length; i++)
                    if (errors[i] is { } error) await retries.Keep(entry, ofTenant.Key, incoming[i], error);
            }
        }

        private static TenantId TenantOf(ConsumeContext context) =>
            Guid.TryParse(context.Headers.Get<string>(TenantHeader), out var tenant) && tenant != Guid.Empty ? new(tenant)
                : throw new InvalidOperationException($"A message without {TenantHeader} is refused.");

        private static DateTimeOffset Published(ConsumeContext context) =>
            DateTimeOffset.TryParse(context.Headers.Get<string>(PublishedHeader), System.Globalization.CultureInfo.InvariantCulture, out var at) ? at : context.SentTime ?? default;
    }
}
