using Dialogue.Kernel;
using Dialogue.Planning.Conferences;
using Dialogue.Planning.RuleSets.Model;
using Dialogue.Testing;

namespace Dialogue.Planning.Tests.Conferences;

public sealed class ConferenceDatesTests
{
    private static readonly WorkingCalendar Calendar = new(TestCalendar.Years);

    [Theory]
    [InlineData("thien-huong", "2025-04-24", "2025-04-15", null, "2025-05-07", "2025-05-16", null)]
    [InlineData("thien-huong", "2025-10-13", "2025-10-02", null, "2025-10-22", "2025-10-31", null)]
    [InlineData("dai-son", "2026-10-13", "2026-09-21", "2026-09-22", "2026-10-22", "2026-11-03", "2026-10-22")]
    public void The_dates_of_both_plans_come_out(string slug, string day, string announceBy, string? cutOff, string own, string coordinated, string? report)
    {
        var date = DateOnly.Parse(day);

        var dates = ConferenceDates.Of(Calendar, Rules(slug, date.Year), date);

        Assert.Equal(
            (announceBy, cutOff, own, coordinated, report),
            (Text(dates.AnnounceBy), Text(dates.CutOff), Text(dates.OwnAnswers), Text(dates.CoordinatedAnswers), Text(dates.Report)));
    }

    [Fact]
    public void An_announcement_day_that_no_plan_names_is_marked_as_inferred()
    {
        var dates = ConferenceDates.Of(Calendar, Rules("dai-son", 2026), new(2026, 10, 13));

        Assert.True(dates.AnnounceBy!.Inferred);
        Assert.False(dates.CutOff!.Inferred);
    }

    [Fact]
    public void Not_held_the_terms_run_from_the_decision_with_fourteen_days_for_several_offices()
    {
        var dates = ConferenceDates.WhenNotHeld(Calendar, Rules("dai-son", 2026), new(2026, 9, 23));

        Assert.Equal((14, "2026-10-13"), (dates.CoordinatedAnswers!.Days, Text(dates.CoordinatedAnswers)));
        Assert.True(dates.OwnAnswers!.Inferred);
        Assert.Equal(7, dates.OwnAnswers.Days);
    }

    private static RuleSet Rules(string slug, int year) => new(year, 1, RuleSetFile.Of(RuleSetFile.Of(slug).ContainsKey(year) ? slug : "")[year]);

    private static string? Text(Deadline? deadline) => deadline?.Due.ToString("yyyy-MM-dd");
}
