using Dialogue.Hosting.Authentication;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.People;

/// <summary>All accounts of the city, or those of one organisation, for the administrator of the system.</summary>
[RequireSystemAdministrator]
internal sealed class CityPeoplePage(IdentityDb db, FindPeople find) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "tim")] public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "sau")] public string? After { get; set; }

    /// <summary>Slug of the one organisation whose people are shown.</summary>
    [BindProperty(SupportsGet = true, Name = "don-vi")] public string? At { get; set; }

    public int Total { get; private set; }

    public string? Place { get; private set; }

    public string? Next { get; private set; }

    public IReadOnlyList<PersonRow> People { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (At is null)
        {
            if (Request.WantedFile() is { } all) return all.Of(HttpContext, "nguoi-dung", PersonRow.Sheet, find.AllInCity(Search, cancellationToken));
            Total = await db.Users.CountAsync(cancellationToken);
            (People, Next) = await find.InCity(Search, After, cancellationToken);
            return Page();
        }
        if (await db.OwnedOrganisations.AsNoTracking().FirstOrDefaultAsync(o => o.Slug == At, cancellationToken) is not { } organisation) return NotFound();
        Place = organisation.Name;
        People = await find.At(organisation.Id, person => $"/quan-tri/nguoi-dung/{person}?don-vi={At}", cancellationToken);
        return Request.WantedFile() is { } wanted ? wanted.Of(HttpContext, $"nguoi-dung-{At}", PersonRow.Sheet, People) : Page();
    }
}
