namespace Dialogue.Kernel;

/// <summary>
/// Counts working days of the civil service. Immutable; built once per version of the calendar. Every computation takes constant time,
/// whatever the number of days (the list of skipped days, asked for separately, grows with the days skipped).
/// </summary>
/// <remarks>
/// Source: Bộ luật Dân sự 91/2015/QH13, art. 147 (the day of the event is not counted) and 148 (a term ends at 24:00 of its last day; a last
/// day that is not worked moves to the next working day). Weekly rest Saturday and Sunday; days off and made-up days by yearly notice.
/// A worked day stands above the weekend, the weekend and a day off above an ordinary weekday.
/// </remarks>
public sealed class WorkingCalendar
{
    /// <summary>First and last date that can be asked about or come out of a computation.</summary>
    public static readonly DateOnly First = new(2000, 1, 1), Last = new(2100, 12, 31);

    private readonly int[] workedUpTo;      // for each date from First: how many working days lie in [First, date]
    private readonly int[] workingDays;     // the n-th working day, as an index from First
    private readonly Dictionary<DateOnly, CalendarDay> off = [], worked = [];
    private readonly HashSet<DayOfWeek> weekend;
    private readonly HashSet<int> officialYears;

    /// <param name="years">Years with a calendar. A year that is missing counts weekends only and is provisional.</param>
    /// <param name="weekend">Weekly days of rest; Saturday and Sunday when left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A year lies outside 2000 to 2100.</exception>
    public WorkingCalendar(IEnumerable<CalendarYear> years, IReadOnlySet<DayOfWeek>? weekend = null)
    {
        this.weekend = [.. weekend ?? new HashSet<DayOfWeek> { DayOfWeek.Saturday, DayOfWeek.Sunday }];
        officialYears = [];
        var versions = new List<string>();
        foreach (var year in years.OrderBy(y => y.Year))
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(year.Year, First.Year, nameof(years));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(year.Year, Last.Year, nameof(years));
            foreach (var day in year.DaysOff) off[day.Date] = day;
            foreach (var day in year.WorkedDays) worked[day.Date] = day;
            if (year.Official) officialYears.Add(year.Year);
            versions.Add($"{year.Year}.{year.Version}");
        }
        Version = string.Join(' ', versions);

