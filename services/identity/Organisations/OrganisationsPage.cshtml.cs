using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Identity.Model;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.Organisations;

/// <summary>The city's organisations, for the administrator of the system.</summary>
[RequireSystemAdministrator]
internal sealed class OrganisationsPage(IdentityDb db) : PageModel
{
    public sealed record Row(string Slug, string Name, string Work, int People, bool Active);

    [BindProperty(SupportsGet = true, Name = "tim")] public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "loai")] public string? Kind { get; set; }

    public int Total { get; private set; }

    public IReadOnlyList<Row> Found { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var people = await db.Members.GroupBy(m => m.OrganisationId).Select(g => new { g.Key, Count = g.Select(m => m.UserId).Distinct().Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var all = await db.OwnedOrganisations.AsNoTracking().OrderBy(o => o.Kind).ThenBy(o => o.Slug).ToListAsync(cancellationToken);
        Total = all.Count(o => o.Active);
        // So few that they are searched here: "đại sơn", "dai son" and "dai-son" all find it.
        var wanted = Folded.Of(Search ?? "");
        Found = [.. all.Where(o => (string.IsNullOrEmpty(Kind) || o.Kind == Kind) && (Folded.Of(o.Name).Contains(wanted, StringComparison.Ordinal) || o.Code == wanted
                || Folded.Of(o.FormerUnits).Contains(wanted, StringComparison.Ordinal)))
            .Select(o => new Row(o.Slug, o.Name, string.Join(", ", o.Capabilities.Select(c => OrganisationRules.Capabilities.GetValueOrDefault(c, c))), people.GetValueOrDefault(o.Id), o.Active))];
        return Request.WantedFile() is not { } file ? Page() : file.Of(HttpContext, "don-vi", new Sheet<Row>("Đơn vị")
            .Text("Đơn vị", r => r.Name, 32).Text("Địa chỉ", r => "/" + r.Slug, 24).Text("Chức năng", r => r.Work, 48).Number("Người", r => r.People).Text("Tình trạng", r => r.Active ? "Đang dùng" : "Tạm dừng", 12), Found);
    }
}
