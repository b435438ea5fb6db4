using Dialogue.Contracts.Planning;
using Dialogue.Kernel;
using Dialogue.Planning.RuleSets.Model;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.RuleSets;

/// <summary>
/// The rule set that holds for an organisation in a year: its own of that year, else its own of the year before carried over, else the city's
/// default (carried over likewise). What is carried over is marked as inferred; a date never carries over, since it names its year.
/// </summary>
internal sealed record Rules(RuleSet Set, bool Own, int? CarriedFrom)
{
    /// <summary>The first and last year for which every organisation is told its set.</summary>
    public const int FirstYear = 2025, LastYear = 2027;

    /// <summary>The set of the current tenant, as every service knows it; while that has not arrived yet, as it is stored here.</summary>
    /// <returns>A set without any value ("no term, never late") for a year before the first known one.</returns>
    public static async Task<RuleSet> For(PlanningDb db, int year, CancellationToken cancellationToken = default) =>
        await db.RuleSetCopies.AsNoTracking().FirstOrDefaultAsync(r => r.Year == year, cancellationToken) is { } copy
            ? copy.ToRuleSet() : (await Effective(db, year, cancellationToken)).Set;

    /// <summary>The set of the current tenant, and where it comes from.</summary>
    public static async Task<Rules> Effective(PlanningDb db, int year, CancellationToken cancellationToken = default)
    {
        var id = db.Tenant.Value;
        var organisation = await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id, cancellationToken);
        return (await Effective(db, organisation?.Slug ?? "", organisation?.Capabilities ?? [Capability.HoldsDialogues], [year], cancellationToken))[0];
    }

    /// <summary>The same for several years at once, for an organisation whose copy may not have arrived yet.</summary>
    public static async Task<IReadOnlyList<Rules>> Effective(
        PlanningDb db, string slug, IReadOnlyCollection<string> capabilities, IReadOnlyList<int> years, CancellationToken cancellationToken)
    {
        var last = years.Max();
        var own = slug.Length == 0 ? [] : RuleSetFile.Of(slug).ToDictionary(s => s.Key, s => (Version: 1, Rules: (IReadOnlyList<Rule>)s.Value));
        foreach (var set in await db.RuleSetVersions.AsNoTracking().Where(s => s.Year <= last).OrderBy(s => s.Version).ToListAsync(cancellationToken)) own[set.Year] = (set.Version, set.Rules);
        var city = RuleSetFile.Of("").ToDictionary(s => s.Key, s => (Version: 1, Rules: (IReadOnlyList<Rule>)s.Value));
        foreach (var set in await db.CityRuleSets.AsNoTracking().Where(s => s.Year <= last).OrderBy(s => s.Version).ToListAsync(cancellationToken)) city[set.Year] = (set.Version, set.Rules);

        return [.. years.Select(year => Of(year, own, city, capabilities))];
    }

    public RuleSetPublished Snapshot() => new(Set.Year, Set.Version, [.. Set.Rules.Select(r => new RuleFacts(r.Key, r.Value, r.Text, r.Source, r.Inferred))]);

    private static Rules Of(
        int year, Dictionary<int, (int Version, IReadOnlyList<Rule> Rules)> own, Dictionary<int, (int Version, IReadOnlyList<Rule> Rules)> city, IReadOnlyCollection<string> capabilities)
    {
        // Every version that could have a say is summed, so the number only ever grows, whichever set comes to be the one in force.
        var version = own.Where(s => s.Key <= year).Sum(s => s.Value.Version) + city.Where(s => s.Key <= year).Sum(s => s.Value.Version);
        var defaults = Latest(city, year, out var cityYear);
        var mine = Latest(own, year, out var ownYear);
        var inForce = mine.ToDictionary(r => r.Key);
        foreach (var rule in defaults)
            if (mine.Count == 0 || rule.Key.StartsWith("case.", StringComparison.Ordinal) || (rule.Key == RuleKeys.PlanSubmitBefore && ownYear < year)) inForce[rule.Key] = rule;

        var holds = capabilities.Contains(Capability.HoldsDialogues);
        var answers = capabilities.Contains(Capability.AnswersCases) || capabilities.Contains(Capability.RoutesCases);
        var rules = inForce.Values.Where(r => r.Key.StartsWith("case.", StringComparison.Ordinal) ? answers : holds);
        var from = mine.Count > 0 ? ownYear : cityYear;
        return new(new RuleSet(year, version, rules), mine.Count > 0 && ownYear == year, from == year || from == 0 ? null : from);
    }

    private static IReadOnlyList<Rule> Latest(Dictionary<int, (int Version, IReadOnlyList<Rule> Rules)> sets, int year, out int from)
    {
        from = sets.Keys.Where(y => y <= year).DefaultIfEmpty(0).Max();
        if (from == 0) return [];
        var of = from;
        return from == year ? sets[from].Rules : [.. sets[from].Rules.Select(r => r with
        {
            Value = r.Key == RuleKeys.PlanSubmitBefore ? null : r.Value,
            Text = r.Key == RuleKeys.PlanSubmitBefore ? $"Chưa có thời hạn cho năm {year}" : r.Text,
            Source = r.Source.Length == 0 ? $"áp dụng tiếp từ năm {of}" : $"{r.Source}; áp dụng tiếp từ năm {of}",
            Inferred = true,
        })];
    }
}
