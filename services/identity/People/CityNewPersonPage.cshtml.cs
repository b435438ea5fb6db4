using Dialogue.Hosting.Authentication;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.People;

/// <summary>The administrator of the system adds a person to any organisation: its first administrator, above all.</summary>
[RequireSystemAdministrator]
internal sealed class CityNewPersonPage(IdentityDb db, EditPeople edit) : PageModel, IFormPage
{
    [BindProperty(SupportsGet = true, Name = "don-vi")] public string? At { get; set; }

    [BindProperty] public EditPeople.NewRequest Input { get; set; } = new();

    public string Place { get; private set; } = "";

    public IReadOnlyList<SelectListItem> Roles { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Offices { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (await db.OwnedOrganisations.AsNoTracking().FirstOrDefaultAsync(o => o.Slug == At, cancellationToken) is not { } organisation) return NotFound();
        (Place, (Roles, Offices)) = (organisation.Name, PersonChoices.Of(organisation));
        return null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var organisation = await db.OwnedOrganisations.Where(o => o.Slug == At).Select(o => (Guid?)o.Id).FirstOrDefaultAsync(cancellationToken);
        if (organisation is null) return NotFound();
        await edit.Add(organisation.Value, Input, cancellationToken);
        this.SayDone($"Đã thêm {Input.Name}. Tên đăng nhập: {Input.UserName}.");
        return LocalRedirect($"/quan-tri/nguoi-dung?don-vi={At}");
    }
}
