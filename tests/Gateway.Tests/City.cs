using System.Net;
using Dialogue.Data;
using Dialogue.Gateway.Tests;
using Dialogue.Hosting;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Demo;
using Dialogue.Hosting.Works;
using Dialogue.Identity;
using Dialogue.Kernel;
using Dialogue.Testing;
using Dialogue.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(City))]

namespace Dialogue.Gateway.Tests;

/// <summary>The gateway in front of identity, both as they run, with the demo accounts.</summary>
public sealed class City : IAsyncLifetime
{
    private TestPostgres postgres = null!;
    private WebApplication services = null!, gateway = null!;

    public Uri Address { get; private set; } = null!;

    /// <summary>Of the services' application.</summary>
    public IServiceProvider Services => services.Services;

    public Databases Databases => gateway.Services.GetRequiredService<Databases>();

    public async ValueTask InitializeAsync()
    {
        postgres = await TestPostgres.Shared();
        var connections = await postgres.CreateDatabase();
        var databases = new DatabaseOptions(connections.Owner, connections.App, connections.Relay, connections.City);
        var (authority, module) = (new Authority(), new IdentityModule());
        services = ServicesApp.Build(Builder(), [module], databases, authority, "no manifest in tests", adjust: s =>
        {
            s.AddSingleton(new WorkOptions { Beat = TimeSpan.FromMilliseconds(50) });
            s.AddLongWork<HeldWork>(IdentityModule.Service);
        });
        await services.Services.GetRequiredService<Migrator>().Run();
        await GatewaySchema.Migrate(services.Services.GetRequiredService<Databases>().Owner!);
        await services.StartAsync();
        authority.MetadataAddress = new Uri(ServicesApp.AddressOf(services), "/.well-known/openid-configuration").ToString();
        await module.Seed(services.Services, default);
        await module.SeedDemo(services.Services, new DemoScript(new DateOnly(2026, 10, 1), new WorkingCalendar([]), []), default);

        var builder = Builder();
        builder.AddProcessDefaults(databases);
        builder.AddGateway(new() { Services = new(_ => [ServicesApp.AddressOf(services)]), RateLimit = false, Domain = "doi-thoai.test" });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        gateway = builder.Build();
        gateway.UseGateway();
        await gateway.StartAsync();
        Address = ServicesApp.AddressOf(gateway);
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.StopAsync();
        await gateway.DisposeAsync();
        await services.StopAsync();
        await services.DisposeAsync();
        await postgres.DisposeAsync();
    }

    private static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(City).Assembly.GetName().Name, EnvironmentName = "Testing", ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        return builder;
    }
}
