using Dialogue.Kernel;
using Dialogue.Testing;

namespace Dialogue.Petitions.Tests;

public sealed class AnswerTermsTests
{
    private static AnswerTerms Terms(RuleSet rules, ConferenceCopy? conference) => new(rules, TestCalendar.Working, conference);

    [Theory]
    [InlineData("2025-04-24", "2025-05-07", "2025-05-16")]
    [InlineData("2025-10-13", "2025-10-22", "2025-10-31")]
    public void Plan_A_counts_7_and_14_working_days_from_the_conference(string day, string own, string coordinated)
    {
        var held = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        var terms = Terms(PlanRules.A, APetition.AConference(held, held, true));
        Assert.Equal(own, terms.For(Authority.Own, held.AddDays(-20))!.Due.ToString("yyyy-MM-dd"));
        Assert.Equal(coordinated, terms.For(Authority.Coordinated, held.AddDays(-20))!.Due.ToString("yyyy-MM-dd"));
    }

    [Fact]
    public void Plan_B_counts_7_and_15_working_days_from_the_conference()
    {
        var day = new DateOnly(2026, 10, 13);
        var terms = Terms(PlanRules.B, APetition.AConference(day, day, true));
        Assert.Equal(new(2026, 10, 22), terms.For(Authority.Own, new(2026, 9, 18))!.Due);
        Assert.Equal(new(2026, 11, 3), terms.For(Authority.Coordinated, new(2026, 9, 18))!.Due);
        Assert.False(terms.For(Authority.Own, new(2026, 9, 18))!.Inferred);
    }

    [Fact]
    public void A_conference_that_is_not_held_gives_14_from_the_day_of_that_decision_and_7_by_analogy()
    {
        var decided = new DateOnly(2026, 9, 23);
        var terms = Terms(PlanRules.B, APetition.AConference(new(2026, 10, 13), decided, false));
        var (own, coordinated) = (terms.For(Authority.Own, new(2026, 9, 18))!, terms.For(Authority.Coordinated, new(2026, 9, 18))!);
        Assert.Equal((7, decided, true), (own.Days, own.Start, own.Inferred));
        Assert.Equal((14, decided, false), (coordinated.Days, coordinated.Start, coordinated.Inferred));
    }

    [Fact]
    public void Outside_any_conference_the_term_starts_on_receipt()
    {
        var terms = Terms(PlanRules.B, null);
        Assert.Equal((new DateOnly(2026, 10, 1), 7), (terms.For(Authority.Own, new(2026, 10, 1))!.Start, terms.For(Authority.Own, new(2026, 10, 1))!.Days));
        Assert.Equal(15, terms.For(Authority.Coordinated, new(2026, 10, 1))!.Days);
    }

    [Fact]
    public void Before_the_conference_no_term_runs_but_a_date_is_expected()
    {
        var terms = Terms(PlanRules.B, APetition.AConference(new(2026, 10, 13)));
        Assert.Null(terms.For(Authority.Own, new(2026, 9, 18)));
        Assert.Equal(new(2026, 10, 22), terms.Expected(Authority.Own, new(2026, 9, 18))!.Due);
        Assert.Equal(new(2026, 11, 3), terms.Expected(Authority.Coordinated, new(2026, 9, 18))!.Due);
    }

    [Fact]
    public void Beyond_authority_is_reported_or_redirected_within_the_term_of_an_own_matter()
    {
        var day = new DateOnly(2026, 10, 13);
        var deadline = Terms(PlanRules.B, APetition.AConference(day, day, true)).For(Authority.Beyond, new(2026, 9, 18))!;
        Assert.Equal((new DateOnly(2026, 10, 22), true), (deadline.Due, deadline.Inferred));
    }

    [Fact]
    public void A_year_without_a_value_has_no_term() => Assert.Null(Terms(new RuleSet(2026, 1, []), null).Expected(Authority.Own, new(2026, 10, 1)));

    [Fact]
    public void Triage_changes_the_clock()
    {
        var petition = new APetition().Made();
        Assert.Equal(7, petition.Deadline!.Days);
        petition.Triage("dat-dai", Authority.Coordinated, null, "", petition.Title, new APetition().Terms);
        Assert.Equal(15, petition.Deadline!.Days);
        petition.Triage("dat-dai", Authority.Beyond, null, "", petition.Title, new APetition().Terms);
        Assert.Equal(7, petition.Deadline!.Days);
    }
}
