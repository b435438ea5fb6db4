using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dialogue.Records.Registers;

/// <summary>The clerk writes a paper that came by post into the register of incoming documents.</summary>
[RequireRole(Role.Clerk, Role.DepartmentOfficer, Role.CityCoordinator)]
internal sealed class EnterIncomingPageModel(EnterIncoming enter, RecordsDb db, CurrentTenant tenant, LegalClock clock) : PageModel, IFormPage
{
    [BindProperty] public EnterIncoming.Request Input { get; set; } = new();
    [BindProperty] public IFormFile? Scan { get; set; }

    public string Root => $"/{tenant.Slug}/can-bo/van-ban";
    public IEnumerable<SelectListItem> Types => RecordsWords.Types.Select(t => new SelectListItem(t.Value, t.Key));
    public IReadOnlyList<string> Offices { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Input.ArrivedOn = clock.Today;
        return await Load(cancellationToken) ?? Page();
    }

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        Offices = [.. (await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == tenant.Id.Value, cancellationToken))?.Offices.Select(o => o.Name) ?? []];
        return null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await using var content = Scan?.OpenReadStream();
        var entry = await enter.Handle(Input, content is null ? null : (Scan!.FileName, content), cancellationToken);
        this.SayDone($"Đã vào sổ văn bản đến, số đến {entry.Ordinal}.");
        return Redirect($"{Root}/{entry.Id}");
    }
}
