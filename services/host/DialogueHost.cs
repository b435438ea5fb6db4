using System.Diagnostics;
using System.Net;
using Dialogue.Data;
using Dialogue.Data.Messaging;
using Dialogue.Data.Reference;
using Dialogue.Gateway;
using Dialogue.Hosting;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Bus;
using Dialogue.Hosting.Demo;
using Dialogue.Hosting.Tenancy;
using Dialogue.Kernel;
using Dialogue.Postgres;
using Dialogue.Web;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Dialogue.Host;

/// <summary>
/// What runs in this process: the embedded PostgreSQL when no other is named, the services as one web application on a loopback port (tokens
/// only), and the gateway as another on the public port (session, sign-in). Stops in the opposite order.
/// </summary>
public sealed class DialogueHost : IAsyncDisposable
{
    private readonly HostArguments arguments;
    private EmbeddedPostgres? postgres;
    private WebApplication? services, gateway;

    private DialogueHost(HostArguments arguments) => this.arguments = arguments;

    /// <summary>The public address; null without the gateway.</summary>
    public Uri? Address { get; private set; }

    /// <summary>The services' own address, for those who hold a token; null without services.</summary>
    public Uri? ServicesAddress { get; private set; }

    /// <summary>The services' application; for tests that list its routes.</summary>
    public WebApplication ServicesApplication => services ?? throw new InvalidOperationException("No service runs in this process.");

    public IServiceProvider Services => services?.Services ?? throw new InvalidOperationException("No service runs in this process.");

    public DatabaseOptions Databases { get; private set; } = null!;

