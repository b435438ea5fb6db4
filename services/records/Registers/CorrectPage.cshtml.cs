using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dialogue.Records.Registers;

/// <summary>The clerk mends a slip of the pen in a line that was written by hand.</summary>
[RequireRole(Role.Clerk, Role.DepartmentOfficer, Role.CityCoordinator)]
internal sealed class CorrectPageModel(CorrectEntry correct, RecordsDb db, CurrentTenant tenant) : PageModel, IFormPage
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public CorrectEntry.Request Input { get; set; } = new();

    public string Root => $"/{tenant.Slug}/can-bo/van-ban";
    public RegisterEntry Entry { get; private set; } = null!;
    public IEnumerable<SelectListItem> Types => RecordsWords.Types.Select(t => new SelectListItem(t.Value, t.Key));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        // What was issued here has no such page: it is corrected by a document that names it.
        if (await db.Register.AsNoTracking().FirstOrDefaultAsync(e => e.Id == Id && e.ByHand, cancellationToken) is not { } entry) return NotFound();
        Entry = entry;
        if (HttpMethods.IsGet(Request.Method)) Input = CorrectEntry.Request.Of(entry);
        else Input.Version = entry.RowVersion;
        return null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await correct.Handle(Id, Input, cancellationToken) is null) return NotFound();
        this.SayDone("Đã sửa dòng trong sổ.");
        return Redirect($"{Root}/{Id}");
    }
}
