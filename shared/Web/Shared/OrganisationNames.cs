using Dialogue.Hosting.Tenancy;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Web;

/// <summary>What the organisations of a person's other memberships are called on the screen.</summary>
internal static class OrganisationNames
{
    /// <summary>The name from this process's copy; the slug while that has not arrived, and in a process without services.</summary>
    public static async ValueTask<string> Of(HttpContext http, Membership membership) =>
        http.RequestServices.GetService<OrganisationDirectory>() is { } directory && await directory.ById(membership.Tenant.Value, http.RequestAborted) is { } facts
            ? facts.Name
            : membership.Slug;
}
