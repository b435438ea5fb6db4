using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dialogue.Records.Registers;

/// <summary>The clerk writes a document that was issued outside of this product into the register of outgoing ones.</summary>
[RequireRole(Role.Clerk, Role.DepartmentOfficer, Role.CityCoordinator)]
internal sealed class EnterOutgoingPageModel(EnterOutgoing enter, CurrentTenant tenant, LegalClock clock) : PageModel, IFormPage
{
    [BindProperty] public EnterOutgoing.Request Input { get; set; } = new();
    [BindProperty] public IFormFile? Scan { get; set; }

    public string Root => $"/{tenant.Slug}/can-bo/van-ban";
    public IEnumerable<SelectListItem> Types => RecordsWords.Types.Select(t => new SelectListItem(t.Value, t.Key));

    public void OnGet() => Input.IssuedOn = clock.Today;

    public Task<IActionResult?> Load(CancellationToken cancellationToken) => Task.FromResult<IActionResult?>(null);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await using var content = Scan?.OpenReadStream();
        var entry = await enter.Handle(Input, content is null ? null : (Scan!.FileName, content), cancellationToken);
        this.SayDone($"Đã vào sổ văn bản đi, số {entry.Number}.");
        return Redirect($"{Root}/{entry.Id}");
    }
}
