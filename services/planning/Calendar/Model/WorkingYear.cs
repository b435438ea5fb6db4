using Dialogue.Contracts.Planning;
using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Planning.Calendar.Model;

/// <summary>
/// The truth about one year of the working calendar, the same for the whole city. Other services, and the rest of this one, work with copies
/// fed by <see cref="CalendarYearPublished"/>.
/// </summary>
internal sealed class WorkingYear
{
    public int Year { get; init; }

    /// <summary>Grows with each change; also guards against two people who change the year at once.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>False while the days are a proposal: what is counted with them is provisional and says so.</summary>
    public bool Official { get; private set; }

    public List<YearNotice> Notices { get; private set; } = [];

    public List<YearDay> DaysOff { get; private set; } = [];

    public List<YearDay> WorkedDays { get; private set; } = [];

    public static WorkingYear Of(int year, bool official, IEnumerable<YearNotice> notices, IEnumerable<YearDay> daysOff, IEnumerable<YearDay> workedDays) => new()
    {
        Year = year, Official = official, Notices = [.. notices], DaysOff = [.. daysOff.OrderBy(d => d.Date)], WorkedDays = [.. workedDays.OrderBy(d => d.Date)],
    };

    /// <summary>A weekday that is not worked.</summary>
    public void TakeOff(DateOnly date, string reason, string notice)
    {
        Check(date);
        if (IsWeekend(date)) throw CalendarRules.AlreadyRest(date);
        DaysOff = [.. DaysOff.Append(new(date, "swap-off", reason.Trim(), notice.Trim())).OrderBy(d => d.Date)];
        Version++;
    }

    /// <summary>A Saturday or Sunday that is worked.</summary>
    public void Work(DateOnly date, string reason, string notice)
    {
        Check(date);
        if (!IsWeekend(date)) throw CalendarRules.AlreadyWorked(date);
        WorkedDays = [.. WorkedDays.Append(new(date, "make-up-work", reason.Trim(), notice.Trim())).OrderBy(d => d.Date)];
        Version++;
    }

    /// <summary>Takes back what a notice no longer says about a date.</summary>
    public void Remove(DateOnly date)
    {
        if (DaysOff.All(d => d.Date != date) && WorkedDays.All(d => d.Date != date)) throw CalendarRules.NotListed(date);
        DaysOff = [.. DaysOff.Where(d => d.Date != date)];
        WorkedDays = [.. WorkedDays.Where(d => d.Date != date)];
        Version++;
    }

    /// <summary>A notice has come: what is counted with this year is no longer provisional.</summary>
    public void MakeOfficial(string notice, string about)
    {
        if (Notices.Any(n => n.Number == notice.Trim())) throw CalendarRules.NoticeKnown(notice.Trim());
        Notices = [.. Notices, new(notice.Trim(), about.Trim())];
        Official = true;
        Version++;
    }

    public CalendarYear Days() => new(Year, Official, Version, [.. DaysOff.Select(Day)], [.. WorkedDays.Select(Day)]);

    public CalendarYearPublished Snapshot() => new(Year, Version, Official, [.. DaysOff.Select(Facts)], [.. WorkedDays.Select(Facts)]);

    private static CalendarDay Day(YearDay day) => new(day.Date, day.Reason, day.Notice);

    private static DayFacts Facts(YearDay day) => new(day.Date, day.Reason, day.Notice);

    private static bool IsWeekend(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private void Check(DateOnly date)
    {
        if (date.Year != Year) throw CalendarRules.OtherYear(date, Year);
        if (DaysOff.Any(d => d.Date == date) || WorkedDays.Any(d => d.Date == date)) throw CalendarRules.AlreadyListed(date);
    }
}

/// <param name="Kind">statutory, tet, national-day, compensatory, swap-off or make-up-work.</param>
internal sealed record YearDay(DateOnly Date, string Kind, string Reason, string Notice);

/// <param name="Number">As on the notice: "9441/TB-BNV".</param>
internal sealed record YearNotice(string Number, string About);

internal sealed class WorkingYearConfiguration : IEntityTypeConfiguration<WorkingYear>
{
    public void Configure(EntityTypeBuilder<WorkingYear> year)
    {
        year.ToTable("working_years");
        year.HasKey(y => y.Year);
        year.Property(y => y.Year).ValueGeneratedNever();
        year.Property(y => y.Version).IsConcurrencyToken();
        Json(year.Property(y => y.Notices));
        Json(year.Property(y => y.DaysOff));
        Json(year.Property(y => y.WorkedDays));
    }

    private static void Json<T>(PropertyBuilder<List<T>> list) => list.HasColumnType("jsonb").HasConversion(
        new JsonConverter<List<T>>(), new ValueComparer<List<T>>((a, b) => a!.SequenceEqual(b!), l => l.Count, l => l.ToList()));
}
