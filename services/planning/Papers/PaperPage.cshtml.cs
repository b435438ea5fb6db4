using Dialogue.Documents;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Mvc;

namespace Dialogue.Planning.Papers;

/// <summary>A paper of a conference to be read and printed.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader, Role.Accountant, Role.PortalEditor), RequireCapability(Capability.HoldsDialogues)]
internal sealed class PaperPageModel(PlanningDb db, ConferencePapers papers, CurrentUser user, CurrentTenant tenant) : ConferencePage(db)
{
    private const int Most = 30;

    [BindProperty(SupportsGet = true, Name = "kind")]
    public string KindKey { get; set; } = "";

    public PaperKind Kind { get; private set; } = null!;
    public IReadOnlyList<Paper> Papers { get; private set; } = [];
    public int More { get; private set; }

    protected override async Task<IActionResult?> Show(CancellationToken cancellationToken)
    {
        if (PaperKinds.Find(KindKey) is not { } kind || !ConferencePapers.Kinds.Contains(kind) || !PaperReaders.May(user, tenant.Id, kind)) return NotFound();
        Kind = kind;
        var all = await papers.Read(Conference, kind, PublicSite.Of(Request), cancellationToken);
        if (all.Count == 0) return NotFound();
        (Papers, More) = ([.. all.Take(Most)], Math.Max(0, all.Count - Most));
        return null;
    }
}
