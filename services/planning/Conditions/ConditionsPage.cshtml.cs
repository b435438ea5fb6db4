using System.ComponentModel.DataAnnotations;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dialogue.Planning.Conditions;

/// <summary>The figures, what the rules say of them, and the leader's decision.</summary>
[RequireMember, RequireCapability(Capability.HoldsDialogues)]
internal sealed class ConditionsPageModel(PlanningDb db, ReadConditions read, DecideConditions decide, ConferenceTerms terms, CurrentTenant tenant, CurrentUser user) : ConferencePage(db)
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public sealed class Form
    {
        [Required(ErrorMessage = "Hãy chọn một quyết định.")] public Decision? Decision { get; set; }
        [StringLength(2000)] public string? Reason { get; set; }
    }

    public ConditionsNow Now { get; private set; } = null!;
    public WorkingCalendar Calendar { get; private set; } = null!;
    public bool MayDecide { get; private set; }
    public bool MayAskToPostpone { get; private set; }
    public string? AtOpening { get; private set; }

    public IEnumerable<SelectListItem> Decisions => Enum.GetValues<Decision>()
        .Where(d => d != Decision.Postpone && ConditionsCheck.Forbids(Now.Rules, Now.Figures, d) is null)
        .Select(d => new SelectListItem(Conditions.Decisions.Name(d) + (d == Now.Proposal.Decision ? " (đề xuất)" : ""), d.ToString()));

    protected override async Task<IActionResult?> Show(CancellationToken cancellationToken)
    {
        Calendar = await terms.Calendar(cancellationToken);
        Now = await read.Of(Conference, cancellationToken);
        MayDecide = user.Has(tenant.Id, Role.Leader) && Conference.AnnouncedOn is not null && !Conference.MustAnnounceAgain
            && (Conference.State is ConferenceState.Announced or ConferenceState.Confirmed || Conference.Review.Length > 0);
        MayAskToPostpone = Conference.State is ConferenceState.Announced && ConditionsCheck.Forbids(Now.Rules, Now.Figures, Decision.Postpone) is null;
        if (Conference.PresentAtOpening is { } present) AtOpening = ConditionsCheck.AtOpening(Now.Rules, present);
        if (HttpMethods.IsGet(Request.Method)) Input = new() { Decision = Now.Proposal.Decision == Decision.Postpone ? null : Now.Proposal.Decision };
        return null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!user.Has(tenant.Id, Role.Leader)) return Forbid();
        return await decide.Handle(Id, new(Input.Decision, Input.Reason), cancellationToken) is { } c ? Done($"Đã quyết định: {Vn(c)}.") : NotFound();

        static string Vn(Conference c) => Web.Vn.LowerFirst(Conditions.Decisions.Name(c.Decision!.Value));
    }
}
