using Dialogue.Hosting.Authentication;
using Dialogue.Identity.Model;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.People;

[RequireRole(Role.TenantAdministrator)]
internal sealed class NewPersonPage(IdentityDb db, EditPeople edit, CurrentTenant tenant) : PageModel, IFormPage
{
    [BindProperty] public EditPeople.NewRequest Input { get; set; } = new();

    public IReadOnlyList<SelectListItem> Roles { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Offices { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        var organisation = await db.OwnedOrganisations.AsNoTracking().FirstAsync(o => o.Id == tenant.Id.Value, cancellationToken);
        (Roles, Offices) = PersonChoices.Of(organisation);
        return null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await edit.Add(tenant.Id.Value, Input, cancellationToken);
        this.SayDone($"Đã thêm {Input.Name}. Tên đăng nhập: {Input.UserName}.");
        return LocalRedirect($"/{tenant.Slug}/can-bo/thiet-lap/nguoi-dung");
    }
}

/// <summary>Roles and offices to choose from at one organisation.</summary>
internal static class PersonChoices
{
    public static (IReadOnlyList<SelectListItem> Roles, IReadOnlyList<SelectListItem> Offices) Of(Organisation organisation) => (
        [.. UserRules.RolesOf(organisation.Capabilities).Select(r => new SelectListItem(Role.Names[r], r))],
        [.. organisation.Offices.Select(o => new SelectListItem(o.Name, o.Id.ToString()))]);
}
