using System.ComponentModel.DataAnnotations;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Planning.Plans.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Plans;

/// <summary>The draft of a plan, section by section.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader)]
[RequireCapability(Capability.HoldsDialogues)]
internal sealed class EditPlanPageModel(PlanningDb db, PlanWorkflow workflow, CurrentTenant tenant) : PageModel, IFormPage
{
    private const int Long = 20_000;

    public sealed class BudgetRow
    {
        [StringLength(300)] public string? Content { get; set; }
        [StringLength(40)] public string? Unit { get; set; }
        [Range(0, 1_000_000, ErrorMessage = "Số lượng từ 0 đến 1.000.000.")] public decimal? Quantity { get; set; }
        [Range(0, 100_000_000_000, ErrorMessage = "Đơn giá từ 0 đến 100 tỷ đồng.")] public decimal? Price { get; set; }
    }

    public sealed class TaskRow
    {
        [StringLength(200)] public string? Office { get; set; }
        [StringLength(5000)] public string? Tasks { get; set; }
    }

    public sealed class StepRow
    {
        [StringLength(100)] public string? When { get; set; }
        [StringLength(500)] public string? What { get; set; }
    }

    public sealed class Form
    {
        public long Version { get; set; }
        [Display(Name = "Tên kế hoạch"), Required, StringLength(300)] public string? Title { get; set; }
        [Display(Name = "Căn cứ"), StringLength(Long)] public string? Basis { get; set; }
        [Display(Name = "Mục đích"), StringLength(Long)] public string? Purpose { get; set; }
        [Display(Name = "Yêu cầu"), StringLength(Long)] public string? Requirements { get; set; }
        [Display(Name = "Hình thức, tần suất"), StringLength(Long)] public string? MeetingForm { get; set; }
        [Display(Name = "Thời gian"), StringLength(Long)] public string? Time { get; set; }
        [Display(Name = "Ngày dự kiến tổ chức")] public List<DateOnly?> Days { get; set; } = [];
        [Display(Name = "Địa điểm"), StringLength(500)] public string? Place { get; set; }
        [Display(Name = "Thành phần tham dự"), StringLength(Long)] public string? Participants { get; set; }
        [Display(Name = "Nội dung chương trình"), StringLength(Long)] public string? Programme { get; set; }
        [Display(Name = "Xây dựng kế hoạch"), StringLength(Long)] public string? Preparation { get; set; }
        [Display(Name = "Thông báo tổ chức Hội nghị"), StringLength(Long)] public string? Announcement { get; set; }
        [Display(Name = "Điều kiện tổ chức"), StringLength(Long)] public string? Conditions { get; set; }
        [Display(Name = "Phương án tiếp nhận và xử lý kiến nghị"), StringLength(Long)] public string? Handling { get; set; }
        [Display(Name = "Trường hợp không đủ điều kiện tổ chức"), StringLength(Long)] public string? WhenNotHeld { get; set; }
        [Display(Name = "Báo cáo kết quả"), StringLength(Long)] public string? Reporting { get; set; }
        [Display(Name = "Nguồn kinh phí"), StringLength(Long)] public string? Funding { get; set; }
        public List<BudgetRow> Budget { get; set; } = [];
        public List<TaskRow> Assignments { get; set; } = [];
        public List<StepRow> Milestones { get; set; } = [];
        [Display(Name = "Đoạn kết"), StringLength(2000)] public string? Closing { get; set; }
        [Display(Name = "Bố cục"), Required] public PlanLayout? Layout { get; set; }
        [Display(Name = "Nơi nhận"), StringLength(5000)] public string? Recipients { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();

    public AnnualPlan Plan { get; private set; } = null!;

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (await db.Plans.AsNoTracking().FirstOrDefaultAsync(p => p.Id == Id, cancellationToken) is not { } found) return NotFound();
        Plan = found;
        // Stands upon the version that is stored now; what was typed stays.
        Input.Version = found.Version;
        return null;
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await Load(cancellationToken) is { } other) return other;
        if (Plan.Status != PlanStatus.Draft) return Redirect($"/{tenant.Slug}/can-bo/nam/ke-hoach/{Id}");
        var body = Plan.Body;
        Input = new()
        {
            Version = Plan.Version, Title = Plan.Title, Basis = body.Basis, Purpose = body.Purpose, Requirements = body.Requirements, Time = body.Time, Place = body.Place,
            Participants = body.Participants, Programme = body.Programme, Announcement = body.Announcement, Handling = body.Handling, Funding = body.Funding, Recipients = body.Recipients,
            MeetingForm = body.Form, Preparation = body.Preparation, Conditions = body.Conditions, WhenNotHeld = body.WhenNotHeld, Reporting = body.Reporting, Closing = body.Closing, Layout = body.Layout,
            Days = [.. Plan.Days.Select(d => (DateOnly?)d), null],
            Budget = [.. body.Budget.Select(b => new BudgetRow { Content = b.Content, Unit = b.Unit, Quantity = b.Quantity, Price = b.Price }), new(), new()],
            Assignments = [.. body.Assignments.Select(a => new TaskRow { Office = a.Office, Tasks = a.Tasks }), new()],
            Milestones = [.. body.Milestones.Select(m => new StepRow { When = m.When, What = m.What }), new()],
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var body = new PlanBody
        {
            Basis = Input.Basis ?? "", Purpose = Input.Purpose ?? "", Requirements = Input.Requirements ?? "", Time = Input.Time ?? "", Place = Input.Place ?? "",
            Participants = Input.Participants ?? "", Programme = Input.Programme ?? "", Announcement = Input.Announcement ?? "", Handling = Input.Handling ?? "",
            Form = Input.MeetingForm ?? "", Preparation = Input.Preparation ?? "", Conditions = Input.Conditions ?? "", WhenNotHeld = Input.WhenNotHeld ?? "", Reporting = Input.Reporting ?? "", Closing = Input.Closing ?? "",
            Layout = Input.Layout!.Value, Funding = Input.Funding ?? "", Recipients = Input.Recipients ?? "",
            Budget = [.. Input.Budget.Where(b => !string.IsNullOrWhiteSpace(b.Content)).Select(b => new BudgetLine(b.Content!.Trim(), b.Unit?.Trim() ?? "", b.Quantity ?? 1, b.Price ?? 0))],
            Assignments = [.. Input.Assignments.Where(a => !string.IsNullOrWhiteSpace(a.Office)).Select(a => new Assignment(a.Office!.Trim(), a.Tasks?.Trim() ?? ""))],
            Milestones = [.. Input.Milestones.Where(m => !string.IsNullOrWhiteSpace(m.What)).Select(m => new Milestone(m.When?.Trim() ?? "", m.What!.Trim()))],
        };
        if (await workflow.Write(Id, Input.Version, Input.Title!, body, Input.Days.OfType<DateOnly>(), cancellationToken) is null) return NotFound();
        this.SayDone("Đã lưu dự thảo.");
        return Redirect($"/{tenant.Slug}/can-bo/nam/ke-hoach/{Id}");
    }
}
