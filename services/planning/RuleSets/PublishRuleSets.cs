using Dialogue.Contracts.Identity;
using Dialogue.Hosting.Bus;
using Dialogue.Kernel;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.RuleSets;

/// <summary>When an organisation becomes known, or what it may do has changed, tells everybody the terms that hold for it.</summary>
internal sealed class PublishRuleSets(PlanningDb db) : IConsumer<OrganisationChanged>
{
    public async Task Consume(ConsumeContext<OrganisationChanged> context)
    {
        var organisation = context.Message;
        if (!await db.FirstTime<PublishRuleSets>(context)) return;
        await Publish(db, organisation.Slug, organisation.Capabilities, missingOnly: true, context.CancellationToken);
    }

    /// <summary>Publishes the sets of all years under the current tenant, which is the organisation of that slug.</summary>
    /// <param name="missingOnly">Only what this service's own copies do not have yet; false repeats every year.</param>
    public static async Task Publish(PlanningDb db, string slug, IReadOnlyCollection<string> capabilities, bool missingOnly, CancellationToken cancellationToken)
    {
        var known = missingOnly ? await db.RuleSetCopies.ToDictionaryAsync(r => r.Year, r => r.Version, cancellationToken) : [];
        var years = Enumerable.Range(Rules.FirstYear, Rules.LastYear - Rules.FirstYear + 1).ToList();
        foreach (var rules in await Rules.Effective(db, slug, capabilities, years, cancellationToken))
            if (rules.Set.Rules.Count > 0 && known.GetValueOrDefault(rules.Set.Year) < rules.Set.Version) db.Publish(rules.Snapshot());
        await db.SaveChangesAsync(cancellationToken);
    }
}
