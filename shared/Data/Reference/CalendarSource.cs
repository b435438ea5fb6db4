using Dialogue.Kernel;

namespace Dialogue.Data.Reference;

/// <summary>The working calendar as this service knows it, built once per version, shared by all requests, and read again each minute. Singleton per context type.</summary>
/// <param name="schema">Of the service.</param>
public sealed class CalendarSource<TDb>(string schema, Databases databases, TimeProvider time) : IHearsChanges where TDb : TenantDbContext
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1); // covers a word that was lost
    private volatile Built? current;
    private int changes;

    public async ValueTask<WorkingCalendar> Get(CancellationToken cancellationToken = default)
    {
        if (current is { } known && time.GetUtcNow() - known.At < Life) return known.Calendar;
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (current is { } built && time.GetUtcNow() - built.At < Life) return built.Calendar;
            var before = Volatile.Read(ref changes);
            await using var command = databases.Shared.CreateCommand($"select days from {schema}.calendar_years");
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var years = new List<CalendarYear>();
            while (await reader.ReadAsync(cancellationToken)) years.Add(JsonConverter<CalendarYear>.Read(reader.GetString(0)));
            var calendarNow = new WorkingCalendar(years);
            current = new(calendarNow, time.GetUtcNow());
            // A year that changed while it was read: what was read may be from before, so it is not kept.
            if (Volatile.Read(ref changes) != before) current = null;
            return calendarNow;
        }
        finally
        {
            gate.Release();
        }
    }

    public Task Heard(string what, CancellationToken cancellationToken)
    {
        if (what is Changes.Calendar or Changes.Anything) Refresh();
        return Task.CompletedTask;
    }

    private sealed record Built(WorkingCalendar Calendar, DateTimeOffset At);

    /// <summary>Forgets what was built: a year has changed.</summary>
    public void Refresh()
    {
        Interlocked.Increment(ref changes);
        current = null;
    }
}
