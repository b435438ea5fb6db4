using System.Diagnostics;
using System.Net.Sockets;
using Dialogue.Data.Messaging;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dialogue.Hosting.Bus;

/// <summary>The broker of this process; not registered where there is none.</summary>
public sealed record BrokerAddress(Uri Uri);

/// <summary>
/// This process's bus, and a new one whenever the broker was lost. MassTransit would connect again by itself, but late (its tries come to lie half a
/// minute apart), and now and then never: a queue on which connecting was cancelled, because a broker that had just been started took too long
/// to answer, it gives up without a word, and starting the same bus again does not bring it back. A new bus hears everything again as soon as the
/// broker answers; what the old one had in hand comes again, and has its effect once.
/// </summary>
internal sealed partial class BrokerBus(IServiceProvider services, BrokerAddress broker, MessageDirectory directory, ILoggerFactory loggers, ILogger<BrokerBus> logger) : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500), Glance = TimeSpan.FromMilliseconds(200);

    /// <summary>A queue may be between two states for a moment; and how long a start or an end may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2), StartWithin = TimeSpan.FromSeconds(20), StopWithin = TimeSpan.FromSeconds(10);

    private volatile IBusControl? current;
    private int buses;

    /// <summary>Null while there is no broker.</summary>
    public IBus? Current => current;

    /// <summary>How many there have been so far, this one included.</summary>
    internal int Buses => buses;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(current is { } bus && Hears(bus) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        LogContext.ConfigureCurrentLogContext(loggers);
        while (!stoppingToken.IsCancellationRequested)
        {
            await UntilItAnswers(broker.Uri, stoppingToken);
            if (stoppingToken.IsCancellationRequested) return;
            using var givenUp = new CancellationTokenSource();
            var bus = Broker.Connect(services, givenUp.Token);
            if (await Start(bus, stoppingToken))
            {
                current = bus;
                buses++;
                foreach (var schema in directory.Consumers.Select(c => c.Service).Distinct()) directory.Wake(schema); // what waited for the broker
                await UntilDeaf(bus, stoppingToken);
                current = null;
                if (!stoppingToken.IsCancellationRequested) LogLost();
            }
            else await Pause(stoppingToken);
            await givenUp.CancelAsync();
            if (stoppingToken.IsCancellationRequested) await Stop(bus);
            else _ = Stop(bus); // it may wait for consumers that are at work; they are not in the new one's way
        }
    }

    private async Task<bool> Start(IBusControl bus, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartWithin);
        try
        {
            await bus.StartAsync(limit.Token).WaitAsync(limit.Token); // it may hang whatever its token says
            return Hears(bus);
        }
        catch (Exception e)
        {
            if (!cancellationToken.IsCancellationRequested) LogNotStarted(e.GetType().Name);
            return false;
        }
    }

    private async Task Stop(IBusControl bus)
    {
        using var limit = new CancellationTokenSource(StopWithin);
        try
        {
            await bus.StopAsync(limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception e)
        {
            LogNotStopped(e.GetType().Name);
        }
    }

    private static async Task UntilDeaf(IBusControl bus, CancellationToken cancellationToken)
    {
        for (var deaf = new Stopwatch(); deaf.Elapsed < Patience && !cancellationToken.IsCancellationRequested;)
        {
            await Pause(cancellationToken);
            if (Hears(bus)) deaf.Reset();
            else deaf.Start();
        }
    }

    /// <summary>True when every queue is listened to.</summary>
    private static bool Hears(IBusControl bus) => bus.CheckHealth().Endpoints.Values.All(e => e.Status == BusHealthStatus.Healthy);

    /// <summary>Returns when the broker answers, however long that takes, or when nobody waits for it any more.</summary>
    internal static async Task UntilItAnswers(Uri address, CancellationToken cancellationToken)
    {
        while (!await Answers(address, cancellationToken) && !cancellationToken.IsCancellationRequested)
            await Task.Delay(Glance, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>The broker takes a connection and says its first word.</summary>
    private static async Task<bool> Answers(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(3));
            using var client = new TcpClient();
            var secure = address.Scheme == "amqps";
            await client.ConnectAsync(address.Host, address.Port > 0 ? address.Port : secure ? 5671 : 5672, limit.Token);
            if (secure) return true;
            await client.GetStream().WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), limit.Token);
            return await client.GetStream().ReadAsync(new byte[1], limit.Token) == 1;
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private static Task Pause(CancellationToken cancellationToken) => Task.Delay(Look, cancellationToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker was lost, or a queue is not heard any more; a new connection is made")]
    private partial void LogLost();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker answers, but connecting to it failed ({Kind}); it is tried again")]
    private partial void LogNotStarted(string kind);

    [LoggerMessage(Level = LogLevel.Debug, Message = "An old connection to the broker did not end in order ({Kind})")]
    private partial void LogNotStopped(string kind);
}
