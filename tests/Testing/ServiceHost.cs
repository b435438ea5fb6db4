using System.Net.Http.Headers;
using System.Text.Json;
using Dialogue.Contracts.Identity;
using Dialogue.Contracts.Planning;
using Dialogue.Data;
using Dialogue.Data.Messaging;
using Dialogue.Hosting;
using Dialogue.Hosting.Bus;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dialogue.Testing;

/// <summary>
/// One service as it runs in the city: its pages and endpoints on a real port, real PostgreSQL under the application's role, tokens. What it
/// publishes stays in its outbox until a test takes it (<see cref="Published{T}"/>, <see cref="RelayOwn"/>); what others would tell it, a test
/// tells it (<see cref="Deliver{T}"/>). Long works run by themselves. The legal day is the test's. Make one per assembly with <c>AssemblyFixture</c>, and a tenant per test.
/// </summary>
public abstract class ServiceHost<TModule> : Xunit.IAsyncLifetime where TModule : class, IServiceModule, new()
{
    private static int tenants;
    private readonly TestAuthority authority = new();
    private TestPostgres postgres = null!;
    private WebApplication app = null!;
    private NpgsqlDataSource owner = null!;

    public TModule Module { get; } = new();
    public IServiceProvider Services => app.Services;
    public Uri Address { get; private set; } = null!;
    public LegalClock Clock => Services.GetRequiredService<LegalClock>();
    public DatabaseOptions Databases { get; private set; } = null!;

    /// <summary>Sees all rows of all tenants, for looking behind the walls.</summary>
    public NpgsqlDataSource Superuser { get; private set; } = null!;

    /// <summary>Seeds the module's reference data at the start. Off for services whose seed a test tells by message.</summary>
    protected virtual bool Seeds => true;

    /// <summary>Last word on what was registered: another clock, long works of the tests, say.</summary>
    protected virtual void Adjust(IServiceCollection services)
    {
    }

    /// <summary>Endpoints of the tests, behind the same middleware as the service's own.</summary>
    protected virtual void MapMore(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app)
    {
    }

    /// <summary>Settings that the service reads at its start, by their full names such as <c>Messages:Files</c>.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>();

