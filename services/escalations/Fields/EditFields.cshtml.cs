using Dialogue.Data.Reference;
using Dialogue.Escalations.Model;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dialogue.Escalations.Fields;

[RequireRole(Role.CityCoordinator), RequireCapability(Capability.RoutesCases)]
internal sealed class EditFieldsModel(EscalationsDb db, CurrentTenant tenant, EditFields edit) : PageModel, IFormPage
{
    /// <summary>Code of the field that is open for editing.</summary>
    [BindProperty(SupportsGet = true, Name = "sua")] public string? Editing { get; set; }
    [BindProperty] public EditFields.Change Change { get; set; } = new();
    [BindProperty] public EditFields.Addition Add { get; set; } = new();

    public string Root => $"/{tenant.Slug}/can-bo/linh-vuc";
    public FieldList? List { get; private set; }
    public CityField? Edited { get; private set; }
    public Dictionary<Guid, string> Departments { get; private set; } = [];
    public IEnumerable<SelectListItem> Choices => Departments.Select(d => new SelectListItem(d.Value, d.Key.ToString()));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public async Task<IActionResult> OnPostChangeAsync(CancellationToken cancellationToken)
    {
        if (!await edit.Handle(Change, cancellationToken)) return NotFound();
        this.SayDone($"Đã lưu lĩnh vực “{Change.Name.Trim()}”.");
        return Redirect(Root);
    }

    public async Task<IActionResult> OnPostAddAsync(CancellationToken cancellationToken)
    {
        if (!await edit.Handle(Add, cancellationToken)) return NotFound();
        this.SayDone($"Đã thêm lĩnh vực “{Add.Name.Trim()}”.");
        return Redirect(Root);
    }

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        Departments = (await db.Answering(cancellationToken)).ToDictionary(o => o.Id, o => o.Name);
        if (await edit.Load(cancellationToken) is not { } loaded) return null;
        List = loaded.List;
        Edited = List.Find(Editing ?? Change.Code);
        Change.Version = loaded.RowVersion;
        if (Edited is { } field && string.IsNullOrEmpty(Change.Code)) (Change.Code, Change.Name, Change.Department, Change.Active) = (field.Code, field.Name, field.DepartmentId, field.Active);
        return null;
    }
}
