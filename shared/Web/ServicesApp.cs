using System.Net;
using System.Reflection;
using Dialogue.Data;
using Dialogue.Data.Messaging;
using Dialogue.Hosting;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Bus;
using Dialogue.Hosting.Jobs;
using Dialogue.Hosting.Telemetry;
using Dialogue.Hosting.Works;
using Dialogue.Web.Works;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dialogue.Web;

/// <summary>The services' web application: the chosen modules on a loopback port, tokens only. The same for the host and for tests of one service.</summary>
public static class ServicesApp
{
    private const long MostOfOneRequest = 60 * 1024 * 1024;

    /// <param name="builder">Made by the caller, who decides content root, environment and logging.</param>
    /// <param name="modules">In the order in which they seed.</param>
    /// <param name="manifest">Path of the static assets' endpoint manifest; assets get plain names when it is not there.</param>
    /// <param name="broker">Address of the broker that carries messages between processes; null: they are delivered in this one.</param>
    /// <param name="listen">Where this application listens as a process of its own, which then ends on the system's signals; null: on a free loopback port, until its owner stops it.</param>
    /// <param name="adjust">Last word on what was registered; for tests that leave out relays and schedules.</param>
    public static WebApplication Build(
        WebApplicationBuilder builder, IReadOnlyList<IServiceModule> modules, DatabaseOptions databases, Authority authority, string manifest,
        Uri? broker = null, Action<KestrelServerOptions>? listen = null, Action<IServiceCollection>? adjust = null)
    {
        builder.AddProcessDefaults(databases);
        builder.AddServiceDefaults(authority);
        builder.Services.AddSingleton(modules);
        if (listen is null) builder.Services.AddSingleton<IHostLifetime, StoppedByItsOwner>();
        builder.Services.AddLongWorks();
        foreach (var module in modules) module.Add(builder);
        if (broker is not null) builder.Services.AddDialogueBroker(broker);
        builder.Services.AddDialogueSchedule(databases, string.Join('+', modules.Select(m => m.Name)));
        builder.Services.AddDialogueWeb(modules.Select(m => m.GetType().Assembly).Append(typeof(ServicesApp).Assembly).Distinct().SelectMany(PartsOf));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = MostOfOneRequest;
            kestrel.AddServerHeader = false;
            if (listen is not null) listen(kestrel);
            else kestrel.Listen(IPAddress.Loopback, 0);
        });
        adjust?.Invoke(builder.Services);

        var app = builder.Build();
        app.Services.GetRequiredService<MessageDirectory>().ThroughBroker = broker is not null;
        app.UseTelemetry();
        app.UseDialogueErrorPages();
        app.UseServiceDefaults();
        app.MapHealth();
        if (File.Exists(manifest))
        {
            app.MapStaticAssets(manifest).AllowAnonymous();
            app.MapRazorPages().WithStaticAssets(manifest);
        }
        else app.MapRazorPages();
        WorkApi.Map(app);
        foreach (var module in modules) module.Map(app);
        return app;
    }

    /// <summary>Where a started application listens.</summary>
    public static Uri AddressOf(IHost app)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new(address.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal));
    }

    private static IEnumerable<ApplicationPart> PartsOf(Assembly assembly) => [new AssemblyPart(assembly), new CompiledRazorAssemblyPart(assembly)];

    /// <summary>This application listens to no signals: whoever started it stops it, after the gateway.</summary>
    private sealed class StoppedByItsOwner : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
