using Dialogue.Documents;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;
using Dialogue.Reporting.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Reporting.Reports;

/// <summary>The report as a paper in the form of Nghị định 30/2020, to print or to save as Word: text and signature, then the tables across.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader, Role.PortalEditor), RequireCapability(Capability.HoldsDialogues)]
internal sealed class ReportDocumentModel(ReportingDb db, DraftReport draft, SendReport send, PaperDesk papers, Signers signers, CurrentTenant tenant) : PageModel
{
    public ResultReport Report { get; private set; } = null!;
    public Paper Paper { get; private set; } = null!;
    public string Back => $"/{tenant.Slug}/can-bo/bao-cao/{Report.Id}";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await Make(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnGetWordAsync(Guid id, CancellationToken cancellationToken) => await Make(id, cancellationToken)
        ? File(await papers.Docx(db, Paper, cancellationToken), PaperDesk.DocxType, PaperDesk.FileName($"Báo cáo kết quả {(Report.IsSent ? Report.Number : $"{Report.Year} (dự thảo)")}")) : NotFound();

    private async Task<bool> Make(Guid id, CancellationToken cancellationToken)
    {
        if (await db.Reports.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } report) return false;
        (Report, Paper) = (report, await send.Paper(report, await draft.Of(report, cancellationToken), await signers.Last(db, cancellationToken), cancellationToken));
        return true;
    }
}
