using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Records.Registers;

/// <summary>The document as it was issued, for the browser's own print.</summary>
[RequireRole(Role.Clerk, Role.Leader, Role.OfficeHead, Role.Specialist, Role.DepartmentOfficer, Role.DepartmentLeader, Role.CityCoordinator, Role.FinanceOfficer)]
internal sealed class PrintEntryModel(RecordsDb db, CurrentTenant tenant) : PageModel
{
    public RegisterEntry Entry { get; private set; } = null!;
    public string Back => $"/{tenant.Slug}/can-bo/van-ban/{Entry.Id}";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await db.Register.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is not { Paper: not null } entry) return NotFound();
        Entry = entry;
        return Page();
    }
}
