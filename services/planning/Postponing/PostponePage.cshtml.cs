using System.ComponentModel.DataAnnotations;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Postponing;

/// <summary>Where a postponement is asked for, and what became of it.</summary>
[RequireMember, RequireCapability(Capability.HoldsDialogues)]
internal sealed class PostponePageModel(PlanningDb db, ReadConditions conditions, RequestPostponement ask, PlanningPapers papers, CurrentTenant tenant, CurrentUser user) : ConferencePage(db)
{
    private readonly PlanningDb db = db;

    [BindProperty]
    public Form Input { get; set; } = new();

    public sealed class Form
    {
        [Required] public DateOnly? NewDay { get; set; }
        [Required, StringLength(2000)] public string Reason { get; set; } = "";
        [StringLength(40)] public string? Number { get; set; }
        [StringLength(200)] public string? Signer { get; set; }
        [StringLength(200)] public string? SignerTitle { get; set; }
    }

    public IReadOnlyDictionary<Guid, string> Numbers { get; private set; } = new Dictionary<Guid, string>();

    public IReadOnlyList<PostponementRequest> Requests { get; private set; } = [];
    public Rule Quota { get; private set; } = Rule.None;

    /// <summary>Why it cannot be asked for now; null when it can.</summary>
    public string? Why { get; private set; }

    protected override async Task<IActionResult?> Show(CancellationToken cancellationToken)
    {
        Requests = await db.PostponementRequests.AsNoTracking().Where(r => r.ConferenceId == Id).OrderByDescending(r => r.Id).ToListAsync(cancellationToken);
        Numbers = await db.Papers.AsNoTracking().Where(p => p.MatterId == Id && p.Kind == Dialogue.Documents.PaperKinds.Postponement.Key).ToDictionaryAsync(p => p.Id, p => p.Number, cancellationToken);
        if (Input.Signer is null)
        {
            var signer = await papers.LastSigner(cancellationToken);
            (Input.Signer, Input.SignerTitle) = (signer.Name.Length > 0 ? signer.Name : user.Name, signer.Title);
        }
        var now = await conditions.Of(Conference, cancellationToken);
        Quota = now.Rules[RuleKeys.PostponeMaxPerYear];
        Why = Conference.State == ConferenceState.Postponing ? "Đã gửi đề nghị; đang chờ trả lời."
            : Conference.State is not ConferenceState.Announced ? "Chỉ xin hoãn hội nghị đã thông báo và chưa quyết định."
            : ConditionsCheck.Forbids(now.Rules, now.Figures, Decision.Postpone)?.Message
            ?? (user.Has(tenant.Id, Role.Leader) ? null : "Lãnh đạo UBND lập đề nghị ở trang này.");
        return null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!user.Has(tenant.Id, Role.Leader)) return Forbid();
        return await ask.Handle(Id, new(Input.NewDay, Input.Reason, Input.Number, Input.Signer, Input.SignerTitle), cancellationToken) is null ? NotFound() : Done("Đã gửi đề nghị hoãn.");
    }
}
