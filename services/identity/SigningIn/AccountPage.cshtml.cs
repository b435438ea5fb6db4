using Dialogue.Kernel;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.SigningIn;

/// <summary>Where a person lands after sign-in without having asked for a page: at the desk, or at the choice of desks.</summary>
[Authorize]
internal sealed class AccountPage(CurrentUser user, IdentityDb db) : PageModel
{
    public sealed record Place(string Slug, string Name, string Roles);

    public IReadOnlyList<Place> Places { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var slugs = user.Memberships.Select(m => m.Slug).Distinct().ToList();
        if (slugs is [var only] && !TempData.ContainsKey("Done")) return LocalRedirect($"/{only}/can-bo");
        if (slugs.Count == 0 && user.IsSystemAdministrator) return LocalRedirect("/quan-tri");
        var names = await db.OwnedOrganisations.Where(o => slugs.Contains(o.Slug)).ToDictionaryAsync(o => o.Slug, o => o.Name, cancellationToken);
        Places = [.. user.Memberships.GroupBy(m => m.Slug).Select(g =>
            new Place(g.Key, names.GetValueOrDefault(g.Key, g.Key), string.Join(", ", g.Select(m => Role.Names.GetValueOrDefault(m.Role, m.Role)))))];
        return Page();
    }
}
