using Dialogue.Data.Reference;
using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Notifications.Duties;

/// <summary>One list of the desk in full: by kind, office and due date, a page at a time.</summary>
[RequireMember]
internal sealed class DutyListModel(ReadDesk desk, NotificationsDb db, CalendarSource<NotificationsDb> calendars, CurrentTenant tenant) : PageModel
{
    public static readonly IReadOnlyList<(string Key, DutyPart Part, string Text)> Parts =
        [("", DutyPart.All, "Tất cả việc của bạn"), ("viec", DutyPart.Mine, "Việc phải làm"), ("ky", DutyPart.ToSign, "Chờ bạn ký"), ("phong", DutyPart.Others, "")];

    public static readonly IReadOnlyList<(string Key, DueFilter Due, string Text)> Dues =
        [("", DueFilter.Any, "Mọi hạn"), ("qua-han", DueFilter.Late, "Quá hạn"), ("tuan-nay", DueFilter.ThisWeek, "Trong tuần này"), ("chua-co", DueFilter.NoTerm, "Chưa ấn định")];

    [BindProperty(SupportsGet = true, Name = "muc")] public string? PartKey { get; set; }
    [BindProperty(SupportsGet = true, Name = "loai")] public string? Kind { get; set; }
    [BindProperty(SupportsGet = true, Name = "phong")] public Guid? Office { get; set; }
    [BindProperty(SupportsGet = true, Name = "han")] public string? DueKey { get; set; }
    [BindProperty(SupportsGet = true, Name = "sau")] public string? After { get; set; }

    public string Root => $"/{tenant.Slug}/can-bo";
    public ReadDesk.Listed Duties { get; private set; } = null!;
    public IReadOnlyList<(string Key, string Name)> Kinds { get; private set; } = [];
    public IReadOnlyList<OfficeCopy> Offices { get; private set; } = [];
    public WorkingCalendar Calendar { get; private set; } = null!;
    public bool Filtered => !string.IsNullOrEmpty(Kind) || Office is not null || Due.Due != DueFilter.Any;
    public (string Key, DutyPart Part, string Text) Part => Parts.FirstOrDefault(p => p.Key == (PartKey ?? ""), Parts[0]);

    private (string Key, DueFilter Due, string Text) Due => Dues.FirstOrDefault(d => d.Key == (DueKey ?? ""), Dues[0]);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var filter = new ReadDesk.Filter(Part.Part, Kind, Office, Due.Due);
        Offices = (await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == tenant.Id.Value, cancellationToken))?.Offices ?? [];
        if (Request.WantedFile() is { } wanted) return (wanted with { Internal = false }).Of(HttpContext, "cong-viec", Sheet(), await desk.Whole(filter, cancellationToken));
        Calendar = await calendars.Get(cancellationToken);
        Duties = await desk.List(filter, After, cancellationToken);
        Kinds = [.. (await desk.Kinds(Part.Part, cancellationToken)).Select(k => (k, DutyKinds.NameOf(k))).OrderBy(k => k.Item2, StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("vi-VN"), ignoreCase: true))];
        return Page();
    }

    private Sheet<(ReadDesk.Row Row, Guid? Office)> Sheet()
    {
        var (site, offices) = (DutyCalendar.SiteOf(Request), Offices.ToDictionary(o => o.Id, o => o.Name));
        return new Sheet<(ReadDesk.Row Row, Guid? Office)>("Công việc")
            .Text("Loại việc", d => DutyKinds.NameOf(d.Row.Kind), 30).Text("Việc", d => d.Row.Title, 60).Date("Hạn", d => d.Row.Due).Text("Vì sao hạn là ngày đó", d => d.Row.Why, 50)
            .Text("Phòng, ban", d => d.Office is { } id ? offices.GetValueOrDefault(id) : null, 26).Link("Đường dẫn", d => site + d.Row.Link, 40);
    }

    public string NameOf((string Key, DutyPart Part, string Text) part) =>
        part.Part != DutyPart.Others ? part.Text : desk.Oversees ? "Việc khác của cả đơn vị" : "Việc khác của phòng bạn";

    public string Sentence()
    {
        var what = Part.Part switch { DutyPart.ToSign => "văn bản chờ bạn ký", DutyPart.Others => desk.Oversees ? "việc khác của đơn vị" : "việc khác của phòng bạn", _ => "việc của bạn" };
        var when = Due.Due switch { DueFilter.Late => " đã quá hạn", DueFilter.ThisWeek => " đến hạn trong tuần này", DueFilter.NoTerm => " chưa ấn định hạn", _ => "" };
        return Duties.Count == 0 ? $"Không có {what}{when}" : $"{Vn.Count(Duties.Count)} {what}{when}";
    }
}
