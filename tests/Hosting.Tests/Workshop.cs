using Dialogue.Data;
using Dialogue.Data.Messaging;
using Dialogue.Hosting.Bus;
using Dialogue.Hosting.Tenancy;
using Dialogue.Hosting.Works;
using Dialogue.Kernel;
using Dialogue.Postgres;
using Dialogue.Testing;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

[assembly: AssemblyFixture(typeof(TestPostgres))]

namespace Dialogue.Hosting.Tests;

/// <summary>An aggregate as any service has them.</summary>
public sealed class Thing : IAggregate
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public TenantId TenantId { get; private set; }
    public string Name { get; set; } = "";

    [NotInHistory] public string Secret { get; set; } = "";

    public static Thing Of(TenantId tenant, string name) => new() { TenantId = tenant, Name = name };
}

public sealed record Hammered(string Name);

public sealed record Broken(string Name);

public sealed record Stamped(string Name);

public sealed class WorkshopDb(DbContextOptions<WorkshopDb> options) : TenantDbContext(options)
{
    public override string Schema => "workshop";

    public DbSet<Thing> Things => Set<Thing>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Thing>().ToTable("things");
        base.OnModelCreating(modelBuilder);
    }
}

internal sealed class MakeThing(WorkshopDb db) : IConsumer<Hammered>
{
    public async Task Consume(ConsumeContext<Hammered> context)
    {
        if (!await db.FirstTime<MakeThing>(context)) return;
        db.Things.Add(new() { Name = context.Message.Name });
        await db.SaveChangesAsync(context.CancellationToken);
    }
}

/// <summary>The control of the inbox: it forgets to ask whether it has had the message.</summary>
internal sealed class MakeThingCarelessly(WorkshopDb db) : IConsumer<Hammered>
{
    public async Task Consume(ConsumeContext<Hammered> context)
    {
        db.Things.Add(new() { Name = context.Message.Name + ", carelessly" });
        await db.SaveChangesAsync(context.CancellationToken);
    }
}

internal sealed class AlwaysFail : IConsumer<Broken>
{
    public Task Consume(ConsumeContext<Broken> context) => throw new InvalidOperationException("This consumer cannot.");
}

/// <summary>Is overtaken as often as its message's number says, and then makes the thing.</summary>
internal sealed class OftenOvertaken(WorkshopDb db) : IConsumer<Hammered>
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<Guid, int> Times = new();

    public async Task Consume(ConsumeContext<Hammered> context)
    {
        if (Times.AddOrUpdate(context.MessageId!.Value, 1, (_, times) => times + 1) <= int.Parse(context.Message.Name, System.Globalization.CultureInfo.InvariantCulture)) throw new DbUpdateConcurrencyException();
        db.Things.Add(new() { Name = context.Message.Name });
        await db.SaveChangesAsync(context.CancellationToken);
    }
}

/// <summary>Takes many at once and can do nothing with one that is cracked, nor with those beside it.</summary>
internal sealed class StampThings(WorkshopDb db) : IConsumer<Batch<Stamped>>
{
    public async Task Consume(ConsumeContext<Batch<Stamped>> context)
    {
        foreach (var one in context.Message)
        {
            if (!await db.FirstTime<StampThings>(one)) continue;
            db.Things.Add(new() { Name = one.Message.Name });
        }
        if (context.Message.Any(m => m.Message.Name == "cracked")) throw new InvalidOperationException("This one is cracked.");
        await db.SaveChangesAsync(context.CancellationToken);
    }
}

/// <summary>Real time that can be let leap, so that a test need not wait for a second attempt.</summary>
internal sealed class LeapingTime : TimeProvider
{
    private long ahead;

    public void Leap(TimeSpan by) => Interlocked.Add(ref ahead, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref ahead));
}

/// <summary>One process of a small service on a database of its own. The relay runs only when a test starts it.</summary>
internal sealed class Workshop : IAsyncDisposable
{
    public static readonly TenantId Here = new(new Guid("11111111-0000-7000-8000-000000000001")), Elsewhere = new(new Guid("22222222-0000-7000-8000-000000000002"));

    private readonly bool ownsDatabase;

    private Workshop(ServiceProvider services, DatabaseOptions options, NpgsqlDataSource superuser, LeapingTime time, bool ownsDatabase) =>
        (Services, Options, Superuser, Time, this.ownsDatabase) = (services, options, superuser, time, ownsDatabase);

    public ServiceProvider Services { get; }
    public DatabaseOptions Options { get; }

    /// <summary>Sees all rows, for looking behind the walls and for taking them down.</summary>
    public NpgsqlDataSource Superuser { get; }
    public LeapingTime Time { get; }
    public Databases Databases => Services.GetRequiredService<Databases>();

