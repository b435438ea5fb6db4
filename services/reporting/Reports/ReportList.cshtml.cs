using Dialogue.Data.Reference;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Reporting.Facts;
using Dialogue.Reporting.Model;
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

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Calendar = await calendars.Get(cancellationToken);
        var rows = await db.Reports.AsNoTracking().Join(db.Conferences.AsNoTracking(), r => r.ConferenceId, c => c.Id, (r, c) => new { Report = r, Conference = c }).ToListAsync(cancellationToken);
        Owed = [.. rows.Where(r => !r.Report.IsSent && (r.Report.Supplementary || r.Conference.OwesReport)).OrderBy(r => r.Report.Deadline?.Due ?? DateOnly.MaxValue).ThenBy(r => r.Conference.Day).Select(r => (r.Report, r.Conference))];
        Sent = [.. rows.Where(r => r.Report.IsSent).OrderByDescending(r => r.Report.SentOn).Select(r => (r.Report, r.Conference))];
    }
}
