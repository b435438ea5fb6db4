using Dialogue.Data;
using Dialogue.Kernel;
using Dialogue.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Dialogue.Hosting.Tests.Workshop;

namespace Dialogue.Hosting.Tests;

/// <summary>The two walls, each tried with the other one taken down; and each check seen to fail when its wall is gone.</summary>
public sealed class TenantWallTests(TestPostgres postgres)
{
    private static async Task<Workshop> WithThings(TestPostgres postgres)
    {
        var shop = await Open(postgres);
        foreach (var (tenant, name) in new[] { (Here, "ours"), (Elsewhere, "theirs") })
            await shop.As(tenant, async db =>
            {
                db.Things.Add(new() { Name = name });
                return await db.SaveChangesAsync();
            });
        return shop;
    }

    private static Task<List<string>> Unfiltered(Workshop shop, TenantId tenant) =>
        shop.As(tenant, db => db.Things.IgnoreQueryFilters().OrderBy(t => t.Name).Select(t => t.Name).ToListAsync());

    [Fact]
    public async Task With_the_filter_off_the_database_still_hides_other_tenants_rows()
    {
        await using var shop = await WithThings(postgres);

        Assert.Equal(["ours"], await Unfiltered(shop, Here));
        Assert.Equal(2L, await shop.Ask<long>("select count(*) from workshop.things")); // they are there
    }

    [Theory]
    [InlineData("drop policy tenant_isolation on workshop.things; create policy tenant_isolation on workshop.things using (true) with check (true)")]
    [InlineData("alter table workshop.things disable row level security")]
    public async Task Control_with_the_wall_down_the_same_query_shows_them(string demolition)
    {
        await using var shop = await WithThings(postgres);
        await shop.Do(demolition);

        Assert.Equal(["ours", "theirs"], await Unfiltered(shop, Here));
        Assert.Equal(["ours"], await shop.Things(Here)); // the filter alone still hides them
    }

    [Fact]
    public async Task The_owner_of_the_tables_sees_no_tenants_rows_either()
    {
        await using var shop = await WithThings(postgres);
        await using var command = shop.Databases.Owner!.CreateCommand("select count(*) from workshop.things");

        Assert.Equal(0L, await command.ExecuteScalarAsync());
        await shop.Do("alter table workshop.things no force row level security");
        Assert.Equal(2L, await command.ExecuteScalarAsync()); // control: it is "force" that does it
    }

    [Fact]
    public async Task A_row_for_another_tenant_is_refused()
    {
        await using var shop = await WithThings(postgres);

        var refused = await Assert.ThrowsAsync<DbUpdateException>(Smuggle);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, ((PostgresException)refused.InnerException!).SqlState);
        Assert.Equal(1L, await shop.Ask<long>($"select count(*) from workshop.things where tenant_id = '{Elsewhere}'"));

        await shop.Do("alter table workshop.things disable row level security; alter table workshop.history disable row level security");
        await Smuggle(); // control
        Assert.Equal(2L, await shop.Ask<long>($"select count(*) from workshop.things where tenant_id = '{Elsewhere}'"));

