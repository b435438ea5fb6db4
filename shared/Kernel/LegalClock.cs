namespace Dialogue.Kernel;

/// <summary>
/// What day it is for the law: the calendar date in Asia/Ho_Chi_Minh (UTC+7, no daylight saving), or the day that a training installation
/// has been set to. Instants, tokens, leases and logs take <see cref="TimeProvider"/> instead, which stays real.
/// </summary>
/// <remarks>A term ends at 24:00 of its last day (Bộ luật Dân sự 2015, art. 148 clause 6), so a due date is late only on the next legal day.</remarks>
public sealed class LegalClock(TimeProvider time)
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);
    private int offsetDays;

    public DateOnly Today => DayOf(time.GetUtcNow()).AddDays(offsetDays);

    /// <summary>Now, in local time, on the legal day. For dates on documents and in histories that people read.</summary>
    public DateTime Now => time.GetUtcNow().ToOffset(Vietnam).DateTime.AddDays(offsetDays);

    /// <summary>How many days the installation's legal day is away from the real one; 0 in production.</summary>
    public int OffsetDays => Volatile.Read(ref offsetDays);

    /// <summary>Sets a training installation to another day; it then moves on with real time.</summary>
    public void SetDay(DateOnly day) => Volatile.Write(ref offsetDays, day.DayNumber - DayOf(time.GetUtcNow()).DayNumber);

    public void SetOffset(int days) => Volatile.Write(ref offsetDays, days);

    /// <summary>The legal date on which an instant falls.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Vietnam).DateTime);
}
