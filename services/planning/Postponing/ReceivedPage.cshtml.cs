using System.ComponentModel.DataAnnotations;
using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Postponing;

/// <summary>Postponements asked of this organisation; granted or refused here.</summary>
[RequireRole(Role.FinanceOfficer, Role.FinanceViewer), RequireCapability(Capability.ReceivesReports)]
internal sealed class ReceivedPageModel(PlanningDb db, DecidePostponement decide, CurrentTenant tenant, CurrentUser user) : PageModel, IFormPage
{
    public IReadOnlyList<ReceivedPostponement> Waiting { get; private set; } = [];
    public IReadOnlyList<ReceivedPostponement> Decided { get; private set; } = [];
    public bool MayDecide => user.Has(tenant.Id, Role.FinanceOfficer);

    [BindProperty]
    public Form Input { get; set; } = new();

    public sealed class Form
    {
        [Required] public Guid? Id { get; set; }
        [Required] public bool? Granted { get; set; }
        [StringLength(2000)] public string? Reason { get; set; }
    }

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        Waiting = await db.ReceivedPostponements.AsNoTracking().Where(p => p.State == PostponementState.Asked).OrderBy(p => p.RequestedOn).ThenBy(p => p.Id).ToListAsync(cancellationToken);
        Decided = await db.ReceivedPostponements.AsNoTracking().Where(p => p.State != PostponementState.Asked).OrderByDescending(p => p.DecidedOn).ThenBy(p => p.Id).Take(100).ToListAsync(cancellationToken);
        return null;
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => Request.WantedFile() is { } wanted
        ? wanted.Of(HttpContext, "de-nghi-hoan", new Sheet<ReceivedPostponement>("Đề nghị hoãn")
            .Text("Đơn vị", p => p.SenderName, 28).Text("Hội nghị", p => p.ConferenceTitle, 44).Date("Ngày cũ", p => p.Day).Date("Xin hoãn đến", p => p.NewDay).Text("Lý do", p => p.Reason, 50)
            .Date("Gửi ngày", p => p.RequestedOn).Number("Đã hoãn trong năm", p => p.UsedThisYear).Number("Hạn mức năm", p => p.MaxPerYear)
            .Text("Trả lời", p => p.State switch { PostponementState.Granted => "Đồng ý", PostponementState.Refused => "Không đồng ý", _ => "Chờ trả lời" }, 14).Date("Trả lời ngày", p => p.DecidedOn)
            .Text("Ý kiến", p => p.DecisionReason, 40), db.ReceivedPostponements.AsNoTracking().OrderByDescending(p => p.RequestedOn).ThenBy(p => p.Id).AsAsyncEnumerable())
        : await Load(cancellationToken) ?? Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!MayDecide) return Forbid();
        if (await decide.Handle(Input.Id!.Value, new(Input.Granted, Input.Reason), cancellationToken) is not { } p) return NotFound();
        this.SayDone($"Đã trả lời {Vn.LowerFirst(p.SenderName)}: {(Input.Granted == true ? "đồng ý hoãn" : "không đồng ý")}.");
        return Redirect(Request.Path);
    }
}
