using Dialogue.Data.Reference;
using Dialogue.Escalations.Model;
using Dialogue.Exchange;
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

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await Load(cancellationToken) is { } other) return other;
        return Request.WantedFile() is not { } wanted || List is null ? Page() : wanted.Of(HttpContext, "linh-vuc", new Sheet<CityField>("Lĩnh vực")
            .Text("Mã", f => f.Code, 18).Text("Lĩnh vực", f => f.Name, 40).Text("Đơn vị mặc định", f => f.DepartmentId is { } id ? Departments.GetValueOrDefault(id, "Đơn vị không còn hoạt động") : null, 32)
            .Text("Nguồn", f => f.FromPlans ? "Kế hoạch đối thoại" : "Đề xuất", 20).Text("Tình trạng", f => f.Active ? "Đang dùng" : "Không dùng", 12), List.Fields);
    }

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
