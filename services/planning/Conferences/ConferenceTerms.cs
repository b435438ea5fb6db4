using Dialogue.Data.Reference;
using Dialogue.Kernel;

namespace Dialogue.Planning.Conferences;

/// <summary>The calendar and the rule set under which a conference stands.</summary>
internal sealed class ConferenceTerms(PlanningDb db, CalendarSource<PlanningDb> calendars)
{
    public ValueTask<WorkingCalendar> Calendar(CancellationToken cancellationToken) => calendars.Get(cancellationToken);

    /// <exception cref="RuleBrokenException">The organisation has no rule set for that year.</exception>
    public async Task<RuleSet> Rules(int year, CancellationToken cancellationToken) =>
        await Find(year, cancellationToken) ?? throw ConferenceRules.NoRuleSet(year);

    /// <summary>Null when neither the organisation nor the city has a rule set for that year or an earlier one.</summary>
    public async Task<RuleSet?> Find(int year, CancellationToken cancellationToken) =>
        await RuleSets.Rules.For(db, year, cancellationToken) is { Rules.Count: > 0 } rules ? rules : null;

    public async Task<ConferenceDates> Dates(int year, DateOnly day, CancellationToken cancellationToken) =>
        ConferenceDates.Of(await Calendar(cancellationToken), await Rules(year, cancellationToken), day);

    public async Task<ConferenceDates> DatesWhenNotHeld(int year, DateOnly decidedOn, CancellationToken cancellationToken) =>
        ConferenceDates.WhenNotHeld(await Calendar(cancellationToken), await Rules(year, cancellationToken), decidedOn);
}
