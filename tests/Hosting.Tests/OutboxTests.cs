using Dialogue.Data.Messaging;
using Dialogue.Hosting.Bus;
using Dialogue.Kernel;
using Dialogue.Testing;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Dialogue.Hosting.Tests.Workshop;

namespace Dialogue.Hosting.Tests;

public sealed class OutboxTests(TestPostgres postgres)
{
    [Fact]
    public async Task What_is_published_is_delivered_once_under_its_tenant()
    {
        await using var shop = await Open(postgres);
        await using var relay = await shop.Relay();

        await shop.Publish(Here, new Hammered("a"), new Hammered("b"));
        await shop.Publish(Elsewhere, new Hammered("c"));
        await shop.OutboxIsEmpty();

        Assert.Equal(["a", "b"], await shop.Things(Here));
        Assert.Equal(["c"], await shop.Things(Elsewhere));
    }

    [Fact]
    public async Task What_is_handed_to_another_organisation_is_consumed_under_that_one()
    {
        await using var shop = await Open(postgres);
        await using var relay = await shop.Relay();

        await shop.As(Here, async db =>
        {
            db.PublishTo(Elsewhere, new Hammered("handed over"));
            return await db.SaveChangesAsync();
        });
        await shop.OutboxIsEmpty();

        Assert.Empty(await shop.Things(Here));
        Assert.Equal(["handed over"], await shop.Things(Elsewhere));
    }

    [Fact]
    public async Task Two_relays_at_one_outbox_deliver_each_message_once()
    {
        await using var shop = await Open(postgres);
        await using var other = shop.Another();
        for (var i = 0; i < 10; i++) await shop.Publish(i % 2 == 0 ? Here : Elsewhere, [.. Enumerable.Range(0, 20).Select(n => new Hammered($"{i:00}-{n:00}"))]);

        await using (await shop.Relay())
        await using (await other.Relay())
            await shop.OutboxIsEmpty();

        Assert.Equal(200L, await shop.Ask<long>("select count(*) from workshop.things"));
        Assert.Equal(200L, await shop.Ask<long>("select count(distinct name) from workshop.things"));
    }

    [Fact]
    public async Task What_was_overtaken_is_begun_anew_at_once_and_not_for_ever()
    {
        await using var shop = await Open(postgres);
        await using var busy = shop.Another(services => services.AddBusConsumer<OftenOvertaken>("workshop"));
        await busy.Publish(Here, new Hammered("3"), new Hammered("99"));
        await using var relay = await busy.Relay();

        // The clock stands still: what waits for its second attempt waits for ever.
        await Eventually.True("the one has its effect", async () => (await shop.Things(Here)).Count == 1);
        await Eventually.True("the other has failed once", async () => await shop.Ask<long>("select count(*) from workshop.outbox where attempts = 1") == 1);
        Assert.Equal(["3"], await shop.Things(Here));
    }

    [Fact]
    public async Task A_failing_consumer_is_parked_in_the_end_and_holds_back_nobody()
    {
        await using var shop = await Open(postgres);
        await shop.Publish(Here, new Broken("never"), new Hammered("behind it"));
        await using var relay = await shop.Relay();

        await Eventually.True("the message behind it arrives", async () => (await shop.Things(Here)).Count == 1);
        Assert.Equal(0L, await shop.Ask<long>("select count(*) from workshop.outbox where parked_at is not null")); // it is not given up at once
        await Eventually.True("it is parked", async () =>
        {
            shop.Time.Leap(TimeSpan.FromMinutes(2));
            shop.Services.GetRequiredService<MessageDirectory>().Wake("workshop");
            return await shop.Ask<long>("select count(*) from workshop.outbox where parked_at is not null") == 1;
        }, TimeSpan.FromSeconds(30));

        Assert.Equal(8, await shop.Ask<int>("select attempts from workshop.outbox"));
        Assert.Contains("This consumer cannot.", await shop.Ask<string>("select error from workshop.outbox"), StringComparison.Ordinal);
        await shop.Publish(Here, new Hammered("after it"));
        await Eventually.True("later messages arrive too", async () => (await shop.Things(Here)).Count == 2);
    }

