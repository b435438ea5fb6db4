using System.Diagnostics;
using System.Net.Sockets;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dialogue.Hosting.Bus;

/// <summary>The broker of this process; not registered where there is none.</summary>
public sealed record BrokerAddress(Uri Uri);

/// <summary>
/// Sees to it that no consumer stays deaf. MassTransit gives a queue up for good when connecting to it was cancelled on the way (a broker that is
/// killed while it starts, or answers too slowly); then nothing is heard from that queue until the bus is started anew, which happens here.
/// </summary>
internal sealed partial class BrokerWatch(IBusControl bus, BrokerAddress broker, ILogger<BrokerWatch> logger) : BackgroundService
{
    /// <summary>MassTransit's own tries are at most 30 s apart; what is deaf for longer than this, although the broker answers, stays so.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40), Look = TimeSpan.FromSeconds(5), Stopping = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var deaf = new Stopwatch();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Look, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                if (Deaf().ToList() is [_, ..] queues && await Answers(broker.Uri, stoppingToken)) deaf.Start();
                else deaf.Reset();
                if (deaf.Elapsed < Patience || stoppingToken.IsCancellationRequested) continue;
                LogDeaf(string.Join(", ", Deaf()));
                await Restart(stoppingToken);
                deaf.Reset();
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotRestarted(e);
            }
            catch (OperationCanceledException) { }
        }
    }

    /// <summary>Queues from which nothing is heard now.</summary>
    internal IEnumerable<string> Deaf() => bus.CheckHealth().Endpoints.Where(e => e.Value.Status != BusHealthStatus.Healthy).Select(e => e.Key);

    internal async Task Restart(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Stopping);
        await bus.StopAsync(limit.Token);
        using var start = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        start.CancelAfter(Stopping);
        await bus.StartAsync(start.Token);
    }

    /// <summary>The broker takes a connection and says its first word.</summary>
    internal static async Task<bool> Answers(Uri address, CancellationToken cancellationToken)
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

    [LoggerMessage(Level = LogLevel.Error, Message = "Nothing is heard from {Queues} although the broker answers; the bus is started anew")]
    private partial void LogDeaf(string queues);

    [LoggerMessage(Level = LogLevel.Error, Message = "The bus could not be started anew; it is tried again")]
    private partial void LogNotRestarted(Exception exception);
}
