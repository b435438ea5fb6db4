using Dialogue.Data.Reference;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Notifications.Inbox;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Notifications.Duties;

/// <summary>Where every officer's day begins.</summary>
[RequireMember]
internal sealed class DeskModel(
    ReadDesk desk, ReadInbox inbox, CalendarSource<NotificationsDb> calendars, CurrentTenant tenant, CurrentUser user, LegalClock clock) : PageModel
{
    /// <summary>Rows shown of each list; <c>?tat-ca=1</c> shows all.</summary>
    public const int Shown = 25;

    [BindProperty(SupportsGet = true, Name = "tat-ca")] public bool All { get; set; }

    public string Root => $"/{tenant.Slug}/can-bo";
    public DateOnly Today => clock.Today;
    public ReadDesk.Response Desk { get; private set; } = null!;
    public ReadInbox.Response Inbox { get; private set; } = null!;
    public WorkingCalendar Calendar { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Calendar = await calendars.Get(cancellationToken);
        Desk = await desk.Handle(cancellationToken);
        Inbox = await inbox.Handle(null, 6, cancellationToken);
    }

    public IReadOnlyList<ReadDesk.Row> Visible(IReadOnlyList<ReadDesk.Row> rows) => All ? rows : [.. rows.Take(Shown)];

    public string Sentence()
    {
        var open = Desk.Mine.Count + Desk.ToSign.Count;
        return (Desk.DueThisWeek, Desk.Late) switch
        {
            _ when open == 0 => "Bạn không có việc nào đang chờ",
            (0, 0) => $"{Vn.Count(open)} việc đang mở, chưa việc nào đến hạn trong tuần này",
            (0, var late) => $"{Vn.Count(late)} việc quá hạn",
            (var week, 0) => $"{Vn.Count(week)} việc đến hạn trong tuần này",
            var (week, late) => $"{Vn.Count(week)} việc đến hạn trong tuần này, {Vn.Count(late)} việc quá hạn",
        };
    }

    /// <summary>A due date for a list: how it was counted stands on the page of the matter.</summary>
    public static Deadline? Of(ReadDesk.Row row) => row.Due is { } due
        ? new Deadline { Due = due, Title = row.Title, RuleText = "", StartEvent = "", Start = due }
        : null;

    /// <summary>Pages that this person sets up, which no list of duties leads to.</summary>
    public IEnumerable<(string Href, string Text)> Settings()
    {
        if (user.Has(tenant.Id, Role.TenantAdministrator)) yield return ($"{Root}/thiet-lap/don-vi", "Phòng, ban của đơn vị");
        if (user.Has(tenant.Id, Role.TenantAdministrator) && tenant.Can(Capability.HoldsDialogues)) yield return ($"{Root}/quy-dinh", "Quy định thời hạn");
        if (user.Has(tenant.Id, Role.CityCoordinator)) yield return ($"{Root}/linh-vuc", "Lĩnh vực và đơn vị mặc định");
        if (user.Has(tenant.Id, Role.FinanceOfficer)) yield return ($"{Root}/lich", "Lịch làm việc");
    }
}
