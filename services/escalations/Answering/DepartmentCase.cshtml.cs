using Dialogue.Data;
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

[RequireRole(Role.DepartmentOfficer, Role.DepartmentLeader), RequireCapability(Capability.AnswersCases)]
internal sealed class DepartmentCaseModel(
    EscalationsDb db, CurrentTenant tenant, CurrentUser user, LegalClock clock, CalendarSource<EscalationsDb> calendars, AnswerCase answer, Signers signers) : PageModel, IFormPage
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public AnswerCase.Draft Draft { get; set; } = new();
    [BindProperty] public AnswerCase.Issue Issue { get; set; } = new();
    [BindProperty] public AnswerCase.GiveBack GiveBack { get; set; } = new();

    public DepartmentCase Case { get; private set; } = null!;
    public string Root => $"/{tenant.Slug}/can-bo/vu-viec";
    public string Slug => tenant.Slug;
    public IReadOnlyList<SelectListItem> SignerTitles { get; private set; } = [];
    public string FieldName { get; private set; } = "";
    public WorkingCalendar Calendar { get; private set; } = null!;
    public List<HistoryEntry> History { get; private set; } = [];
    public bool Leads => user.Has(tenant.Id, Role.DepartmentLeader);
    public bool IsLate => Case.Deadline.IsLate(clock.Today);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken cancellationToken) =>
        Done(await answer.Save(Id, Draft, cancellationToken), _ => "Đã lưu dự thảo.", stay: true);

    public async Task<IActionResult> OnPostSubmitAsync(CancellationToken cancellationToken) =>
        Done(await answer.Submit(Id, Draft, cancellationToken), c => $"Đã trình lãnh đạo ký trả lời {c.Code}.");

    [WithoutForm]
    public async Task<IActionResult> OnPostSendDraftBackAsync(CancellationToken cancellationToken) =>
        Done(await answer.SendDraftBack(Id, cancellationToken), _ => "Đã trả dự thảo để chuyên viên sửa.", stay: true);

    public async Task<IActionResult> OnPostIssueAsync(CancellationToken cancellationToken)
    {
        if (!user.Has(tenant.Id, Role.DepartmentLeader)) return Forbid();
        return Done(await answer.Sign(Id, Issue, cancellationToken), c => $"Đã trả lời {c.Code} bằng văn bản số {c.AnswerNumber}; câu trả lời đang về {c.SenderName}.");
    }

    public async Task<IActionResult> OnPostGiveBackAsync(CancellationToken cancellationToken) =>
        Done(await answer.Return(Id, GiveBack, cancellationToken), c => $"Đã trả {c.Code} về UBND thành phố.");

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (await db.DepartmentCases.FirstOrDefaultAsync(c => c.Id == Id, cancellationToken) is not { } c) return NotFound();
        Case = c;
        Draft.Version = Issue.Version = GiveBack.Version = db.Entry(c).Property<uint>("RowVersion").CurrentValue;
        if (string.IsNullOrEmpty(Draft.Text)) Draft.Text = c.Draft;
        if (string.IsNullOrEmpty(Issue.Text)) Issue.Text = c.Draft;
        Issue.Date ??= clock.Today;
        var signer = await signers.Last(db, cancellationToken);
        (Issue.SignerName, Issue.SignerTitle) = (Issue.SignerName ?? signer.Name, Issue.SignerTitle ?? signer.Title);
        SignerTitles = [.. Titles.Of(tenant.Name).Select(t => new SelectListItem(t, t))];
        FieldName = await db.FieldNames.Where(f => f.Code == c.FieldCode).Select(f => f.Name).FirstOrDefaultAsync(cancellationToken) ?? c.FieldCode;
        Calendar = await calendars.Get(cancellationToken);
        History = await db.History.AsNoTracking().Where(h => h.SubjectId == Id && h.Subject == nameof(DepartmentCase)).OrderBy(h => h.Id).ToListAsync(cancellationToken);
        return null;
    }

    private IActionResult Done(DepartmentCase? c, Func<DepartmentCase, string> say, bool stay = false)
    {
        if (c is null) return NotFound();
        this.SayDone(say(c));
        return Redirect(stay ? $"{Root}/{c.Id}" : Root);
    }
}
