using Dialogue.Kernel;

namespace Dialogue.Planning.Conditions;

/// <summary>The figures that the conditions are about.</summary>
/// <param name="Registered">Businesses registered, each once; associations do not count.</param>
/// <param name="PetitionsInTime">Petitions received by the cut-off.</param>
/// <param name="UnitsWithPetition">Registered businesses that are known to have sent one of them; shown beside, never decisive.</param>
/// <param name="PostponementsUsed">Postponements of the year, asked for or granted.</param>
internal sealed record ConditionsFigures(int Registered, int PetitionsInTime, int UnitsWithPetition, int PostponementsUsed);

/// <summary>What the rule set says of these figures.</summary>
/// <param name="Decision">What the system proposes; a person decides.</param>
/// <param name="Sentence">Why, with the figures, in one sentence.</param>
/// <param name="Rule">The rule it follows from, in the words of the plan.</param>
/// <param name="Forecast">True for the basis "attend": judged only at the opening, and never in the way.</param>
/// <param name="MinUnits">Businesses asked for; 0 when none are.</param>
/// <param name="MinPetitions">Petitions asked for; 0 when none are.</param>
internal sealed record ConditionsProposal(Decision Decision, string Sentence, Rule Rule, bool Forecast, int MinUnits, int MinPetitions);

/// <summary>Whether a conference may be held. Pure: rule set and figures in, a proposal with its reason out.</summary>
/// <remarks>
/// r businesses registered, p petitions in time. Basis "register": r and p both reached: hold; else r ≥ 1 and p ≥ the reduced quorum: as is;
/// else p ≥ 1: answer in writing; r ≥ 1 and p = 0: not held; r = 0 and p = 0: ask to postpone while the year's quota lasts, else not held.
/// Basis "attend": a forecast from the registrations, judged at the opening from the check-in.
/// </remarks>
internal static class ConditionsCheck
{
    public static bool JudgedByAttendance(RuleSet rules) => rules[RuleKeys.QuorumBasis].Value == "attend";

    public static ConditionsProposal Propose(RuleSet rules, ConditionsFigures figures)
    {
        var (r, p) = (figures.Registered, figures.PetitionsInTime);
        var (minUnits, minPetitions) = (rules[RuleKeys.QuorumMinUnits].Number ?? 0, rules[RuleKeys.QuorumMinPetitions].Number ?? 0);
        var have = $"Có {r} đơn vị đăng ký và {p} kiến nghị nhận đúng hạn";

        if (JudgedByAttendance(rules))
            return Of(Decision.Hold, rules[RuleKeys.QuorumMinUnits], r >= minUnits
                ? $"Có {r} đơn vị đăng ký, dự báo đủ ít nhất {minUnits} đơn vị tham dự; xét theo điểm danh khi khai mạc."
                : $"Mới có {r} đơn vị đăng ký, dự báo chưa đủ {minUnits} đơn vị tham dự; vẫn tổ chức, xét theo điểm danh khi khai mạc và nêu trong báo cáo.");

        if (r >= minUnits && p >= minPetitions)
            return Of(Decision.Hold, rules[RuleKeys.QuorumMinUnits], $"{have}, đủ điều kiện tổ chức (ít nhất {minUnits} đơn vị và {minPetitions} kiến nghị).");
        if (r >= 1 && rules[RuleKeys.FallbackMinPetitions] is { Number: { } fewest } fallback && p >= fewest)
            return Of(Decision.HoldAsIs, fallback, $"{have}: chưa đủ {minUnits} đơn vị và {minPetitions} kiến nghị, nhưng có ít nhất {fewest} kiến nghị nên có thể tổ chức theo thực tế.");
        if (p >= 1)
            return Of(Decision.AnswerInWriting, rules[RuleKeys.ReplyCoordinatedNotHeldWd], $"{have}: không đủ điều kiện tổ chức; {p} kiến nghị được trả lời bằng văn bản.");
        if (r >= 1)
            return Of(Decision.NotHeld, rules[RuleKeys.QuorumMinPetitions], $"{have}: không có kiến nghị nào nên không tổ chức, và nêu trong báo cáo.");
        return PostponementsLeft(rules, figures.PostponementsUsed) > 0
            ? Of(Decision.Postpone, rules[RuleKeys.PostponeMaxPerYear], "Không có đơn vị nào đăng ký và không có kiến nghị: báo cáo để xin hoãn.")
            : Of(Decision.NotHeld, rules[RuleKeys.PostponeMaxPerYear], rules[RuleKeys.PostponeMaxPerYear].Number is { } most
                ? $"Không có đơn vị nào đăng ký và không có kiến nghị; năm nay đã hết {most} lần hoãn nên không tổ chức, và nêu trong báo cáo."
                : "Không có đơn vị nào đăng ký và không có kiến nghị; bộ quy định không có việc hoãn nên không tổ chức, và nêu trong báo cáo.");

        ConditionsProposal Of(Decision decision, Rule rule, string sentence) => new(decision, sentence, rule, JudgedByAttendance(rules), minUnits, minPetitions);
    }

    /// <summary>0 when the rule set has no postponement.</summary>
    public static int PostponementsLeft(RuleSet rules, int used) => Math.Max(0, (rules[RuleKeys.PostponeMaxPerYear].Number ?? 0) - used);

    /// <summary>Why a person may not decide so, whatever the reason they give; null when they may.</summary>
    public static RuleBrokenException? Forbids(RuleSet rules, ConditionsFigures figures, Decision decision)
    {
        var proposal = Propose(rules, figures);
        var attend = JudgedByAttendance(rules);
        var p = figures.PetitionsInTime;
        return decision switch
        {
            Decision.Hold when !attend && proposal.Decision != Decision.Hold => ConditionsRules.TooFew(proposal),
            Decision.HoldAsIs when attend => ConditionsRules.NoReducedQuorum(),
            Decision.HoldAsIs when rules[RuleKeys.FallbackMinPetitions].Number is not { } => ConditionsRules.NoReducedQuorum(),
            Decision.HoldAsIs when figures.Registered < 1 || p < rules[RuleKeys.FallbackMinPetitions].Number => ConditionsRules.TooFewForReducedQuorum(rules[RuleKeys.FallbackMinPetitions]),
            Decision.AnswerInWriting when p == 0 => ConditionsRules.NothingToAnswer(),
            Decision.NotHeld when p > 0 => ConditionsRules.PetitionsMustBeAnswered(p),
            Decision.Postpone when figures.Registered > 0 || p > 0 => ConditionsRules.NotEmpty(figures.Registered, p),
            Decision.Postpone when PostponementsLeft(rules, figures.PostponementsUsed) == 0 => ConditionsRules.NoPostponementLeft(rules[RuleKeys.PostponeMaxPerYear]),
            _ => null,
        };
    }

    /// <summary>How the attendance at the opening is to be reported, when the rule set judges by it; null otherwise.</summary>
    public static string? AtOpening(RuleSet rules, int present) =>
        !JudgedByAttendance(rules) || rules[RuleKeys.QuorumMinUnits].Number is not { } least ? null
        : present >= least ? $"Khi khai mạc có {present} đơn vị dự, đủ ít nhất {least} đơn vị."
        : $"Khi khai mạc có {present} đơn vị dự, chưa đủ {least} đơn vị; hội nghị vẫn tiến hành và báo cáo nêu rõ điều này.";
}
