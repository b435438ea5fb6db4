using Dialogue.Kernel;

namespace Dialogue.Web;

/// <summary>A deadline in words: how much is left of it, and why it is that day.</summary>
public static class DeadlineWords
{
    /// <summary>What is left, with the kind of tag that says it: "Còn 4 ngày làm việc" (warn).</summary>
    /// <param name="due">The last timely day.</param>
    /// <param name="today">The legal day.</param>
    /// <param name="remaining">Working days left, as <see cref="WorkingCalendar.Remaining"/> counts them; null when no calendar is at hand.</param>
    public static (string Kind, string Text) Left(DateOnly due, DateOnly today, int? remaining)
    {
        if (today > due) return remaining is < 0 ? ("bad", $"Quá hạn {-remaining} ngày làm việc") : ("bad", "Quá hạn");
        if (today == due) return ("warn", "Hết hạn hôm nay");
        return remaining switch
        {
            null => ("calm", "Còn hạn"),
            0 => ("warn", "Không còn ngày làm việc nào"),
            <= 5 => ("warn", $"Còn {remaining} ngày làm việc"),
            _ => ("calm", $"Còn {remaining} ngày làm việc"),
        };
    }

    /// <summary>Whether something was done in time: "Đúng hạn", "Trễ hạn".</summary>
    public static (string Kind, string Text) Kept(DateOnly due, DateOnly done) => done > due ? ("bad", "Trễ hạn") : ("ok", "Đúng hạn");

    /// <summary>The answer to "Vì sao là ngày này?", line by line.</summary>
    public static IReadOnlyList<(string Name, string Text)> Why(Deadline deadline)
    {
        var lines = new List<(string Name, string Text)> { ("Quy định", deadline.RuleText) };
        if (deadline.Inferred) lines.Add(("Suy ra", "Kế hoạch không nói rõ điều này; áp dụng cách hiểu chung của thành phố."));
        if (deadline.Days > 0)
        {
            lines.Add(("Tính từ", $"{deadline.StartEvent}: {Vn.LongDate(deadline.Start)}. Bản thân ngày này không tính."));
            lines.Add(("Đếm", $"{deadline.Days} ngày làm việc, đến hết {Vn.LongDate(deadline.Due)}."));
        }
        else if (deadline.Days < 0)
        {
            lines.Add(("Đếm lùi từ", $"{deadline.StartEvent}: {Vn.LongDate(deadline.Start)}. Bản thân ngày này không tính."));
            lines.Add(("Đếm", deadline.Reading == Reading.Clear
                ? $"phải còn trọn {-deadline.Days} ngày làm việc ở giữa; ngày cuối cùng còn kịp là {Vn.LongDate(deadline.Due)}."
                : $"{-deadline.Days} ngày làm việc; ngày thứ {-deadline.Days} là ngày cuối cùng còn kịp: {Vn.LongDate(deadline.Due)}."));
        }
        else lines.Add(("Ngày", $"{deadline.StartEvent}: {Vn.LongDate(deadline.Due)}."));

        foreach (var text in Skipped(deadline.Skipped)) lines.Add(("Bỏ qua", text));
        foreach (var day in deadline.MadeUp) lines.Add(("Vẫn tính", $"{Vn.LongDate(day.Date)}: {Vn.LowerFirst(day.Reason)} ({day.Notice})."));
        if (deadline.Days != 0) lines.Add(("Lịch làm việc", Calendar(deadline)));
        return lines;
    }

    /// <summary>The same in lines of "Quy định: …", for messages; empty without a deadline.</summary>
    public static string WhyInLines(Deadline? deadline) => deadline is null ? "" : string.Join('\n', Why(deadline).Select(w => $"{w.Name}: {w.Text}"));

    /// <summary>Weekends as a sum, then each holiday with its days and the notice that decided it.</summary>
    private static IEnumerable<string> Skipped(IReadOnlyList<SkippedDay> days)
    {
        var rest = days.Where(d => d.Notice is null).GroupBy(d => d.Reason).OrderBy(g => g.Key == "Chủ nhật").Select(g => $"{g.Count()} {(g.Key == "Thứ Bảy" ? "thứ Bảy" : g.Key)}").ToList();
        if (rest.Count > 0) yield return string.Join(", ", rest) + ".";
        foreach (var holiday in days.Where(d => d.Notice is not null).GroupBy(d => (d.Reason, d.Notice)))
            yield return $"{Span([.. holiday.Select(d => d.Date).Order()])}: {holiday.Key.Reason} ({holiday.Key.Notice}).";
    }

    private static string Span(DateOnly[] days) =>
        days.Length == 1 ? Vn.Date(days[0])
        : days[^1].DayNumber - days[0].DayNumber == days.Length - 1 ? $"{days[0].Day}/{days[0].Month} đến {Vn.Date(days[^1])}, {days.Length} ngày"
        : string.Join(", ", days.Select(Vn.Date));

    private static string Calendar(Deadline deadline)
    {
        var (first, last) = deadline.Start <= deadline.Due ? (deadline.Start.Year, deadline.Due.Year) : (deadline.Due.Year, deadline.Start.Year);
        var years = deadline.CalendarVersion.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('.'))
            .Where(v => v.Length == 2 && int.TryParse(v[0], out var year) && year >= first && year <= last).Select(v => $"năm {v[0]}, bản {v[1]}").ToList();
        var of = years.Count > 0 ? string.Join("; ", years) : $"năm {(first == last ? $"{first}" : $"{first}–{last}")}";
        return deadline.Official
            ? of + ", chính thức."
            : of + ", tạm tính: chưa có lịch nghỉ chính thức, ngày này có thể thay đổi khi có thông báo nghỉ lễ.";
    }
}
