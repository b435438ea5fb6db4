using System.Text;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Planning.Plans.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
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

    public async Task OnGetAsync(CancellationToken cancellationToken) => All = await Read(db, Year, cancellationToken);

    /// <summary>Every organisation that holds dialogues with its newest plan of the year; the list as CSV.</summary>
    internal static void MapExport(IEndpointRouteBuilder app) => app
        .MapGet("/{tenant}/can-bo/ke-hoach-nhan/xuat", async (int? nam, PlanningDb db, LegalClock clock, CancellationToken cancellationToken) =>
        {
            var year = nam ?? clock.Today.Year;
            var csv = new StringBuilder("Đơn vị,Số,Ngày ban hành,Ngày gửi,Hạn gửi,Tình trạng,Số hội nghị\r\n");
            foreach (var row in await Read(db, year, cancellationToken))
                csv.AppendJoin(',', new[]
                {
                    row.Name, row.Plan?.Number ?? "", Vn.Date(row.Plan?.IssuedOn), Vn.Date(row.Plan?.SentOn), Vn.Date(row.Plan?.Due), State(row), row.Plan is { } p ? $"{p.Conferences}" : "",
                }.Select(Cell)).Append("\r\n");
            // With a byte order mark, so that spreadsheets read Vietnamese.
            return TypedResults.File([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv.ToString())], "text/csv; charset=utf-8", $"ke-hoach-{year}.csv");
        })
        .WithMetadata(new RequireRoleAttribute(Role.FinanceOfficer, Role.FinanceViewer, Role.CityCoordinator, Role.Leader, Role.DepartmentLeader, Role.Clerk), new RequireCapabilityAttribute(Capability.SeesCity))
        .ExcludeFromDescription();

    internal static string State(Row row) => row.Plan switch { null => "Chưa gửi", { InTime: true } => "Đúng hạn", _ => "Trễ hạn" };

    private static async Task<IReadOnlyList<Row>> Read(PlanningDb db, int year, CancellationToken cancellationToken)
    {
        var self = db.Tenant.Value;
        var plans = (await db.ReceivedPlans.AsNoTracking().Where(p => p.Year == year).OrderBy(p => p.PlanId).ToListAsync(cancellationToken)).ToLookup(p => p.SenderId);
        var organisations = await db.Organisations.AsNoTracking().Where(o => o.Active && o.Id != self).OrderBy(o => o.Kind).ThenBy(o => o.Name).ToListAsync(cancellationToken);
        // Departments are shown once they have sent something; every commune owes a plan.
        return [.. organisations.Where(o => plans.Contains(o.Id) || (o.Kind == "commune" && o.Capabilities.Contains(Capability.HoldsDialogues))).Select(o => new Row(o.Name, o.Slug, plans[o.Id].LastOrDefault()))];
    }

    /// <summary>A cell that no spreadsheet takes for a formula.</summary>
    private static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t') text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
