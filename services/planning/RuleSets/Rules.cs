using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.RuleSets;

/// <summary>The rule set that holds for the current tenant.</summary>
internal static class Rules
{
    /// <summary>The set of that year: the tenant's own, or the city's default. A year that nobody has a set for gives an empty one: no terms.</summary>
    public static async Task<RuleSet> For(PlanningDb db, int year, CancellationToken cancellationToken = default) =>
        (await db.RuleSetCopies.AsNoTracking().FirstOrDefaultAsync(r => r.Year == year, cancellationToken))?.ToRuleSet() ?? new RuleSet(year, 0, []);
}
