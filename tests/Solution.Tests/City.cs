using Dialogue.Data;
using Dialogue.Host;
using Dialogue.Hosting;
using Dialogue.Hosting.Demo;
using Dialogue.Identity;
using Dialogue.Kernel;
using Dialogue.Postgres;
using Dialogue.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

[assembly: AssemblyFixture(typeof(Dialogue.Solution.Tests.City))]
[assembly: CollectionBehavior(DisableTestParallelization = true)] // one legal day for the whole city

namespace Dialogue.Solution.Tests;

/// <summary>The whole product in one shape or another, on a database of its own, with the demo accounts and no demo data. The legal day is the test's.</summary>
public abstract class RunningCity : IAsyncLifetime
{
    public static readonly string[] Schemas = ["identity", "planning", "petitions", "escalations", "reporting", "records", "notifications"];

    private static readonly string Outboxes = "select " + string.Join(" + ", Schemas.Select(s => $"(select count(*) from {s}.outbox)"));

    private TestPostgres postgres = null!;

    public EmbeddedPostgres Postgres => postgres.Server;
    public DatabaseOptions Databases { get; private set; } = null!;

    /// <summary>Sees every row of every tenant, for looking behind the walls.</summary>
    public NpgsqlDataSource Superuser { get; private set; } = null!;

    public abstract LegalClock Clock { get; }

    /// <summary>Somebody with a browser who has not signed in.</summary>
    public abstract WebUser Anybody();

    /// <summary>Sets the legal day of every process.</summary>
    public abstract Task Today(DateOnly day);

    /// <summary>A person with a browser who has signed in through the gateway.</summary>
    public Task<WebUser> SignedIn(string user) => Anybody().SignIn(user, DemoAccounts.All.First(a => a.User == user).Password);

    /// <summary>Waits until every message has had its effect.</summary>
    public Task Settled() => Eventually.True("every message has had its effect", NothingIsUnderWay, within: TimeSpan.FromSeconds(180));

    public async Task<T?> Scalar<T>(string sql, params object[] parameters)
    {
        await using var command = Superuser.CreateCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    public virtual async ValueTask InitializeAsync()
    {
        postgres = await TestPostgres.Shared();
        var connections = await postgres.CreateDatabase("city", Found);
        Databases = Of(connections);
        Superuser = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres.Server.SuperuserConnectionString) { Database = new NpgsqlConnectionStringBuilder(connections.App).Database }.ConnectionString);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (Superuser is not null) await Superuser.DisposeAsync();
        if (postgres is not null) await postgres.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual Task<bool> NothingIsUnderWay() => NothingIsInAnOutbox(Superuser);

    protected static HostArguments Arguments(DatabaseOptions databases) => new() { Port = 0, Empty = true, Environment = "Testing", RateLimit = false, Databases = databases };

    private static async Task<bool> NothingIsInAnOutbox(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(Outboxes);
        return await command.ExecuteScalarAsync() is 0L;
    }

    /// <summary>Organisations, calendar, rules and people: once for all cities of these tests.</summary>
    private static async Task Found(DatabaseConnections connections)
    {
        await using var host = await DialogueHost.Start(Arguments(Of(connections)));
        await ((IServiceModule)new IdentityModule()).SeedDemo(host.Services, new DemoScript(host.Services.GetRequiredService<LegalClock>().Today, TestCalendar.Working, []), CancellationToken.None);
        var relay = host.Services.GetRequiredService<Databases>().Relay;
        await Eventually.True("every outbox is empty", () => NothingIsInAnOutbox(relay), within: TimeSpan.FromSeconds(240));
    }

    private static DatabaseOptions Of(DatabaseConnections connections) => new(connections.Owner, connections.App, connections.Relay, connections.City);
}

/// <summary>All in one process, as ./run starts it.</summary>
public sealed class City : RunningCity
{
    public DialogueHost Host { get; private set; } = null!;
    public Uri Address => Host.Address!;
    public override LegalClock Clock => Host.Services.GetRequiredService<LegalClock>();

    public override WebUser Anybody() => new(Address);

    public override Task Today(DateOnly day)
    {
        Clock.SetDay(day);
        return Task.CompletedTask;
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Host = await DialogueHost.Start(Arguments(Databases));
        await Settled();
    }

    public override async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await base.DisposeAsync();
    }
}
