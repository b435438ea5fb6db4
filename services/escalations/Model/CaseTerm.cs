using Dialogue.Data.Reference;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Escalations.Model;

/// <summary>The term of a department's answer.</summary>
internal static class CaseTerm
{
    /// <summary>Used where no rule set of the tenant gives a term. The plans give none; see docs/sources.md, "Term of a department's answer".</summary>
    public static readonly Rule Proposal = new(
        RuleKeys.CaseAnswerWd, "15", "đề xuất 15 ngày làm việc, như trả lời vướng mắc pháp lý của doanh nghiệp nhỏ và vừa", "Nghị định 55/2019/NĐ-CP, Điều 8", Inferred: true);

    /// <summary>From the day on which the city office directs the case, by the rule set that the reading tenant has for that year.</summary>
    public static async Task<Deadline> From(EscalationsDb db, CalendarSource<EscalationsDb> calendar, DateOnly directedOn, CancellationToken cancellationToken)
    {
        var set = await db.RuleSetCopies.AsNoTracking().FirstOrDefaultAsync(r => r.Year == directedOn.Year, cancellationToken);
        var rule = set?.ToRuleSet()[RuleKeys.CaseAnswerWd] is { Value: not null } own ? own : Proposal;
        return Of(await calendar.Get(cancellationToken), rule, directedOn);
    }

    public static Deadline Of(WorkingCalendar calendar, Rule rule, DateOnly directedOn) =>
        Deadline.After(calendar, "Trả lời vụ việc được chuyển (đề xuất)", rule, "Ngày UBND thành phố chuyển vụ việc", directedOn, rule.Number!.Value);
}
