using Dialogue.Contracts.Notifications;
using Dialogue.Kernel;

namespace Dialogue.Planning.Plans;

/// <summary>When a plan is due, and who is reminded of it.</summary>
internal static class PlanTerms
{
    /// <summary>The last timely day: the day before the one that the rule names ("trước ngày 15/4" is 14/4). Null without a term.</summary>
    public static Deadline? SubmitBy(RuleSet rules, WorkingCalendar calendar) => rules[RuleKeys.PlanSubmitBefore] is { Date: { } named } rule
        ? Deadline.Fixed(calendar, $"Gửi kế hoạch đối thoại năm {rules.Year}", rule, named.AddDays(-1)) : null;

    /// <summary>The duty to send the year's plan; null without a term.</summary>
    /// <param name="version">Grows with time.</param>
    public static DutyChanged? Duty(RuleSet rules, string slug, long version, bool done) => rules[RuleKeys.PlanSubmitBefore].Date is { } named
        ? new(StableId.Of("send-plan", slug, $"{rules.Year}"), version, "send-plan", $"Gửi kế hoạch đối thoại năm {rules.Year} trước {named.Day}/{named.Month}",
            $"/{slug}/can-bo/nam/{rules.Year}", named.AddDays(-1), [Role.Specialist, Role.Clerk], null, null, done,
            $"Quy định: {rules[RuleKeys.PlanSubmitBefore].Cited}\nNgày: trước ngày {named.Day}/{named.Month}/{named.Year} nên ngày cuối cùng còn kịp là {Web.Vn.Date(named.AddDays(-1))}.")
        : null;

    /// <summary>Signed, and not yet numbered and issued.</summary>
    public static DutyChanged IssueDuty(Guid plan, string slug, int year, long version, bool done) => new(
        StableId.Of("issue-plan", plan.ToString()), version, "issue-plan", $"Ban hành kế hoạch đối thoại năm {year} đã ký", $"/{slug}/can-bo/nam/ke-hoach/{plan}", null, [Role.Clerk], null, null, done);

    /// <summary>The year's plan was sent, and has since been corrected: those who have it have the old one. No term runs for this.</summary>
    /// <param name="number">Of the correction: "07/KH-UBND".</param>
    public static DutyChanged SendAgainDuty(Guid plan, string number, string slug, int year, long version, bool done) => new(
        StableId.Of("send-plan-again", plan.ToString()), version, "send-plan", $"Gửi lại kế hoạch đối thoại năm {year} đã đính chính, số {number}", $"/{slug}/can-bo/nam/ke-hoach/{plan}", null,
        [Role.Specialist, Role.Clerk], null, null, done);

    /// <summary>What waits for the leader's signature.</summary>
    public static DutyChanged SignDuty(Guid plan, string slug, int year, long version, bool done) => new(
        StableId.Of("sign-plan", plan.ToString()), version, "sign-plan", $"Ký kế hoạch đối thoại năm {year}", $"/{slug}/can-bo/nam/ke-hoach/{plan}", null, [Role.Leader], null, null, done);
}