    public static async Task<Workshop> Open(TestPostgres postgres)
    {
        var connections = await postgres.CreateDatabase("workshop", async empty =>
        {
            await using var services = Build(Of(empty), new LeapingTime());
            await using (var owner = NpgsqlDataSource.Create(empty.Owner))
            {
                var schema = services.GetRequiredService<ServiceSchema>();
                await using var db = schema.ContextOfOwner(owner);
                await using var create = owner.CreateCommand(db.Database.GenerateCreateScript());
                await create.ExecuteNonQueryAsync();
                await using var wall = await owner.OpenConnectionAsync();
                await RowLevelSecurity.Apply(wall, db.Schema, db.CityWideTables);
            }
        });
        var options = Of(connections);
        var superuser = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres.Server.SuperuserConnectionString) { Database = new NpgsqlConnectionStringBuilder(connections.App).Database }.ConnectionString);
        var time = new LeapingTime();
        return new(Build(options, time), options, superuser, time, ownsDatabase: true);
    }

    /// <summary>On a database that another process has made, as <see cref="OtherProcess"/> is one.</summary>
    public static Workshop Of(DatabaseOptions options)
    {
        var time = new LeapingTime();
        return new(Build(options, time), options, NpgsqlDataSource.Create(options.Owner), time, ownsDatabase: true);
    }

    /// <summary>Another process on the same database.</summary>
    public Workshop Another(Action<IServiceCollection>? consumers = null) => new(Build(Options, Time, consumers), Options, Superuser, Time, ownsDatabase: false);

    /// <summary>Another process on the same database, to which a broker brings messages and which publishes through it.</summary>
    public async Task<Workshop> Another(Uri broker, Action<IServiceCollection> consumers)
    {
        var other = new Workshop(Build(Options, Time, services =>
        {
            consumers(services);
            services.AddDialogueBroker(broker);
        }), Options, Superuser, Time, ownsDatabase: false);
        other.Services.GetRequiredService<MessageDirectory>().ThroughBroker = true;
        var bus = other.Services.GetRequiredService<BrokerBus>();
        await bus.StartAsync(CancellationToken.None);
        await Eventually.True("the broker is there", () => bus.Current is not null, TimeSpan.FromSeconds(30));
        return other;
    }

    public AsyncServiceScope Scope(TenantId tenant)
    {
        var scope = Services.CreateAsyncScope();
        if (!tenant.IsNone) scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(tenant);
        return scope;
    }

    /// <summary>Does something in one scope of a tenant.</summary>
    public async Task<T> As<T>(TenantId tenant, Func<WorkshopDb, Task<T>> work)
    {
        await using var scope = Scope(tenant);
        return await work(scope.ServiceProvider.GetRequiredService<WorkshopDb>());
    }

    public Task Publish(TenantId tenant, params object[] messages) => As(tenant, async db =>
    {
        foreach (var message in messages)
            switch (message)
            {
                case Hammered hammered: db.Publish(hammered); break;
                case Stamped stamped: db.Publish(stamped); break;
                default: db.Publish((Broken)message); break;
            }
        return await db.SaveChangesAsync();
    });

    /// <summary>Names of the things of a tenant.</summary>
    public Task<List<string>> Things(TenantId tenant) => As(tenant, db => db.Things.OrderBy(t => t.Name).Select(t => t.Name).ToListAsync());

    public async Task<RunningRelay> Relay()
    {
        var relay = Services.GetServices<IHostedService>().OfType<OutboxRelay>().Single();
        await relay.StartAsync(CancellationToken.None);
        return new(relay);
    }

    /// <summary>Lets this process run long works until it is disposed of, which stops it in good order.</summary>
    public async Task<RunningWorks> RunWorks()
    {
        var runner = Services.GetServices<IHostedService>().OfType<WorkRunner>().Single();
        await runner.StartAsync(CancellationToken.None);
        return new(runner);
    }

    public async Task<T> Ask<T>(string sql)
    {
        await using var command = Superuser.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task Do(string sql)
    {
        await using var command = Superuser.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public Task OutboxIsEmpty() => Eventually.True("the outbox is empty", async () => await Ask<long>("select count(*) from workshop.outbox where parked_at is null") == 0, TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync()
    {
        if (Services.GetService<BrokerBus>() is { } bus) await bus.StopAsync(CancellationToken.None);
        await Services.DisposeAsync();
        if (ownsDatabase) await Superuser.DisposeAsync();
    }

    private static DatabaseOptions Of(DatabaseConnections connections) => new(connections.Owner, connections.App, connections.Relay, connections.City);

    private static ServiceProvider Build(DatabaseOptions options, LeapingTime time, Action<IServiceCollection>? consumers = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services.AddSingleton(options);
        services.AddSingleton<Databases>();
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton<OrganisationDirectory>();
        services.AddTenantContext<WorkshopDb>("workshop");
        services.AddSingleton(new WorkOptions { Lease = TimeSpan.FromSeconds(2), Beat = TimeSpan.FromMilliseconds(50), Poll = TimeSpan.FromMilliseconds(100) });
        services.AddLongWork<StepByStep>("workshop");
        services.AddLongWork<Refusing>("workshop");
        if (consumers is not null) consumers(services);
        else
        {
            services.AddBusConsumer<MakeThing>("workshop");
            services.AddBusConsumer<AlwaysFail>("workshop");
        }
        return services.BuildServiceProvider(validateScopes: true);
    }

    internal sealed class RunningWorks(WorkRunner runner) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await runner.StopAsync(CancellationToken.None);
    }

    internal sealed class RunningRelay(OutboxRelay relay) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await relay.StopAsync(CancellationToken.None);
    }
}
