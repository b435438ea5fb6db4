using System.ComponentModel.DataAnnotations;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Planning.Businesses.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Businesses;

/// <summary>First step: the file. The blank template is this page as a file.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader), RequireCapability(Capability.HoldsDialogues)]
internal sealed class UploadPageModel(ImportBusinesses import, CurrentTenant tenant) : PageModel, IFormPage
{
    public sealed class Form
    {
        public Guid Key { get; set; }

        [Required(ErrorMessage = "Hãy chọn tệp .xlsx hoặc .csv.")]
        public IFormFile? File { get; set; }

        public bool AddLostZeros { get; set; }
    }

    [BindProperty] public Form Input { get; set; } = new();

    public string Root => $"/{tenant.Slug}/can-bo/doanh-nghiep";

    public IActionResult OnGet()
    {
        if (Request.WantedFile() is { } wanted) return (wanted with { Internal = false }).Of(HttpContext, "mau-danh-ba", BusinessColumns.Sheet(withErrors: false), []);
        Input.Key = Guid.CreateVersion7();
        return Page();
    }

    public Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        // Refused: the next try is a new upload.
        ModelState.Remove("Input.Key");
        Input.Key = Guid.CreateVersion7();
        return Task.FromResult<IActionResult?>(null);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await using var file = Input.File!.OpenReadStream();
        var id = await import.Stage(Input.Key == Guid.Empty ? Guid.CreateVersion7() : Input.Key, Input.File.FileName, file, Input.AddLostZeros, cancellationToken);
        return Redirect($"{Root}/nhap/{id}");
    }
}

/// <summary>Second step: every row as it would be stored, and the word that stores them. The rows that cannot be taken come down as a file with the reasons.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader), RequireCapability(Capability.HoldsDialogues)]
internal sealed class PreviewPageModel(PlanningDb db, ImportBusinesses import, CurrentTenant tenant) : PageModel, IFormPage
{
    private const int PageSize = 50;

    public static readonly IReadOnlyList<(string Key, string Text, ImportOutcome? Outcome)> Filters =
        [("", "Tất cả", null), ("loi", "Chỉ dòng lỗi", ImportOutcome.Error), ("moi", "Thêm mới", ImportOutcome.New), ("doi", "Thay đổi", ImportOutcome.Changed), ("nguyen", "Không đổi", ImportOutcome.Unchanged)];

    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty(SupportsGet = true, Name = "loc")] public string? Filter { get; set; }
    [BindProperty(SupportsGet = true, Name = "sau")] public int After { get; set; }

    public string Root => $"/{tenant.Slug}/can-bo/doanh-nghiep";
    public BusinessImport Import { get; private set; } = null!;
    public IReadOnlyDictionary<ImportOutcome, int> Counts { get; private set; } = new Dictionary<ImportOutcome, int>();
    public IReadOnlyList<BusinessImportRow> Rows { get; private set; } = [];
    public string? Next { get; private set; }
    public int Count(ImportOutcome? outcome) => outcome is { } one ? Counts.GetValueOrDefault(one) : Counts.Values.Sum();
    public int Good => Count(ImportOutcome.New) + Count(ImportOutcome.Changed);

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (await import.Find(Id, cancellationToken) is not { } found) return NotFound();
        Import = found;
        Counts = await db.BusinessImportRows.Where(r => r.ImportId == Id).GroupBy(r => r.Outcome).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var rows = await import.Rows(Id, Filters.FirstOrDefault(f => f.Key == (Filter ?? "")).Outcome, After).Take(PageSize + 1).ToListAsync(cancellationToken);
        Next = rows.Count > PageSize ? $"{rows[PageSize - 1].Number}" : null;
        Rows = [.. rows.Take(PageSize)];
        return null;
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Request.WantedFile() is { } wanted)
            return await import.Find(Id, cancellationToken) is null ? NotFound()
                : (wanted with { Internal = true }).Of(HttpContext, "danh-ba-dong-loi", BusinessColumns.Sheet(withErrors: true), import.Rows(Id, ImportOutcome.Error).AsAsyncEnumerable());
        return await Load(cancellationToken) ?? Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await import.Confirm(Id, cancellationToken) is not { } done) return NotFound();
        this.SayDone($"Đã lưu vào danh bạ: thêm {Vn.Count(done.Added)}, thay đổi {Vn.Count(done.Changed)}{(done.Overtaken > 0 ? $"; {Vn.Count(done.Overtaken)} dòng không lưu vì danh bạ vừa được người khác sửa" : "")}.");
        return Redirect($"{Root}/nhap/{Id}");
    }
}
