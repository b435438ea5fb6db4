using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;

namespace Dialogue.Gateway;

internal static class TenantOfHost
{
    /// <summary>
    /// On the organisation's own host, <c>dai-son.&lt;domain&gt;</c>, its pages also have addresses without its slug: <c>/</c> and
    /// <c>/kien-nghi/gui</c>. Every other address means what it means elsewhere, so that links within a page work unchanged.
    /// </summary>
    public static void UseTenantOfHost(this IApplicationBuilder app, GatewayOptions options)
    {
        if (options.Domain.Length == 0) return;
        var suffix = "." + options.Domain;
        app.Use((http, next) =>
        {
            var host = http.Request.Host.Host;
            if (host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) && host[..^suffix.Length].ToLowerInvariant() is var slug && Slug.IsValid(slug))
            {
                var path = http.Request.Path.Value ?? "/";
                if (path == "/" || Routes.OfTenant.Contains(path.Split('/')[1])) http.Request.Path = $"/{slug}{(path == "/" ? "" : path)}";
            }
            return next(http);
        });
    }
}
