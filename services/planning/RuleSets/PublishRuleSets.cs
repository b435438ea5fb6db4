using Dialogue.Contracts.Identity;
using Dialogue.Hosting.Bus;
using Dialogue.Kernel;
using Dialogue.Planning.Plans;
using Dialogue.Planning.Plans.Model;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.RuleSets;

/// <summary>When an organisation becomes known, or what it may do has changed, tells everybody the terms that hold for it.</summary>
internal sealed class PublishRuleSets(PlanningDb db, LegalClock clock, TimeProvider time) : IConsumer<OrganisationChanged>
{
    public async Task Consume(ConsumeContext<OrganisationChanged> context)
    {
        var organisation = context.Message;
        if (!await db.FirstTime<PublishRuleSets>(context)) return;
        await Publish(db, organisation.Slug, organisation.Capabilities, missingOnly: true, clock.Today.Year, time.GetUtcNow(), context.CancellationToken);
    }

    /// <summary>Publishes the sets of all years under the current tenant, which is the organisation of that slug.</summary>
    /// <param name="missingOnly">Only what this service's own copies do not have yet; false repeats every year.</param>
    /// <param name="thisYear">The year whose plan is owed now: its duty follows the rule.</param>
    public static async Task Publish(
        PlanningDb db, string slug, IReadOnlyCollection<string> capabilities, bool missingOnly, int thisYear, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = missingOnly ? await db.RuleSetCopies.ToDictionaryAsync(r => r.Year, r => r.Version, cancellationToken) : [];
        var years = Enumerable.Range(Rules.FirstYear, Rules.LastYear - Rules.FirstYear + 1).ToList();
        foreach (var rules in await Rules.Effective(db, slug, capabilities, years, cancellationToken))
        {
            if (rules.Set.Rules.Count == 0 || known.GetValueOrDefault(rules.Set.Year) >= rules.Set.Version) continue;
            db.Publish(rules.Snapshot());
            if (rules.Set.Year != thisYear) continue;
            var sent = await db.Plans.AnyAsync(p => p.Year == thisYear && p.Status == PlanStatus.Sent, cancellationToken);
            if (PlanTerms.Duty(rules.Set, slug, now.ToUnixTimeMilliseconds(), sent) is { } duty) db.Publish(duty);
        }
        await db.SaveChangesAsync(cancellationToken);
    }
}
