using Dialogue.Hosting.Authentication;
using Dialogue.Identity.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.Organisations;

[RequireSystemAdministrator]
internal sealed class OrganisationPage(IdentityDb db, EditOrganisation edit) : PageModel, IFormPage
{
    [FromRoute] public string Slug { get; set; } = "";

    [BindProperty] public EditOrganisation.Request Input { get; set; } = new();

    public Organisation Organisation { get; private set; } = null!;

    public IEnumerable<SelectListItem> Capabilities => OrganisationRules.Capabilities.Select(c => new SelectListItem(c.Value, c.Key));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await Load(cancellationToken) is { } other) return other;
        Input = new()
        {
            Name = Organisation.Name, PlaceName = Organisation.PlaceName, Capabilities = Organisation.Capabilities, Active = Organisation.Active, Version = Organisation.Version,
        };
        return Page();
    }

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (await db.OwnedOrganisations.AsNoTracking().FirstOrDefaultAsync(o => o.Slug == Slug, cancellationToken) is not { } found) return NotFound();
        Organisation = found;
        Input.Version = found.Version;
        return null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var id = await db.OwnedOrganisations.Where(o => o.Slug == Slug).Select(o => o.Id).FirstOrDefaultAsync(cancellationToken);
        if (await edit.Handle(id, Input, cancellationToken) is null) return NotFound();
        this.SayDone("Đã lưu đơn vị.");
        return LocalRedirect($"/quan-tri/don-vi/{Slug}");
    }
}
