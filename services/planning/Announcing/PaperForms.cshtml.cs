using Dialogue.Documents;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Dialogue.Planning.Announcing;

/// <summary>Blank forms for paper, with a QR code to the same form online; the annexes of the announcement.</summary>
[AllowAnonymous, RequireCapability(Capability.HoldsDialogues)]
internal sealed class PaperFormModel(PlanningDb db, PlanningPapers papers) : ConferencePage(db)
{
    public Paper Registration { get; private set; } = null!;
    public Paper Petition { get; private set; } = null!;

    protected override async Task<IActionResult?> Show(CancellationToken cancellationToken)
    {
        var set = await papers.Setting(Conference.Year, new("", ""), PublicSite.Of(Request), cancellationToken);
        (Registration, Petition) = (RegistrationFormPaper.Of(Conference, set), PetitionFormPaper.Of(Conference, set));
        return null;
    }
}
