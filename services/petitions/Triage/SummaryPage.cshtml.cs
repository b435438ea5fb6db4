using System.Text.Json;
using Dialogue.Documents;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Papers;
using Dialogue.Hosting.Works;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>The summary of one conference's petitions: to be printed, saved, issued; and what else comes of all of them at once.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader, Role.DepartmentOfficer, Role.DepartmentLeader)]
[RequireCapability(Capability.HoldsDialogues)]
internal sealed class SummaryPageModel(
    PetitionsDb db, IssueSummary summary, PaperDesk papers, Signers signers, WorkDesk works, CurrentTenant tenant, CurrentUser user, LegalClock clock, TimeProvider time) : PageModel, IFormPage
{
    [BindProperty(SupportsGet = true, Name = "conference")] public Guid ConferenceId { get; set; }
    [BindProperty] public IssueSummary.Request Issue { get; set; } = new();

    public string Root => $"/{tenant.Slug}/can-bo/kien-nghi";
    public string Here => $"{Root}/tong-hop/{ConferenceId}";
    public Paper Paper { get; private set; } = null!;
    public int Count => Paper.Lists["kien-nghi"].Count;

    /// <summary>Letters of answer that were issued.</summary>
    public int Answers { get; private set; }
    public IReadOnlyList<SelectListItem> SignerTitles { get; private set; } = [];
    public bool Assigns => user.Has(tenant.Id, Role.OfficeHead, Role.Clerk, Role.Leader, Role.DepartmentLeader);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        var signer = await signers.Last(db, cancellationToken);
        if (await summary.Draft(ConferenceId, signer, contacts: false, cancellationToken) is not { } paper) return NotFound();
        Paper = paper;
        Answers = await AnswersInOneFile.Letters(db, ConferenceId).Select(p => p.AnswerNumber).Distinct().CountAsync(cancellationToken);
        SignerTitles = [.. Titles.Of(tenant.Name).Select(t => new SelectListItem(t, t))];
        Issue.Date ??= clock.Today;
        Issue.SignerName ??= signer.Name;
        Issue.SignerTitle ??= signer.Title;
        return null;
    }

    public async Task<IActionResult> OnGetWordAsync(CancellationToken cancellationToken) =>
        await summary.Draft(ConferenceId, await signers.Last(db, cancellationToken), contacts: false, cancellationToken) is { } paper ? await Word(paper, "Tổng hợp kiến nghị (dự thảo)", cancellationToken) : NotFound();

    public async Task<IActionResult> OnPostIssueAsync(CancellationToken cancellationToken)
    {
        if (!Assigns) return Forbid();
        if (await summary.Handle(ConferenceId, Issue, cancellationToken) is not { } number) return NotFound();
        this.SayDone($"Đã ban hành bản tổng hợp số {number}.");
        return Redirect(Here);
    }

    /// <summary>Whoever takes the phones along is named in the history.</summary>
    [WithoutForm]
    public async Task<IActionResult> OnPostContactsAsync(CancellationToken cancellationToken)
    {
        if (await summary.Draft(ConferenceId, await signers.Last(db, cancellationToken), contacts: true, cancellationToken) is not { } paper) return NotFound();
        db.History.Add(new()
        {
            At = time.GetUtcNow(), Day = clock.Today, UserId = user.Id, UserName = user.Name, Subject = nameof(ConferenceCopy), SubjectId = ConferenceId, Action = "Viewed",
            Changes = JsonSerializer.Serialize(new { LastAct = new string?[] { null, "Tải danh sách nội bộ có điện thoại của người đại diện" } }),
        });
        await db.SaveChangesAsync(cancellationToken);
        return await Word(paper, "Kiến nghị - danh sách nội bộ", cancellationToken);
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostAnswersAsync(CancellationToken cancellationToken)
    {
        if (await db.Conferences.AsNoTracking().FirstOrDefaultAsync(c => c.Id == ConferenceId, cancellationToken) is not { } conference) return NotFound();
        var work = await works.Queue<AnswersInOneFile>(db, $"Công văn trả lời kiến nghị, hội nghị {Vn.Date(conference.Day)}", new AnswersInOneFile.Order(ConferenceId), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return Redirect(works.PageOf(db, work));
    }

    private async Task<IActionResult> Word(Paper paper, string name, CancellationToken cancellationToken) =>
        File(await papers.Docx(db, paper, cancellationToken), PaperDesk.DocxType, PaperDesk.FileName(name));
}