    /// <summary>Starts all that the arguments ask for; returns when the first page can be had.</summary>
    /// <param name="say">Told in one line each what takes a moment.</param>
    public static async Task<DialogueHost> Start(HostArguments arguments, Action<string>? say = null, CancellationToken cancellationToken = default)
    {
        var host = new DialogueHost(arguments);
        try
        {
            await host.Run(say ?? (_ => { }), cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Until the gateway (or, without one, the services) is told to stop.</summary>
    public Task WaitForShutdown() => (gateway ?? services)!.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var app in new[] { gateway, services })
        {
            if (app is null) continue;
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
            try { await app.StopAsync(limit.Token); } catch (OperationCanceledException) { /* what is left is in the outbox */ }
            await app.DisposeAsync();
        }
        if (postgres is not null) await postgres.DisposeAsync();
        (gateway, services, postgres) = (null, null, null);
    }

    private async Task Run(Action<string> say, CancellationToken cancellationToken)
    {
        var all = arguments.Targets.Contains("all");
        var unknown = arguments.Targets.Except(["all", "gateway", .. Modules.Names]).FirstOrDefault();
        if (unknown is not null) throw new ArgumentException($"There is no target {unknown}; there are all, gateway, {string.Join(", ", Modules.Names)}.");
        var modules = Modules.Of(name => all || arguments.Targets.Contains(name));

        Databases = await Connect(say, cancellationToken);
        var authority = new Authority { Issuer = arguments.Issuer };
        var options = new GatewayOptions { RateLimit = arguments.RateLimit, Domain = arguments.Domain, Services = arguments.Services };
        if (modules.Count > 0)
        {
            // What founds an installation is told within one process: nobody else's queue is there yet to hear it.
            var alone = all || arguments.Command == "migrate";
            services = BuildServices(modules, authority, alone ? null : arguments.Broker, onItsOwn: !alone && !arguments.Targets.Contains("gateway"));
            if (alone) await Migrate(cancellationToken);
            if (arguments is { Command: "migrate", Broker: { } waiting }) await Declare(waiting, cancellationToken);
            await SetDay(services.Services, cancellationToken);
            // An installation that runs already has relays of its own; what lies in its outboxes is theirs.
            if (arguments.Command == "migrate" && await IsFounded(cancellationToken) && (!arguments.Split || !WantsDemo || await HasDemo(cancellationToken))) return;

            // Identity may run here or elsewhere; so may each other service that the gateway is asked for.
            authority.MetadataAddress = "http://identity/.well-known/openid-configuration";
            authority.Services = options.Services = new(service => modules.Any(m => m.Name == service) ? [ServicesAddress!] : arguments.Services.Of(service));
            await services.StartAsync(cancellationToken);
            ServicesAddress = ServicesApp.AddressOf(services);
            await Seed(modules, cancellationToken);
            if (arguments.Command == "republish")
            {
                foreach (var module in modules) await module.Republish(services.Services, new Progress<string>(tenant => say($"{module.Name}: {tenant}")), cancellationToken);
                await Drain(modules, TimeSpan.FromMinutes(30), cancellationToken);
                return;
            }
            if (alone && WantsDemo) await SeedDemo(modules, say, cancellationToken);
            if (arguments.Command == "migrate")
            {
                await Drain(modules, TimeSpan.FromMinutes(5), cancellationToken);
                return;
            }
        }
        if (all || arguments.Targets.Contains("gateway"))
        {
            gateway = BuildGateway(options);
            if (services is null) await SetDay(gateway.Services, cancellationToken);
            await gateway.StartAsync(cancellationToken);
            Address = ServicesApp.AddressOf(gateway);
        }
    }

    /// <summary>
    /// Makes the queues of every service at the broker, so that what is published waits for a service that has never run yet. Repeatable; a queue
    /// that is there stays as it is.
    /// </summary>
    public async Task Declare(Uri broker, CancellationToken cancellationToken = default)
    {
        var consumers = Services.GetRequiredService<MessageDirectory>().Consumers;
        await Broker.Declare(consumers, broker, cancellationToken);
        await ErrorQueues.Note(Services.GetRequiredService<Databases>().App, consumers.Select(c => c.Name), cancellationToken);
    }

    private bool WantsDemo => !arguments.Empty && !arguments.IsProduction;

    private async Task<bool> HasDemo(CancellationToken cancellationToken)
    {
        await using var seeded = services!.Services.GetRequiredService<Databases>().App.CreateCommand("select 1 from public.installation where key = 'demo'");
        return await seeded.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private async Task Migrate(CancellationToken cancellationToken)
    {
        await services!.Services.GetRequiredService<Migrator>().Run(cancellationToken);
        await GatewaySchema.Migrate(services.Services.GetRequiredService<Databases>().Owner!, cancellationToken);
    }

    private async Task<bool> IsFounded(CancellationToken cancellationToken)
    {
        await using var command = services!.Services.GetRequiredService<Databases>().App.CreateCommand("select exists (select from notifications.organisations) and exists (select from notifications.calendar_years)");
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>One process after the other, however many replicas start at once.</summary>
    private async Task Seed(IReadOnlyList<IServiceModule> modules, CancellationToken cancellationToken)
    {
        await using var connection = await services!.Services.GetRequiredService<Databases>().App.OpenConnectionAsync(cancellationToken);
        await using var taken = new Npgsql.NpgsqlCommand("select pg_advisory_lock(823463)", connection) { CommandTimeout = 0 }; // many may be before it
        await taken.ExecuteNonQueryAsync(cancellationToken);
        try
        {
            foreach (var module in modules) await module.Seed(services.Services, cancellationToken);
        }
        finally
        {
            await using var given = new Npgsql.NpgsqlCommand("select pg_advisory_unlock(823463)", connection);
            await given.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private async Task<DatabaseOptions> Connect(Action<string> say, CancellationToken cancellationToken)
    {
        static string Given(string role) => Environment.GetEnvironmentVariable($"DIALOGUE_DATABASE_{role}") ?? "";
        if (arguments.Databases is { } given) return given;
        if (Given("APP").Length > 0) return new(Given("OWNER"), Given("APP"), Given("RELAY"), Given("CITY"));

        var wanted = Path.GetFullPath(arguments.DataFolder);
        var folder = await EmbeddedPostgres.FolderFor(wanted, cancellationToken);
        if (folder != wanted) say($"PostgreSQL's user cannot enter {wanted}; the database is kept in {folder}.");
        postgres = await EmbeddedPostgres.Start(new PostgresOptions { DataFolder = folder }, cancellationToken: cancellationToken);
        var connections = await Provision.Database(postgres, cancellationToken: cancellationToken);
        return new(connections.Owner, connections.App, connections.Relay, connections.City);
    }

    private WebApplication BuildServices(IReadOnlyList<IServiceModule> modules, Authority authority, Uri? broker, bool onItsOwn)
    {
        var builder = Builder();
        builder.Services.AddOpenApi();
        builder.Services.AddHostedService<MemoryRest>();
        var app = ServicesApp.Build(builder, modules, Databases, authority, Manifest, broker, onItsOwn ? Listen : null);
        app.MapOpenApi().AllowAnonymous();
        return app;
    }

    private WebApplication BuildGateway(GatewayOptions options)
    {
        var builder = Builder();
        builder.AddProcessDefaults(Databases);
        builder.AddGateway(options);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = 60 * 1024 * 1024;
            kestrel.AddServerHeader = false;
            Listen(kestrel);
        });
        if (services is null) builder.Services.AddHostedService<MemoryRest>();
        else builder.Services.AddSingleton(services.Services.GetRequiredService<LegalClock>());
        var app = builder.Build();
        app.UseGateway();
        app.MapHealth();
        app.MapStaticAssets(Manifest);
        return app;
    }

    private void Listen(KestrelServerOptions kestrel)
    {
        if (arguments.AnyAddress) kestrel.ListenAnyIP(arguments.Port);
        else if (arguments.Port == 0) kestrel.Listen(IPAddress.Loopback, 0);
        else kestrel.ListenLocalhost(arguments.Port);
    }

    private WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = "Dialogue.Host", EnvironmentName = arguments.Environment, ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseStaticWebAssets();
        if (!arguments.IsProduction)
        {
            // Without a provider, what would leave the installation can be read in its data folder.
            var configured = builder.Configuration.GetSection("Messages");
            if (string.IsNullOrEmpty(configured["Files"]) && postgres is not null) (configured["Files"], configured["SmsToFiles"], configured["ZaloToFiles"]) = (Path.Combine(Path.GetFullPath(arguments.DataFolder), "messages"), "true", "true");
            if (string.IsNullOrEmpty(configured["Site"])) configured["Site"] = $"http://localhost:{arguments.Port}";
        }
        builder.Logging.SetMinimumLevel(Enum.Parse<LogLevel>(arguments.LogLevel));
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None); // each beat says how it fares; a broker not there yet is no news
        if (arguments.IsProduction) builder.Logging.ClearProviders().AddJsonConsole();
        return builder;
    }

    private static string Manifest => Path.Combine(AppContext.BaseDirectory, "Dialogue.Host.staticwebassets.endpoints.json");

    private async Task SetDay(IServiceProvider provider, CancellationToken cancellationToken)
    {
        var day = provider.GetRequiredService<LegalDay>();
        if (arguments.DemoDate is { } date) await day.Set(date, cancellationToken);
        else await day.Read(cancellationToken);
    }

    private async Task SeedDemo(IReadOnlyList<IServiceModule> modules, Action<string> say, CancellationToken cancellationToken)
    {
        if (await HasDemo(cancellationToken)) return;

        var watch = Stopwatch.StartNew();
        await Drain(modules, TimeSpan.FromMinutes(2), cancellationToken);
        var organisations = await services!.Services.GetRequiredService<OrganisationDirectory>().All(cancellationToken);
        var calendar = await services.Services.GetRequiredService<CalendarSource<Petitions.PetitionsDb>>().Get(cancellationToken);
        var script = new DemoScript(services.Services.GetRequiredService<LegalClock>().Today, calendar,
            organisations.Where(o => o.Kind == "commune").Select(o => new DemoCommune(o.Id, o.Slug, o.Name, o.UnitType, o.PlaceName)));
        // Escalations comes twice: the second time, petitions has reported its cases to the city.
        foreach (var module in modules.Take(4).Concat(modules.Where(m => m.Name == "escalations")).Concat(modules.Skip(4)))
        {
            say($"Dữ liệu mẫu: {module.Name} …");
            await module.SeedDemo(services.Services, script, cancellationToken);
            await Drain(modules, TimeSpan.FromMinutes(5), cancellationToken);
        }
        await using var done = services.Services.GetRequiredService<Databases>().App.CreateCommand("insert into public.installation (key, value) values ('demo', 'seeded')");
        await done.ExecuteNonQueryAsync(cancellationToken);
        say($"Dữ liệu mẫu: xong sau {watch.Elapsed.TotalSeconds:0} giây.");
    }

    /// <summary>Waits until every outbox is empty but for rows that are parked or wait for another release.</summary>
    private async Task Drain(IReadOnlyList<IServiceModule> modules, TimeSpan within, CancellationToken cancellationToken)
    {
        var relay = services!.Services.GetRequiredService<Databases>().Relay;
        var sql = string.Join(" union all ", modules.Select(m => $"select 1 from {m.Name}.outbox where parked_at is null and coalesce(error, '') not like '%{OfAnotherReleaseException.Says}'"));
        var watch = Stopwatch.StartNew();
        while (true)
        {
            await using var command = relay.CreateCommand($"select exists ({sql})");
            if (await command.ExecuteScalarAsync(cancellationToken) is false) return;
            if (watch.Elapsed > within) throw new TimeoutException("Messages were not delivered in time; see the log.");
            await Task.Delay(50, cancellationToken);
        }
    }
}
