using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Authorization;

namespace Dialogue.Planning.Announcing;

/// <summary>Blank forms for paper, with a QR code to the same form online.</summary>
[AllowAnonymous, RequireCapability(Capability.HoldsDialogues)]
internal sealed class PaperFormModel(PlanningDb db, CurrentTenant tenant) : ConferencePage(db)
{
    public string RegisterUrl => $"{PublicSite.Of(Request)}/{tenant.Slug}/hoi-nghi/{Id}/dang-ky";

    public string PetitionUrl => $"{PublicSite.Of(Request)}/{tenant.Slug}/kien-nghi/gui?hoi-nghi={Id}";
}
