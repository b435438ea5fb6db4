using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;

namespace Dialogue.Identity.People;

/// <summary>One person, for the administrator of the organisation.</summary>
[RequireRole(Role.TenantAdministrator)]
internal sealed class PersonPage(IdentityDb db, EditPeople edit, CurrentTenant tenant) : PersonPageBase(db, edit)
{
    protected override string Here => $"{List}/{Id}";

    protected override string List => $"/{tenant.Slug}/can-bo/thiet-lap/nguoi-dung";

    protected override bool ShowsEverybody => false;

    protected override Task<Guid?> OrganisationId(CancellationToken cancellationToken) => Task.FromResult<Guid?>(tenant.Id.Value);
}
