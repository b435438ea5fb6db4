using System.Diagnostics;
using Dialogue.Data.Messaging;
using Dialogue.Hosting.Bus;
using Dialogue.RabbitMq;
using Dialogue.Testing;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using static Dialogue.Hosting.Tests.Workshop;

namespace Dialogue.Hosting.Tests;

/// <summary>A broker for the tests of one class.</summary>
public sealed class ABroker : IAsyncLifetime
{
    private readonly string folder = TestPostgres.NewFolder();

    public static string? Skipped => Environment.GetEnvironmentVariable("DIALOGUE_SKIP_BROKER") is { Length: > 0 } why ? why : null;

    public EmbeddedRabbitMq Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (Skipped is not null) return;
        Directory.CreateDirectory(folder);
        Server = await EmbeddedRabbitMq.Start(new() { DataFolder = Path.Combine(folder, "rabbitmq") });
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is null) return;
        await Server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    public async Task Remove(IEnumerable<string> queues)
    {
        await using var connection = await Connect();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in queues) await channel.QueueDeleteAsync(queue);
    }

    /// <summary>Messages of a queue that nobody has taken.</summary>
    public async Task<uint> Waiting(string queue)
    {
        await using var connection = await Connect();
        await using var channel = await connection.CreateChannelAsync();
        return await channel.MessageCountAsync(queue);
    }

    private Task<IConnection> Connect() => new ConnectionFactory { Uri = Server.Address }.CreateConnectionAsync();
}

/// <summary>Messages between two processes of a service, over RabbitMQ: one publishes, the other makes things of what it hears.</summary>
public sealed class BrokerTests : IClassFixture<ABroker>, IAsyncLifetime
{
    private readonly ABroker broker;
    private readonly TestPostgres postgres;

    public BrokerTests(ABroker broker, TestPostgres postgres)
    {
        Assert.SkipWhen(ABroker.Skipped is not null, ABroker.Skipped ?? "");
        (this.broker, this.postgres) = (broker, postgres);
    }

