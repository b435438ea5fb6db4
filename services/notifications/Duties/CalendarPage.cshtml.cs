using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Notifications.Duties;

/// <summary>Where a person makes the private link of their calendar, and takes it back.</summary>
[RequireMember]
internal sealed class CalendarPageModel(DutyCalendar calendar, CurrentTenant tenant) : PageModel
{
    public string Root => $"/{tenant.Slug}/can-bo";
    public DateTimeOffset? MadeAt { get; private set; }

    /// <summary>Only right after it was made.</summary>
    public string? Link { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        MadeAt = await calendar.MadeAt(cancellationToken);
        if (TempData["Calendar"] is string token && MadeAt is not null) Link = DutyCalendar.SiteOf(Request) + DutyCalendar.PathOf(tenant.Slug, token);
    }

    public async Task<IActionResult> OnPostMakeAsync(CancellationToken cancellationToken)
    {
        TempData["Calendar"] = await calendar.Renew(cancellationToken);
        return Redirect($"{Root}/cong-viec/lich");
    }

    public async Task<IActionResult> OnPostRevokeAsync(CancellationToken cancellationToken)
    {
        await calendar.Revoke(cancellationToken);
        this.SayDone("Đã thu hồi đường dẫn. Lịch trên điện thoại không nhận việc mới nữa.");
        return Redirect($"{Root}/cong-viec/lich");
    }
}
