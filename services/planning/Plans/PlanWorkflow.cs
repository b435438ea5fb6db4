using Dialogue.Data.Reference;
using Dialogue.Documents;
using Dialogue.Kernel;
using Dialogue.Planning.Plans.Model;
using Dialogue.Planning.RuleSets;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Plans;

/// <summary>What is done with an annual plan, from its first draft to the day it is sent; pages and endpoints call the same.</summary>
internal sealed class PlanWorkflow(
    PlanningDb db, PlanningPapers papers, PlanPapers read, CurrentTenant tenant, LegalClock clock, TimeProvider time, CalendarSource<PlanningDb> calendars)
{
    /// <summary>Starts the year's plan with the organisation's wording, or last year's text; for an issued plan, a correction of it.</summary>
    /// <param name="key">Of the form: sent twice, it gives the same plan.</param>
    /// <param name="fromLastYear">Copy the latest issued plan of an earlier year, when there is one.</param>
    /// <exception cref="RuleBrokenException">The year has a draft already, or its plan is issued and no correction is asked for.</exception>
    public async Task<AnnualPlan> Create(Guid key, int year, bool fromLastYear, bool correction, CancellationToken cancellationToken)
    {
        if (await db.Plans.FirstOrDefaultAsync(p => p.Key == key, cancellationToken) is { } same) return same;
        var latest = await db.Plans.Where(p => p.Year == year).OrderByDescending(p => p.Id).FirstOrDefaultAsync(cancellationToken);
        if (latest is not null && !(correction && latest.IsFrozen)) throw PlanRules.AlreadyPlanned(year, latest.Status);

        AnnualPlan plan;
        if (latest is not null)
            plan = AnnualPlan.Draft(Guid.CreateVersion7(), key, year, latest.Title, latest.Body, latest.Days, latest.Id);
        else if (fromLastYear && await db.Plans.AsNoTracking().Where(p => p.Year < year && (p.Status == PlanStatus.Issued || p.Status == PlanStatus.Sent))
            .OrderByDescending(p => p.Year).ThenByDescending(p => p.Id).FirstOrDefaultAsync(cancellationToken) is { } before)
            plan = AnnualPlan.Draft(Guid.CreateVersion7(), key, year, before.Title.Replace($"{before.Year}", $"{year}", StringComparison.Ordinal), PlanTemplate.Moved(before.Body, before.Year, year), []);
        else
        {
            var organisation = await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == tenant.Id.Value, cancellationToken);
            var rules = await Rules.For(db, year, cancellationToken);
            plan = AnnualPlan.Draft(Guid.CreateVersion7(), key, year, PlanTemplate.Title(tenant.Name, rules), PlanTemplate.Body(tenant.Name, organisation?.Offices ?? [], rules), []);
        }
        db.Plans.Add(plan);
        await db.SaveChangesAsync(cancellationToken);
        return plan;
    }

    /// <param name="version">The version that the person saw.</param>
    /// <returns>The plan, or null when this organisation has none with that id.</returns>
    /// <exception cref="DbUpdateConcurrencyException">It has changed since.</exception>
    public Task<AnnualPlan?> Write(Guid id, long version, string title, PlanBody body, IEnumerable<DateOnly> days, CancellationToken cancellationToken) =>
        Change(id, version, plan => plan.Write(title, body, days), cancellationToken);

    public Task<AnnualPlan?> Submit(Guid id, CancellationToken cancellationToken) => Change(id, null, plan =>
    {
        plan.Submit();
        db.Publish(PlanTerms.SignDuty(plan.Id, tenant.Slug, plan.Year, Now, done: false));
    }, cancellationToken);

    public Task<AnnualPlan?> Return(Guid id, string reason, CancellationToken cancellationToken) => Change(id, null, plan =>
    {
        plan.Return(reason);
        db.Publish(PlanTerms.SignDuty(plan.Id, tenant.Slug, plan.Year, Now, done: true));
    }, cancellationToken);

    public Task<AnnualPlan?> Sign(Guid id, string signer, string title, CancellationToken cancellationToken) => Change(id, null, plan =>
    {
        plan.Sign(signer, title, clock.Today);
        db.Publish(PlanTerms.SignDuty(plan.Id, tenant.Slug, plan.Year, Now, done: true));
        db.Publish(PlanTerms.IssueDuty(plan.Id, tenant.Slug, plan.Year, Now, done: false));
    }, cancellationToken);

    /// <param name="typed">Given by the office's own document system; empty: the next one of the series.</param>
    /// <exception cref="RuleBrokenException">It is not signed, the date is impossible, or the number will not do; then no number is used up.</exception>
    public async Task<AnnualPlan?> Issue(Guid id, string? typed, DateOnly issuedOn, CancellationToken cancellationToken)
    {
        if (await db.Plans.FindAsync([id], cancellationToken) is not { } plan) return null;
        if (!string.IsNullOrWhiteSpace(typed)) AnnualPlan.CheckNumber(typed.Trim());
        if (issuedOn > clock.Today) throw PlanRules.IssuedInFuture(clock.Today);
        await using var transaction = await papers.Begin(cancellationToken);
        var number = await papers.Number(PaperKinds.Plan, typed, plan.Id, issuedOn, cancellationToken);
        plan.Issue(number.Text, issuedOn, clock.Today);
        var recipients = await Recipients(db, await Rules.For(db, plan.Year, cancellationToken), cancellationToken);
        await papers.Issue(
            plan.Id, plan.Id, await read.Plan(plan, cancellationToken), number, issuedOn, new(plan.Signer, plan.SignerTitle), $"can-bo/nam/ke-hoach/{plan.Id}", cancellationToken, recipients, plan.Corrects);
        db.Publish(PlanTerms.IssueDuty(plan.Id, tenant.Slug, plan.Year, Now, done: true));
        if (plan.Corrects is { } corrected)
        {
            // An earlier correction that nobody has sent yet need not be sent any more.
            if (await db.Plans.FindAsync([corrected], cancellationToken) is { Corrects: not null, Status: PlanStatus.Issued } before)
                db.Publish(PlanTerms.SendAgainDuty(before.Id, before.Number, tenant.Slug, before.Year, Now, done: true));
            if (await db.Plans.AnyAsync(p => p.Year == plan.Year && p.Status == PlanStatus.Sent, cancellationToken))
                db.Publish(PlanTerms.SendAgainDuty(plan.Id, plan.Number, tenant.Slug, plan.Year, Now, done: false));
        }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return plan;
    }

    /// <summary>Hands the plan to every recipient that the rule set names, and tells the city whether it was in time.</summary>
    /// <exception cref="RuleBrokenException">It is not issued, the date is impossible, or there is nobody to send it to.</exception>
    /// <param name="letterNumber">Of the letter that sends it, given by the office's own document system; empty: the next one of the series.</param>
    public async Task<AnnualPlan?> Send(Guid id, DateOnly sentOn, string? letterNumber, CancellationToken cancellationToken)
    {
        if (await db.Plans.FindAsync([id], cancellationToken) is not { } plan) return null;
        var rules = await Rules.For(db, plan.Year, cancellationToken);
        var recipients = await Recipients(db, rules, cancellationToken);
        if (recipients.Count == 0) throw PlanRules.NoRecipients();
        plan.Send(sentOn, PlanTerms.SubmitBy(rules, await calendars.Get(cancellationToken)), clock.Today);
        await using var transaction = await papers.Begin(cancellationToken);
        var letterId = StableId.Of("plan-letter", plan.Id.ToString());
        var number = await papers.Number(PaperKinds.PlanLetter, letterNumber, letterId, sentOn, cancellationToken);
        Signer signer = new(plan.Signer, plan.SignerTitle);
        await papers.Issue(plan.Id, letterId, await read.Letter(plan, signer, cancellationToken), number, sentOn, signer, $"can-bo/nam/ke-hoach/{plan.Id}", cancellationToken, recipients);
        Tell(db, plan, tenant.Name, recipients);
        if (PlanTerms.Duty(rules, tenant.Slug, Now, done: true) is { } duty) db.Publish(duty);
        if (plan.Corrects is not null) db.Publish(PlanTerms.SendAgainDuty(plan.Id, plan.Number, tenant.Slug, plan.Year, Now, done: true));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return plan;
    }

    /// <summary>Organisations that the rule set names as recipients, without the sender itself.</summary>
    internal static Task<List<Guid>> Recipients(PlanningDb db, RuleSet rules, CancellationToken cancellationToken)
    {
        var slugs = rules[RuleKeys.PlanRecipients].Words;
        var self = db.Tenant.Value;
        return db.Organisations.Where(o => slugs.Contains(o.Slug) && o.Id != self).Select(o => o.Id).ToListAsync(cancellationToken);
    }

    /// <summary>One message under the sender, for the board; one addressed to each recipient, who keeps a row of its own.</summary>
    internal static void Tell(PlanningDb db, AnnualPlan plan, string sender, IReadOnlyList<Guid> recipients)
    {
        var message = plan.Snapshot(sender, recipients) with { SenderId = db.Tenant.Value };
        db.Publish(message);
        foreach (var recipient in recipients) db.PublishTo(new(recipient), message);
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task<AnnualPlan?> Change(Guid id, long? version, Action<AnnualPlan> change, CancellationToken cancellationToken)
    {
        if (await db.Plans.FindAsync([id], cancellationToken) is not { } plan) return null;
        if (version is { } seen && seen != plan.Version) throw new DbUpdateConcurrencyException("The plan has changed.");
        change(plan);
        await db.SaveChangesAsync(cancellationToken);
        return plan;
    }
}
