using System.IO.Compression;
using Dialogue.Hosting;
using Dialogue.Hosting.Telemetry;
using Dialogue.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dialogue.Gateway;

/// <summary>The public door: session and sign-in, tenant by host name, limits, headers, and the road to the service that owns a path. No business code.</summary>
public static class GatewayModule
{
    public static void AddGateway(this IHostApplicationBuilder builder, GatewayOptions options)
    {
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton<Issuer>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<ParkedForms>();
        services.AddSingleton<Forwarder>();
        services.AddSingleton<ApiDescription>();
        services.AddHostedService<Cleaning>();
        services.AddHttpForwarder();
        services.AddProblemDetails();
        services.Configure<RouteOptions>(routes => routes.SetParameterPolicy<SlugConstraint>("slug"));
        services.AddGatewayLimits(options);
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/problem+json"];
        });
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        // For its own error pages the gateway needs the layout, and no page of any service.
        services.AddDialogueWeb(new CompiledRazorAssemblyPart(typeof(WebDefaults).Assembly));
    }

    public static void UseGateway(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<GatewayOptions>();
        if (options.BehindProxy)
        {
            var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = 1 };
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            app.UseForwardedHeaders(forwarded);
        }
        app.UseTelemetry();
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseDialogueErrorPages();
        app.UseLastingFonts();
        app.UseTenantOfHost(options);
        app.UseRouting();
        app.UseRateLimiter();
        app.UseSameOrigin();
        SignIn.Map(app);
        ApiDescription.Map(app, app.Services.GetRequiredService<ApiDescription>());
        var forwarder = app.Services.GetRequiredService<Forwarder>();
        foreach (var (pattern, service) in Routes.All) app.Map(pattern, http => forwarder.Forward(http, service));
    }
}

/// <summary>Where the gateway sends requests, and what it enforces.</summary>
public sealed class GatewayOptions
{
    /// <summary>Where each service's replicas are; in one process all of them are the same. Set once the services listen.</summary>
    public ServiceAddresses Services { get; set; } = ServiceAddresses.None;

    /// <summary>Off in tests and benchmarks.</summary>
    public bool RateLimit { get; init; } = true;

    /// <summary>The city's domain: <c>dai-son.&lt;domain&gt;</c> is then the organisation's own host. Empty: none.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Another proxy stands in front and states address, scheme and host of the browser. Only when nothing else can reach this port.</summary>
    public bool BehindProxy { get; init; }
}