    /// <summary>Queues outlive those who hear them; each test begins without any.</summary>
    public async ValueTask InitializeAsync() =>
        await broker.Remove(((string[])["workshop.MakeThing", "workshop.AlwaysFail", "workshop.StampThings", "office.LookOn"]).SelectMany(name => (string[])[name, $"{name}_error"]));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_one_process_publishes_has_its_effect_once_under_its_tenant_in_another()
    {
        await using var shop = await Open(postgres);
        await using var maker = await Maker(shop);
        await using var publisher = await Publisher(shop);
        await using var relay = await publisher.Relay();

        for (var i = 0; i < 20; i++) await publisher.Publish(i % 2 == 0 ? Here : Elsewhere, new Hammered($"{i:00}"));

        await Drained(shop);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{2 * i:00}"), await shop.Things(Here));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{2 * i + 1:00}"), await shop.Things(Elsewhere));
    }

    [Fact]
    public async Task A_message_without_a_tenant_is_refused_and_kept_in_the_error_queue()
    {
        await using var shop = await Open(postgres);
        await using var maker = await Maker(shop);
        var bus = maker.Services.GetRequiredService<BrokerBus>().Current!;

        await bus.Publish(A(new Hammered("of nobody")), TestContext.Current.CancellationToken);
        await bus.Publish(new Parcel<Hammered>([]), context => context.Headers.Set(Broker.TenantHeader, $"{Here}"), TestContext.Current.CancellationToken);
        await bus.Publish(A(new Hammered("of somebody")), context => context.Headers.Set(Broker.TenantHeader, $"{Here}"), TestContext.Current.CancellationToken); // control

        await Eventually.True("the other is made", async () => (await shop.Things(Here)).Count == 1);
        await Eventually.True("the one, and an empty parcel, are in the error queue", async () => await broker.Waiting("workshop.MakeThing_error") == 2);
        Assert.Equal(2, await broker.Server.Held());
        Assert.Equal(["of somebody"], await shop.Things(Here));
        Assert.Equal(1L, await shop.Ask<long>("select count(*) from workshop.things"));
    }

    [Fact]
    public async Task What_a_queue_has_refused_is_seen_sent_again_and_given_up()
    {
        await using var shop = await Open(postgres);
        await shop.Do("""
            create table public.installation (key text primary key, value text not null); grant select, insert, update on public.installation to dialogue_app; grant select on public.installation to dialogue_relay;
            create table public.message_acts (act text, person uuid, person_name text, reason text, schema text, message_id uuid, consumer text, type text, tenant_id uuid, for_tenant uuid, error text, payload text, created_at timestamptz);
            grant insert on public.message_acts to dialogue_relay;
            """);
        await using var maker = await Maker(shop);
        var queues = maker.Services.GetRequiredService<ErrorQueues>();
        var bus = maker.Services.GetRequiredService<BrokerBus>().Current!;
        Assert.Empty((await queues.All(TestContext.Current.CancellationToken))!); // none is known yet
        await ErrorQueues.Note(maker.Databases.App, maker.Services.GetRequiredService<MessageDirectory>().Consumers.Select(c => c.Name), TestContext.Current.CancellationToken);

        await bus.Publish(A(new Hammered("of nobody")), TestContext.Current.CancellationToken);
        await bus.Publish(A(new Hammered("of nobody either")), TestContext.Current.CancellationToken);
        var held = await Eventually.Get("both are refused", async () => (await queues.All())!.FirstOrDefault(), q => q.Count == 2);
        Assert.Equal("workshop.MakeThing", held.Queue);
        Assert.Contains("without", held.Error, StringComparison.Ordinal);

        Assert.Equal(2, await queues.Retry("workshop.MakeThing", null, "Quản Trị Viên", TestContext.Current.CancellationToken));
        await Eventually.True("they are refused again", async () => await broker.Waiting("workshop.MakeThing_error") == 2);
        Assert.Equal(0, await queues.Retry("amq.anything", null, "Quản Trị Viên", TestContext.Current.CancellationToken));
        Assert.Equal(2, await queues.Drop("workshop.MakeThing", null, "Quản Trị Viên", "không rõ nguồn", TestContext.Current.CancellationToken));
        Assert.Empty((await queues.All(TestContext.Current.CancellationToken))!);
        Assert.Equal(0, await broker.Server.Held());
        Assert.Equal(2L, await shop.Ask<long>("select count(*) from public.message_acts where act = 'retried' and payload is null and type = 'Tests.Hammered' and message_id <> '00000000-0000-0000-0000-000000000000'"));
        Assert.Equal(2L, await shop.Ask<long>("select count(*) from public.message_acts where act = 'dropped' and payload like '%of nobody%' and reason = 'không rõ nguồn' and schema = 'workshop'"));

        // The control: one that only the first try could not read has its effect.
        await Move();
        Assert.Equal(1, await queues.Retry("workshop.MakeThing", null, "Quản Trị Viên", TestContext.Current.CancellationToken));
        await Eventually.True("it has its effect", async () => (await shop.Things(Here)).Count == 1);

        async Task Move()
        {
            var endpoint = await bus.GetSendEndpoint(new Uri("queue:workshop.MakeThing_error"));
            await endpoint.Send(A(new Hammered("of somebody")), context => context.Headers.Set(Broker.TenantHeader, $"{Here}"), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task What_a_consumer_fails_on_is_kept_in_its_own_outbox_tried_again_and_parked_and_the_queue_is_free()
    {
        await using var shop = await Open(postgres);
        await PublishAndLeave(shop, new Broken("never"), new Hammered("behind it"));
        await using var maker = await Maker(shop);

        await Eventually.True("it is kept", async () => await shop.Ask<long>("select count(*) from workshop.outbox where consumer = 'workshop.AlwaysFail' and attempts >= 1") == 1);
        await Eventually.True("the queues are free", async () => await broker.Server.Held() == 0);
        Assert.Equal(["behind it"], await shop.Things(Here));
        Assert.Equal(0L, await shop.Ask<long>("select count(*) from workshop.outbox where parked_at is not null")); // it is not given up at once
        await using var relay = await maker.Relay();
        await Eventually.True("it is parked", async () =>
        {
            shop.Time.Leap(TimeSpan.FromMinutes(2));
            maker.Services.GetRequiredService<MessageDirectory>().Wake("workshop");
            return await shop.Ask<long>("select count(*) from workshop.outbox where parked_at is not null") == 1;
        }, TimeSpan.FromSeconds(30));
        Assert.Equal(8, await shop.Ask<int>("select attempts from workshop.outbox"));
        Assert.Contains("This consumer cannot.", await shop.Ask<string>("select error from workshop.outbox"), StringComparison.Ordinal);
        Assert.Equal(0, await broker.Server.Held());
    }

    [Fact]
    public async Task Of_many_taken_together_the_bad_one_is_kept_and_all_others_have_their_effect_once()
    {
        await using var shop = await Open(postgres);
        await PublishAndLeave(shop, [.. Enumerable.Range(0, 30).Select(n => new Stamped(n == 17 ? "cracked" : $"{n:00}"))]);
        await using var maker = await Maker(shop);
        await Eventually.True("the queues are free", async () => await broker.Server.Held() == 0, TimeSpan.FromSeconds(30));

        Assert.Equal(Enumerable.Range(0, 30).Where(n => n != 17).Select(n => $"{n:00}"), await shop.Things(Here));
        Assert.Equal("""{"name":"cracked"}""", await shop.Ask<string>("select payload from workshop.outbox"));
    }

    [Fact]
    public async Task Of_a_parcel_what_cannot_be_read_is_kept_as_it_was_written_and_the_others_have_their_effect()
    {
        await using var shop = await Open(postgres);
        await using var maker = await Maker(shop);
        await using var publisher = await Publisher(shop);
        foreach (var body in (string[])["""{"name":"first"}""", """{"name":["of a later release"]}""", """{"name":"last","colour":"a field of a later release"}"""])
            await shop.Do($$"""
                insert into workshop.outbox (id, tenant_id, for_tenant, message_id, consumer, type, payload, created_at, not_before, attempts)
                values (gen_random_uuid(), '{{Here}}', '{{Here}}', gen_random_uuid(), 'workshop.MakeThing', 'Tests.Hammered', '{{body}}', now(), now(), 0)
                """);
        await using (await publisher.Relay()) await Eventually.True("both are made", async () => (await shop.Things(Here)).Count == 2);

        Assert.Equal(["first", "last"], await shop.Things(Here));
        await Eventually.True("the third is kept", async () => await shop.Ask<long>("select count(*) from workshop.outbox") == 1);
        Assert.Equal("""{"name":["of a later release"]}""", await shop.Ask<string>("select payload from workshop.outbox"));
        await Eventually.True("the queue is free", async () => await broker.Server.Held() == 0);
    }

    [Theory]
    [InlineData(250, 10, "100, 100, 50")]
    [InlineData(1, 1_000_000, "1")]
    [InlineData(3, 200_000, "1, 1, 1")]
    [InlineData(5, 100_000, "2, 2, 1")]
    [InlineData(0, 1, "")]
    public void Rows_are_put_into_parcels_of_a_hundred_that_stay_small_in_their_order(int rows, int characters, string parcels)
    {
        var some = Enumerable.Range(0, rows).Select(n => new OutboxMessage
        {
            Id = Guid.CreateVersion7(), TenantId = Here, ForTenant = Here, MessageId = Guid.CreateVersion7(), Consumer = "", Type = "Tests.Hammered", Payload = new('x', characters),
        }).ToList();

        var shared = Letter.Share(some).ToList();

        Assert.Equal(parcels, string.Join(", ", shared.Select(p => p.Count)));
        Assert.Equal(some.Select(r => r.Id), shared.SelectMany(p => p).Select(r => r.Id));
    }

    [Fact]
    public async Task While_the_broker_is_away_nothing_is_lost_nothing_counts_as_failed_and_all_arrives_when_it_is_back()
    {
        await using var shop = await Open(postgres);
        await using var maker = await Maker(shop);
        await using var publisher = await Publisher(shop);
        await using var relay = await publisher.Relay();
        await publisher.Publish(Here, new Hammered("before"));
        await Drained(shop);

        using (var process = Process.GetProcessById(broker.Server.ProcessId))
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        for (var i = 0; i < 20; i++) await publisher.Publish(Here, new Hammered($"meanwhile {i:00}"));
        Assert.Equal(20L, await shop.Ask<long>("select count(*) from workshop.outbox"));

        var attempts = 0;
        await Eventually.True("all have arrived", async () =>
        {
            attempts = Math.Max(attempts, await shop.Ask<int>("select coalesce(max(attempts), 0) from workshop.outbox"));
            return (await shop.Things(Here)).Count >= 21;
        }, TimeSpan.FromSeconds(90));
        await Drained(shop);
        Assert.Equal(21, (await shop.Things(Here)).Distinct().Count());
        Assert.Equal(21, (await shop.Things(Here)).Count);
        Assert.Equal(0, attempts);
    }

    /// <summary>As a broker on a busy machine does: it listens long before it serves, and dies again while it is being asked.</summary>
    [Theory]
    [InlineData(0)] // not even the first word
    [InlineData(4)] // the connection is there, the queues are being declared
    public async Task A_broker_that_falls_silent_while_consumers_connect_leaves_none_of_them_deaf(int afterAnswers)
    {
        await using var wire = new Wire(broker.Server.Address);
        await using var shop = await Open(postgres);
        await using var maker = await Maker(shop, wire.Address);
        await using var publisher = await Publisher(shop);
        await using var relay = await publisher.Relay();
        await publisher.Publish(Here, new Hammered("before"));
        await Drained(shop);

        var connections = wire.Connections;
        wire.FallSilent(afterAnswers);
        await Eventually.True("the consumers try to come back", () => wire.Connections > connections + 1, TimeSpan.FromSeconds(60));
        await Task.Delay(TimeSpan.FromSeconds(25), TestContext.Current.CancellationToken); // longer than the client waits for an answer
        await publisher.Publish(Here, new Hammered("after"), new Stamped("after, stamped"));
        await shop.OutboxIsEmpty();
        Assert.Equal(["before"], await shop.Things(Here));
        wire.Speak();

        await Eventually.True("they hear again", async () => (await shop.Things(Here)).Count == 3, TimeSpan.FromSeconds(90));
        await Drained(shop);
    }

    [Fact]
    public async Task A_connection_that_is_cut_again_and_again_loses_nothing_and_doubles_nothing()
    {
        await using var wire = new Wire(broker.Server.Address);
        await using var shop = await Open(postgres);
        await using var maker = await Maker(shop, wire.Address);
        await using var publisher = await Publisher(shop, wire.Address);
        await using var relay = await publisher.Relay();
        var connections = wire.Connections;
        for (var i = 0; i < 200; i++)
        {
            await publisher.Publish(Here, new Hammered($"{i:000}"), new Stamped($"{i:000}, stamped"));
            if (i % 40 == 20) wire.Cut();
        }
        await Eventually.True("everything has arrived", async () => await shop.Ask<long>("select count(*) from workshop.things") >= 400, TimeSpan.FromSeconds(60));
        await Drained(shop);
        Assert.Equal(Enumerable.Range(0, 200).SelectMany(i => new[] { $"{i:000}", $"{i:000}, stamped" }), await shop.Things(Here));
        Assert.True(wire.Connections >= connections + 2, "nobody had to connect again");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // the control: what is published to nobody is gone
    public async Task What_is_published_before_a_service_has_ever_run_waits_for_it_in_its_queue(bool declared)
    {
        await using var shop = await Open(postgres);
        if (declared) // by the migration, which knows every consumer there is
            for (var twice = 0; twice < 2; twice++)
                await Broker.Declare([new("workshop", "workshop.MakeThing", typeof(MakeThing), typeof(Hammered), Many: false), new("workshop", "workshop.StampThings", typeof(StampThings), typeof(Stamped), Many: true)],
                    broker.Server.Address, TestContext.Current.CancellationToken);
        await using (var publisher = await Publisher(shop))
        await using (await publisher.Relay())
        {
            await publisher.Publish(Here, new Hammered("early"), new Stamped("early, stamped"));
            await shop.OutboxIsEmpty();
            await Eventually.True("it has heard its own", async () => await broker.Server.Held() == (declared ? 2 : 0));
        }
        await using var maker = await Maker(shop);
        await Drained(shop);
        Assert.Equal(declared ? ["early", "early, stamped"] : [], await shop.Things(Here));
    }

    [Fact]
    public async Task A_row_that_names_a_consumer_elsewhere_goes_to_its_queue_alone()
    {
        await using var shop = await Open(postgres);
        await using var maker = await Maker(shop);
        await using var publisher = await Publisher(shop);
        await shop.Do($$"""
            insert into workshop.outbox (id, tenant_id, for_tenant, message_id, consumer, type, payload, created_at, not_before, attempts)
            values (gen_random_uuid(), '{{Here}}', '{{Here}}', gen_random_uuid(), 'workshop.MakeThing', 'Tests.Hammered', '{"name":"written when all was one process"}', now(), now(), 0)
            """);
        await using var relay = await publisher.Relay();
        await Drained(shop);
        Assert.Equal(["written when all was one process"], await shop.Things(Here));
    }

    [Fact]
    public async Task From_commit_to_effect_takes_milliseconds()
    {
        await using var shop = await Open(postgres);
        await using var maker = await Maker(shop);
        await using var publisher = await Publisher(shop);
        await using var relay = await publisher.Relay();
        var took = new List<TimeSpan>();
        for (var i = 1; i <= 60; i++)
        {
            await publisher.Publish(Here, new Hammered($"{i:00}"));
            var watch = Stopwatch.StartNew();
            while (await shop.Ask<long>("select count(*) from workshop.things") < i) Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
            if (i > 10) took.Add(watch.Elapsed);
        }
        await Drained(shop);
        took.Sort();
        TestContext.Current.SendDiagnosticMessage($"From commit to effect over RabbitMQ: median {took[took.Count / 2].TotalMilliseconds:0.0} ms, 95 % within {took[took.Count * 95 / 100].TotalMilliseconds:0.0} ms.");
    }

    /// <summary>The messages wait at the broker for a process that comes later.</summary>
    private async Task PublishAndLeave(Workshop shop, params object[] messages)
    {
        await using (await Maker(shop)) { } // its queues are there from now on
        await using var publisher = await Publisher(shop);
        await using (await publisher.Relay())
        {
            await publisher.Publish(Here, messages);
            await shop.OutboxIsEmpty();
        }
        await Eventually.True("the publisher has heard its own", async () => await broker.Server.Held() == messages.Select(m => m.GetType()).Distinct().Count()); // parcels
    }

    private static Parcel<T> A<T>(T message) where T : class =>
        new([new(Guid.CreateVersion7(), System.Text.Json.JsonSerializer.Serialize(message, MessageDirectory.Json), TimeProvider.System.GetUtcNow(), Trace: null)]);

    private Task<Workshop> Maker(Workshop shop, Uri? through = null) => shop.Another(through ?? broker.Server.Address, services =>
    {
        services.AddBusConsumer<MakeThing>("workshop");
        services.AddBusConsumer<AlwaysFail>("workshop");
        services.AddBusConsumer<StampThings>("workshop");
    });

    /// <summary>It hears of nothing but what concerns nobody, so that whatever is made is made by another.</summary>
    private Task<Workshop> Publisher(Workshop shop, Uri? through = null) => shop.Another(through ?? broker.Server.Address, services => services.AddBusConsumer<LookOn>("office"));

    private Task Drained(Workshop shop) => Eventually.True("everything has had its effect", async () =>
        await shop.Ask<long>("select count(*) from workshop.outbox") == 0 && await broker.Server.Held() == 0 && await shop.Ask<long>("select count(*) from workshop.outbox") == 0, TimeSpan.FromSeconds(30));
}

/// <summary>Hears everything and does nothing: what it hears is the publisher's contract.</summary>
internal sealed class LookOn : IConsumer<Hammered>, IConsumer<Broken>, IConsumer<Stamped>
{
    public Task Consume(ConsumeContext<Hammered> context) => Task.CompletedTask;

    public Task Consume(ConsumeContext<Broken> context) => Task.CompletedTask;

    public Task Consume(ConsumeContext<Stamped> context) => Task.CompletedTask;
}
