using System.Net;
using Dialogue.Data.Numbers;
using Dialogue.Kernel;
using Dialogue.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dialogue.Records.Tests;

public sealed class NumbersTests(Service service)
{
    private static readonly DateOnly Day = new(2026, 10, 1);

    [Fact]
    public async Task Fifty_who_issue_at_once_get_the_numbers_1_to_50_without_gap_or_double()
    {
        var commune = await service.Organisation();

        var taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Take(commune, "KH"))));

        Assert.Equal(Enumerable.Range(1, 50), taken.Select(t => t.Number).Order());
        Assert.Equal(50, taken.Select(t => t.Text).Distinct().Count());
        Assert.Equal("01/KH-UBND", taken.Single(t => t.Number == 1).Text);
        Assert.Empty((await Read(commune)).Series.Single().Gaps);
    }

    [Fact]
    public async Task The_same_fifty_with_the_highest_number_plus_one_get_doubles()
    {
        // The control of the test above: what the number book does not do.
        await using (var create = service.Superuser.CreateCommand("create schema naive; create table naive.taken (number int not null)")) await create.ExecuteNonQueryAsync();
        using var ready = new Barrier(10);

        var taken = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Factory.StartNew(() => Naive(ready), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.NotEqual(50, taken.SelectMany(t => t).Distinct().Count());
    }

    [Fact]
    public async Task A_refused_issue_gives_its_number_back()
    {
        var commune = await service.Organisation();
        await Take(commune, "KH");

        var given = await Take(commune, "KH", commit: false);
        var next = await Take(commune, "KH");

        Assert.Equal((2, 2), (given.Number, next.Number));
        Assert.Empty((await Read(commune)).Series.Single().Gaps);
    }

    [Fact]
    public async Task Each_kind_has_its_series_unless_the_head_decides_for_a_single_one()
    {
        var (several, single) = (await service.Organisation(), await service.Organisation());
        var leader = service.Person(single, Role.Leader);
        await leader.Submit(await leader.Get($"/{single.Slug}/can-bo/van-ban/so?nam=2026"), "Decide", new() { ["Decide.Single"] = "true" });

        var (a, b) = (await Take(several, "KH"), await Take(several, "TB", "TB-UBND"));
        var (c, d) = (await Take(single, "KH"), await Take(single, "TB", "TB-UBND"));

        Assert.Equal(("01/KH-UBND", "01/TB-UBND"), (a.Text, b.Text));
        Assert.Equal(("01/KH-UBND", "02/TB-UBND", NumberBook.Single), (c.Text, d.Text, d.Series));
        var page = await leader.Get($"/{single.Slug}/can-bo/van-ban/so?nam=2026");
        Assert.Contains("Một sổ chung cho mọi loại văn bản", page.Text);
        Assert.Contains("Người Thử Nghiệm quyết định", page.Text);
    }

    [Fact]
    public async Task After_the_first_number_of_the_year_the_series_stay_as_they_are()
    {
        var commune = await service.Organisation();
        var leader = service.Person(commune, Role.Leader);
        var form = await leader.Get($"/{commune.Slug}/can-bo/van-ban/so?nam=2026");
        await Take(commune, "KH"); // while the form is open

        var refused = await leader.Submit(form, "Decide", new() { ["Decide.Single"] = "true" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("không đổi được cách lập sổ", refused.Text);
        Assert.Equal("02/KH-UBND", (await Take(commune, "KH")).Text);
        Assert.False((await Read(commune)).Single);
    }

    [Fact]
    public async Task Who_decides_while_a_number_is_being_taken_waits_and_is_then_refused()
    {
        var commune = await service.Organisation();
        await using var issuing = service.Scope(commune.Id);
        var db = issuing.ServiceProvider.GetRequiredService<RecordsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.TakeNumber("KH", "KH-UBND", null, "plan", Guid.CreateVersion7(), Day);

        var deciding = Task.Run(() => Decide(commune, single: true));
        Assert.NotSame(deciding, await Task.WhenAny(deciding, Task.Delay(300)));
        await transaction.CommitAsync();

        Assert.Equal("number-series-in-use", (await Assert.ThrowsAsync<RuleBrokenException>(() => deciding)).Code);
    }

    [Fact]
    public async Task A_clerk_does_not_decide_about_the_series()
    {
        var commune = await service.Organisation();
        var clerk = service.Person(commune, Role.Clerk);

        var page = await clerk.Get($"/{commune.Slug}/can-bo/van-ban/so");

        Assert.DoesNotContain("Quyết định cách lập sổ", page.Text);
        Assert.Contains("Lãnh đạo hoặc quản trị đơn vị quyết định", page.Text);
    }

    [Fact]
    public async Task A_number_given_by_hand_leaves_gaps_that_the_clerk_explains()
    {
        var commune = await service.Organisation();
        await Take(commune, "KH");
        await Take(commune, "KH", typed: "04/KH-UBND");
        var clerk = service.Person(commune, Role.Clerk);

        var page = await clerk.Get($"/{commune.Slug}/can-bo/van-ban/so?nam=2026");
        Assert.Contains("Năm 2026 còn 2 số khuyết chưa giải trình", page.Title);
        var after = await clerk.Submit(page, "Explain", new() { ["Explain.Gap"] = "KH/2", ["Explain.Reason"] = "Cấp nhầm trên phần mềm cũ, đã hủy." });

        Assert.Contains("Năm 2026 còn 1 số khuyết chưa giải trình", after.Title);
        Assert.Contains("Cấp nhầm trên phần mềm cũ, đã hủy.", after.Text);
        Assert.Contains("04/KH-UBND", after.Text); // named among those given by hand
        Assert.Equal("05/KH-UBND", (await Take(commune, "KH")).Text);
        Assert.Equal("02/KH-UBND", (await Take(commune, "KH", typed: "02/KH-UBND")).Text); // a gap can still be filled by hand
        Assert.Equal([3], (await Read(commune)).Series.Single().Gaps.Select(g => g.Number));
    }

    [Fact]
    public async Task A_number_that_is_not_missing_cannot_be_explained()
    {
        var commune = await service.Organisation();
        await Take(commune, "KH");
        await using var scope = service.Scope(commune.Id);

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => scope.ServiceProvider.GetRequiredService<Numbers.SeriesDesk>().Explain(2026, "KH", 1, "vì", CancellationToken.None));

        Assert.Equal("number-not-missing", refused.Code);
    }

    [Fact]
    public async Task A_number_is_never_given_twice_whoever_types_it()
    {
        var commune = await service.Organisation();
        await Take(commune, "KH");

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => Take(commune, "KH", typed: "01/KH-UBND"));

        Assert.Equal("number-taken", refused.Code);
        await Assert.ThrowsAsync<PostgresException>(() => service.Scalar<object>(
            "insert into numbers.taken (tenant_id, year, series, number, suffix, text, by_hand, kind, paper_id, issued_on, by, at) select tenant_id, year, series, number, suffix, text, by_hand, kind, gen_random_uuid(), issued_on, by, at from numbers.taken where tenant_id = $1", commune.Id.Value));
    }

    [Fact]
    public async Task Numbers_begin_anew_each_year_and_are_each_organisations_own()
    {
        var (here, there) = (await service.Organisation(), await service.Organisation());
        await Take(here, "KH");
        await Take(here, "KH");

        Assert.Equal("01/KH-UBND", (await Take(there, "KH")).Text);
        Assert.Equal("01/KH-UBND", (await Take(here, "KH", on: new(2027, 1, 4))).Text);
        Assert.Equal("03/KH-UBND", (await Take(here, "KH")).Text);
    }

    [Fact]
    public async Task Nothing_of_the_number_book_can_be_deleted_by_the_application()
    {
        foreach (var table in new[] { "years", "series", "taken", "gaps" })
        {
            await using var connection = new NpgsqlConnection(service.Databases.App);
            await connection.OpenAsync();
            await using var delete = new NpgsqlCommand($"delete from numbers.{table}", connection);
            Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => delete.ExecuteNonQueryAsync())).SqlState);
        }
    }

    private async Task<TakenNumber> Take(TestTenant tenant, string series, string symbol = "KH-UBND", string? typed = null, bool commit = true, DateOnly? on = null)
    {
        await using var scope = service.Scope(tenant.Id);
        var db = scope.ServiceProvider.GetRequiredService<RecordsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var number = await db.TakeNumber(series, symbol, typed, "plan", Guid.CreateVersion7(), on ?? Day);
        if (commit) await transaction.CommitAsync();
        return number;
    }

    private async Task<NumberYear> Read(TestTenant tenant)
    {
        await using var scope = service.Scope(tenant.Id);
        return await scope.ServiceProvider.GetRequiredService<RecordsDb>().ReadNumbers(2026);
    }

    private async Task Decide(TestTenant tenant, bool single)
    {
        await using var scope = service.Scope(tenant.Id);
        await scope.ServiceProvider.GetRequiredService<Numbers.SeriesDesk>().Decide(2026, single, CancellationToken.None);
    }

    private List<int> Naive(Barrier ready)
    {
        var taken = new List<int>();
        using var connection = service.Superuser.OpenConnection();
        for (var i = 0; i < 5; i++)
        {
            ready.SignalAndWait();
            using var transaction = connection.BeginTransaction();
            using var take = new NpgsqlCommand("insert into naive.taken select coalesce(max(number), 0) + 1 from naive.taken returning number", connection, transaction);
            taken.Add((int)take.ExecuteScalar()!);
            ready.SignalAndWait(); // all have read before any commits
            transaction.Commit();
        }
        return taken;
    }
}
