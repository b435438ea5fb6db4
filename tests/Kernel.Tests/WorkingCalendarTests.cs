using System.Globalization;

namespace Dialogue.Kernel.Tests;

public sealed class WorkingCalendarTests
{
    private static readonly WorkingCalendar Calendar = RealCalendar.Calendar;

    [Fact]
    public void The_table_of_the_real_calendar_comes_out_in_both_readings()
    {
        var rows = RealCalendar.Table.ToList();
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            var day = row.Date("event");
            Assert.Equal(row.Date("plus7"), Calendar.Add(day, 7));
            Assert.Equal(row.Date("plus14"), Calendar.Add(day, 14));
            Assert.Equal(row.Date("plus15"), Calendar.Add(day, 15));
            Assert.Equal(row.Date("minus7"), Calendar.Subtract(day, 7));
            Assert.Equal(row.Date("minus15"), Calendar.Subtract(day, 15));
            Assert.Equal(row.Date("minus16"), Calendar.Subtract(day, 15, Reading.Clear));
        }
    }

    /// <summary>The dates of the two plans' conferences; docs/sources.md, "Counting of time limits".</summary>
    [Theory]
    [InlineData("2025-04-24", "2025-04-15", null, "2025-05-07", 14, "2025-05-16")]
    [InlineData("2025-10-13", "2025-10-02", null, "2025-10-22", 14, "2025-10-31")]
    [InlineData("2026-10-13", null, "2026-09-22", "2026-10-22", 15, "2026-11-03")]
    public void The_conferences_of_the_two_plans_have_their_dates(string conference, string? announce, string? cutoff, string own, int coordinatedDays, string coordinated)
    {
        var day = Date(conference);
        if (announce is not null) Assert.Equal(Date(announce), Calendar.Subtract(day, 7));
        if (cutoff is not null) Assert.Equal(Date(cutoff), Calendar.Subtract(day, 15));
        Assert.Equal(Date(own), Calendar.Add(day, 7));
        Assert.Equal(Date(coordinated), Calendar.Add(day, coordinatedDays));
    }

    [Fact]
    public void Without_a_lead_of_its_own_the_announcement_is_due_the_working_day_before_the_cut_off() =>
        Assert.Equal(Date("2026-09-21"), Calendar.Subtract(Calendar.Subtract(Date("2026-10-13"), 15), 1));

    [Theory]
    [InlineData(2025, 250), InlineData(2026, 249)]
    public void A_year_has_so_many_working_days(int year, int days) => Assert.Equal(days, Calendar.Count(new(year, 1, 1), new(year, 12, 31)));

    [Fact]
    public void A_year_without_a_notice_makes_the_result_provisional()
    {
        Assert.True(Calendar.IsOfficial(Date("2026-12-01"), Date("2026-12-31")));
        Assert.False(Calendar.IsOfficial(Date("2026-12-31"), Date("2027-01-04")));
        Assert.False(Calendar.IsOfficial(Date("2027-01-04"), Date("2026-12-31")));
    }

    [Fact]
    public void A_skipped_holiday_is_named_with_its_notice_and_an_ordinary_weekend_without()
    {
        var skipped = Calendar.Skipped(Date("2026-11-20"), Calendar.Add(Date("2026-11-20"), 7)).ToDictionary(s => s.Date);

        Assert.Contains("28/2026/QH16", skipped[Date("2026-11-24")].Notice, StringComparison.Ordinal);
        Assert.Equal(new SkippedDay(Date("2026-11-21"), "Thứ Bảy", null), skipped[Date("2026-11-21")]);
        Assert.Equal(new SkippedDay(Date("2026-11-22"), "Chủ nhật", null), skipped[Date("2026-11-22")]);
    }

    [Fact]
    public void What_is_late_by_a_weekend_is_late_and_what_is_due_today_is_not()
    {
        Assert.Equal(3, Calendar.Remaining(Date("2026-10-13"), Date("2026-10-16")));
        Assert.Equal(0, Calendar.Remaining(Date("2026-10-16"), Date("2026-10-16")));
        Assert.Equal(-1, Calendar.Remaining(Date("2026-10-17"), Date("2026-10-16"))); // Saturday after a Friday
        Assert.Equal(-1, Calendar.Remaining(Date("2026-10-19"), Date("2026-10-16")));
        Assert.Equal(-2, Calendar.Remaining(Date("2026-10-20"), Date("2026-10-16")));
    }

    [Fact]
    public void Dates_and_counts_out_of_bounds_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.Add(Date("2026-10-13"), -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.Subtract(Date("2026-10-13"), 1001));
        Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.Add(Date("1999-12-31"), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.Add(WorkingCalendar.Last, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.Subtract(WorkingCalendar.First, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkingCalendar([new(1999, true, 1, [], [])]));
    }

    [Fact]
    public void Its_version_names_every_year() => Assert.Equal("2021.1 2022.1 2023.1 2024.1 2025.1 2026.1", Calendar.Version);

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
