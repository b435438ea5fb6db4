using Dialogue.Data;
using Dialogue.Host;
using Dialogue.Hosting;
using Dialogue.Kernel;
using Dialogue.RabbitMq;
using Dialogue.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Solution.Tests;

/// <summary>Gateway and every service as processes of their own, with a broker between them, as ./run --split starts them.</summary>
public class SplitCity : RunningCity
{
    private readonly string folder = TestPostgres.NewFolder();
    private readonly HttpClient http = new();
    private EmbeddedRabbitMq? broker;
    private Supervisor? supervisor;
    private Databases? databases;

    /// <summary>Why no broker can run here; null: one can.</summary>
    public static string? Skipped => Environment.GetEnvironmentVariable("DIALOGUE_SKIP_BROKER") is { Length: > 0 } why ? why : null;

    public override LegalClock Clock { get; } = new(TimeProvider.System);

    public Uri Broker => broker!.Address;

    public IReadOnlyList<Supervisor.Part> Parts => supervisor!.Parts;

    /// <summary>How many of each there are.</summary>
    protected virtual int Replicas => 1;

    public override WebUser Anybody() => new(supervisor!.Addresses.First(), [.. supervisor.Addresses]);

    public override async Task Today(DateOnly day)
    {
        await new LegalDay(databases!, Clock, new Changes(databases!, new ServiceCollection().BuildServiceProvider())).Set(day);
        await Eventually.True($"every process believes that it is {day:yyyy-MM-dd}", async () =>
            (await Task.WhenAll(supervisor!.Parts.Select(p => http.GetStringAsync(new Uri(p.Address, "/health/ready"))))).All(said => said.EndsWith($"{day:yyyy-MM-dd}", StringComparison.Ordinal)));
    }

    public override async ValueTask InitializeAsync()
    {
        if (Skipped is not null) return;
        await base.InitializeAsync();
        databases = new(Databases);
        Directory.CreateDirectory(folder);
        broker = await EmbeddedRabbitMq.Start(new() { DataFolder = Path.Combine(folder, "rabbitmq") });
        supervisor = await Supervisor.Start(Arguments(Databases) with { Broker = broker.Address, Replicas = Replicas, DataFolder = folder }, said => TestContext.Current.SendDiagnosticMessage(said));
        await Settled();
    }

    public override async ValueTask DisposeAsync()
    {
        if (supervisor is not null) await supervisor.DisposeAsync();
        if (broker is not null) await broker.DisposeAsync();
        if (databases is not null) await databases.DisposeAsync();
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        http.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>
    /// A message is in an outbox until the broker has it, and with the broker until its effect is there: looked for in this order, none slips by. What
    /// it gives birth to can, when it leaves its outbox between the two; so twice.
    /// </summary>
    protected override async Task<bool> NothingIsUnderWay()
    {
        for (var look = 0; look < 2; look++)
            if (!await base.NothingIsUnderWay() || await broker!.Held() is not 0) return false;
        return true;
    }
}

/// <summary>Two of each, gateways too; every request goes to either.</summary>
public sealed class ReplicatedCity : SplitCity
{
    protected override int Replicas => 2;
}

/// <summary>Tests in one <see cref="SplitCity"/>; with a class fixture, each class would start one.</summary>
[CollectionDefinition]
public sealed class InManyProcesses : ICollectionFixture<SplitCity>;

/// <summary>Tests in one <see cref="ReplicatedCity"/>.</summary>
[CollectionDefinition]
public sealed class OverReplicas : ICollectionFixture<ReplicatedCity>;
