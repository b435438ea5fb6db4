using System.ComponentModel.DataAnnotations;
using Dialogue.Data.Reference;
using Dialogue.Documents;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Planning.Plans.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Plans;

/// <summary>One plan: read it, and do the next thing with it.</summary>
[RequireMember]
[RequireCapability(Capability.HoldsDialogues)]
internal sealed class PlanPageModel(PlanningDb db, PlanWorkflow workflow, PlanPapers read, LegalClock clock, CurrentUser user, CurrentTenant tenant, CalendarSource<PlanningDb> calendars) : PageModel, IFormPage
{
    public sealed class ReturnForm
    {
        [Display(Name = "Cần sửa điều gì"), Required, StringLength(1000)]
        public string? Reason { get; set; }
    }

    public sealed class SignForm
    {
        [Display(Name = "Người ký"), Required, StringLength(120)]
        public string? Signer { get; set; }

        [Display(Name = "Chức vụ"), Required, StringLength(120)]
        public string? Title { get; set; }
    }

    public sealed class IssueForm
    {
        [Display(Name = "Số, ký hiệu"), StringLength(40)]
        public string? Number { get; set; }

        [Display(Name = "Ngày ban hành"), Required]
        public DateOnly? IssuedOn { get; set; }
    }

    public sealed class SendForm
    {
        [Display(Name = "Ngày gửi"), Required]
        public DateOnly? SentOn { get; set; }

        [Display(Name = "Số, ký hiệu công văn gửi"), StringLength(40)]
        public string? LetterNumber { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public ReturnForm Return { get; set; } = new();

    [BindProperty]
    public SignForm Sign { get; set; } = new();

    [BindProperty]
    public IssueForm Issue { get; set; } = new();

    [BindProperty]
    public SendForm Send { get; set; } = new();

    public AnnualPlan Plan { get; private set; } = null!;

    public Paper Paper { get; private set; } = null!;

    public Deadline? SubmitBy { get; private set; }

    public WorkingCalendar Calendar { get; private set; } = null!;

    public IReadOnlyList<string> Recipients { get; private set; } = [];

    public bool MayWrite => Has(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader);

    public bool MaySign => Has(Role.Leader);

    public bool MayIssue => Has(Role.Clerk, Role.Leader);

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (await db.Plans.AsNoTracking().FirstOrDefaultAsync(p => p.Id == Id, cancellationToken) is not { } found) return NotFound();
        Plan = found;
        Paper = (await read.Read(Id, PaperKinds.Plan.Key, cancellationToken))!;
        Calendar = await calendars.Get(cancellationToken);
        var rules = await RuleSets.Rules.For(db, found.Year, cancellationToken);
        SubmitBy = found.SubmitBy ?? PlanTerms.SubmitBy(rules, Calendar);
        var ids = await PlanWorkflow.Recipients(db, rules, cancellationToken);
        Recipients = await db.Organisations.Where(o => ids.Contains(o.Id)).OrderBy(o => o.Name).Select(o => o.Name).ToListAsync(cancellationToken);
        Sign.Signer ??= user.Name;
        Sign.Title ??= PlanServices.ChiefTitle(tenant.Name);
        Issue.IssuedOn ??= clock.Today;
        Send.SentOn ??= clock.Today;
        return null;
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    [WithoutForm]
    public async Task<IActionResult> OnPostSubmitAsync(CancellationToken cancellationToken) =>
        !MayWrite ? StatusCode(403) : Done(await workflow.Submit(Id, cancellationToken), "Đã trình ký.");

    public async Task<IActionResult> OnPostReturnAsync(CancellationToken cancellationToken) =>
        !MaySign ? StatusCode(403) : Done(await workflow.Return(Id, Return.Reason!, cancellationToken), "Đã trả lại để sửa.");

    public async Task<IActionResult> OnPostSignAsync(CancellationToken cancellationToken) =>
        !MaySign ? StatusCode(403) : Done(await workflow.Sign(Id, Sign.Signer!, Sign.Title!, cancellationToken), "Đã ký. Văn thư có thể lấy số, ban hành.");

    public async Task<IActionResult> OnPostIssueAsync(CancellationToken cancellationToken) =>
        !MayIssue ? StatusCode(403) : Done(await workflow.Issue(Id, Issue.Number, Issue.IssuedOn!.Value, cancellationToken), "Đã ban hành. Kế hoạch được công khai trên trang của đơn vị.");

    public async Task<IActionResult> OnPostSendAsync(CancellationToken cancellationToken) =>
        !MayIssue ? StatusCode(403) : Done(await workflow.Send(Id, Send.SentOn!.Value, Send.LetterNumber, cancellationToken), "Đã gửi tới các nơi nhận.");

    private bool Has(params string[] roles) => user.Has(tenant.Id, roles);

    private IActionResult Done(AnnualPlan? plan, string text)
    {
        if (plan is null) return NotFound();
        this.SayDone(text);
        return Redirect(Request.Path);
    }
}
