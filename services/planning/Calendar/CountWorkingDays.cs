using System.Globalization;
using Dialogue.Data.Reference;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Dialogue.Planning.Calendar;

/// <summary>The calculator's answers: the same for the page, for the API and for whoever links to either. Reads nothing but the calendar in memory.</summary>
internal static class CountWorkingDays
{
    public const string Article = "Bộ luật Dân sự 2015, Điều 147 (không tính ngày của sự kiện) và Điều 148 (hết hạn lúc 24 giờ ngày cuối cùng)";

    /// <summary>Most working days that can be asked for.</summary>
    public const int Most = 1000;

    /// <param name="Due">The day that was asked for; absent for a count.</param>
    /// <param name="Count">Working days from one date to the other, both included; absent otherwise.</param>
    /// <param name="Reading">For a count back: how "trước N ngày làm việc" was read.</param>
    /// <param name="Official">False when a year it touches has no official calendar yet.</param>
    public sealed record Answer(
        DateOnly From, DateOnly? To, DateOnly? Due, int? Count, string? Reading, bool Official, IReadOnlyList<SkippedDay> Skipped, IReadOnlyList<CalendarDay> MadeUp,
        string Article, string CalendarVersion);

    /// <exception cref="ArgumentOutOfRangeException">The result lies outside the calendar.</exception>
    public static Answer After(WorkingCalendar calendar, DateOnly from, int days) => Of(calendar, from, calendar.Add(from, days), null);

    /// <inheritdoc cref="After"/>
    public static Answer Before(WorkingCalendar calendar, DateOnly from, int days, Reading reading) => Of(calendar, from, calendar.Subtract(from, days, reading), reading);

    /// <summary>A fixed date, or the end of a term of calendar days: the date itself, or the next day that is worked (art. 148 clause 5).</summary>
    public static Answer Roll(WorkingCalendar calendar, DateOnly date)
    {
        var due = calendar.RollForward(date);
        return Of(calendar, date, due, null) with { Skipped = due == date ? [] : calendar.Skipped(date.AddDays(-1), due), Article = "Bộ luật Dân sự 2015, Điều 148 khoản 5" };
    }

    public static Answer Between(WorkingCalendar calendar, DateOnly from, DateOnly to)
    {
        var (first, last) = from <= to ? (from, to) : (to, from);
        return new(from, to, null, calendar.Count(first, last), null, calendar.IsOfficial(first, last), calendar.Skipped(first.AddDays(-1), last), calendar.MadeUp(first, last),
            "Đếm cả hai đầu; Bộ luật Dân sự 2015, Điều 147 và 148", calendar.Version);
    }

    public static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/api/working-days", async Task<Results<Ok<Answer>, ProblemHttpResult>> (
            string? from, string? to, string? add, string? subtract, string? reading, string? roll, CalendarSource<PlanningDb> calendars, CancellationToken cancellationToken) =>
            Calculate(await calendars.Get(cancellationToken), from, to, add, subtract, reading, roll))
        .AllowAnonymous().WithTags("WorkingDays").WithSummary("Add, subtract or count working days, or roll a date forward").ProducesProblem(422);

    private static Results<Ok<Answer>, ProblemHttpResult> Calculate(
        WorkingCalendar calendar, string? from, string? to, string? add, string? subtract, string? reading, string? roll)
    {
        var errors = new Dictionary<string, string[]>();
        var start = Date("from", from, errors);
        var asked = new[] { to, add, subtract, roll }.Count(p => p is not null);
        if (asked != 1) errors["add"] = ["Hãy hỏi đúng một điều: add (cộng thêm), subtract (lùi lại), to (đếm đến ngày) hoặc roll=true (dời khỏi ngày nghỉ)."];
        var end = to is null ? null : Date("to", to, errors);
        var days = add is not null ? Days("add", add, errors) : subtract is not null ? Days("subtract", subtract, errors) : null;
        if (reading is not (null or "inclusive" or "clear")) errors["reading"] = ["Cách hiểu “trước N ngày làm việc” là inclusive (kể cả ngày thứ N) hoặc clear (trọn N ngày ở giữa)."];
        if (roll is not (null or "true")) errors["roll"] = ["Hãy ghi roll=true."];
        if (errors.Count > 0) return Refuse(errors);

        try
        {
            return TypedResults.Ok(
                add is not null ? After(calendar, start!.Value, days!.Value)
                : subtract is not null ? Before(calendar, start!.Value, days!.Value, reading == "clear" ? Reading.Clear : Reading.Inclusive)
                : to is not null ? Between(calendar, start!.Value, end!.Value)
                : Roll(calendar, start!.Value));
        }
        catch (ArgumentOutOfRangeException)
        {
            return Refuse(new() { [subtract is null ? "add" : "subtract"] = ["Kết quả nằm ngoài các năm 2000 đến 2100. Hãy chọn ngày hoặc số ngày khác."] });
        }
    }

    private static Answer Of(WorkingCalendar calendar, DateOnly from, DateOnly due, Reading? reading) => new(
        from, null, due, null, reading switch { null => null, Kernel.Reading.Clear => "clear", _ => "inclusive" }, calendar.IsOfficial(from, due), calendar.Skipped(from, due),
        [.. calendar.MadeUp(from, due).Where(d => d.Date != from)], Article, calendar.Version);

    private static DateOnly? Date(string name, string? text, Dictionary<string, string[]> errors)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date >= WorkingCalendar.First && date <= WorkingCalendar.Last)
            return date;
        errors[name] = ["Hãy ghi một ngày có thật từ năm 2000 đến 2100, dạng 2026-10-13."];
        return null;
    }

    private static int? Days(string name, string text, Dictionary<string, string[]> errors)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= Most) return days;
        errors[name] = [$"Số ngày làm việc là một số nguyên từ 0 đến {Most}."];
        return null;
    }

    private static ProblemHttpResult Refuse(Dictionary<string, string[]> errors) => TypedResults.Problem(
        "Xem từng mục trong errors.", statusCode: 422, title: "Câu hỏi chưa rõ.", type: "urn:dialogue:invalid", extensions: [new("errors", errors)]);
}
