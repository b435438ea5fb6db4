using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Planning.Businesses.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Businesses;

/// <summary>Adds a business, or changes one. The form of one that is there shows its contacts, so opening it is noted.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader), RequireCapability(Capability.HoldsDialogues)]
internal abstract class BusinessFormPage(CurrentTenant tenant) : PageModel, IFormPage
{
    [BindProperty] public EditBusiness.Request Input { get; set; } = new();

    public string Root => $"/{tenant.Slug}/can-bo/doanh-nghiep";

    /// <summary>Null for a new one.</summary>
    public Business? Business { get; protected set; }

    public IEnumerable<SelectListItem> Kinds => Enum.GetValues<UnitKind>().Where(k => k != UnitKind.Association).Select(k => new SelectListItem(k.Name(), k.ToString()));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public virtual Task<IActionResult?> Load(CancellationToken cancellationToken) => Task.FromResult<IActionResult?>(null);

    protected IActionResult Done(string text)
    {
        this.SayDone(text);
        return Redirect(Root);
    }
}

[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader), RequireCapability(Capability.HoldsDialogues)]
internal sealed class NewBusinessPageModel(EditBusiness edit, CurrentTenant tenant) : BusinessFormPage(tenant)
{
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => Done($"Đã thêm {(await edit.Add(Input, cancellationToken)).Name} vào danh bạ.");
}

[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader), RequireCapability(Capability.HoldsDialogues)]
internal sealed class BusinessPageModel(PlanningDb db, EditBusiness edit, FindBusinesses find, CurrentTenant tenant) : BusinessFormPage(tenant)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public override async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        var get = HttpMethods.IsGet(Request.Method);
        Business = get ? await find.WithContacts(Id, "Mở để sửa trong danh bạ", cancellationToken) : await db.Businesses.AsNoTracking().FirstOrDefaultAsync(b => b.Id == Id, cancellationToken);
        if (Business is null) return NotFound();
        if (get) Input = EditBusiness.Request.Of(Business);
        else Input.Version = Business.RowVersion;
        return null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        await edit.Change(Id, Input, cancellationToken) is { } b ? Done($"Đã lưu {b.Name}.") : NotFound();

    [WithoutForm]
    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellationToken) =>
        await edit.Remove(Id, cancellationToken) ? Done("Đã xóa khỏi danh bạ.") : NotFound();
}
