using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Dialogue.Gateway;

/// <summary>The public door: session and sign-in, tenant by host name, limits, headers, and the road to the service that owns a path. No business code.</summary>
public static class GatewayModule
{
    public static void AddGateway(this IHostApplicationBuilder builder, GatewayOptions options)
    {
    }

    public static void UseGateway(this WebApplication app)
    {
    }
}

/// <summary>Where the gateway sends requests.</summary>
public sealed class GatewayOptions
{
    /// <summary>Base address of each service by name; in one process all of them are the same. Set once the services listen.</summary>
    public Func<string, Uri> AddressOf { get; set; } = _ => throw new InvalidOperationException("The services do not listen yet.");
}
