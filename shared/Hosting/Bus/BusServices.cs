using Dialogue.Data;
using Dialogue.Data.Messaging;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dialogue.Hosting.Bus;

public static class BusServices
{
    /// <summary>
    /// Registers a consumer by name (assembly scans pass over internal ones without a word), once for every message it hears. Its name, and so
    /// its inbox, is the service's and its own. One that implements <c>IConsumer&lt;Batch&lt;T&gt;&gt;</c> gets many messages of one organisation at once.
    /// </summary>
    public static void AddBusConsumer<TConsumer>(this IServiceCollection services, string service) where TConsumer : class, IConsumer
    {
        services.TryAddScoped<TConsumer>();
        services.TryAddSingleton<ConsumerRunner>();
        services.TryAddSingleton<InProcessDelivery>();
        services.TryAddSingleton<IOutboxDelivery>(provider => provider.GetRequiredService<InProcessDelivery>());
        var heard = typeof(TConsumer).GetInterfaces()
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IConsumer<>)).Select(i => i.GetGenericArguments()[0]);
        foreach (var message in heard)
        {
            var many = message.IsGenericType && message.GetGenericTypeDefinition() == typeof(Batch<>);
            services.AddSingleton(new ConsumerEntry(
                service, NameOf<TConsumer>(service), typeof(TConsumer), many ? message.GetGenericArguments()[0] : message, many));
        }
    }

    /// <summary>False when this consumer has already had its effect for this message; the mark is saved with the effect.</summary>
    public static Task<bool> FirstTime<TConsumer>(this TenantDbContext db, ConsumeContext context) =>
        db.FirstTime(NameOf<TConsumer>(db.Schema), context.MessageId!.Value, context.CancellationToken);

    /// <summary>Takes one row.</summary>
    /// <exception cref="Exception">What kept it from arriving.</exception>
    public static async Task DeliverOne(this IOutboxDelivery delivery, OutboxMessage row, CancellationToken cancellationToken)
    {
        var done = (await delivery.Deliver([row], cancellationToken)).SingleOrDefault() ?? throw new InvalidOperationException("The row was not taken.");
        if (done.Error is { } error) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
    }

    private static string NameOf<TConsumer>(string service) => $"{service}.{typeof(TConsumer).Name.Split('`')[0]}";
}
