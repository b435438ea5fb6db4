using Dialogue.Kernel;
using Dialogue.Planning.Plans.Model;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Plans;

/// <summary>The issued plan of a year, for everybody; drafts are nobody else's business.</summary>
[AllowAnonymous]
public sealed class PublicPlanPageModel(PlanningDb db, CurrentTenant tenant) : PageModel
{
    public IReadOnlyList<AnnualPlan> Plans { get; private set; } = [];

    public PlanSheet Sheet { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(int year, CancellationToken cancellationToken)
    {
        Plans = await db.Plans.AsNoTracking().Where(p => p.Year == year && (p.Status == PlanStatus.Issued || p.Status == PlanStatus.Sent)).OrderByDescending(p => p.Id).ToListAsync(cancellationToken);
        if (Plans.Count == 0) return NotFound();
        var organisation = await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == tenant.Id.Value, cancellationToken);
        Sheet = PlanSheet.Of(Plans[0], tenant.Name, organisation?.PlaceName ?? "");
        return Page();
    }
}
