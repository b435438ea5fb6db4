using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Reporting.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Reporting.Reports;

/// <summary>The report as a sheet to print, in the form of Nghị định 30/2020: head, text, signature, then the tables across.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader, Role.PortalEditor), RequireCapability(Capability.HoldsDialogues)]
internal sealed class ReportDocumentModel(ReportingDb db, DraftReport draft, SendReport send, CurrentTenant tenant) : PageModel
{
    public ResultReport Report { get; private set; } = null!;
    public ReportContent Sheet { get; private set; } = null!;
    public IReadOnlyList<string> Recipients { get; private set; } = [];
    public string Back => $"/{tenant.Slug}/can-bo/bao-cao/{Report.Id}";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await db.Reports.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } report) return NotFound();
        (Report, Sheet, Recipients) = (report, await draft.Of(report, cancellationToken), await send.RecipientNames(report.Year, cancellationToken));
        return Page();
    }
}
