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

/// <summary>The whole product as ./run starts it, on a database of its own, with the demo accounts and no demo data. The legal day is the test's.</summary>
public sealed class City : IAsyncLifetime
{
    private TestPostgres postgres = null!;

    public EmbeddedPostgres Postgres => postgres.Server;
    public DialogueHost Host { get; private set; } = null!;
    public Uri Address => Host.Address!;
    public LegalClock Clock => Host.Services.GetRequiredService<LegalClock>();
    public DatabaseOptions Databases { get; private set; } = null!;

    /// <summary>Sees every row of every tenant, for looking behind the walls.</summary>
    public NpgsqlDataSource Superuser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        postgres = await TestPostgres.Shared();
        var connections = await postgres.CreateDatabase();
        Databases = new(connections.Owner, connections.App, connections.Relay, connections.City);
        Superuser = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres.Server.SuperuserConnectionString) { Database = new NpgsqlConnectionStringBuilder(connections.App).Database }.ConnectionString);
        Host = await DialogueHost.Start(new HostArguments { Port = 0, Empty = true, Environment = "Testing", RateLimit = false, Databases = Databases });
        await ((IServiceModule)new IdentityModule()).SeedDemo(Host.Services, new DemoScript(Clock.Today, TestCalendar.Working, []), CancellationToken.None);
        await Settled();
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Superuser.DisposeAsync();
        await postgres.DisposeAsync();
    }

    /// <summary>A person with a browser who has signed in through the gateway.</summary>
    public Task<WebUser> SignedIn(string user) => WebUser.SignIn(Address, user, DemoAccounts.All.First(a => a.User == user).Password);

    /// <summary>Somebody with a browser who has not signed in.</summary>
    public WebUser Anybody() => new(Address);

    /// <summary>Waits until every message has had its effect.</summary>
    public Task Settled() => Eventually.True("every outbox is empty", async () =>
    {
        await using var command = Superuser.CreateCommand(string.Join(" union all ", Schemas.Select(s => $"select count(*) from {s}.outbox")));
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            if (reader.GetInt64(0) > 0) return false;
        return true;
    }, within: TimeSpan.FromSeconds(60));

    public async Task<T?> Scalar<T>(string sql, params object[] parameters)
    {
        await using var command = Superuser.CreateCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    public static readonly string[] Schemas = ["identity", "planning", "petitions", "escalations", "reporting", "notifications"];
}
