using Dialogue.Data.Reference;
using Dialogue.Documents;
using Dialogue.Planning.Papers;
using Dialogue.Planning.Plans.Model;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Plans;

/// <summary>The papers of an annual plan: the plan, and the letter that sends it.</summary>
internal sealed class PlanPapers(PlanningDb db, PlanningPapers papers, CalendarSource<PlanningDb> calendars)
{
    /// <summary>As it was issued, else as a draft; null when there is no such plan or kind.</summary>
    public async Task<Paper?> Read(Guid id, string kind, CancellationToken cancellationToken)
    {
        if (PaperKinds.Find(kind) is not { } found || (found != PaperKinds.Plan && found != PaperKinds.PlanLetter)) return null;
        if (await papers.Latest(id, found, cancellationToken) is { } frozen) return frozen.Content;
        if (await db.Plans.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } plan) return null;
        return found == PaperKinds.Plan ? await Plan(plan, cancellationToken) : await Letter(plan, await Signer(plan, cancellationToken), cancellationToken);
    }

    /// <summary>The year's issued plan; null before there is one.</summary>
    public async Task<Paper?> Public(int year, CancellationToken cancellationToken) =>
        await db.Plans.AsNoTracking().Where(p => p.Year == year && (p.Status == PlanStatus.Issued || p.Status == PlanStatus.Sent)).OrderByDescending(p => p.Id).Select(p => (Guid?)p.Id)
            .FirstOrDefaultAsync(cancellationToken) is { } id ? await Read(id, PaperKinds.Plan.Key, cancellationToken) : null;

    public async Task<Paper> Plan(AnnualPlan plan, CancellationToken cancellationToken) =>
        PlanPaper.Of(plan, await papers.Setting(plan.Year, await Signer(plan, cancellationToken), "", cancellationToken));

    public async Task<Paper> Letter(AnnualPlan plan, Signer signer, CancellationToken cancellationToken)
    {
        var rules = await RuleSets.Rules.For(db, plan.Year, cancellationToken);
        var ids = await PlanWorkflow.Recipients(db, rules, cancellationToken);
        var names = await db.Organisations.AsNoTracking().Where(o => ids.Contains(o.Id)).OrderByDescending(o => o.Kind == "city-office").ThenBy(o => o.Name).Select(o => o.Name).ToListAsync(cancellationToken);
        return PlanLetterPaper.Of(plan, await papers.Setting(plan.Year, signer, "", cancellationToken), names, plan.SubmitBy ?? PlanTerms.SubmitBy(rules, await calendars.Get(cancellationToken)));
    }

    /// <summary>A plan that was received, as far as it is known here.</summary>
    public async Task<Paper> Received(ReceivedPlan plan, CancellationToken cancellationToken)
    {
        var place = await db.Organisations.AsNoTracking().Where(o => o.Id == plan.SenderId).Select(o => o.PlaceName).FirstOrDefaultAsync(cancellationToken);
        return PlanPaper.Of(plan, new(new(Issuer.Of(plan.SenderName), plan.SenderName, string.IsNullOrEmpty(place) ? "Hải Phòng" : place), "", "", new("", ""), null));
    }

    private async Task<Signer> Signer(AnnualPlan plan, CancellationToken cancellationToken) =>
        plan.Signer.Length > 0 ? new(plan.Signer, plan.SignerTitle) : new("", (await papers.LastSigner(cancellationToken)).Title);
}
