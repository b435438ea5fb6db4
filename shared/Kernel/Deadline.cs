namespace Dialogue.Kernel;

/// <summary>
/// A due date that can explain itself. Computed here and nowhere else; stored whole beside what it is the due date of, so that what was
/// promised can be shown after the calendar or the rule set has changed.
/// </summary>
public sealed record Deadline
{
    /// <summary>The last timely day; late only from the next legal day on.</summary>
    public required DateOnly Due { get; init; }

    /// <summary>What the term is called, such as "Trả lời kiến nghị thuộc thẩm quyền".</summary>
    public required string Title { get; init; }

    /// <summary>Key of the rule in its rule set, such as <c>reply.singleWd</c>; empty for a date that no rule set gives.</summary>
    public string RuleKey { get; init; } = "";

    /// <summary>The words of the rule and where they stand: "trong vòng 07 ngày làm việc (Kế hoạch, mục II.2.1)".</summary>
    public required string RuleText { get; init; }

    /// <summary>True when the plans do not say it and the city's reading is used.</summary>
    public bool Inferred { get; init; }

    public required string StartEvent { get; init; }

    public required DateOnly Start { get; init; }

    /// <summary>Working days counted; 0 for a fixed date; negative when counted back.</summary>
    public int Days { get; init; }

    public Reading Reading { get; init; }

    /// <summary>Days that the count passed over, oldest first. Weekends have no notice.</summary>
    public IReadOnlyList<SkippedDay> Skipped { get; init; } = [];

    /// <summary>Weekend days that were worked by notice, and so counted.</summary>
    public IReadOnlyList<CalendarDay> MadeUp { get; init; } = [];

    /// <summary><see cref="WorkingCalendar.Version"/> of the calendar it was computed with.</summary>
    public string CalendarVersion { get; init; } = "";

    /// <summary>False when a year it touches has no official calendar yet: the date may still move.</summary>
    public bool Official { get; init; } = true;

    /// <summary>The end of a term of working days that starts with an event.</summary>
    public static Deadline After(WorkingCalendar calendar, string title, Rule rule, string startEvent, DateOnly start, int days) =>
        Explain(calendar, title, rule, startEvent, start, calendar.Add(start, days), days, Reading.Inclusive);

    /// <summary>The last day for something that must be done so many working days before an event.</summary>
    public static Deadline Before(WorkingCalendar calendar, string title, Rule rule, string eventName, DateOnly day, int days, Reading reading) =>
        Explain(calendar, title, rule, eventName, day, calendar.Subtract(day, days, reading), -days, reading);

    /// <summary>A date that the rule itself names, such as the day before 15/4.</summary>
    public static Deadline Fixed(WorkingCalendar calendar, string title, Rule rule, DateOnly due) => new()
    {
        Due = due, Title = title, RuleKey = rule.Key, RuleText = rule.Cited, Inferred = rule.Inferred, StartEvent = "Ngày ấn định", Start = due,
        CalendarVersion = calendar.Version, Official = true,
    };

    public bool IsLate(DateOnly today) => today > Due;

    private static Deadline Explain(
        WorkingCalendar calendar, string title, Rule rule, string startEvent, DateOnly start, DateOnly due, int days, Reading reading) => new()
        {
            Due = due, Title = title, RuleKey = rule.Key, RuleText = rule.Cited, Inferred = rule.Inferred, StartEvent = startEvent, Start = start,
            Days = days, Reading = reading, Skipped = calendar.Skipped(start, due),
            MadeUp = [.. calendar.MadeUp(start, due).Where(day => day.Date != start)], // the day of the event is not counted, worked or not
            CalendarVersion = calendar.Version, Official = calendar.IsOfficial(start, due),
        };
}
