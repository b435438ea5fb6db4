using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Reporting.City;

/// <summary>The city on one page: who has held a dialogue, who answers in time, who needs urging.</summary>
[RequireRole(Role.FinanceViewer, Role.FinanceOfficer, Role.CityCoordinator), RequireCapability(Capability.SeesCity)]
internal sealed class BoardModel(CityFigures figures, CurrentTenant tenant, LegalClock clock) : PageModel
{
    [BindProperty(Name = "nam", SupportsGet = true)] public int? AskedYear { get; set; }
    [BindProperty(Name = "loc", SupportsGet = true)] public string? Filter { get; set; }
    [BindProperty(Name = "sap", SupportsGet = true)] public string? Sort { get; set; }
    [BindProperty(Name = "ban-do", SupportsGet = true)] public string? Map { get; set; }

    public string Root => $"/{tenant.Slug}/can-bo/toan-thanh-pho";
    public BoardView View { get; private set; } = null!;
    public CityYear City { get; private set; } = null!;
    public IReadOnlyList<BoardRow> Rows { get; private set; } = [];
    public IReadOnlyList<int> Years { get; private set; } = [];
    public DateTime Now => clock.Now;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var year = AskedYear ?? clock.Today.Year;
        if (year is < 2000 or > 2100) return NotFound();
        View = BoardView.Of(year, Filter, Sort, Map);
        Years = await figures.Years(cancellationToken);
        City = await figures.Of(year, cancellationToken);
        Rows = View.Rows(City);
        return Page();
    }
}
