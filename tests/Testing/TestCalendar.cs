using System.Text.Json;
using Dialogue.Kernel;

namespace Dialogue.Testing;

/// <summary>The real calendar of 2021 to 2026, as planning seeds it.</summary>
public static class TestCalendar
{
    public static IReadOnlyList<CalendarYear> Years { get; } = Read();

    public static WorkingCalendar Working { get; } = new(Years);

    private static List<CalendarYear> Read()
    {
        using var json = JsonDocument.Parse(typeof(TestCalendar).Assembly.GetManifestResourceStream("calendar.json")!);
        static List<CalendarDay> Days(JsonElement days) =>
            [.. days.EnumerateArray().Select(d => new CalendarDay(DateOnly.Parse(d.GetProperty("date").GetString()!, System.Globalization.CultureInfo.InvariantCulture), d.GetProperty("reason").GetString()!, d.GetProperty("notice").GetString()!))];
        return [.. json.RootElement.GetProperty("years").EnumerateArray().Where(y => y.GetProperty("state").GetString() == "official").Select(y => new CalendarYear(
            y.GetProperty("year").GetInt32(), true, 1, Days(y.GetProperty("daysOff")), Days(y.GetProperty("workedDays"))))];
    }
}
