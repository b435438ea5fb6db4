using Dialogue.Documents;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Planning.Plans.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Plans;

/// <summary>One plan that was received, whole.</summary>
[RequireRole(Role.FinanceOfficer, Role.FinanceViewer, Role.CityCoordinator, Role.Leader, Role.DepartmentLeader, Role.Clerk)]
[RequireCapability(Capability.SeesCity)]
internal sealed class ReceivedPlanPageModel(PlanningDb db, PlanPapers read) : PageModel
{
    internal ReceivedPlan Plan { get; private set; } = null!;

    public Paper Paper { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await db.ReceivedPlans.AsNoTracking().FirstOrDefaultAsync(p => p.PlanId == id, cancellationToken) is not { } found) return NotFound();
        Plan = found;
        Paper = await read.Received(found, cancellationToken);
        return Page();
    }
}
