using Dialogue.Kernel;

namespace Dialogue.Notifications.Choosing;

/// <summary>When a message that is not urgent may go out: on a working day outside of quiet hours, else on the next working morning.</summary>
internal static class WaitingTime
{
    /// <summary>A working morning where quiet hours do not say when it begins.</summary>
    private static readonly TimeOnly Morning = new(7, 0);

    /// <param name="now">Local time of Asia/Ho_Chi_Minh on the legal day.</param>
    /// <param name="from">Quiet from this time of the day, usually over midnight; the same as <paramref name="to"/>: at no hour, but on days of rest all the same.</param>
    /// <param name="to">The end of quiet hours, itself not quiet.</param>
    /// <returns>How long it waits; zero: it goes at once.</returns>
    public static TimeSpan Of(DateTime now, TimeOnly from, TimeOnly to, WorkingCalendar calendar)
    {
        var (day, hour) = (DateOnly.FromDateTime(now), TimeOnly.FromDateTime(now));
        if (!calendar.IsWorkingDay(day)) return calendar.Add(day, 1).ToDateTime(from > to ? to : Morning) - now;
        if (from == to || !hour.IsBetween(from, to)) return TimeSpan.Zero;
        return (hour < to ? day : calendar.Add(day, 1)).ToDateTime(to) - now;
    }
}
