using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Tenancy;
using Dialogue.Hosting.Works;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Reporting.City;

/// <summary>The petitions behind a number of the board, across the city.</summary>
[RequireRole(Role.FinanceViewer, Role.FinanceOfficer, Role.CityCoordinator), RequireCapability(Capability.SeesCity)]
internal sealed class LinesModel(PetitionLines lines, CityReader city, OrganisationDirectory organisations, CurrentTenant tenant, LegalClock clock, WorkDesk desk, ReportingDb db) : PageModel
{
    [BindProperty(Name = "nam", SupportsGet = true)] public int? AskedYear { get; set; }
    [BindProperty(Name = "loc", SupportsGet = true)] public string? Filter { get; set; }
    [BindProperty(Name = "linh-vuc", SupportsGet = true)] public string? Field { get; set; }
    [BindProperty(Name = "sau", SupportsGet = true)] public string? After { get; set; }

    public string Root => $"/{tenant.Slug}/can-bo/toan-thanh-pho";
    public int Year => AskedYear ?? clock.Today.Year;
    public DateOnly Today => clock.Today;
    public IReadOnlyList<PetitionLine> Lines { get; private set; } = [];
    public IReadOnlyDictionary<Guid, OrganisationFacts> Units { get; private set; } = new Dictionary<Guid, OrganisationFacts>();
    public IReadOnlyList<(string Code, string Name)> Fields { get; private set; } = [];
    public string? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Units = (await organisations.All(cancellationToken)).ToDictionary(o => o.Id);
        Fields = await city.List(new("select code, name from reporting.fields order by ordinal"), r => (r.GetString(0), r.GetString(1)), cancellationToken);
        (Lines, Next) = await lines.Of(Year, null, Field, Filter, After, cancellationToken);
    }

    /// <summary>All lines that the filters of the address let through, as a file, made as a long work.</summary>
    public async Task<IActionResult> OnPostExportAsync(SheetFormat format, CancellationToken cancellationToken)
    {
        if (Year is < 2000 or > 2100 || !Enum.IsDefined(format)) return NotFound();
        var request = new ExportPetitions.Request(Year, Field, Filter, format);
        var work = await desk.Queue<ExportPetitions>(db, ExportPetitions.Title(request), request, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return Redirect(desk.PageOf(db, work));
    }
}
