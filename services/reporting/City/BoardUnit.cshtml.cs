using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Tenancy;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Reporting.City;

/// <summary>One unit as the city sees it: plan, conferences, reports, petitions without their words.</summary>
[RequireRole(Role.FinanceViewer, Role.FinanceOfficer, Role.CityCoordinator), RequireCapability(Capability.SeesCity)]
internal sealed class BoardUnitModel(CityFigures figures, PetitionLines lines, OrganisationDirectory organisations, CurrentTenant tenant, LegalClock clock) : PageModel
{
    [BindProperty(Name = "nam", SupportsGet = true)] public int? AskedYear { get; set; }
    [BindProperty(Name = "loc", SupportsGet = true)] public string? Filter { get; set; }
    [BindProperty(Name = "sau", SupportsGet = true)] public string? After { get; set; }

    public string Root => $"/{tenant.Slug}/can-bo/toan-thanh-pho";
    public int Year => AskedYear ?? clock.Today.Year;
    public DateOnly Today => clock.Today;
    public BoardRow Row { get; private set; } = null!;
    public IReadOnlyList<PetitionLine> Lines { get; private set; } = [];
    public string? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(string unit, CancellationToken cancellationToken)
    {
        if (await organisations.BySlug(unit, cancellationToken) is not { } organisation || Year is < 2000 or > 2100) return NotFound();
        if ((await figures.Of(Year, cancellationToken)).Rows.FirstOrDefault(r => r.Unit.Id == organisation.Id) is not { } row) return NotFound();
        Row = row;
        if (Request.WantedFile() is { } wanted)
            return wanted.Of(HttpContext, $"kien-nghi-{organisation.Slug}-{Year}", PetitionLines.Sheet(Today), lines.All(Year, organisation.Id, null, Filter, cancellationToken));
        (Lines, Next) = await lines.Of(Year, organisation.Id, null, Filter, After, cancellationToken);
        return Page();
    }
}