    public async ValueTask InitializeAsync()
    {
        postgres = await TestPostgres.Shared();
        var connections = await postgres.CreateDatabase();
        Databases = new(connections.Owner, connections.App, connections.Relay, connections.City);
        Superuser = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres.Server.SuperuserConnectionString) { Database = new NpgsqlConnectionStringBuilder(connections.App).Database }.ConnectionString);
        owner = NpgsqlDataSource.Create(connections.Owner);

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(ServiceHost<>).Assembly.GetName().Name, EnvironmentName = "Testing", ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(Settings);
        app = ServicesApp.Build(builder, [Module], Databases, authority.Authority, "no manifest in tests", adjust: services =>
        {
            // Messages wait for the test, and jobs run when it calls them.
            foreach (var hosted in services.Where(s => s.ServiceType == typeof(IHostedService) && IsRelayOrSchedule(s)).ToList()) services.Remove(hosted);
            Adjust(services);
        });
        authority.Map(app);
        MapMore(app);
        app.Services.GetRequiredService<MessageDirectory>().ThroughBroker = true;
        await app.Services.GetRequiredService<Migrator>().Run();
        await app.StartAsync();
        Address = ServicesApp.AddressOf(app);
        authority.Listen(Address);
        Clock.SetDay(new DateOnly(2026, 10, 1));
        await Calendar();
        if (Seeds) await Module.Seed(Services, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await Superuser.DisposeAsync();
        await owner.DisposeAsync();
        await postgres.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A new organisation, known to the service as if identity had told it.</summary>
    public async Task<TestTenant> Organisation(string kind = "commune", string? name = null, string? slug = null, params string[] capabilities)
    {
        var no = Interlocked.Increment(ref tenants);
        if (capabilities.Length == 0)
            capabilities = kind switch
            {
                "city-office" => [Capability.AnswersCases, Capability.RoutesCases, Capability.SeesCity],
                "department" => [Capability.AnswersCases, Capability.HoldsDialogues],
                _ => [Capability.HoldsDialogues],
            };
        var tenant = new TestTenant(new(Guid.CreateVersion7()), slug ?? $"{kind}-{no}", name ?? $"Xã Thử Nghiệm {no}");
        OfficeFacts[] offices = [new(Guid.CreateVersion7(), "Văn phòng HĐND và UBND", "van-phong"), new(Guid.CreateVersion7(), "Phòng Kinh tế", "kinh-te")];
        await Deliver(tenant.Id, new OrganisationChanged(tenant.Id.Value, 1, tenant.Slug, tenant.Name, kind, kind == "commune" ? "xa" : "", "", "Thử Nghiệm", "", capabilities, offices, true));
        return tenant with { Offices = offices };
    }

    /// <summary>Tells the service a rule set of a tenant, as planning would.</summary>
    public Task Rules(TenantId tenant, int year, params Rule[] rules) =>
        Deliver(tenant, new RuleSetPublished(year, 1, [.. rules.Select(r => new RuleFacts(r.Key, r.Value, r.Text, r.Source, r.Inferred))]));

    /// <summary>Hands a message to every consumer of the service, under a tenant; deliver twice by passing the same id.</summary>
    public async Task Deliver<T>(TenantId tenant, T message, Guid? messageId = null) where T : notnull
    {
        var id = messageId ?? Guid.CreateVersion7();
        var delivery = Services.GetRequiredService<IOutboxDelivery>();
        foreach (var consumer in Services.GetRequiredService<MessageDirectory>().Consumers.Where(c => c.Message == typeof(T)).ToList())
            await delivery.DeliverOne(new()
            {
                MessageId = id, ForTenant = tenant, TenantId = tenant, Consumer = consumer.Name, Type = MessageDirectory.NameOf(typeof(T)), Payload = JsonSerializer.Serialize(message, MessageDirectory.Json),
            }, CancellationToken.None);
    }

    /// <summary>Messages of one kind that the service has published and nobody has taken, oldest first, with the tenant they are addressed to.</summary>
    public async Task<IReadOnlyList<(TenantId For, T Message)>> Published<T>(TenantId? writer = null)
    {
        await using var command = Superuser.CreateCommand($"select for_tenant, payload, tenant_id from {Module.Name}.outbox where type = $1 order by id");
        command.Parameters.Add(new() { Value = MessageDirectory.NameOf(typeof(T)) });
        await using var reader = await command.ExecuteReaderAsync();
        var messages = new List<(TenantId, T)>();
        while (await reader.ReadAsync())
            if (writer is null || reader.GetGuid(2) == writer.Value.Value)
                messages.Add((new(reader.GetGuid(0)), JsonSerializer.Deserialize<T>(reader.GetString(1), MessageDirectory.Json)!));
        return messages;
    }

    /// <summary>Takes what a tenant has published out of the outbox and gives it to those consumers of the service itself that hear it.</summary>
    public async Task RelayOwn(TenantId writer)
    {
        var delivery = Services.GetRequiredService<IOutboxDelivery>();
        var directory = Services.GetRequiredService<MessageDirectory>();
        var rows = new List<OutboxMessage>();
        await using (var command = Superuser.CreateCommand($"delete from {Module.Name}.outbox where tenant_id = $1 returning id, message_id, for_tenant, type, payload"))
        {
            command.Parameters.Add(new() { Value = writer.Value });
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.Add(new() { Id = reader.GetGuid(0), MessageId = reader.GetGuid(1), ForTenant = new(reader.GetGuid(2)), TenantId = writer, Type = reader.GetString(3), Payload = reader.GetString(4) });
        }
        foreach (var row in rows.OrderBy(r => r.Id))
            foreach (var consumer in directory.Consumers.Where(c => MessageDirectory.NameOf(c.Message) == row.Type).ToList())
                await delivery.DeliverOne(new() { Id = row.Id, MessageId = row.MessageId, ForTenant = row.ForTenant, TenantId = row.TenantId, Consumer = consumer.Name, Type = row.Type, Payload = row.Payload }, CancellationToken.None);
    }

    /// <summary>A client of a person with roles in a tenant; of nobody when there are none. Follows no redirects and keeps cookies.</summary>
    public HttpClient Client(TestTenant? tenant = null, params string[] roles) => ClientOf("Người Thử Nghiệm", tenant is null ? [] : [(tenant, roles)]);

    public HttpClient ClientOf(string name, IEnumerable<(TestTenant Tenant, string[] Roles)> memberships, bool systemAdministrator = false, Guid? id = null)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = Address };
        var of = memberships.SelectMany(m => m.Roles.Select(r => new Membership(m.Tenant.Id, m.Tenant.Slug, r, null))).ToList();
        if (of.Count > 0 || systemAdministrator)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", authority.Token(name, of, systemAdministrator, id));
        return client;
    }

    /// <summary>A scope that works for a tenant, as a request would.</summary>
    public AsyncServiceScope Scope(TenantId tenant)
    {
        var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(tenant);
        return scope;
    }

    private static bool IsRelayOrSchedule(ServiceDescriptor service) =>
        service.ImplementationFactory?.Method.DeclaringType?.Assembly == typeof(OutboxRelay).Assembly
        || service.ImplementationFactory?.Method.DeclaringType?.Assembly == typeof(Quartz.IJob).Assembly
        || service.ImplementationType?.Assembly == typeof(Quartz.IJob).Assembly;

    private async Task Calendar()
    {
        foreach (var year in TestCalendar.Years)
            await Deliver(new TenantId(Guid.CreateVersion7()), new CalendarYearPublished(year.Year, year.Version, year.Official,
                [.. year.DaysOff.Select(d => new DayFacts(d.Date, d.Reason, d.Notice))], [.. year.WorkedDays.Select(d => new DayFacts(d.Date, d.Reason, d.Notice))]));
    }
}

/// <summary>An organisation of one test.</summary>
public sealed record TestTenant(TenantId Id, string Slug, string Name)
{
    public OfficeFacts[] Offices { get; init; } = [];
}
