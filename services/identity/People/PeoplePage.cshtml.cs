using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Identity.People;

public sealed record PersonRow(string Href, string Name, string UserName, string Roles, string Office, bool Active);

/// <summary>Who works at the organisation, for its own administrator.</summary>
[RequireRole(Role.TenantAdministrator)]
internal sealed class PeoplePage(FindPeople find, CurrentTenant tenant) : PageModel
{
    public IReadOnlyList<PersonRow> People { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        People = await find.At(tenant.Id.Value, person => $"/{tenant.Slug}/can-bo/thiet-lap/nguoi-dung/{person}", cancellationToken);
}
