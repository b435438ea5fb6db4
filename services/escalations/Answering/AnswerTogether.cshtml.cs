using Dialogue.Data.Reference;
using Dialogue.Escalations.Model;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Escalations.Answering;

[RequireRole(Role.DepartmentLeader), RequireCapability(Capability.AnswersCases)]
internal sealed class AnswerTogetherModel(
    EscalationsDb db, CurrentTenant tenant, LegalClock clock, AnswerTogether answer, Signers signers) : PageModel, IFormPage
{
    [BindProperty(SupportsGet = true, Name = "linh-vuc")] public string? Field { get; set; }
    [BindProperty] public AnswerTogether.Request Input { get; set; } = new();

    public string Root => $"/{tenant.Slug}/can-bo/vu-viec";

    /// <summary>Fields with open cases: code, name, how many.</summary>
    public List<(string Code, string Name, int Count)> Fields { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Cases { get; private set; } = [];
    public IReadOnlyList<SelectListItem> SignerTitles { get; private set; } = [];
    public bool AnyLate { get; private set; }
    public string FieldName { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var (count, number) = await answer.Handle(Input, cancellationToken);
        this.SayDone($"Đã trả lời {Vn.Count(count)} vụ việc bằng văn bản số {number}.");
        return Redirect(Root);
    }

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        var names = await db.FieldNames.AsNoTracking().ToDictionaryAsync(f => f.Code, f => f.Name, cancellationToken);
        var open = db.DepartmentCases.AsNoTracking().Where(c => c.State == DepartmentCaseState.Open || c.State == DepartmentCaseState.AwaitingApproval);
        Fields = [.. (await open.GroupBy(c => c.FieldCode).Select(g => new { g.Key, Count = g.Count() }).OrderByDescending(g => g.Count).ToListAsync(cancellationToken))
            .Select(g => (g.Key, names.GetValueOrDefault(g.Key, g.Key), g.Count))];
        if (string.IsNullOrEmpty(Field)) return null;
        FieldName = names.GetValueOrDefault(Field, Field);
        var cases = await open.Where(c => c.FieldCode == Field).OrderBy(c => c.Due).ThenBy(c => c.Id).Take(200)
            .Select(c => new { c.Id, c.Code, c.Title, c.SenderName, c.Due }).ToListAsync(cancellationToken);
        Cases = [.. cases.Select(c => new SelectListItem($"{c.Title} ({c.Code}, {c.SenderName}, hạn {Vn.Date(c.Due)})", c.Id.ToString()))];
        AnyLate = cases.Any(c => c.Due < clock.Today);
        Input.Date ??= clock.Today;
        var signer = await signers.Last(db, cancellationToken);
        (Input.SignerName, Input.SignerTitle) = (Input.SignerName ?? signer.Name, Input.SignerTitle ?? signer.Title);
        SignerTitles = [.. Titles.Of(tenant.Name).Select(t => new SelectListItem(t, t))];
        return null;
    }
}
