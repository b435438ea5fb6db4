using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.Machines;

/// <summary>Systems that use the API without a person, for the administrator of the system.</summary>
[RequireSystemAdministrator]
internal sealed class MachinesPage(IdentityDb db, EditMachines edit) : PageModel, IFormPage
{
    public sealed record Row(Guid Id, string Name, string Organisation, IReadOnlyList<string> Scopes, DateTimeOffset? LastUsedAt, bool Active);

    [BindProperty] public EditMachines.Request Input { get; set; } = new();

    public IReadOnlyList<Row> Machines { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    public IEnumerable<SelectListItem> Scopes => Scope.Names.Select(s => new SelectListItem($"{s.Value} ({s.Key})", s.Key));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await Load(cancellationToken) is { } other) return other;
        return Request.WantedFile() is not { } wanted ? Page() : wanted.Of(HttpContext, "he-thong-ket-noi", new Sheet<Row>("Hệ thống kết nối")
            .Text("Hệ thống", m => m.Name, 32).Text("Đơn vị", m => m.Organisation, 28).Text("Quyền", m => string.Join(", ", m.Scopes), 36).Moment("Dùng gần nhất", m => m.LastUsedAt)
            .Text("Tình trạng", m => m.Active ? "Đang dùng" : "Đã thu hồi", 12), Machines);
    }

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        var organisations = await db.OwnedOrganisations.AsNoTracking().OrderBy(o => o.Slug).ToListAsync(cancellationToken);
        // Those that have work for a system at all.
        Organisations = [.. organisations.Where(o => o.Active && Scope.Of(o.Capabilities).Any()).Select(o => new SelectListItem(o.Name, o.Slug))];
        Machines = [.. (await db.MachineClients.AsNoTracking().OrderBy(c => c.RevokedAt != null).ThenBy(c => c.Name).ToListAsync(cancellationToken))
            .Select(c => new Row(c.Id, c.Name, organisations.First(o => o.Id == c.OrganisationId).Name, c.Scopes, c.LastUsedAt, c.RevokedAt is null))];
        return null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var (client, secret) = await edit.Add(db, Input, cancellationToken);
        TempData[MachinePage.NewSecret] = secret;
        return LocalRedirect($"/quan-tri/ket-noi/{client.Id}");
    }
}
