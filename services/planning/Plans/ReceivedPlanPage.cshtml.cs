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
public sealed class ReceivedPlanPageModel(PlanningDb db) : PageModel
{
    internal ReceivedPlan Plan { get; private set; } = null!;

    public PlanSheet Sheet { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await db.ReceivedPlans.AsNoTracking().FirstOrDefaultAsync(p => p.PlanId == id, cancellationToken) is not { } found) return NotFound();
        Plan = found;
        var sender = await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == found.SenderId, cancellationToken);
        Sheet = PlanSheet.Of(found, sender?.PlaceName ?? "");
        return Page();
    }
}
