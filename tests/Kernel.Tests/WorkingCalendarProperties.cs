using FsCheck;
using FsCheck.Fluent;

namespace Dialogue.Kernel.Tests;

/// <summary>The calendar against an evaluator that walks day by day, on random calendars: any weekend, holidays, worked days.</summary>
public sealed class WorkingCalendarProperties
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(300);

    /// <summary>A calendar, two dates near its special days, two counts.</summary>
    private sealed record Case(HashSet<DayOfWeek> Weekend, HashSet<DateOnly> Off, HashSet<DateOnly> Worked, DateOnly From, DateOnly To, int Days, int More)
    {
        public WorkingCalendar Calendar => field ??= new(
            Off.Concat(Worked).Select(d => d.Year).Distinct().Select(y => new CalendarYear(y, true, 1, Of(Off, y), Of(Worked, y))), Weekend);

        public bool Works(DateOnly date) => Worked.Contains(date) || (!Weekend.Contains(date.DayOfWeek) && !Off.Contains(date));

        public DateOnly WalkForward(DateOnly date, int days)
        {
            while (days > 0) if (Works(date = date.AddDays(1))) days--;
            return date;
        }

        /// <summary>The latest working day before <paramref name="date"/> with so many working days strictly in between.</summary>
        public DateOnly WalkBack(DateOnly date, int between)
        {
            date = date.AddDays(-1);
            while (between > 0 || !Works(date))
            {
                if (Works(date)) between--;
                date = date.AddDays(-1);
            }
            return date;
        }

        public int WalkCount(DateOnly from, DateOnly to)
        {
            var count = 0;
            for (var date = from < to ? from : to; date <= (from < to ? to : from); date = date.AddDays(1)) if (Works(date)) count++;
            return count;
        }

        public override string ToString() =>
            $"weekend {string.Join(',', Weekend)}; off {Text(Off)}; worked {Text(Worked)}; from {From:yyyy-MM-dd} to {To:yyyy-MM-dd}; {Days} and {More} days";

        private static string Text(IEnumerable<DateOnly> dates) => string.Join(',', dates.Order().Select(d => d.ToString("yyyy-MM-dd")));

        private static CalendarDay[] Of(IEnumerable<DateOnly> dates, int year) => [.. dates.Where(d => d.Year == year).Select(d => new CalendarDay(d, "Nghỉ", "01/TB"))];
    }

    private static readonly Arbitrary<Case> Cases = (
        from mask in Gen.Choose(0, 126) // all seven days of rest would leave nothing to count
        from off in Dates(0, 60)
        from worked in Dates(0, 20)
        from dates in Dates(2, 2)
        from days in Gen.Choose(0, 80)
        from more in Gen.Choose(0, 40)
        select new Case(
            [.. Enum.GetValues<DayOfWeek>().Where(d => (mask >> (int)d & 1) == 1)], [.. off], [.. worked], dates[0], dates[1], days, more)).ToArbitrary();

    private static Gen<DateOnly[]> Dates(int least, int most) =>
        from length in Gen.Choose(least, most)
        from days in Gen.Choose(0, 250).ArrayOf(length) // dense, so that special days fall into the counts, and over a New Year
        select days.Select(day => new DateOnly(2025, 8, 1).AddDays(day)).ToArray();

    private static void Holds(Func<Case, bool> property) => Check.One(Often, Prop.ForAll(Cases, property));

    [Fact]
    public void A_day_is_worked_when_the_rule_says_so() => Holds(c => c.Calendar.IsWorkingDay(c.From) == c.Works(c.From));

    [Fact]
    public void Adding_is_walking_forward() => Holds(c => c.Calendar.Add(c.From, c.Days) == c.WalkForward(c.From, c.Days));

    [Fact]
    public void Subtracting_inclusively_leaves_one_day_less_in_between() =>
        Holds(c => c.Days == 0 ? c.Calendar.Subtract(c.From, 0) == c.From : c.Calendar.Subtract(c.From, c.Days) == c.WalkBack(c.From, c.Days - 1));

    [Fact]
    public void Subtracting_clear_days_leaves_all_of_them_in_between() =>
        Holds(c => c.Days == 0 || c.Calendar.Subtract(c.From, c.Days, Reading.Clear) == c.WalkBack(c.From, c.Days));

    [Fact]
    public void Counting_is_walking_in_either_direction() =>
        Holds(c => c.Calendar.Count(c.From, c.To) == c.WalkCount(c.From, c.To) && c.Calendar.Count(c.To, c.From) == c.WalkCount(c.From, c.To));

    [Fact]
    public void Rolling_forward_stops_at_the_first_working_day() =>
        Holds(c => c.Calendar.RollForward(c.From) == (c.Works(c.From) ? c.From : c.WalkForward(c.From, 1)));

    [Fact]
    public void Adding_and_then_subtracting_comes_back_to_the_last_working_day() =>
        Holds(c => c.Days == 0 || c.Calendar.Subtract(c.Calendar.Add(c.From, c.Days), c.Days) == (c.Works(c.From) ? c.From : c.WalkBack(c.From, 0)));

    [Fact]
    public void Adding_twice_is_adding_the_sum() => Holds(c => c.Calendar.Add(c.Calendar.Add(c.From, c.Days), c.More) == c.Calendar.Add(c.From, c.Days + c.More));

    [Fact]
    public void Later_starts_and_longer_terms_never_end_earlier() => Holds(c =>
    {
        var (first, last) = c.From <= c.To ? (c.From, c.To) : (c.To, c.From);
        return c.Calendar.Add(first, c.Days) <= c.Calendar.Add(last, c.Days)
            && c.Calendar.Subtract(first, c.Days) <= c.Calendar.Subtract(last, c.Days)
            && c.Calendar.Add(first, c.Days) <= c.Calendar.Add(first, c.Days + c.More)
            && c.Calendar.Subtract(first, c.Days) >= c.Calendar.Subtract(first, c.Days + c.More);
    });

    [Fact]
    public void What_remains_of_a_fresh_term_is_the_whole_term() => Holds(c => c.Calendar.Remaining(c.From, c.Calendar.Add(c.From, c.Days)) == c.Days);

    [Fact]
    public void What_remains_is_negative_exactly_when_the_day_is_past() => Holds(c => c.Calendar.Remaining(c.From, c.To) < 0 == c.From > c.To);

    /// <summary>The explanation adds up: every day of the term is either counted or skipped, and no day is both.</summary>
    [Fact]
    public void A_deadline_explains_every_day_between_its_start_and_its_end() => Holds(c =>
    {
        var after = Deadline.After(c.Calendar, "", Rule.None, "", c.From, c.Days);
        var before = Deadline.Before(c.Calendar, "", Rule.None, "", c.From, c.Days, Reading.Inclusive);
        return after.Due.DayNumber - after.Start.DayNumber == c.Days + after.Skipped.Count
            && before.Start.DayNumber - before.Due.DayNumber == c.Days + before.Skipped.Count
            && after.Skipped.Concat(before.Skipped).All(s => !c.Works(s.Date) && (s.Notice is null) == !c.Off.Contains(s.Date))
            && after.MadeUp.All(d => c.Worked.Contains(d.Date) && d.Date > after.Start && d.Date <= after.Due)
            && before.MadeUp.All(d => c.Worked.Contains(d.Date) && d.Date < before.Start && d.Date >= before.Due);
    });
}
