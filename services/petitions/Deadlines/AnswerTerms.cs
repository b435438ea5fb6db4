using Dialogue.Kernel;

namespace Dialogue.Petitions;

/// <summary>
/// Until when a petition must be answered, reported or redirected: the rule set of its year, the working calendar, and its conference when it
/// has one. Held: the term starts on the conference day; not held: on the day of that decision; outside any conference: on receipt.
/// </summary>
public sealed record AnswerTerms(RuleSet Rules, WorkingCalendar Calendar, ConferenceCopy? Conference)
{
    /// <param name="authority">Null before triage: counted as the organisation's own matter, the shorter promise, until triage fixes it.</param>
    /// <param name="restartedOn">The day on which the city returned it, when it did.</param>
    /// <returns>Null while no term runs: the conference is neither held nor decided against, or the rule set has no such term.</returns>
    public Deadline? For(Authority? authority, DateOnly receivedOn, DateOnly? restartedOn = null)
    {
        if (restartedOn is { } returned) return Count(authority, "Ngày UBND thành phố trả lại kiến nghị", returned, held: null, inferred: true);
        return Conference switch
        {
            null => Count(authority, "Ngày tiếp nhận kiến nghị", receivedOn, held: null, inferred: true),
            { TermStart: { } start, Held: false } => Count(authority, "Ngày quyết định không tổ chức hội nghị", start, held: false),
            { TermStart: { } start } => Count(authority, "Ngày tổ chức hội nghị", start, held: true),
            _ => null,
        };
    }

    /// <summary>The date to expect when the conference meets on its day; the same as <see cref="For"/> once a term runs.</summary>
    public Deadline? Expected(Authority? authority, DateOnly receivedOn, DateOnly? restartedOn = null) =>
        For(authority, receivedOn, restartedOn)
        ?? (Conference is { TermStart: null } conference ? Count(authority, "Ngày dự kiến họp hội nghị", conference.Day, held: true) : null);

    private Deadline? Count(Authority? authority, string startEvent, DateOnly start, bool? held, bool inferred = false) => authority switch
    {
        Authority.Coordinated when held == false => After(RuleKeys.ReplyCoordinatedNotHeldWd, "Trả lời kiến nghị cần phối hợp nhiều đơn vị", startEvent, start, inferred)
            ?? After(RuleKeys.ReplyCoordinatedWd, "Trả lời kiến nghị cần phối hợp nhiều đơn vị", startEvent, start, inferred: true),
        Authority.Coordinated => After(RuleKeys.ReplyCoordinatedWd, "Trả lời kiến nghị cần phối hợp nhiều đơn vị", startEvent, start, inferred),
        // The plans give no term for the report itself: it is done within the term of an own matter.
        Authority.Beyond => After(RuleKeys.ReplyOwnWd, "Báo cáo hoặc hướng dẫn kiến nghị vượt thẩm quyền", startEvent, start, inferred: true),
        Authority.Own => After(RuleKeys.ReplyOwnWd, "Trả lời kiến nghị thuộc thẩm quyền", startEvent, start, inferred || held == false),
        _ => After(RuleKeys.ReplyOwnWd, "Trả lời kiến nghị (tạm tính như việc thuộc thẩm quyền, chốt khi phân loại)", startEvent, start, inferred || held == false),
    };

    private Deadline? After(string key, string title, string startEvent, DateOnly start, bool inferred) =>
        Rules.After(Calendar, key, title, startEvent, start) is { } deadline ? deadline with { Inferred = deadline.Inferred || inferred } : null;
}
