using System.ComponentModel.DataAnnotations;
using Dialogue.Data.Reference;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Planning.Plans.Model;
using Dialogue.Planning.RuleSets;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Plans;

/// <summary>A year of the organisation: its plan, where it stands, what comes next.</summary>
[RequireMember]
[RequireCapability(Capability.HoldsDialogues)]
internal sealed class PlanYearPageModel(PlanningDb db, PlanWorkflow workflow, LegalClock clock, CurrentUser user, CurrentTenant tenant, CalendarSource<PlanningDb> calendars) : PageModel, IFormPage
{
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    public sealed class CreateForm
    {
        public Guid Key { get; set; }

        [Display(Name = "Bắt đầu từ"), Required]
        public string From { get; set; } = "template";

        public bool Correction { get; set; }
    }

    [BindProperty]
    public CreateForm Create { get; set; } = new();

    public int Shown => Year ?? clock.Today.Year;

    /// <summary>The one in force or in work: the newest of the year.</summary>
    public AnnualPlan? Plan { get; private set; }

    public IReadOnlyList<AnnualPlan> Earlier { get; private set; } = [];

    public RuleSet Rules { get; private set; } = null!;

    public Deadline? SubmitBy { get; private set; }

    public WorkingCalendar Calendar { get; private set; } = null!;

    public bool HasLastYear { get; private set; }

    public bool MayWrite => user.Has(tenant.Id, Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader);

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (Shown is < 2020 or > 2100) return NotFound();
        var plans = await db.Plans.AsNoTracking().Where(p => p.Year == Shown).OrderByDescending(p => p.Id).ToListAsync(cancellationToken);
        (Plan, Earlier) = (plans.FirstOrDefault(), [.. plans.Skip(1)]);
        Calendar = await calendars.Get(cancellationToken);
        Rules = await RuleSets.Rules.For(db, Shown, cancellationToken);
        SubmitBy = Plan?.SubmitBy ?? PlanTerms.SubmitBy(Rules, Calendar);
        HasLastYear = await db.Plans.AnyAsync(p => p.Year < Shown && (p.Status == PlanStatus.Issued || p.Status == PlanStatus.Sent), cancellationToken);
        if (Create.Key == Guid.Empty) Create.Key = Guid.CreateVersion7();
        return null;
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public async Task<IActionResult> OnPostCreateAsync(CancellationToken cancellationToken)
    {
        if (!MayWrite) return StatusCode(403);
        if (Shown is < 2020 or > 2100) return NotFound();
        var plan = await workflow.Create(Create.Key, Shown, Create.From == "last-year", Create.Correction, cancellationToken);
        return Redirect($"/{tenant.Slug}/can-bo/nam/ke-hoach/{plan.Id}/sua");
    }
}
