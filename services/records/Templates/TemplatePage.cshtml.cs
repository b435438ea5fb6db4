using System.ComponentModel.DataAnnotations;
using Dialogue.Hosting.Works;
using Dialogue.Records.Registers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Records.Templates;

/// <summary>One kind of document: its versions, what the shown one lacks, and which is used.</summary>
[RequireRole(Role.Clerk, Role.Leader, Role.OfficeHead, Role.Specialist, Role.DepartmentOfficer, Role.DepartmentLeader, Role.CityCoordinator, Role.FinanceOfficer, Role.TenantAdministrator)]
internal sealed class TemplatePageModel(
    RecordsDb db, TemplateDesk desk, PublishCityTemplate publish, PreviewPaper preview, CheckForm check, Pdf pdf, WorkDesk works, CurrentTenant tenant, CurrentUser user) : PageModel, IFormPage
{
    /// <summary>A version without its bytes.</summary>
    public sealed record Version(Guid Id, int No, string FileName, string Note, string By, DateTimeOffset At);

    [BindProperty] public UploadInput Upload { get; set; } = new();
    [BindProperty] public PublishInput Publish { get; set; } = new();

    public string Root => $"/{tenant.Slug}/can-bo/mau-van-ban";
    public PaperKind PaperKind { get; private set; } = null!;
    public TemplateChoice? Choice { get; private set; }
    public CityTemplate? City { get; private set; }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Version> Versions { get; private set; } = [];
    public Version? Shown { get; private set; }
    public Letters.TagReport? Report { get; private set; }
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <summary>Of the document with whose data it is tried; empty: invented data.</summary>
    public string SampleNumber { get; private set; } = "";
    public IReadOnlyList<PaperTag> OwnTags => PaperTags.Of(PaperKind);
    public bool CanMakePdf => pdf.Available;
    public bool MayChange => user.Has(tenant.Id, Role.Clerk, Role.OfficeHead, Role.Leader, Role.DepartmentLeader, Role.TenantAdministrator);
    public bool MayPublish => CityKinds.Of(tenant.Capabilities).Contains(PaperKind) && user.Has(tenant.Id, Role.FinanceOfficer, Role.CityCoordinator, Role.Leader, Role.TenantAdministrator);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (!Find()) return NotFound();
        Choice = await db.Choices.AsNoTracking().FirstOrDefaultAsync(c => c.Kind == PaperKind.Key, cancellationToken);
        City = await db.CityTemplates.AsNoTracking().FirstOrDefaultAsync(c => c.Kind == PaperKind.Key, cancellationToken);
        Versions = await db.Templates.AsNoTracking().Where(t => t.Kind == PaperKind.Key).OrderByDescending(t => t.No).Select(t => new Version(t.Id, t.No, t.FileName, t.Note, t.By, t.At)).ToListAsync(cancellationToken);
        Shown = int.TryParse(Request.Query["ban"], System.Globalization.CultureInfo.InvariantCulture, out var no) ? Versions.FirstOrDefault(v => v.No == no) : Versions.FirstOrDefault(v => v.Id == Choice?.OwnId) ?? Versions.FirstOrDefault();
        (var paper, SampleNumber) = await preview.Of(PaperKind, cancellationToken);
        if (Shown is null || await DocxOf(Shown.Id, cancellationToken) is not { } docx) return null;
        Report = Letters.Check(docx, PreviewPaper.WithEveryTag(paper));
        Findings = await check.Handle(Letters.Fill(docx, paper), draft: true, cancellationToken);
        return null;
    }

    public async Task<IActionResult> OnPostUploadAsync(CancellationToken cancellationToken)
    {
        if (!Find()) return NotFound();
        if (!MayChange && !MayPublish) return Forbid();
        if (Upload.File!.Length > LetterTemplate.Most) throw RecordsRules.TemplateTooLarge(LetterTemplate.Most);
        using var bytes = new MemoryStream();
        await Upload.File.CopyToAsync(bytes, cancellationToken);
        var template = await desk.Upload(PaperKind, Upload.File.FileName, bytes.ToArray(), Upload.Note, cancellationToken);
        this.SayDone($"Đã nhận bản {template.No}. Hãy xem kết quả kiểm tra rồi chọn dùng.");
        return Redirect($"{Root}/{PaperKind.Key}?ban={template.No}");
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostUseAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!Find()) return NotFound();
        if (!MayChange) return Forbid();
        if (await desk.Use(PaperKind, id, cancellationToken) is null) return NotFound();
        return Done("Đã chọn mẫu. Văn bản ban hành từ nay dùng mẫu này.");
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostStandardAsync(CancellationToken cancellationToken)
    {
        if (!Find()) return NotFound();
        if (!MayChange) return Forbid();
        await desk.UseNone(PaperKind, cancellationToken);
        return Done("Đã bỏ mẫu riêng.");
    }

    public async Task<IActionResult> OnPostPublishAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!Find()) return NotFound();
        if (!MayPublish) return Forbid();
        return await publish.Handle(PaperKind, id, Publish.Obligatory, cancellationToken) is { } told ? Done($"Đã ban hành mẫu chung tới {told} đơn vị.") : NotFound();
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostWithdrawAsync(CancellationToken cancellationToken)
    {
        if (!Find()) return NotFound();
        if (!MayPublish) return Forbid();
        await publish.Handle(PaperKind, null, false, cancellationToken);
        return Done("Đã thu hồi mẫu chung.");
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostPdfAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!Find() || !CanMakePdf || await db.Templates.AsNoTracking().Where(t => t.Id == id && t.Kind == PaperKind.Key).Select(t => (int?)t.No).FirstOrDefaultAsync(cancellationToken) is not { } no) return NotFound();
        var work = await works.Queue<MakePdf>(db, $"Bản PDF thử mẫu {Vn.LowerFirst(PaperKind.Name)}, bản {no}", new MakePdf.Request(null, id), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return Redirect(works.PageOf(db, work));
    }

    public async Task<IActionResult> OnGetStarterAsync(CancellationToken cancellationToken)
    {
        if (!Find()) return NotFound();
        var (paper, _) = await preview.Of(PaperKind, cancellationToken);
        return File(Letters.Starter(PaperKind, paper), Docx.MediaType, $"mau-{PaperKind.Key}.docx");
    }

    public async Task<IActionResult> OnGetDocxAsync(Guid id, CancellationToken cancellationToken) =>
        Find() && await DocxOf(id, cancellationToken) is { } docx ? File(docx, Docx.MediaType, $"mau-{PaperKind.Key}.docx") : NotFound();

    public async Task<IActionResult> OnGetCityAsync(CancellationToken cancellationToken) =>
        Find() && await db.Choices.AsNoTracking().Where(c => c.Kind == PaperKind.Key).Select(c => c.CityDocx).FirstOrDefaultAsync(cancellationToken) is { Length: > 0 } docx
            ? File(docx, Docx.MediaType, $"mau-chung-{PaperKind.Key}.docx") : NotFound();

    public async Task<IActionResult> OnGetPreviewAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!Find() || await DocxOf(id, cancellationToken) is not { } docx) return NotFound();
        var (paper, _) = await preview.Of(PaperKind, cancellationToken);
        return File(Letters.Fill(docx, paper), Docx.MediaType, $"xem-thu-{PaperKind.Key}.docx");
    }

    private bool Find()
    {
        if (PaperKinds.Find(RouteData.Values["kind"] as string ?? "") is not { } kind) return false;
        PaperKind = kind;
        return true;
    }

    private Task<byte[]?> DocxOf(Guid id, CancellationToken cancellationToken) =>
        db.Templates.AsNoTracking().Where(t => t.Id == id && t.Kind == PaperKind.Key).Select(t => t.Docx).FirstOrDefaultAsync(cancellationToken);

    private RedirectResult Done(string sentence)
    {
        this.SayDone(sentence);
        return Redirect($"{Root}/{PaperKind.Key}");
    }

    internal sealed class UploadInput
    {
        [Display(Name = "Tệp mẫu"), Required(ErrorMessage = "Hãy chọn tệp mẫu (.docx).")] public IFormFile? File { get; set; }
        [Display(Name = "Ghi chú"), StringLength(500)] public string? Note { get; set; }
    }

    internal sealed class PublishInput
    {
        public bool Obligatory { get; set; }
    }
}
