using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Planning.Plans.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Plans;

/// <summary>Plans that this organisation has received, and who has not sent one.</summary>
[RequireRole(Role.FinanceOfficer, Role.FinanceViewer, Role.CityCoordinator, Role.Leader, Role.DepartmentLeader, Role.Clerk)]
[RequireCapability(Capability.SeesCity)]
public sealed class ReceivedPlansPageModel(PlanningDb db, LegalClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int? Nam { get; set; }

    /// <summary>all, in-time, late or missing.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Loc { get; set; }

    /// <param name="Plan">Null: nothing has come.</param>
    internal sealed record Row(string Name, string Slug, ReceivedPlan? Plan);

    public int Year => Nam ?? clock.Today.Year;

    internal IReadOnlyList<Row> All { get; private set; } = [];

    internal IEnumerable<Row> Rows => Loc switch
    {
        "in-time" => All.Where(r => r.Plan is { InTime: true }),
        "late" => All.Where(r => r.Plan is { InTime: false }),
        "missing" => All.Where(r => r.Plan is null),
        _ => All,
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        All = await Read(db, Year, cancellationToken);
        return Request.WantedFile() is not { } wanted ? Page() : wanted.Of(HttpContext, $"ke-hoach-nhan-{Year}", new Sheet<Row>($"Kế hoạch nhận {Year}")
            .Text("Đơn vị", r => r.Name, 30).Text("Số", r => r.Plan?.Number, 18).Date("Ngày ban hành", r => r.Plan?.IssuedOn).Date("Ngày gửi", r => r.Plan?.SentOn).Date("Hạn gửi", r => r.Plan?.Due)
            .Text("Tình trạng", State, 12).Number("Số hội nghị", r => r.Plan?.Conferences), Rows);
    }

    internal static string State(Row row) => row.Plan switch { null => "Chưa gửi", { InTime: true } => "Đúng hạn", _ => "Trễ hạn" };

    /// <summary>Every organisation that holds dialogues with its newest plan of the year.</summary>
    private static async Task<IReadOnlyList<Row>> Read(PlanningDb db, int year, CancellationToken cancellationToken)
    {
        var self = db.Tenant.Value;
        var plans = (await db.ReceivedPlans.AsNoTracking().Where(p => p.Year == year).OrderBy(p => p.PlanId).ToListAsync(cancellationToken)).ToLookup(p => p.SenderId);
        var organisations = await db.Organisations.AsNoTracking().Where(o => o.Active && o.Id != self).OrderBy(o => o.Kind).ThenBy(o => o.Name).ToListAsync(cancellationToken);
        // Departments are shown once they have sent something; every commune owes a plan.
        return [.. organisations.Where(o => plans.Contains(o.Id) || (o.Kind == "commune" && o.Capabilities.Contains(Capability.HoldsDialogues))).Select(o => new Row(o.Name, o.Slug, plans[o.Id].LastOrDefault()))];
    }
}
