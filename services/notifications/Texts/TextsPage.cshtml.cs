using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Notifications.Events;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Notifications.Texts;

/// <summary>All texts of the organisation.</summary>
[RequireRole(Role.TenantAdministrator)]
internal sealed class TextsPageModel(NotificationsDb db, CurrentTenant tenant) : PageModel
{
    public string Root => $"/{tenant.Slug}/can-bo";
    public IReadOnlyList<(EventKind Kind, string Subject, DateTimeOffset? At, string By)> Rows { get; private set; } = [];
    public int Own => Rows.Count(r => r.At is not null);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var newest = (await db.MessageTexts.AsNoTracking().ToListAsync(cancellationToken)).GroupBy(t => t.Event).ToDictionary(g => g.Key, g => g.MaxBy(t => t.Version)!);
        Rows = [.. EventCatalogue.All.Select(kind => newest.GetValueOrDefault(kind.Key) is { Standard: false } own ? (kind, own.Subject, (DateTimeOffset?)own.At, own.By) : (kind, kind.Subject, null, ""))];
    }
}
