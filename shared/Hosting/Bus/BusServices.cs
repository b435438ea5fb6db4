using System.Reflection;
using System.Text.Json;
using Dialogue.Data;
using Dialogue.Data.Messaging;
using Dialogue.Data.Reference;
using Dialogue.Hosting.Tenancy;
using Dialogue.Kernel;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dialogue.Hosting.Bus;

public static class BusServices
{
    /// <summary>
    /// Registers a consumer by name (assembly scans pass over internal ones without a word), once for every message it hears. Its name, and so
    /// its inbox, is the service's and its own.
    /// </summary>
    public static void AddBusConsumer<TConsumer>(this IServiceCollection services, string service) where TConsumer : class, IConsumer
    {
        services.TryAddScoped<TConsumer>();
        services.TryAddSingleton<IOutboxDelivery, InProcessDelivery>();
        var messages = typeof(TConsumer).GetInterfaces()
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IConsumer<>)).Select(i => i.GetGenericArguments()[0]);
        foreach (var message in messages) services.AddSingleton(new ConsumerEntry(NameOf<TConsumer>(service), typeof(TConsumer), message));
    }

    /// <summary>False when this consumer has already had its effect for this message; the mark is saved with the effect.</summary>
    public static Task<bool> FirstTime<TConsumer>(this TenantDbContext db, ConsumeContext context) =>
        db.FirstTime(NameOf<TConsumer>(db.Schema), context.MessageId!.Value, context.CancellationToken);

    private static string NameOf<TConsumer>(string service) => $"{service}.{typeof(TConsumer).Name.Split('`')[0]}";
}

/// <summary>
/// Takes an outbox row straight to its consumer in this process, in a scope of its own under the tenant of the message. Used when no broker is
/// configured; the same consumer classes hang on MassTransit's endpoints when one is.
/// </summary>
internal sealed class InProcessDelivery(MessageDirectory directory, IServiceScopeFactory scopes, OrganisationDirectory organisations) : IOutboxDelivery
{
    private static readonly MethodInfo Typed = typeof(InProcessDelivery).GetMethod(nameof(Consume), BindingFlags.Static | BindingFlags.NonPublic)!;
    private readonly Dictionary<ConsumerEntry, Func<IServiceProvider, OutboxMessage, CancellationToken, Task>> consume = directory.Consumers.ToDictionary(
        c => c, c => Typed.MakeGenericMethod(c.Consumer, c.Message).CreateDelegate<Func<IServiceProvider, OutboxMessage, CancellationToken, Task>>());

    public async Task Deliver(OutboxMessage row, CancellationToken cancellationToken)
    {
        if (row.ForTenant.IsNone) throw new InvalidOperationException($"{row.Type} {row.MessageId} has no tenant and is refused.");
        // A consumer that a release has taken away: nobody is left to hear the message.
        if (directory.Find(row.Consumer, row.Type) is not { } entry) return;
        await using var scope = scopes.CreateAsyncScope();
        var tenant = scope.ServiceProvider.GetRequiredService<CurrentTenant>();
        await organisations.Enter(tenant, row.ForTenant, cancellationToken);
        Telemetry.Traces.Entered(tenant);
        scope.ServiceProvider.GetRequiredService<DataScope>().Relayed = true;
        await consume[entry](scope.ServiceProvider, row, cancellationToken);
    }

    private static Task Consume<TConsumer, TMessage>(IServiceProvider services, OutboxMessage row, CancellationToken cancellationToken)
        where TConsumer : class, IConsumer<TMessage> where TMessage : class
    {
        var message = JsonSerializer.Deserialize<TMessage>(row.Payload, MessageDirectory.Json)!;
        return services.GetRequiredService<TConsumer>().Consume(LocalContext<TMessage>.Of(message, row.MessageId, cancellationToken));
    }
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
        var other => throw new NotSupportedException($"A consumer asked its context for {other}; in process there is only the message, its id and its cancellation."),
    };
}
