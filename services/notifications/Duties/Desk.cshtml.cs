using Dialogue.Data.Reference;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Notifications.Inbox;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Notifications.Duties;

/// <summary>Where every officer's day begins.</summary>
[RequireMember]
internal sealed class DeskModel(
    ReadDesk desk, ReadInbox inbox, CalendarSource<NotificationsDb> calendars, CurrentTenant tenant, CurrentUser user, LegalClock clock) : PageModel
{
    /// <summary>Rows shown of each list; the rest is a click away.</summary>
    public const int Shown = 12;

    public string Root => $"/{tenant.Slug}/can-bo";
    public DateOnly Today => clock.Today;
    public ReadDesk.Response Desk { get; private set; } = null!;
    public ReadInbox.Response Inbox { get; private set; } = null!;
    public WorkingCalendar Calendar { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Calendar = await calendars.Get(cancellationToken);
        Desk = await desk.Handle(cancellationToken, Shown);
        Inbox = await inbox.Handle(null, 6, cancellationToken);
    }

    public string Sentence()
    {
        var open = Desk.Counts.Mine + Desk.Counts.ToSign;
        return (Desk.DueThisWeek, Desk.Late) switch
        {
            _ when open == 0 => "Bạn không có việc nào đang chờ",
            (0, 0) => $"{Vn.Count(open)} việc đang mở, chưa việc nào đến hạn trong tuần này",
            (0, var late) => $"{Vn.Count(late)} việc quá hạn",
            (var week, 0) => $"{Vn.Count(week)} việc đến hạn trong tuần này",
            var (week, late) => $"{Vn.Count(week)} việc đến hạn trong tuần này, {Vn.Count(late)} việc quá hạn",
        };
    }

    /// <summary>Pages that this person sets up, which no list of duties leads to.</summary>
    public IEnumerable<(string Href, string Text)> Settings()
    {
        yield return ($"{Root}/cong-viec/lich", "Đưa việc vào lịch trên điện thoại");
        if (user.Has(tenant.Id, Role.TenantAdministrator)) yield return ($"{Root}/thiet-lap/don-vi", "Phòng, ban của đơn vị");
        if (user.Has(tenant.Id, Role.TenantAdministrator) && tenant.Can(Capability.HoldsDialogues)) yield return ($"{Root}/quy-dinh", "Quy định thời hạn");
        if (user.Has(tenant.Id, Role.CityCoordinator)) yield return ($"{Root}/linh-vuc", "Lĩnh vực và đơn vị mặc định");
        if (user.Has(tenant.Id, Role.FinanceOfficer)) yield return ($"{Root}/lich", "Lịch làm việc");
    }
}
