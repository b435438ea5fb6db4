using System.Collections.Concurrent;
using System.Reflection;
using Dialogue.Data;
using Dialogue.Data.Messaging;
using Dialogue.Hosting.Telemetry;
using Dialogue.Hosting.Tenancy;
using Dialogue.Kernel;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Hosting.Bus;

/// <summary>A message with the id by which the inbox knows it.</summary>
/// <param name="Body">An instance of the contract.</param>
/// <param name="Trace">As W3C's <c>traceparent</c>, or null.</param>
public sealed record Incoming(Guid MessageId, object Body, DateTimeOffset PublishedAt, string? Trace);

/// <summary>
/// The one way into a consumer, whatever brought the messages (the relay of this process, the broker): a scope of its own under the tenant of
/// the messages. Singleton.
/// </summary>
public sealed class ConsumerRunner(IServiceScopeFactory scopes, OrganisationDirectory organisations, Databases databases, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>How often what was overtaken is begun anew at once, before it counts as failed.</summary>
    private const int MostAgain = 3;
    private static readonly MethodInfo One = Method(nameof(ConsumeOne)), All = Method(nameof(ConsumeMany));

    /// <summary>Half of the connections: however many messages arrive at once, people who wait for an answer get theirs.</summary>
    private readonly SemaphoreSlim atOnce = new(Math.Max(1, databases.AppSize / 2));
    private readonly ConcurrentDictionary<ConsumerEntry, Func<IServiceProvider, IReadOnlyList<Incoming>, CancellationToken, Task>> consume = new();

    /// <summary>
    /// Gives messages of one organisation to a consumer, in order. Each stands or falls alone: one that takes many gets them all at once, and
    /// when that fails one after another, so that a bad one is found and the others have their effect.
    /// </summary>
    /// <param name="sameLog">See <see cref="DataScope.Relayed"/>.</param>
    /// <returns>For each message, in order, why it failed; null: it has had its effect.</returns>
    public async Task<Exception?[]> Run(ConsumerEntry entry, TenantId tenant, IReadOnlyList<Incoming> messages, bool sameLog, CancellationToken cancellationToken)
    {
        var errors = new Exception?[messages.Count];
        if (entry.Many && messages.Count > 1 && await Try(messages) is null) return errors;
        for (var i = 0; i < messages.Count; i++) errors[i] = await Try([messages[i]]);
        return errors;

        async Task<Exception?> Try(IReadOnlyList<Incoming> some)
        {
            var type = MessageDirectory.NameOf(entry.Message);
            var activities = some.Select(m => MessageTracing.Deliver(type, entry.Name, m.MessageId, tenant, m.Trace)).ToList();
            Exception? error = null;
            try
            {
                await Consume(some);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                error = e;
            }
            for (var i = some.Count - 1; i >= 0; i--)
            {
                if (error is not null) activities[i]?.Fails(error);
                activities[i]?.Dispose();
                MessageTracing.Delivered(type, entry.Name, error is null, time.GetUtcNow() - some[i].PublishedAt);
            }
            return error;
        }

        async Task Consume(IReadOnlyList<Incoming> some)
        {
            if (tenant.IsNone) throw new InvalidOperationException($"{entry.Message.Name} {some[0].MessageId} has no tenant and is refused.");
            await atOnce.WaitAsync(cancellationToken);
            try
            {
                for (var again = 0; ; again++)
                    try
                    {
                        await InScope(some);
                        return;
                    }
                    catch (DbUpdateConcurrencyException) when (again < MostAgain)
                    {
                        // Another message has changed what this one had read; it has written nothing.
                    }
            }
            finally
            {
                atOnce.Release();
            }
        }

        async Task InScope(IReadOnlyList<Incoming> some)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Limit);
            await using var scope = scopes.CreateAsyncScope();
            var current = scope.ServiceProvider.GetRequiredService<CurrentTenant>();
            await organisations.Enter(current, tenant, limit.Token);
            Traces.Entered(current);
            scope.ServiceProvider.GetRequiredService<DataScope>().Relayed = sameLog;
            await Into(entry)(scope.ServiceProvider, some, limit.Token);
        }
    }

    private Func<IServiceProvider, IReadOnlyList<Incoming>, CancellationToken, Task> Into(ConsumerEntry entry) => consume.GetOrAdd(entry, static e =>
        (e.Many ? All : One).MakeGenericMethod(e.Consumer, e.Message).CreateDelegate<Func<IServiceProvider, IReadOnlyList<Incoming>, CancellationToken, Task>>());

    private static Task ConsumeOne<TConsumer, TMessage>(IServiceProvider services, IReadOnlyList<Incoming> messages, CancellationToken cancellationToken)
        where TConsumer : class, IConsumer<TMessage> where TMessage : class =>
        services.GetRequiredService<TConsumer>().Consume(LocalContext<TMessage>.Of((TMessage)messages[0].Body, messages[0].MessageId, cancellationToken));

    private static Task ConsumeMany<TConsumer, TMessage>(IServiceProvider services, IReadOnlyList<Incoming> messages, CancellationToken cancellationToken)
        where TConsumer : class, IConsumer<Batch<TMessage>> where TMessage : class
    {
        var batch = new LocalBatch<TMessage>([.. messages.Select(m => LocalContext<TMessage>.Of((TMessage)m.Body, m.MessageId, cancellationToken))]);
        return services.GetRequiredService<TConsumer>().Consume(LocalContext<Batch<TMessage>>.Of(batch, messages[0].MessageId, cancellationToken));
    }

    private static MethodInfo Method(string name) => typeof(ConsumerRunner).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;
}

/// <summary>What a consumer of ours reads of a ConsumeContext: message, id, cancellation. Anything else is a mistake and says so.</summary>
public class LocalContext<TMessage> : DispatchProxy where TMessage : class
{
    private TMessage message = null!;
    private Guid messageId;
    private CancellationToken cancellation;

    public static ConsumeContext<TMessage> Of(TMessage message, Guid messageId, CancellationToken cancellationToken)
    {
        var context = Create<ConsumeContext<TMessage>, LocalContext<TMessage>>();
        var local = (LocalContext<TMessage>)(object)context;
        (local.message, local.messageId, local.cancellation) = (message, messageId, cancellationToken);
        return context;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
    {
        "get_Message" => message,
        "get_MessageId" => messageId,
        "get_CancellationToken" => cancellation,
        var other => throw new NotSupportedException($"A consumer asked its context for {other}; there is only the message, its id and its cancellation."),
    };
}

/// <summary>Messages that are consumed together.</summary>
internal sealed class LocalBatch<TMessage>(ConsumeContext<TMessage>[] messages) : Batch<TMessage> where TMessage : class
{
    public BatchCompletionMode Mode => BatchCompletionMode.Size;
    public DateTime FirstMessageReceived => default;
    public DateTime LastMessageReceived => default;
    public ConsumeContext<TMessage> this[int index] => messages[index];
    public int Length => messages.Length;

    public IEnumerator<ConsumeContext<TMessage>> GetEnumerator() => messages.AsEnumerable().GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => messages.GetEnumerator();
}
