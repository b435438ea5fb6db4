using Dialogue.Kernel;

namespace Dialogue.Planning.Conferences;

/// <summary>Everything that follows from the day of a conference. Pure: calendar and rule set in, deadlines out. Null: no such term.</summary>
internal sealed record ConferenceDates(Deadline? AnnounceBy, Deadline? CutOff, Deadline? OwnAnswers, Deadline? CoordinatedAnswers, Deadline? Report)
{
    /// <param name="day">The day of the conference.</param>
    public static ConferenceDates Of(WorkingCalendar calendar, RuleSet rules, DateOnly day)
    {
        const string Conference = "Ngày tổ chức hội nghị";
        var cutOff = rules.Before(calendar, RuleKeys.PetitionCutoffWd, "Hạn nhận kiến nghị trước hội nghị", Conference, day);
        return new(
            rules.Before(calendar, RuleKeys.NoticeLeadWd, AnnounceTitle, Conference, day) ?? BeforeCutOff(calendar, rules, cutOff),
            cutOff,
            rules.After(calendar, RuleKeys.ReplyOwnWd, "Trả lời kiến nghị thuộc thẩm quyền", Conference, day),
            rules.After(calendar, RuleKeys.ReplyCoordinatedWd, "Trả lời kiến nghị cần phối hợp nhiều đơn vị", Conference, day),
            rules.After(calendar, RuleKeys.ReportWd, "Gửi báo cáo kết quả", Conference, day));
    }

    /// <summary>The terms of a conference that is not held: they start on the day of that decision; what no plan says goes by analogy.</summary>
    public static ConferenceDates WhenNotHeld(WorkingCalendar calendar, RuleSet rules, DateOnly decidedOn)
    {
        const string Decision = "Ngày quyết định không tổ chức hội nghị";
        return new(
            null, null,
            Analogous(RuleKeys.ReplyOwnWd, "Trả lời kiến nghị thuộc thẩm quyền"),
            rules.After(calendar, RuleKeys.ReplyCoordinatedNotHeldWd, "Trả lời kiến nghị cần phối hợp nhiều đơn vị", Decision, decidedOn)
                ?? Analogous(RuleKeys.ReplyCoordinatedWd, "Trả lời kiến nghị cần phối hợp nhiều đơn vị"),
            Analogous(RuleKeys.ReportWd, "Gửi báo cáo kết quả"));

        Deadline? Analogous(string key, string title) => rules[key] is { Number: { } days } rule
            ? Deadline.After(calendar, title, rule with { Inferred = true }, Decision, decidedOn, days)
            : null;
    }

    private const string AnnounceTitle = "Ban hành thông báo tổ chức hội nghị";

    /// <summary>A rule set that names no lead but a cut-off: the announcement states the cut-off, so it comes at the latest one working day before it.</summary>
    private static Deadline? BeforeCutOff(WorkingCalendar calendar, RuleSet rules, Deadline? cutOff)
    {
        if (cutOff is null) return null;
        var rule = rules[RuleKeys.NoticeLeadWd];
        if (rule.Text.Length == 0)
            rule = rule with { Text = "Thông báo phải nêu thời hạn tiếp nhận kiến nghị, nên được ban hành chậm nhất vào ngày làm việc trước ngày hết hạn đó" };
        return Deadline.Before(calendar, AnnounceTitle, rule with { Inferred = true }, "Hạn nhận kiến nghị", cutOff.Due, 1, Reading.Inclusive);
    }
}
