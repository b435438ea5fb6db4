using System.ComponentModel.DataAnnotations;
using Dialogue.Data.Reference;
using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Concluding;

/// <summary>The conclusion and the tasks that follow from it.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader), RequireCapability(Capability.HoldsDialogues)]
internal sealed class ConclusionPageModel(PlanningDb db, ConcludeConference conclude, PlanningPapers papers, ConferenceTerms terms, CurrentTenant tenant, LegalClock clock) : ConferencePage(db)
{
    private readonly PlanningDb db = db;

    [BindProperty]
    public IssueForm Issue { get; set; } = new();

    [BindProperty]
    public TaskForm Task { get; set; } = new();

    public sealed class IssueForm
    {
        [StringLength(40)] public string? Number { get; set; }
        [Required] public DateOnly? IssuedOn { get; set; }
        [Required, StringLength(200)] public string Signer { get; set; } = "";
        [Required, StringLength(200)] public string SignerTitle { get; set; } = "";
        [Required, StringLength(20_000)] public string Text { get; set; } = "";

        /// <summary>Tasks that stand in the notice itself; more can be given later.</summary>
        public List<TaskRow> Tasks { get; set; } = [];
    }

    public sealed class TaskRow
    {
        [StringLength(1000)] public string? Content { get; set; }
        public Guid? OfficeId { get; set; }
        public DateOnly? Due { get; set; }
    }

    public sealed class TaskForm
    {
        [Required] public Guid? OfficeId { get; set; }
        [Required, StringLength(1000)] public string Content { get; set; } = "";
        [Required] public DateOnly? Due { get; set; }
    }

    public Conclusion? Conclusion { get; private set; }
    public IReadOnlyList<ConclusionTask> Tasks { get; private set; } = [];
    public IReadOnlyList<OfficeCopy> Offices { get; private set; } = [];
    public WorkingCalendar Calendar { get; private set; } = null!;
    public IEnumerable<SelectListItem> OfficeItems => Offices.Select(o => new SelectListItem(o.Name, o.Id.ToString()));

    protected override async Task<IActionResult?> Show(CancellationToken cancellationToken)
    {
        Calendar = await terms.Calendar(cancellationToken);
        Conclusion = await db.Conclusions.AsNoTracking().FirstOrDefaultAsync(c => c.Id == Id, cancellationToken);
        Tasks = [.. (await db.ConclusionTasks.AsNoTracking().Where(t => t.ConferenceId == Id).ToListAsync(cancellationToken)).OrderBy(t => t.Due.Due)];
        Offices = (await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == tenant.Id.Value, cancellationToken))?.Offices ?? [];
        if (HttpMethods.IsGet(Request.Method))
        {
            var signer = await papers.LastSigner(cancellationToken);
            Issue = new() { IssuedOn = clock.Today, Signer = signer.Name, SignerTitle = signer.Title, Tasks = [new(), new(), new()] };
        }
        return null;
    }

    protected override Task<IActionResult?> File(WantedFile wanted, CancellationToken cancellationToken) =>
        System.Threading.Tasks.Task.FromResult<IActionResult?>(wanted.Of(HttpContext, $"nhiem-vu-{Conference.Day:yyyy-MM-dd}", new Sheet<ConclusionTask>("Nhiệm vụ sau kết luận")
            .Text("Nhiệm vụ", t => t.Content, 60).Text("Đơn vị", t => t.OfficeName, 28).Date("Hạn", t => t.Due.Due).Date("Xong ngày", t => t.DoneOn).Text("Kết quả", t => t.DoneNote, 40), Tasks));

    public async Task<IActionResult> OnPostIssueAsync(CancellationToken cancellationToken) =>
        await conclude.Handle(Id, new(Issue.Number, Issue.IssuedOn, Issue.Signer, Issue.Text,
            [.. Issue.Tasks.Where(t => !string.IsNullOrWhiteSpace(t.Content)).Select(t => new ConcludeConference.TaskRequest(t.OfficeId, null, t.Content!, t.Due ?? throw ConclusionRules.NoDue(t.Content!)))], Issue.SignerTitle),
            PublicSite.Of(Request), cancellationToken) is { } c
            ? Done($"Đã ban hành thông báo kết luận {c.ConclusionNumber}.") : NotFound();

    public async Task<IActionResult> OnPostTaskAsync(CancellationToken cancellationToken) =>
        await conclude.AddTask(Id, new(Task.OfficeId, null, Task.Content, Task.Due), cancellationToken) is null ? NotFound() : Done("Đã giao nhiệm vụ.");

    [WithoutForm]
    public async Task<IActionResult> OnPostFinishAsync(Guid task, string? note, CancellationToken cancellationToken) =>
        await conclude.Finish(Id, task, note, cancellationToken) is null ? NotFound() : Done("Đã ghi nhiệm vụ hoàn thành.");
}
