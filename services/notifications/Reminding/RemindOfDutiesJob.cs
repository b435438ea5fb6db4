using Dialogue.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Dialogue.Notifications.Reminding;

/// <summary>Every morning at seven.</summary>
[DisallowConcurrentExecution]
internal sealed class RemindOfDutiesJob(RemindOfDuties remind, LegalClock clock) : IJob
{
    public const string Schedule = "0 0 7 * * ?";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await remind.Run(clock.Today, cancellationToken);
}

/// <summary>Makes up for the morning when nothing ran: once, a little after the process has started, so that nobody's first page waits for it.</summary>
internal sealed partial class RemindAtStart(IServiceScopeFactory scopes, LegalClock clock, ILogger<RemindAtStart> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(Pause, stoppingToken);
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<RemindOfDuties>().Run(clock.Today, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
        catch (Exception e)
        {
            LogFailed(e); // the morning's job comes anyway
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Reminders at the start of the process failed; the next run is at seven")]
    private partial void LogFailed(Exception exception);
}
