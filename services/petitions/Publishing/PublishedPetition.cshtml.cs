using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>One published petition and its answer, without personal data. What is not published does not exist here.</summary>
[AllowAnonymous, RequireCapability(Capability.HoldsDialogues)]
internal sealed class PublishedPetitionModel(PetitionsDb db, CurrentTenant tenant) : PageModel
{
    public CurrentTenant Tenant => tenant;
    public Petition Petition { get; private set; } = null!;
    public string FieldName { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken cancellationToken)
    {
        if (TrackingCode.Parse(code) is not { } parsed
            || await db.Petitions.AsNoTracking().FirstOrDefaultAsync(p => p.Code == parsed && p.PublishedOn != null, cancellationToken) is not { } petition) return NotFound();
        Petition = petition;
        FieldName = await db.Fields.Where(f => f.Code == petition.FieldCode).Select(f => f.Name).FirstOrDefaultAsync(cancellationToken) ?? petition.FieldCode;
        return Page();
    }
}
