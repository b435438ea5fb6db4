using System.ComponentModel.DataAnnotations;
using Dialogue.Hosting.Works;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Records.Registers;

/// <summary>One line of a register with all that is frozen, its files and its signed original.</summary>
[RequireRole(Role.Clerk, Role.Leader, Role.OfficeHead, Role.Specialist, Role.DepartmentOfficer, Role.DepartmentLeader, Role.CityCoordinator, Role.FinanceOfficer)]
internal sealed class EntryPageModel(
    RecordsDb db, ReadEntry read, AttachOriginal attach, AnnotateEntry annotate, CheckFiles check, Pdf pdf, WorkDesk works, CurrentTenant tenant, CurrentUser user, LegalClock clock) : PageModel, IFormPage
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public OriginalInput Original { get; set; } = new();
    [BindProperty] public PassInput Pass { get; set; } = new();
    [BindProperty] public RemarkInput Remark { get; set; } = new();

    public string Root => $"/{tenant.Slug}/can-bo/van-ban";
    public RegisterEntry Entry { get; private set; } = null!;

    /// <summary>The newest first.</summary>
    public IReadOnlyList<SignedOriginal> Originals { get; private set; } = [];
    public IReadOnlyList<CorrectEntry.Correction> Mended { get; private set; } = [];
    public RegisterEntry? Corrected { get; private set; }
    public IReadOnlyList<RegisterEntry> CorrectedBy { get; private set; } = [];

    /// <summary>Null: there is no file.</summary>
    public bool? FileIsWhole { get; private set; }

    /// <summary>Null: not looked at yet.</summary>
    public bool? OriginalIsWhole { get; private set; }
    public bool CanMakePdf => pdf.Available;
    public bool MayWrite => user.Has(tenant.Id, Role.Clerk, Role.DepartmentOfficer, Role.CityCoordinator);

    /// <summary>The form of the original came back with a refusal.</summary>
    public bool Refused => ModelState.Any(s => s.Key.StartsWith("Original", StringComparison.Ordinal) && s.Value!.Errors.Count > 0) || ModelState.TryGetValue("File", out var file) && file.Errors.Count > 0;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (await read.Handle(Id, cancellationToken) is not { } found) return NotFound();
        var entry = found.Entry;
        (Entry, Originals, Corrected, CorrectedBy) = (entry, found.Originals, found.Corrected, found.CorrectedBy);
        if (entry.ByHand) Mended = await CorrectEntry.Of(db, Id, cancellationToken);
        if (entry.FileId is { } file) FileIsWhole = await check.IsWhole(file, entry.Sha256, cancellationToken);
        if (Originals.Count > 0 && (Request.Query.ContainsKey("kiem-tra") || Originals[0].Size <= 1024 * 1024))
            OriginalIsWhole = await check.IsWhole(Originals[0].FileId, Originals[0].Sha256, cancellationToken);
        if (HttpMethods.IsGet(Request.Method))
        {
            Pass = new() { PassedTo = entry.PassedTo, PassedOn = entry.PassedOn ?? clock.Today };
            Remark = new() { Text = entry.Remark };
        }
        return null;
    }

    public async Task<IActionResult> OnPostOriginalAsync(CancellationToken cancellationToken)
    {
        if (!MayWrite) return Forbid();
        await using var content = Original.File!.OpenReadStream();
        if (await attach.Handle(Id, Original.File.FileName, content, Original.Reason, cancellationToken) is not { } original) return NotFound();
        this.SayDone(original.Signatures is { Count: > 0 } found ? $"Đã gắn bản ký; tệp có {found.Count} chữ ký số." : "Đã gắn bản ký.");
        return Redirect($"{Root}/{Id}#ban-ky");
    }

    public async Task<IActionResult> OnPostPassAsync(CancellationToken cancellationToken)
    {
        if (!MayWrite) return Forbid();
        return await annotate.Pass(Id, Pass.PassedTo, Pass.PassedOn!.Value, cancellationToken) is null ? NotFound() : Done("Đã ghi nơi chuyển.");
    }

    public async Task<IActionResult> OnPostRemarkAsync(CancellationToken cancellationToken)
    {
        if (!MayWrite) return Forbid();
        return await annotate.Note(Id, Remark.Text ?? "", cancellationToken) is null ? NotFound() : Done("Đã lưu ghi chú.");
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostPdfAsync(CancellationToken cancellationToken)
    {
        if (await db.Register.AsNoTracking().FirstOrDefaultAsync(e => e.Id == Id && e.FileId != null, cancellationToken) is not { } entry || !CanMakePdf) return NotFound();
        var work = await works.Queue<MakePdf>(db, $"Bản PDF của văn bản {entry.Number}", new MakePdf.Request(entry.Id), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return Redirect(works.PageOf(db, work));
    }

    public async Task<IActionResult> OnGetDocxAsync(CancellationToken cancellationToken)
    {
        if (await db.Register.AsNoTracking().FirstOrDefaultAsync(e => e.Id == Id, cancellationToken) is not { FileId: { } file } entry) return NotFound();
        await Response.Send(db, file, RecordsWords.FileName(entry) + ".docx", cancellationToken);
        return new EmptyResult();
    }

    public async Task<IActionResult> OnGetOriginalAsync(Guid file, CancellationToken cancellationToken)
    {
        if (!await db.Originals.AnyAsync(o => o.EntryId == Id && o.FileId == file, cancellationToken)) return NotFound();
        await Response.Send(db, file, null, cancellationToken);
        return new EmptyResult();
    }

    private RedirectResult Done(string sentence)
    {
        this.SayDone(sentence);
        return Redirect($"{Root}/{Id}");
    }

    internal sealed class OriginalInput
    {
        [Display(Name = "Bản ký"), Required(ErrorMessage = "Hãy chọn tệp bản ký.")] public IFormFile? File { get; set; }
        [Display(Name = "Lý do thay"), StringLength(500)] public string? Reason { get; set; }
    }

    internal sealed class PassInput
    {
        [Display(Name = "Chuyển cho"), Required, StringLength(200)] public string PassedTo { get; set; } = "";
        [Display(Name = "Ngày chuyển"), Required] public DateOnly? PassedOn { get; set; }
    }

    internal sealed class RemarkInput
    {
        [Display(Name = "Ghi chú"), StringLength(500)] public string? Text { get; set; }
    }
}
