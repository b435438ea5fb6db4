using Dialogue.Data.Reference;
using Dialogue.Escalations.Answering;
using Dialogue.Escalations.Directing;
using Dialogue.Escalations.Fields;
using Dialogue.Escalations.Model;
using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Escalations.Cases;

/// <summary>The list of cases: the coordinator's at the city office, the department's own elsewhere.</summary>
[RequireRole(Role.CityCoordinator, Role.DepartmentOfficer, Role.DepartmentLeader)]
internal sealed class CasesModel(
    EscalationsDb db, CurrentTenant tenant, CurrentUser user, LegalClock clock, CalendarSource<EscalationsDb> calendars, ListCityCases city, ListDepartmentCases department) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "trang-thai")] public string? State { get; set; }
    [BindProperty(SupportsGet = true, Name = "don-vi")] public Guid? Department { get; set; }
    [BindProperty(SupportsGet = true, Name = "linh-vuc")] public string? Field { get; set; }
    [BindProperty(SupportsGet = true, Name = "sau")] public string? After { get; set; }

    public string Root => $"/{tenant.Slug}/can-bo/vu-viec";
    public DateOnly Today => clock.Today;
    public WorkingCalendar Calendar { get; private set; } = null!;
    public Dictionary<string, string> FieldNames { get; private set; } = [];
    public Dictionary<Guid, string> Departments { get; private set; } = [];
    public string? Next { get; private set; }
    public bool Leads => user.Has(tenant.Id, Role.DepartmentLeader);
    public bool Filtered => !string.IsNullOrEmpty(State) || Department is not null || !string.IsNullOrEmpty(Field);

    /// <summary>Set at the city office.</summary>
    public ListCityCases.Counts? CityCounts { get; private set; }
    public IReadOnlyList<ListCityCases.Row> CityRows { get; private set; } = [];
    public List<ListCityCases.Pile> Piles { get; private set; } = [];

    /// <summary>Set at a department.</summary>
    public ListDepartmentCases.Counts? Counts { get; private set; }
    public IReadOnlyList<ListDepartmentCases.Row> Rows { get; private set; } = [];

    public IEnumerable<SelectListItem> FieldChoices => FieldNames.OrderBy(f => f.Value, StringComparer.CurrentCulture).Select(f => new SelectListItem(f.Value, f.Key));
    public IEnumerable<SelectListItem> DepartmentChoices => Departments.Select(d => new SelectListItem(d.Value, d.Key.ToString()));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Calendar = await calendars.Get(cancellationToken);
        FieldNames = await db.FieldNames.AsNoTracking().ToDictionaryAsync(f => f.Code, f => f.Name, cancellationToken);
        if (Request.WantedFile() is { } wanted) return File(wanted);
        if (tenant.Can(Capability.RoutesCases))
        {
            Departments = (await db.Answering(cancellationToken)).ToDictionary(o => o.Id, o => o.Name);
            CityCounts = await city.Count(Today, cancellationToken);
            Piles = await city.Piles(Today, cancellationToken);
            (CityRows, Next) = await city.Handle(new(State, Department, Field), After, Today, ListCityCases.PageSize, cancellationToken);
        }
        else
        {
            Counts = await department.Count(Today, cancellationToken);
            (Rows, Next) = await department.Handle(new(State, Field), After, Today, ListDepartmentCases.PageSize, cancellationToken);
        }
        return Page();
    }

    /// <summary>The list as a file. Cases hold no personal data: the petition came without it.</summary>
    private IActionResult File(WantedFile wanted) => tenant.Can(Capability.RoutesCases)
        ? wanted.Of(HttpContext, "vu-viec", new Sheet<CityCase>("Vụ việc")
            .Text("Mã kiến nghị", c => c.Code, 16).Text("Tiêu đề", c => c.Title, 40).Text("Nội dung", c => c.Text, 60).Text("Đơn vị gửi", c => c.SenderName, 24).Text("Lĩnh vực", c => NameOfField(c.FieldCode), 24)
            .Text("Tình trạng", c => Words.Of(c.State), 20).Text("Đang ở", c => c.DepartmentName, 24).Date("Ngày báo cáo", c => c.ReportedOn).Date("Ngày chuyển", c => c.DirectedOn).Date("Hạn đề xuất", c => c.Due)
            .Date("Ngày kết thúc", c => c.ClosedOn).Flag("Đúng hạn", c => c.OnTime).Text("Văn bản trả lời", c => c.AnswerNumber, 18), city.All(new(State, Department, Field), Today))
        : wanted.Of(HttpContext, "vu-viec", new Sheet<DepartmentCase>("Vụ việc")
            .Text("Mã kiến nghị", c => c.Code, 16).Text("Tiêu đề", c => c.Title, 40).Text("Nội dung", c => c.Text, 60).Text("Đơn vị gửi", c => c.SenderName, 24).Text("Lĩnh vực", c => NameOfField(c.FieldCode), 24)
            .Text("Tình trạng", c => Words.Of(c.State), 20).Date("Ngày chuyển đến", c => c.DirectedOn).Date("Hạn đề xuất", c => c.Deadline.Due)
            .Date("Ngày kết thúc", c => c.ClosedOn).Flag("Đúng hạn", c => c.OnTime).Text("Văn bản trả lời", c => c.AnswerNumber, 18), department.All(new(State, Field), Today));

    public string NameOfField(string code) => FieldNames.GetValueOrDefault(code, code);

    /// <summary>How long it has been lying at a department.</summary>
    public string Since(DateOnly directed) => Calendar.Remaining(directed, Today) is var days and > 0 ? $"{Vn.Count(days)} ngày làm việc" : "từ hôm nay";
}