        var length = Last.DayNumber - First.DayNumber + 1;
        workedUpTo = new int[length];
        var working = new List<int>(length);
        for (var i = 0; i < length; i++)
        {
            if (IsWorkingDay(First.AddDays(i))) working.Add(i);
            workedUpTo[i] = working.Count;
        }
        workingDays = [.. working];
    }

    /// <summary>Which version of each year it was built from, such as <c>2025.1 2026.3</c>.</summary>
    public string Version { get; }

    public bool IsWorkingDay(DateOnly date) => worked.ContainsKey(date) || (!weekend.Contains(date.DayOfWeek) && !off.ContainsKey(date));

    /// <summary>True when every year from <paramref name="from"/> to <paramref name="to"/> (in any order) has an official calendar.</summary>
    public bool IsOfficial(DateOnly from, DateOnly to)
    {
        var (first, last) = from <= to ? (from, to) : (to, from);
        for (var year = first.Year; year <= last.Year; year++)
            if (!officialYears.Contains(year)) return false;
        return true;
    }

    /// <summary>The <paramref name="days"/>-th working day after <paramref name="from"/>.</summary>
    /// <param name="from">The day of the event; it is itself not counted, worked or not.</param>
    /// <param name="days">0 to 1,000 working days.</param>
    /// <returns>A working day, unless <paramref name="days"/> is 0: then <paramref name="from"/> itself.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The days or a date are out of bounds.</exception>
    public DateOnly Add(DateOnly from, int days)
    {
        CheckDays(days);
        return days == 0 ? from : Nth(workedUpTo[Index(from)] + days);
    }

    /// <summary>The last day on which something that is due <paramref name="days"/> working days before <paramref name="before"/> may be done.</summary>
    /// <param name="before">The day of the event; it is itself not counted.</param>
    /// <param name="days">0 to 1,000 working days.</param>
    /// <param name="reading">How "trước N ngày làm việc" is read.</param>
    /// <exception cref="ArgumentOutOfRangeException">The days or a date are out of bounds.</exception>
    public DateOnly Subtract(DateOnly before, int days, Reading reading = Reading.Inclusive)
    {
        CheckDays(days);
        if (days == 0) return before;
        var index = Index(before);
        var earlier = workedUpTo[index] - (IsWorkingDay(before) ? 1 : 0);
        return Nth(earlier + 1 - days - (reading == Reading.Clear ? 1 : 0));
    }

    /// <summary>Working days from one date to the other, both ends counted; the order does not matter.</summary>
    public int Count(DateOnly from, DateOnly to)
    {
        var (first, last) = from <= to ? (from, to) : (to, from);
        var start = Index(first);
        return workedUpTo[Index(last)] - (start == 0 ? 0 : workedUpTo[start - 1]);
    }

    /// <summary>
    /// Working days that are left until the end of <paramref name="due"/>; today counts not, so 0 is "due today". Negative when late: the
    /// working days since, and -1 on the days of rest that follow at once.
    /// </summary>
    public int Remaining(DateOnly today, DateOnly due)
    {
        var days = workedUpTo[Index(due)] - workedUpTo[Index(today)];
        return due >= today ? days : Math.Min(days, -1);
    }

    /// <summary>The date itself when it is worked, else the next working day: the end of a calendar-day term or of a fixed date (art. 148 clause 5).</summary>
    public DateOnly RollForward(DateOnly date) => IsWorkingDay(date) ? date : Nth(workedUpTo[Index(date)] + 1);

    /// <summary>Days strictly between the two dates, and the later one of them, that are not worked, with the reason of each; oldest first.</summary>
    public IReadOnlyList<SkippedDay> Skipped(DateOnly from, DateOnly to)
    {
        var (first, last) = from <= to ? (from, to) : (to, from);
        var skipped = new List<SkippedDay>();
        for (var date = first.AddDays(1); date < last || (date == last && from <= to); date = date.AddDays(1))
        {
            if (IsWorkingDay(date)) continue;
            skipped.Add(off.TryGetValue(date, out var day)
                ? new(date, day.Reason, day.Notice)
                : new(date, date.DayOfWeek == DayOfWeek.Sunday ? "Chủ nhật" : date.DayOfWeek == DayOfWeek.Saturday ? "Thứ Bảy" : "Ngày nghỉ hằng tuần", null));
        }
        return skipped;
    }

    /// <summary>Weekend days from one date to the other, both ends included, that are worked by notice; oldest first.</summary>
    public IReadOnlyList<CalendarDay> MadeUp(DateOnly from, DateOnly to)
    {
        var (first, last) = from <= to ? (from, to) : (to, from);
        return [.. worked.Values.Where(d => d.Date >= first && d.Date <= last).OrderBy(d => d.Date)];
    }

    private static int Index(DateOnly date)
    {
        if (date < First || date > Last) throw new ArgumentOutOfRangeException(nameof(date), date, $"Dates from {First:yyyy} to {Last:yyyy} can be counted.");
        return date.DayNumber - First.DayNumber;
    }

    private static void CheckDays(int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, 1000);
    }

    private DateOnly Nth(int n)
    {
        if (n < 1 || n > workingDays.Length) throw new ArgumentOutOfRangeException(nameof(n), $"The result lies outside {First:yyyy} to {Last:yyyy}.");
        return First.AddDays(workingDays[n - 1]);
    }
}

/// <summary>The two readings of "trước N ngày làm việc".</summary>
public enum Reading
{
    /// <summary>The N-th working day counted back is the last acceptable day (the default; the mirror of art. 147).</summary>
    Inclusive,

    /// <summary>N full working days lie in between, so the last acceptable day is one working day earlier.</summary>
    Clear,
}

/// <summary>A day that a count passes over. <paramref name="Notice"/> is null for an ordinary day of weekly rest.</summary>
public sealed record SkippedDay(DateOnly Date, string Reason, string? Notice);