        Task<int> Smuggle() => shop.As(Here, async db =>
        {
            db.Things.Add(Thing.Of(Elsewhere, "smuggled"));
            return await db.SaveChangesAsync();
        });
    }

    [Fact]
    public async Task Another_tenants_row_can_be_neither_changed_nor_deleted()
    {
        await using var shop = await WithThings(postgres);

        var touched = await shop.As(Here, async db =>
            await db.Things.IgnoreQueryFilters().Where(t => t.Name == "theirs").ExecuteUpdateAsync(set => set.SetProperty(t => t.Name, "taken"))
            + await db.Things.IgnoreQueryFilters().Where(t => t.Name == "theirs").ExecuteDeleteAsync());

        Assert.Equal(0, touched);
        Assert.Equal(["theirs"], await shop.Things(Elsewhere));
    }

    [Fact]
    public async Task Without_a_tenant_nothing_is_visible()
    {
        await using var shop = await WithThings(postgres);

        Assert.Empty(await Unfiltered(shop, default));
        await using var raw = shop.Databases.App.CreateCommand("select count(*) from workshop.things");
        Assert.Equal(0L, await raw.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_pooled_connection_carries_nothing_over()
    {
        await using var shop = await WithThings(postgres);
        var one = new NpgsqlConnectionStringBuilder(shop.Options.App) { MaxPoolSize = 1 };

        Assert.Equal(0L, await AfterAnother(one.ConnectionString));
        // Control: without the reset the next lease of the same connection sees the tenant before it.
        Assert.Equal(1L, await AfterAnother(new NpgsqlConnectionStringBuilder(one.ConnectionString) { NoResetOnClose = true }.ConnectionString));

        static async Task<long> AfterAnother(string connectionString)
        {
            await using var pool = NpgsqlDataSource.Create(connectionString);
            await using (var set = pool.CreateCommand("select set_config('dialogue.tenant', $1, false)"))
            {
                set.Parameters.Add(new() { Value = Here.ToString() });
                await set.ExecuteNonQueryAsync();
            }
            await using var count = pool.CreateCommand("select count(*) from workshop.things");
            return (long)(await count.ExecuteScalarAsync())!;
        }
    }

    [Fact]
    public async Task Leases_of_the_pooled_context_see_only_their_own_tenant()
    {
        await using var shop = await WithThings(postgres);

        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            var tenant = i % 2 == 0 ? Here : Elsewhere;
            Assert.Equal([i % 2 == 0 ? "ours" : "theirs"], await Unfiltered(shop, tenant));
        });
    }

    [Fact]
    public async Task No_reset_on_close_is_refused_at_the_start()
    {
        await using var shop = await Open(postgres);
        var options = shop.Options with { App = shop.Options.App + ";No Reset On Close=true" };

        var refused = Assert.Throws<InvalidOperationException>(() => new Databases(options));
        Assert.Contains("No Reset On Close", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_without_a_tenant_is_refused_unless_it_says_why_it_is_the_citys()
    {
        await using var shop = await Open(postgres);
        await shop.Do("create table workshop.loose (id uuid primary key); alter table workshop.loose owner to dialogue_owner");
        await using var owner = await shop.Databases.Owner!.OpenConnectionAsync();
        var listed = new Dictionary<string, string> { ["organisations"] = "public", ["calendar_years"] = "public" };

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => RowLevelSecurity.Apply(owner, "workshop", listed));
        Assert.Contains("workshop.loose", refused.Message, StringComparison.Ordinal);

        listed["loose"] = "the test says so";
        await RowLevelSecurity.Apply(owner, "workshop", listed);
    }

    [Fact]
    public async Task Every_table_with_a_tenant_has_a_forced_policy()
    {
        await using var shop = await Open(postgres);
        const string unwalled = """
            select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
            where n.nspname = 'workshop' and c.relkind = 'r'
              and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant_isolation'))
            """;

        Assert.Equal(0L, await shop.Ask<long>(unwalled));
        await shop.Do("drop policy tenant_isolation on workshop.things");
        Assert.Equal(1L, await shop.Ask<long>(unwalled)); // control
    }

    [Fact]
    public async Task The_relay_sees_outboxes_and_nothing_else()
    {
        await using var shop = await WithThings(postgres);
        await shop.Publish(Here, new Hammered("waiting"));

        await using var outbox = shop.Databases.Relay.CreateCommand("select count(*) from workshop.outbox");
        Assert.Equal(1L, await outbox.ExecuteScalarAsync());
        await using var things = shop.Databases.Relay.CreateCommand("select count(*) from workshop.things");
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => things.ExecuteScalarAsync())).SqlState);
        await using var city = shop.Databases.City.CreateCommand("select count(*) from workshop.things");
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => city.ExecuteScalarAsync())).SqlState);
    }

    [Fact]
    public void A_scope_never_changes_sides()
    {
        var tenant = new CurrentTenant();
        tenant.Set(Here);
        tenant.Set(Here, "slug");
        Assert.Throws<InvalidOperationException>(() => tenant.Set(Elsewhere));
    }
}
