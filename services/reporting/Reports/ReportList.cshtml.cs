using Dialogue.Data.Reference;
using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Reporting.Facts;
using Dialogue.Reporting.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Reporting.Reports;

[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader, Role.PortalEditor), RequireCapability(Capability.HoldsDialogues)]
internal sealed class ReportListModel(ReportingDb db, CurrentTenant tenant, CalendarSource<ReportingDb> calendars, LegalClock clock) : PageModel
{
    public string Root => $"/{tenant.Slug}/can-bo";
    public WorkingCalendar Calendar { get; private set; } = null!;
    public IReadOnlyList<(ResultReport Report, ConferenceFact Conference)> Owed { get; private set; } = [];
    public IReadOnlyList<(ResultReport Report, ConferenceFact Conference)> Sent { get; private set; } = [];
    public int Overdue => Owed.Count(r => r.Report.Deadline?.IsLate(clock.Today) == true);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Calendar = await calendars.Get(cancellationToken);
        var rows = await db.Reports.AsNoTracking().Join(db.Conferences.AsNoTracking(), r => r.ConferenceId, c => c.Id, (r, c) => new { Report = r, Conference = c }).ToListAsync(cancellationToken);
        Owed = [.. rows.Where(r => !r.Report.IsSent && (r.Report.Supplementary || r.Conference.OwesReport)).OrderBy(r => r.Report.Deadline?.Due ?? DateOnly.MaxValue).ThenBy(r => r.Conference.Day).Select(r => (r.Report, r.Conference))];
        Sent = [.. rows.Where(r => r.Report.IsSent).OrderByDescending(r => r.Report.SentOn).Select(r => (r.Report, r.Conference))];
        return Request.WantedFile() is not { } wanted ? Page() : wanted.Of(HttpContext, "bao-cao-ket-qua", new Sheet<(ResultReport Report, ConferenceFact Conference)>("Báo cáo kết quả")
            .Text("Hội nghị", r => r.Conference.Title, 44).Date("Ngày hội nghị", r => r.Conference.Day).Flag("Bổ sung", r => r.Report.Supplementary).Date("Hạn gửi", r => r.Report.Deadline?.Due)
            .Text("Số", r => r.Report.Number, 18).Date("Ngày gửi", r => r.Report.SentOn).Text("Đúng hạn", r => r.Report.InTime switch { true => "Đúng hạn", false => "Trễ hạn", _ => null }, 10), Owed.Concat(Sent));
    }
}
