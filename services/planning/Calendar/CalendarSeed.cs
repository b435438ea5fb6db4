using System.Text.Json;
using Dialogue.Planning.Calendar.Model;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Calendar;

/// <summary>What an installation starts with: the years that notices have decided, and a proposal for the next one.</summary>
internal static class CalendarSeed
{
    /// <summary>Years of the file, oldest first; then those of the lunar table that have no notice, up to <paramref name="last"/>, as proposals.</summary>
    public static IReadOnlyList<WorkingYear> Years(int last)
    {
        using var stream = typeof(CalendarSeed).Assembly.GetManifestResourceStream("calendar.json")!;
        using var file = JsonDocument.Parse(stream);
        var years = file.RootElement.GetProperty("years").EnumerateArray().Select(Read).ToList();
        foreach (var lunar in file.RootElement.GetProperty("lunar").EnumerateArray())
            if (lunar.GetProperty("year").GetInt32() is var year && year > years[^1].Year && year <= last)
                years.Add(YearProposal.For(year, Date(lunar, "tet"), Date(lunar, "hungKings")));
        return years;
    }

    /// <summary>Adds the years that are missing; leaves the others as people have made them.</summary>
    public static async Task Add(PlanningDb db, int last, CancellationToken cancellationToken)
    {
        var known = await db.WorkingYears.Select(y => y.Year).ToListAsync(cancellationToken);
        db.WorkingYears.AddRange(Years(last).Where(y => !known.Contains(y.Year)));
        await db.SaveChangesAsync(cancellationToken);
    }

    private static WorkingYear Read(JsonElement year) => WorkingYear.Of(
        year.GetProperty("year").GetInt32(), year.GetProperty("state").GetString() == "official",
        year.GetProperty("notices").EnumerateArray().Select(n => new YearNotice(Text(n, "number"), Text(n, "about"))), Days(year, "daysOff"), Days(year, "workedDays"));

    private static IEnumerable<YearDay> Days(JsonElement year, string name) =>
        year.GetProperty(name).EnumerateArray().Select(d => new YearDay(Date(d, "date"), Text(d, "kind"), Text(d, "reason"), Text(d, "notice")));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static DateOnly Date(JsonElement element, string name) => DateOnly.ParseExact(Text(element, name), "yyyy-MM-dd");
}
