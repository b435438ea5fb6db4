using Dialogue.Documents;
using Dialogue.Planning.Plans.Model;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Plans;

/// <summary>The issued plan of a year, for everybody; drafts are nobody else's business.</summary>
[AllowAnonymous]
internal sealed class PublicPlanPageModel(PlanningDb db, PlanPapers read) : PageModel
{
    public IReadOnlyList<AnnualPlan> Plans { get; private set; } = [];

    public Paper Paper { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(int year, CancellationToken cancellationToken)
    {
        Plans = await db.Plans.AsNoTracking().Where(p => p.Year == year && (p.Status == PlanStatus.Issued || p.Status == PlanStatus.Sent)).OrderByDescending(p => p.Id).ToListAsync(cancellationToken);
        if (Plans.Count == 0) return NotFound();
        Paper = (await read.Read(Plans[0].Id, PaperKinds.Plan.Key, cancellationToken))!;
        return Page();
    }
}