    [Fact]
    public async Task A_message_without_a_tenant_is_refused_wherever_it_comes_from()
    {
        await using var shop = await Open(postgres);

        await shop.As(default, db => Task.FromResult(Assert.Throws<InvalidOperationException>(() => db.Publish(new Hammered("nobody's")))));
        await shop.As(Here, db => Task.FromResult(Assert.Throws<InvalidOperationException>(() => db.PublishTo(default, new Hammered("to nobody")))));
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.Services.GetRequiredService<IOutboxDelivery>().DeliverOne(
            new() { MessageId = Guid.CreateVersion7(), Consumer = "workshop.MakeThing", Type = "Tests.Hammered", Payload = """{"name":"x"}""" }, CancellationToken.None));

        // Even one that lies in the outbox already; the same row with a tenant is the control.
        foreach (var (tenant, name) in new[] { (Guid.Empty, "of nobody"), (Here.Value, "of somebody") })
            await shop.Do($$"""
                insert into workshop.outbox (id, tenant_id, for_tenant, message_id, consumer, type, payload, created_at, not_before, attempts)
                values (gen_random_uuid(), '{{Here}}', '{{tenant}}', gen_random_uuid(), 'workshop.MakeThing', 'Tests.Hammered', '{"name":"{{name}}"}', now(), now(), 7)
                """);
        await using var relay = await shop.Relay();
        await shop.OutboxIsEmpty();
        Assert.Equal(["of somebody"], await shop.Things(Here));
        Assert.Contains("has no tenant", await shop.Ask<string>("select error from workshop.outbox where parked_at is not null"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crash_between_effect_and_delete_repeats_the_delivery_but_not_the_effect()
    {
        await using var shop = await Open(postgres);
        await shop.Publish(Here, new Hammered("once"));
        var row = await Row(shop);
        var delivery = shop.Services.GetRequiredService<IOutboxDelivery>();

        await delivery.DeliverOne(row, CancellationToken.None); // the effect is there; the process dies before it deletes the row
        Assert.Equal(1L, await shop.Ask<long>("select count(*) from workshop.outbox"));
        await using (await shop.Relay()) await shop.OutboxIsEmpty();

        Assert.Equal(["once"], await shop.Things(Here));

        // Control: a consumer that does not ask the inbox has its effect twice.
        for (var i = 0; i < 2; i++)
            await shop.As(Here, async db =>
            {
                await new MakeThingCarelessly(db).Consume(LocalContextOf(new Hammered("twice"), row.MessageId));
                return 0;
            });
        Assert.Equal(2, (await shop.Things(Here)).Count(t => t.EndsWith("carelessly", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_row_for_a_consumer_that_only_another_release_has_waits_for_it()
    {
        await using var shop = await Open(postgres); // stamps nothing
        await Kept(shop, "stamped", "now()");
        await using (await shop.Relay())
        {
            await Eventually.True("it was looked at and left", async () => await shop.Ask<long>("select count(*) from workshop.outbox where error like '%is not in this release.'") == 1);
            for (var looks = 0; looks < 12; looks++) // more often than a row may fail
            {
                var due = await shop.Ask<DateTime>("select not_before from workshop.outbox");
                shop.Time.Leap(TimeSpan.FromMinutes(1));
                shop.Services.GetRequiredService<MessageDirectory>().Wake("workshop");
                await Eventually.True("it was looked at again", async () => await shop.Ask<DateTime>("select not_before from workshop.outbox") != due);
            }
            Assert.Equal(3, await shop.Ask<int>("select attempts from workshop.outbox where parked_at is null"));
            await shop.Publish(Here, new Hammered("behind it"));
            await Eventually.True("others go past it", async () => (await shop.Things(Here)).Count == 1);
        }

        await using var next = shop.Another(services => services.AddBusConsumer<StampThings>("workshop"));
        await using (await next.Relay())
        {
            shop.Time.Leap(TimeSpan.FromMinutes(1));
            await shop.OutboxIsEmpty();
        }
        Assert.Equal(["behind it", "stamped"], await shop.Things(Here));

        await Kept(shop, "of a release that is long gone", "now() - interval '2 days'");
        await using (await shop.Relay())
            await Eventually.True("after a day it is shown to the administrator", async () => await shop.Ask<long>("select count(*) from workshop.outbox where parked_at is not null") == 1);

        static Task Kept(Workshop shop, string name, string at) => shop.Do($$"""
            insert into workshop.outbox (id, tenant_id, for_tenant, message_id, consumer, type, payload, created_at, not_before, attempts)
            values (gen_random_uuid(), '{{Here}}', '{{Here}}', gen_random_uuid(), 'workshop.StampThings', 'Tests.Stamped', '{"name":"{{name}}"}', {{at}}, now(), 3)
            """);
    }

    [Fact]
    public async Task What_waits_for_a_broker_is_delivered_by_a_process_that_has_none_and_holds_everything()
    {
        await using var shop = await Open(postgres);
        foreach (var (type, name) in new[] { ("Hammered", "written while there was a broker"), ("Broken", "never"), ("NobodyHearsIt", "told to nobody") })
            await shop.Do($$"""
                insert into workshop.outbox (id, tenant_id, for_tenant, message_id, consumer, type, payload, created_at, not_before, attempts)
                values (gen_random_uuid(), '{{Here}}', '{{Here}}', gen_random_uuid(), '', 'Tests.{{type}}', '{"name":"{{name}}"}', now(), now(), 0)
                """);
        await using var relay = await shop.Relay();

        await Eventually.True("all but the one that nobody can take are gone", async () => await shop.Ask<long>("select count(*) from workshop.outbox where type <> 'Tests.Broken'") == 0);
        Assert.Equal(["written while there was a broker"], await shop.Things(Here));
        await Eventually.True("that one is tried again", async () => await shop.Ask<int>("select attempts from workshop.outbox") > 0);
    }

    [Fact]
    public async Task Rows_inserted_in_one_round_trip_are_the_same_as_saved_ones_and_carry_no_tenant_over()
    {
        await using var shop = await Open(postgres);
        foreach (var quickly in new[] { false, true })
            await shop.As(Here, async db =>
            {
                var made = new Thing { Name = "made", Secret = "kept" };
                using var insertion = quickly ? db.Insert() : null;
                if (insertion is null) db.Things.Add(made);
                else insertion.Add(made);
                db.Publish(new Hammered("told"));
                if (insertion is null) await db.SaveChangesAsync();
                else await insertion.SaveAsync();
                Assert.Equal(Here, made.TenantId);
                return 0;
            });

        foreach (var rows in new[] { "select name || secret || tenant_id from workshop.things", "select subject || action || changes || day || tenant_id from workshop.history", "select consumer || type || payload || tenant_id || for_tenant from workshop.outbox" })
            Assert.Equal((2L, 1L), (await shop.Ask<long>($"select count(*) from ({rows}) r"), await shop.Ask<long>($"select count(distinct r) from ({rows}) r")));

        // Each wall as before: another tenant's row is refused, and the pooled connection shows nothing to whoever comes next without a tenant.
        await Assert.ThrowsAsync<DbUpdateException>(() => shop.As(Here, async db =>
        {
            using var insertion = db.Insert();
            insertion.Add(new Thing { Name = "with it" });
            insertion.Add(Thing.Of(Elsewhere, "refused by the wall"));
            await insertion.SaveAsync();
            return 0;
        }));
        Assert.Equal(0L, await shop.Ask<long>("select count(*) from workshop.things where name = 'with it'"));
        await using var next = shop.Databases.App.CreateCommand("select count(*) from workshop.things");
        Assert.Equal(0L, await next.ExecuteScalarAsync());
    }

    [Fact]
    public async Task What_an_insertion_has_not_saved_is_gone_with_it_and_in_a_transaction_it_ends_with_that()
    {
        await using var shop = await Open(postgres);
        await shop.As(Here, async db =>
        {
            using (var given = db.Insert())
            {
                given.Add(new Thing { Name = "given up" });
                db.Publish(new Hammered("given up"));
                Assert.Throws<InvalidOperationException>(() => db.Insert());
            }
            await db.SaveChangesAsync();
            foreach (var commit in new[] { false, true })
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                using var insertion = db.Insert();
                insertion.Add(new Thing { Name = commit ? "kept" : "undone" });
                db.Publish(new Hammered(commit ? "kept" : "undone"));
                await insertion.SaveAsync();
                if (commit) await transaction.CommitAsync();
                db.ChangeTracker.Clear();
            }
            db.Things.Add(new Thing { Name = "would stay behind" });
            using var alone = db.Insert();
            alone.Add(new Thing { Name = "not without it" });
            await Assert.ThrowsAsync<InvalidOperationException>(() => alone.SaveAsync());
            return 0;
        });

        Assert.Equal(["kept"], await shop.Things(Here));
        Assert.Equal(1L, await shop.Ask<long>("select count(*) from workshop.outbox where payload like '%kept%'"));
        Assert.Equal(1L, await shop.Ask<long>("select count(*) from workshop.outbox"));
        Assert.Equal(1L, await shop.Ask<long>("select count(*) from workshop.history"));
    }

    [Fact]
    public async Task A_rollback_publishes_nothing()
    {
        await using var shop = await Open(postgres);
        await using var relay = await shop.Relay();

        await InTransaction(commit: false, "undone");
        await InTransaction(commit: true, "done");
        await shop.OutboxIsEmpty();

        Assert.Equal(["done", "made with done"], await shop.Things(Here));

        Task<int> InTransaction(bool commit, string name) => shop.As(Here, async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Things.Add(new() { Name = name });
            db.Publish(new Hammered($"made with {name}"));
            await db.SaveChangesAsync();
            if (commit) await transaction.CommitAsync();
            else await transaction.RollbackAsync();
            return 0;
        });
    }

    [Fact]
    public async Task A_consumer_that_fails_leaves_no_mark_and_no_effect()
    {
        await using var shop = await Open(postgres);
        var message = Guid.CreateVersion7();

        await Assert.ThrowsAsync<DbUpdateException>(() => shop.As(Here, async db =>
        {
            Assert.True(await db.FirstTime("workshop.X", message));
            db.Things.Add(new() { Name = "half done" });
            db.Things.Add(Thing.Of(Elsewhere, "refused by the wall"));
            return await db.SaveChangesAsync();
        }));

        Assert.Empty(await shop.Things(Here));
        Assert.True(await shop.As(Here, db => db.FirstTime("workshop.X", message)));
    }

    private static ConsumeContext<Hammered> LocalContextOf(Hammered message, Guid id) => Dialogue.Hosting.Bus.LocalContext<Hammered>.Of(message, id, CancellationToken.None);

    private static async Task<OutboxMessage> Row(Workshop shop)
    {
        await using var command = shop.Superuser.CreateCommand("select id, tenant_id, for_tenant, message_id, consumer, type, payload from workshop.outbox");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new()
        {
            Id = reader.GetGuid(0), TenantId = new(reader.GetGuid(1)), ForTenant = new(reader.GetGuid(2)), MessageId = reader.GetGuid(3),
            Consumer = reader.GetString(4), Type = reader.GetString(5), Payload = reader.GetString(6),
        };
    }
}
