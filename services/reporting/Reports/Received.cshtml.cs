using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Reporting.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Reporting.Reports;

/// <summary>Reports that others have sent to this organisation, newest first.</summary>
[RequireRole(Role.FinanceViewer, Role.FinanceOfficer, Role.CityCoordinator)]
internal sealed class ReceivedModel(ReportingDb db, CurrentTenant tenant, LegalClock clock) : PageModel
{
    private const int PageSize = 30;

    [BindProperty(Name = "nam", SupportsGet = true)] public int? AskedYear { get; set; }
    [BindProperty(Name = "tre", SupportsGet = true)] public bool OnlyLate { get; set; }
    [BindProperty(Name = "sau", SupportsGet = true)] public string? After { get; set; }

    public int Year => AskedYear ?? clock.Today.Year;
    public string Root => $"/{tenant.Slug}/can-bo/bao-cao-nhan";
    public IReadOnlyList<int> Years { get; private set; } = [];
    public IReadOnlyList<ReceivedReport> Reports { get; private set; } = [];
    public int Total { get; private set; }
    public int Late { get; private set; }
    public string? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Years = [.. (await db.ReceivedReports.Select(r => r.Year).Distinct().ToListAsync(cancellationToken)).Append(clock.Today.Year).Append(Year).Distinct().OrderDescending()];
        var year = db.ReceivedReports.AsNoTracking().Where(r => r.Year == Year);
        Total = await year.CountAsync(cancellationToken);
        Late = await year.CountAsync(r => r.InTime == false, cancellationToken);
        if (OnlyLate) year = year.Where(r => r.InTime == false);
        if (Request.WantedFile() is { } wanted)
            return wanted.Of(HttpContext, $"bao-cao-nhan-{Year}", new Sheet<ReceivedReport>($"Báo cáo nhận {Year}")
                .Text("Số", r => r.Number, 18).Text("Nơi gửi", r => r.SenderName, 28).Text("Nội dung", r => r.Title, 48).Flag("Bổ sung", r => r.Supplementary).Date("Ngày gửi", r => r.SentOn)
                .Text("Đúng hạn", r => r.InTime switch { true => "Đúng hạn", false => "Trễ hạn", _ => null }, 10), year.OrderByDescending(r => r.SentOn).ThenByDescending(r => r.Id).AsAsyncEnumerable());
        if (After?.Split('_') is [var day, var id] && DateOnly.TryParse(day, System.Globalization.CultureInfo.InvariantCulture, out var sent) && Guid.TryParse(id, out var last))
            year = year.Where(r => EF.Functions.LessThan(ValueTuple.Create(r.SentOn, r.Id), ValueTuple.Create(sent, last)));
        var rows = await year.OrderByDescending(r => r.SentOn).ThenByDescending(r => r.Id).Take(PageSize + 1).ToListAsync(cancellationToken);
        Reports = [.. rows.Take(PageSize)];
        Next = rows.Count > PageSize ? $"{Reports[^1].SentOn:yyyy-MM-dd}_{Reports[^1].Id}" : null;
        return Page();
    }
}

/// <summary>One of them, as it was sent.</summary>
[RequireRole(Role.FinanceViewer, Role.FinanceOfficer, Role.CityCoordinator)]
internal sealed class ReceivedOneModel(ReportingDb db, CurrentTenant tenant) : PageModel
{
    public string Root => $"/{tenant.Slug}/can-bo/bao-cao-nhan";
    public ReceivedReport Report { get; private set; } = null!;
    public ReportContent Sheet { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await db.ReceivedReports.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } report) return NotFound();
        (Report, Sheet) = (report, ReportContent.Parse(report.Content));
        return Page();
    }
}
