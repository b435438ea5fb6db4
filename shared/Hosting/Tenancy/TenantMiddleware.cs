using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Hosting.Tenancy;

public static class TenantMiddleware
{
    /// <summary>Fills CurrentTenant from the route's <c>{tenant}</c>. An unknown one is a page that does not exist. Runs between routing and sign-in.</summary>
    public static void UseTenant(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.GetRouteValue("tenant") is string slug)
        {
            var directory = http.RequestServices.GetRequiredService<OrganisationDirectory>();
            if (await directory.BySlug(slug, http.RequestAborted) is not { } organisation)
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }
            var tenant = http.RequestServices.GetRequiredService<CurrentTenant>();
            tenant.Set(organisation.Tenant, organisation.Slug, organisation.Name, organisation.Capabilities);
            Telemetry.Traces.Entered(tenant);
        }
        await next(http);
    });
}
