using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Yarp.ReverseProxy.Forwarder;

namespace Dialogue.Gateway;

/// <summary>The public door: session and sign-in, tenant by host name, limits, headers, and the road to the service that owns a path. No business code.</summary>
public static class GatewayModule
{
    public static void AddGateway(this IHostApplicationBuilder builder, GatewayOptions options)
    {
        builder.Services.AddSingleton(options);
        builder.Services.AddHttpForwarder();
        builder.Services.AddRouting();
        builder.Services.AddAuthorization();
    }

    public static void UseGateway(this WebApplication app)
    {
        app.UseRouting();
        app.UseAuthorization();
        var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
        var client = new HttpMessageInvoker(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        var options = app.Services.GetRequiredService<GatewayOptions>();
        app.Map("/{**path}", async http => await forwarder.SendAsync(http, options.AddressOf("").ToString(), client)).AllowAnonymous();
    }
}

/// <summary>Where the gateway sends requests, and what it enforces.</summary>
public sealed class GatewayOptions
{
    /// <summary>Base address of each service by name; in one process all of them are the same. Set once the services listen.</summary>
    public Func<string, Uri> AddressOf { get; set; } = _ => throw new InvalidOperationException("The services do not listen yet.");

    /// <summary>Off in tests and benchmarks.</summary>
    public bool RateLimit { get; init; } = true;
}
