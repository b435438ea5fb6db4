using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Data.Reference;

/// <summary>The working calendar as this service knows it, built once per version and shared by all requests. Singleton per context type.</summary>
public sealed class CalendarSource<TDb>(IServiceScopeFactory scopes) where TDb : TenantDbContext
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile WorkingCalendar? current;
    private int changes;

    public async ValueTask<WorkingCalendar> Get(CancellationToken cancellationToken = default)
    {
        if (current is { } calendar) return calendar;
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (current is { } built) return built;
            var before = Volatile.Read(ref changes);
            await using var scope = scopes.CreateAsyncScope();
            var years = await scope.ServiceProvider.GetRequiredService<TDb>().CalendarYears.AsNoTracking().ToListAsync(cancellationToken);
            var calendarNow = new WorkingCalendar(years.Select(y => y.Days));
            current = calendarNow;
            // A year that changed while it was read: what was read may be from before, so it is not kept.
            if (Volatile.Read(ref changes) != before) current = null;
            return calendarNow;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Forgets what was built: a year has changed.</summary>
    public void Refresh()
    {
        Interlocked.Increment(ref changes);
        current = null;
    }
}
