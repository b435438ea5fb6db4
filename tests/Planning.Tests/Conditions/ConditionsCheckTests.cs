using Dialogue.Kernel;
using Dialogue.Planning.Conditions;

namespace Dialogue.Planning.Tests.Conditions;

public sealed class ConditionsCheckTests
{
    private static readonly RuleSet ByRegistration = Set(("quorum.basis", "register"), ("quorum.minUnits", "15"), ("quorum.minPetitions", "5"), ("quorum.fallbackMinPetitions", "3"), ("postpone.maxPerYear", "1"));
    private static readonly RuleSet ByAttendance = Set(("quorum.basis", "attend"), ("quorum.minUnits", "20"));

    /// <summary>The table of the decisions taken about the plans, written down a second time and independently of the code.</summary>
    private static Decision Expected(int r, int p, int used)
    {
        if (r >= 15 && p >= 5) return Decision.Hold;
        if (r >= 1 && p >= 3) return Decision.HoldAsIs;
        if (p >= 1) return Decision.AnswerInWriting;
        if (r >= 1) return Decision.NotHeld;
        return used < 1 ? Decision.Postpone : Decision.NotHeld;
    }

    [Fact]
    public void Every_combination_of_figures_leads_where_the_table_says()
    {
        for (var r = 0; r <= 17; r++)
            for (var p = 0; p <= 7; p++)
                for (var used = 0; used <= 2; used++)
                {
                    var proposal = ConditionsCheck.Propose(ByRegistration, new(r, p, 0, used));
                    Assert.True(Expected(r, p, used) == proposal.Decision, $"r={r} p={p} used={used}: {proposal.Decision}");
                    Assert.NotEmpty(proposal.Sentence);
                    // What is proposed is never forbidden, nor does anything that the plan rules out get through.
                    Assert.Null(ConditionsCheck.Forbids(ByRegistration, new(r, p, 0, used), proposal.Decision));
                    Assert.Equal(r >= 15 && p >= 5, ConditionsCheck.Forbids(ByRegistration, new(r, p, 0, used), Decision.Hold) is null);
                    Assert.Equal(r >= 1 && p >= 3, ConditionsCheck.Forbids(ByRegistration, new(r, p, 0, used), Decision.HoldAsIs) is null);
                    Assert.Equal(r == 0 && p == 0 && used < 1, ConditionsCheck.Forbids(ByRegistration, new(r, p, 0, used), Decision.Postpone) is null);
                    Assert.Equal(p > 0, ConditionsCheck.Forbids(ByRegistration, new(r, p, 0, used), Decision.AnswerInWriting) is null);
                    Assert.Equal(p == 0, ConditionsCheck.Forbids(ByRegistration, new(r, p, 0, used), Decision.NotHeld) is null);
                }
    }

    [Theory]
    [InlineData(0), InlineData(19), InlineData(20), InlineData(40)]
    public void By_attendance_nothing_stands_in_the_way_and_everything_before_the_opening_is_a_forecast(int registered)
    {
        var proposal = ConditionsCheck.Propose(ByAttendance, new(registered, 0, 0, 0));

        Assert.Equal(Decision.Hold, proposal.Decision);
        Assert.True(proposal.Forecast);
        Assert.Contains(registered >= 20 ? "dự báo đủ" : "dự báo chưa đủ", proposal.Sentence);
        Assert.Null(ConditionsCheck.Forbids(ByAttendance, new(registered, 0, 0, 0), Decision.Hold));
    }

    [Fact]
    public void Attendance_is_judged_at_the_opening_and_too_few_are_reported()
    {
        Assert.Contains("chưa đủ 20", ConditionsCheck.AtOpening(ByAttendance, 19));
        Assert.Contains("đủ ít nhất 20", ConditionsCheck.AtOpening(ByAttendance, 20));
        Assert.Null(ConditionsCheck.AtOpening(ByRegistration, 3));
    }

    [Fact]
    public void A_plan_without_postponement_offers_none()
    {
        Assert.Equal("postpone-quota", ConditionsCheck.Forbids(ByAttendance, new(0, 0, 0, 0), Decision.Postpone)!.Code);
        Assert.Equal("conditions-no-fallback", ConditionsCheck.Forbids(ByAttendance, new(5, 5, 0, 0), Decision.HoldAsIs)!.Code);
    }

    private static RuleSet Set(params (string Key, string Value)[] rules) => new(2026, 1, rules.Select(r => new Rule(r.Key, r.Value, "…", "…")));
}
