using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Reporting.City;

/// <summary>The city on one page: who has held a dialogue, who answers in time, who needs urging.</summary>
[RequireRole(Role.FinanceViewer, Role.FinanceOfficer, Role.CityCoordinator), RequireCapability(Capability.SeesCity)]
internal sealed class BoardModel(CityFigures figures, CurrentTenant tenant, LegalClock clock) : PageModel
{
    [BindProperty(Name = "nam", SupportsGet = true)] public int? AskedYear { get; set; }
    [BindProperty(Name = "loc", SupportsGet = true)] public string? Filter { get; set; }
    [BindProperty(Name = "sap", SupportsGet = true)] public string? Sort { get; set; }
    [BindProperty(Name = "ban-do", SupportsGet = true)] public string? Map { get; set; }

    public string Root => $"/{tenant.Slug}/can-bo/toan-thanh-pho";
    public BoardView View { get; private set; } = null!;
    public CityYear City { get; private set; } = null!;
    public IReadOnlyList<BoardRow> Rows { get; private set; } = [];
    public IReadOnlyList<int> Years { get; private set; } = [];
    public DateTime Now => clock.Now;

    private static Sheet<BoardRow> Sheet(int year) => new Sheet<BoardRow>($"Toàn thành phố {year}")
        .Text("Đơn vị", r => r.Unit.Name, 28).Date("Kế hoạch gửi ngày", r => r.Plan?.SentOn).Text("Kế hoạch đúng hạn", r => r.Plan is { } p ? p.InTime ? "đúng hạn" : "trễ" : r.PlanMissing ? "chưa gửi" : "", 14)
        .Number("Hội nghị đã tổ chức", r => r.Held).Number("Tối thiểu năm", r => r.Minimum).Number("Kiến nghị nhận", r => r.Received).Number("Đang mở", r => r.Open).Number("Quá hạn", r => r.Overdue)
        .Number("Ở thành phố", r => r.Escalated).Number("Đã trả lời", r => r.Answered).Number("Hướng dẫn", r => r.Redirected).Number("Vượt thẩm quyền", r => r.Beyond).Number("Trả lời đúng hạn", r => r.OnTime)
        .Number("Trả lời trễ", r => r.Late).Number("Tỷ lệ đúng hạn (%)", r => r.OnTimeShare is { } share ? Math.Round((decimal)share * 100, 1) : null).Number("Báo cáo đã gửi", r => r.ReportsSent)
        .Number("Báo cáo phải gửi", r => r.ReportsOwed).Number("Báo cáo quá hạn", r => r.ReportsOverdue);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var year = AskedYear ?? clock.Today.Year;
        if (year is < 2000 or > 2100) return NotFound();
        View = BoardView.Of(year, Filter, Sort, Map);
        Years = await figures.Years(cancellationToken);
        City = await figures.Of(year, cancellationToken);
        Rows = View.Rows(City);
        return Request.WantedFile() is { } wanted ? wanted.Of(HttpContext, $"toan-thanh-pho-{year}", Sheet(year), Rows) : Page();
    }
}
