using System.Text.Json;

namespace Dialogue.Kernel.Tests;

/// <summary>The calendar that the installation starts with, 2021 to 2026 official.</summary>
internal static class RealCalendar
{
    private static readonly JsonElement Root = Read("calendar.json");

    public static readonly WorkingCalendar Calendar = new(Root.GetProperty("years").EnumerateArray().Select(year => new CalendarYear(
        year.GetProperty("year").GetInt32(), year.GetProperty("state").GetString() == "official", 1, Days(year, "daysOff"), Days(year, "workedDays"))));

    /// <summary>Event days with the dates that the counting must give.</summary>
    public static IEnumerable<JsonElement> Table => Root.GetProperty("workingDayTable").EnumerateArray();

    public static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", file)));
        return document.RootElement.Clone();
    }

    public static DateOnly Date(this JsonElement element, string name) => DateOnly.ParseExact(element.GetProperty(name).GetString()!, "yyyy-MM-dd");

    private static CalendarDay[] Days(JsonElement year, string name) =>
        [.. year.GetProperty(name).EnumerateArray().Select(day => new CalendarDay(day.Date("date"), day.GetProperty("reason").GetString()!, day.GetProperty("notice").GetString()!))];
}
