using System.Globalization;
using System.Text.Json;

namespace Dialogue.Kernel.Tests;

/// <summary>Cases of other people's test suites and of our own; docs/sources.md, "Working-day vectors".</summary>
public sealed class WorkingDayVectorTests
{
    private static readonly JsonElement File = RealCalendar.Read("working-day-vectors.json");

    private static readonly Dictionary<string, JsonElement> Vectors = File.GetProperty("vectors").EnumerateArray().ToDictionary(v => v.GetProperty("id").GetString()!);

    private static readonly Dictionary<string, WorkingCalendar> Calendars = File.GetProperty("calendars").EnumerateObject().ToDictionary(c => c.Name, c => Calendar(c.Value));

    public static TheoryData<string> Ids => [.. Vectors.Keys];

    [Theory, MemberData(nameof(Ids))]
    public void The_calendar_gives_what_the_vector_expects(string id)
    {
        var vector = Vectors[id];
        var (input, expected) = (vector.GetProperty("input"), vector.GetProperty("expected"));
        var calendar = Calendars[vector.GetProperty("calendar").GetString()!];

        switch (vector.GetProperty("op").GetString())
        {
            case "add_working_days":
                Assert.Equal(expected.Date("date"), calendar.Add(input.Date("start"), Days()));
                break;
            case "sub_working_days":
                Assert.Equal(expected.Date("date"), calendar.Subtract(input.Date("start"), Days()));
                break;
            case "count_working_days_inclusive":
                Assert.Equal(expected.GetProperty("count").GetInt32(), calendar.Count(input.Date("from"), input.Date("to")));
                break;
            case "is_working_day":
                Assert.Equal(expected.GetProperty("working").GetBoolean(), calendar.IsWorkingDay(input.Date("date")));
                break;
            case "roll_forward":
                Assert.Equal(expected.Date("date"), calendar.RollForward(input.Date("date")));
                break;
            case "add_calendar_days_then_roll_forward":
                Assert.Equal(expected.Date("date"), calendar.RollForward(input.Date("start").AddDays(Days())));
                break;
            case "is_overdue":
                var now = DateTimeOffset.Parse(input.GetProperty("now").GetString()!, CultureInfo.InvariantCulture);
                var deadline = Deadline.Fixed(calendar, "", Rule.None, input.Date("due"));
                Assert.Equal(expected.GetProperty("overdue").GetBoolean(), deadline.IsLate(LegalClock.DayOf(now)));
                break;
            case var unknown:
                Assert.Fail($"No test knows the operation {unknown}.");
                break;
        }

        int Days() => input.GetProperty("days").GetInt32();
    }

    [Fact]
    public void No_vector_is_left_out() => Assert.Equal(56, Vectors.Count);

    private static WorkingCalendar Calendar(JsonElement calendar)
    {
        // ISO numbers Sunday 7, .NET numbers it 0.
        var weekend = calendar.GetProperty("weekend_iso").EnumerateArray().Select(day => (DayOfWeek)(day.GetInt32() % 7)).ToHashSet();
        return new(Dates("holidays").Concat(Dates("extra_workdays")).Select(d => d.Year).Distinct().Select(year =>
            new CalendarYear(year, true, 1, Of(Dates("holidays"), year), Of(Dates("extra_workdays"), year))), weekend);

        IEnumerable<DateOnly> Dates(string name) => calendar.GetProperty(name).EnumerateArray().Select(d => DateOnly.ParseExact(d.GetString()!, "yyyy-MM-dd"));
        static CalendarDay[] Of(IEnumerable<DateOnly> dates, int year) => [.. dates.Where(d => d.Year == year).Select(d => new CalendarDay(d, "", ""))];
    }
}
