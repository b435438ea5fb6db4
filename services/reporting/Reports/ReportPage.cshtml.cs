using System.ComponentModel.DataAnnotations;
using Dialogue.Data.Reference;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;
using Dialogue.Reporting.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Reporting.Reports;

/// <summary>One report: drafted from the data, corrected by hand, signed and sent; afterwards as it was sent.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader, Role.PortalEditor), RequireCapability(Capability.HoldsDialogues)]
internal sealed class ReportPageModel(
    ReportingDb db, DraftReport draft, CorrectReport correct, SendReport send, SupplementReport supplement, CurrentTenant tenant, CurrentUser user, CalendarSource<ReportingDb> calendars, LegalClock clock,
    Signers signers) : PageModel, IFormPage
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public CorrectionsInput Input { get; set; } = new();
    [BindProperty] public SendInput Send { get; set; } = new();

    public string Root => $"/{tenant.Slug}/can-bo/bao-cao";
    public string Slug => tenant.Slug;
    public IReadOnlyList<SelectListItem> SignerTitles { get; private set; } = [];
    public DateOnly Today => clock.Today;
    public ResultReport Report { get; private set; } = null!;
    public ReportContent Sheet { get; private set; } = null!;
    public WorkingCalendar Calendar { get; private set; } = null!;
    public IReadOnlyList<string> Recipients { get; private set; } = [];
    public Guid? Supplementary { get; private set; }
    public bool MayWrite => user.Has(tenant.Id, Role.Specialist, Role.OfficeHead, Role.Leader);
    public bool MaySign => user.Has(tenant.Id, Role.Leader);
    public int Open => Sheet.Petitions.Count(p => p.IsOpen);
    public int Silent => Sheet.Petitions.Count(p => p.IsLate && string.IsNullOrWhiteSpace(p.DelayCause));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (await db.Reports.FirstOrDefaultAsync(r => r.Id == Id, cancellationToken) is not { } report) return NotFound();
        Report = report;
        Sheet = await draft.Of(report, cancellationToken);
        Calendar = await calendars.Get(cancellationToken);
        Recipients = await send.RecipientNames(report.Year, cancellationToken);
        if (report.IsSent)
            Supplementary = await db.Reports.Where(r => r.ConferenceId == report.ConferenceId && r.Supplementary && r.SentOn == null).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(cancellationToken);
        var signer = await signers.Last(db, cancellationToken);
        (Send.SignerName, Send.SignerTitle, Send.SignedOn) = (Send.SignerName ?? signer.Name, Send.SignerTitle ?? signer.Title, Send.SignedOn ?? clock.Today);
        SignerTitles = [.. Titles.Of(tenant.Name).Select(t => new SelectListItem(t, t))];
        var c = report.Corrections;
        if (Input.Rows.Count == 0)
            Input = new()
            {
                Departments = c.Departments, Budget = c.Budget, PublicLink = c.PublicLink, Difficulties = c.Difficulties, Proposals = c.Proposals,
                Rows = [.. Sheet.Petitions.Select(p => new RowInput { PetitionId = p.Id, DelayCause = p.DelayCause, Note = p.Note })],
            };
        Input.Version = db.Entry(report).Property<uint>("RowVersion").CurrentValue;
        return null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!MayWrite) return Forbid();
        var corrections = new ReportCorrections(Input.Departments ?? "", Input.Budget ?? "", Input.PublicLink ?? "", Input.Difficulties ?? "", Input.Proposals ?? "",
            [.. Input.Rows.Where(r => r.DelayCause is not null || r.Note is not null).Select(r => new RowCorrection(r.PetitionId, r.DelayCause ?? "", r.Note ?? ""))]);
        if (await correct.Handle(Id, corrections, Input.Version, cancellationToken) is null) return NotFound();
        this.SayDone("Đã lưu phần bổ sung của báo cáo.");
        return Redirect($"{Root}/{Id}");
    }

    public async Task<IActionResult> OnPostSendAsync(CancellationToken cancellationToken)
    {
        if (!MaySign) return Forbid();
        if (await send.Handle(Id, new(Send.Number, Send.SignedOn, Send.SignerName, Send.SignerTitle), cancellationToken) is not { } report) return NotFound();
        this.SayDone($"Đã gửi báo cáo {report.Number}{(report.InTime == true ? ", đúng hạn" : "")}.");
        return Redirect($"{Root}/{Id}");
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostSupplementAsync(CancellationToken cancellationToken)
    {
        if (!MayWrite) return Forbid();
        if (await db.Reports.AsNoTracking().FirstOrDefaultAsync(r => r.Id == Id, cancellationToken) is not { } report) return NotFound();
        return await supplement.Handle(report.ConferenceId, cancellationToken) is { } added ? Redirect($"{Root}/{added.Id}") : NotFound();
    }

    internal sealed class CorrectionsInput
    {
        public uint Version { get; set; }
        [Display(Name = "Sở, ngành tham dự"), StringLength(1000)] public string? Departments { get; set; }
        [Display(Name = "Kinh phí dự toán và quyết toán"), StringLength(500)] public string? Budget { get; set; }
        [Display(Name = "Nơi công khai kết quả"), StringLength(500)] public string? PublicLink { get; set; }
        [Display(Name = "Khó khăn, vướng mắc"), StringLength(10_000)] public string? Difficulties { get; set; }
        [Display(Name = "Đề xuất, kiến nghị với thành phố"), StringLength(10_000)] public string? Proposals { get; set; }
        public List<RowInput> Rows { get; set; } = [];
    }

    internal sealed class RowInput
    {
        public Guid PetitionId { get; set; }
        [Display(Name = "Nguyên nhân chậm"), StringLength(1000)] public string? DelayCause { get; set; }
        [Display(Name = "Ghi chú"), StringLength(1000)] public string? Note { get; set; }
    }

    internal sealed class SendInput
    {
        [Display(Name = "Số, ký hiệu"), StringLength(40)] public string? Number { get; set; }
        [Display(Name = "Người ký"), StringLength(200)] public string? SignerName { get; set; }
        [Display(Name = "Chức vụ người ký"), StringLength(100)] public string? SignerTitle { get; set; }
        [Display(Name = "Ngày ký"), Required] public DateOnly? SignedOn { get; set; }
    }
}
