using System.Collections.Concurrent;
using System.Text;
using Dialogue.Data.Files;
using Dialogue.Data.Works;
using Dialogue.Hosting.Works;
using Dialogue.Kernel;
using Dialogue.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Dialogue.Hosting.Tests.Workshop;

namespace Dialogue.Hosting.Tests;

/// <summary>Does a step each time the test lets it; leaves a file that says for whom.</summary>
internal sealed class StepByStep(CurrentTenant tenant, CurrentUser user) : ILongWork
{
    public sealed record Request(string Name, int Steps);

    /// <summary>What a test sees of a work, and holds of it.</summary>
    public sealed class Bench
    {
        private int now;

        public SemaphoreSlim Go { get; } = new(0);
        public int Starts, Ends, Cancelled, Most;

        public void Begin()
        {
            Interlocked.Increment(ref Starts);
            Most = Math.Max(Most, Interlocked.Increment(ref now));
        }

        public void Leave() => Interlocked.Decrement(ref now);
    }

    private static readonly ConcurrentDictionary<string, Bench> Benches = new();

    public static string Kind => "step-by-step";

    public static Bench Of(string name) => Benches.GetOrAdd(name, _ => new());

    public async Task Run(WorkContext work, CancellationToken cancellationToken)
    {
        var request = work.Arguments<Request>();
        var bench = Of(request.Name);
        bench.Begin();
        try
        {
            for (var step = 1; step <= request.Steps; step++)
            {
                await bench.Go.WaitAsync(cancellationToken);
                work.Report(step, request.Steps);
            }
            await using var writer = new StreamWriter(work.Result($"{request.Name}.csv"), Encoding.UTF8);
            await writer.WriteAsync($"{request.Name} for {user.Name} of {tenant.Id}, {string.Join('+', user.Memberships.Select(m => m.Role))}");
            Interlocked.Increment(ref bench.Ends);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref bench.Cancelled);
            throw;
        }
        finally
        {
            bench.Leave();
        }
    }
}

internal sealed class Refusing : ILongWork
{
    public static string Kind => "refusing";

    public Task Run(WorkContext work, CancellationToken cancellationToken) =>
        throw (work.Arguments<string>() == "rule" ? new RuleBrokenException("nobody-invited", "Chưa có ai được mời. Hãy thêm khách mời rồi làm lại.") : new InvalidOperationException("secret of the machine"));
}

public sealed class WorkTests(TestPostgres postgres)
{
    private static readonly Guid Me = new("33333333-0000-7000-8000-000000000003"), Somebody = new("44444444-0000-7000-8000-000000000004");
    private static int names;

    [Fact]
    public async Task Progress_is_seen_while_it_runs_and_the_result_is_the_owners_under_their_tenant_and_name()
    {
        await using var shop = await Open(postgres);
        await using var running = await shop.RunWorks();
        var name = Name();
        var work = await Queue(shop, name, 3);

        StepByStep.Of(name).Go.Release();
        var half = await Eventually.Get("one step of three is seen", () => Find(shop, work.Id), w => w.Done == 1);
        Assert.Equal((WorkState.Running, 1, 3), (half.State, half.Done, half.Total));
        Assert.Null(half.FileId);
        StepByStep.Of(name).Go.Release(2);

        var done = await Ended(shop, work.Id);
        Assert.Equal((WorkState.Done, 3, 3, 1), (done.State, done.Done, done.Total, done.Attempts));
        Assert.Equal($"{name} for Lê Văn An of {Here}, clerk", await Text(shop, done));
        var file = await shop.As(Here, db => db.Files.SingleAsync(f => f.Id == done.FileId));
        Assert.Equal(("text/csv; charset=utf-8", $"{name}.csv"), (file.ContentType, file.Name));
    }

    [Fact]
    public async Task What_waits_is_cancelled_at_once_and_what_runs_ends_soon_also_from_another_process()
    {
        await using var shop = await Open(postgres);
        await using var other = shop.Another();
        var (waits, runs) = (Name(), Name());
        var waiting = await Queue(shop, waits, 1);
        await Desk(shop, Me, desk => desk.Cancel(desk.Context("workshop")!, waiting.Id, default));
        Assert.Equal(WorkState.Cancelled, (await Find(shop, waiting.Id))!.State);

        await using var running = await shop.RunWorks();
        var work = await Queue(shop, runs, 5);
        StepByStep.Of(runs).Go.Release();
        await Eventually.True("it runs", () => StepByStep.Of(runs).Starts == 1);
        Assert.True(await Desk(other, Me, desk => desk.Cancel(desk.Context("workshop")!, work.Id, default)));

        Assert.Equal(WorkState.Cancelled, (await Ended(shop, work.Id)).State);
        Assert.Equal((0, 1, 0), (StepByStep.Of(waits).Starts, StepByStep.Of(runs).Cancelled, StepByStep.Of(runs).Ends));
        Assert.Equal(0L, await shop.Ask<long>("select count(*) from workshop.file_chunks"));
        // What has ended is not touched any more.
        await Desk(shop, Me, desk => desk.Cancel(desk.Context("workshop")!, work.Id, default));
        Assert.Equal(WorkState.Cancelled, (await Find(shop, work.Id))!.State);
    }

    [Fact]
    public async Task Only_its_owner_in_its_organisation_finds_cancels_or_repeats_a_work()
    {
        await using var shop = await Open(postgres);
        var work = await Queue(shop, Name(), 1);

        foreach (var (tenant, person) in new[] { (Here, Somebody), (Elsewhere, Me) })
        {
            await Desk(shop, person, async desk =>
            {
                var db = desk.Context("workshop")!;
                Assert.Null(await desk.Find(db, work.Id, default));
                Assert.Empty(await desk.List(db, default));
                Assert.False(await desk.Cancel(db, work.Id, default));
                Assert.Null(await desk.Again(db, work.Id, default));
                return 0;
            }, tenant);
        }

        // The control: the owner does.
        Assert.NotNull(await Desk(shop, Me, desk => desk.Find(desk.Context("workshop")!, work.Id, default)));
        Assert.True(await Desk(shop, Me, desk => desk.Cancel(desk.Context("workshop")!, work.Id, default)));
    }

    [Fact]
    public async Task A_work_whose_process_has_died_is_taken_over_and_has_one_result()
    {
        await using var shop = await Open(postgres);
        await using var survivor = shop.Another();
        var dying = shop.Another();
        var name = Name();
        await dying.RunWorks();
        var work = await Queue(dying, name, 2);
        await Eventually.True("it runs", () => StepByStep.Of(name).Starts == 1);

        await dying.Databases.DisposeAsync(); // from here on nothing is heard of that process
        await using var running = await survivor.RunWorks();
        await Eventually.True("another begins it", () => StepByStep.Of(name).Starts == 2);
        await Eventually.True("the first one has noticed", () => StepByStep.Of(name).Cancelled == 1);
        StepByStep.Of(name).Go.Release(2);

        var done = await Ended(shop, work.Id);
        Assert.Equal((WorkState.Done, 2), (done.State, done.Attempts));
        Assert.Equal(1L, await shop.Ask<long>("select count(*) from workshop.files"));
        Assert.Equal(1, StepByStep.Of(name).Ends);
    }

    [Fact]
    public async Task A_work_whose_process_was_killed_in_the_middle_is_taken_up_again_and_ends_once()
    {
        await using var shop = await Open(postgres);
        using var killed = OtherProcess.Start(shop);
        var name = Name();
        var work = await Queue(shop, name, 2);
        await Eventually.True("the other process has it", async () => (await Find(shop, work.Id))!.State == WorkState.Running, TimeSpan.FromSeconds(30));
        Assert.Equal(0, StepByStep.Of(name).Starts); // not this one

        await killed.Kill();
        Assert.Equal((WorkState.Running, 1), await State()); // it has told nobody
        await using var running = await shop.RunWorks();
        StepByStep.Of(name).Go.Release(2);

        var done = await Ended(shop, work.Id);
        Assert.Equal((WorkState.Done, 2, 2, 2), (done.State, done.Attempts, done.Done, done.Total));
        Assert.Equal((1, 1), (StepByStep.Of(name).Starts, StepByStep.Of(name).Ends));
        Assert.Equal(1L, await shop.Ask<long>("select count(*) from workshop.files"));
        Assert.Equal($"{name} for Lê Văn An of {Here}, clerk", await Text(shop, done));

        async Task<(WorkState, int)> State() => await Find(shop, work.Id) is { } now ? (now.State, now.Attempts) : default;
    }

    [Fact]
    public async Task A_work_whose_sessions_with_the_database_are_cut_ends_once()
    {
        await using var shop = await Open(postgres);
        await using var running = await shop.RunWorks();
        var name = Name();
        var work = await Queue(shop, name, 2);
        await Eventually.True("it runs", () => StepByStep.Of(name).Starts == 1);

        for (var i = 0; i < WorkRunner.MostAttempts - 1; i++) await shop.Do("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
        StepByStep.Of(name).Go.Release(4); // however often it has to begin

        var done = await Eventually.Get("the work ends", () => Patiently(shop, work.Id), w => w.Ended, TimeSpan.FromSeconds(20));
        Assert.Equal(WorkState.Done, done.State);
        Assert.Equal(1L, await shop.Ask<long>("select count(*) from workshop.files"));
    }

    /// <summary>This process' own sessions were cut too: a look at one of them fails once.</summary>
    private static async Task<Work?> Patiently(Workshop shop, Guid id)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await Find(shop, id);
            }
            catch (Exception e) when (e is InvalidOperationException or NpgsqlException && tries < 10) { }
        }
    }

    [Fact]
    public async Task A_process_that_was_taken_for_dead_can_keep_nothing()
    {
        await using var shop = await Open(postgres);
        await using var slow = shop.Another();
        await using var quick = shop.Another();
        var name = Name();
        await using var first = await slow.RunWorks();
        var work = await Queue(slow, name, 1);
        await Eventually.True("it runs", () => StepByStep.Of(name).Starts == 1);

        await using var second = await quick.RunWorks();
        await Eventually.True("another takes it", async () =>
        {
            await shop.Do("update workshop.works set seen_at = now() - interval '1 hour' where attempts = 1");
            return await shop.Ask<int>("select attempts from workshop.works") == 2;
        });
        await Eventually.True("the first one lets go", () => StepByStep.Of(name).Cancelled == 1);
        Assert.Equal(WorkState.Running, (await Find(shop, work.Id))!.State);
        StepByStep.Of(name).Go.Release(1);

        Assert.Equal(WorkState.Done, (await Ended(shop, work.Id)).State);
        Assert.Equal(1L, await shop.Ask<long>("select count(*) from workshop.files"));
    }

    [Fact]
    public async Task Two_processes_never_run_the_same_work()
    {
        await using var shop = await Open(postgres);
        await using var other = shop.Another();
        var all = Enumerable.Range(0, 40).Select(_ => Name()).ToList();
        foreach (var (name, i) in all.Select((n, i) => (n, i)))
        {
            StepByStep.Of(name).Go.Release(3);
            await Queue(shop, name, 3, owner: new Guid(i + 1, 0, 0, new byte[8]));
        }

        await using (await shop.RunWorks())
        await using (await other.RunWorks())
            await Eventually.True("all are done", async () => await shop.Ask<long>("select count(*) from workshop.works where state = 'Done'") == 40, TimeSpan.FromSeconds(30));

        Assert.All(all, name => Assert.Equal((1, 1), (StepByStep.Of(name).Starts, StepByStep.Of(name).Ends)));
        Assert.Equal(40L, await shop.Ask<long>("select sum(attempts) from workshop.works"));
    }

    [Fact]
    public async Task A_work_that_were_run_by_two_at_once_would_be_seen()
    {
        // The control of the test above: with its row put back into the queue behind its back, it is.
        await using var shop = await Open(postgres);
        await using var other = shop.Another();
        var name = Name();
        await Queue(shop, name, 1);
        await using var one = await shop.RunWorks();
        await Eventually.True("it runs", () => StepByStep.Of(name).Starts == 1);
        await shop.Do("update workshop.works set state = 'Queued'");
        await using var two = await other.RunWorks();
        await Eventually.True("it runs twice", () => StepByStep.Of(name).Starts == 2);
        Assert.Equal(2, StepByStep.Of(name).Starts);
    }

    [Fact]
    public async Task A_process_that_stops_in_good_order_gives_its_works_back_at_once()
    {
        await using var shop = await Open(postgres);
        var name = Name();
        var work = await Queue(shop, name, 1);
        await using (await shop.RunWorks())
            await Eventually.True("it runs", () => StepByStep.Of(name).Starts == 1);

        var waiting = (await Find(shop, work.Id))!;
        Assert.Equal((WorkState.Queued, 0), (waiting.State, waiting.Attempts));
    }

    [Fact]
    public async Task A_work_that_was_left_behind_three_times_is_not_begun_again()
    {
        await using var shop = await Open(postgres);
        var (given, cancelled) = (await Queue(shop, Name(), 1), await Queue(shop, Name(), 1));
        await shop.Do($"update workshop.works set state = 'Running', attempts = 3, seen_at = now() - interval '1 minute', cancel_asked = id = '{cancelled.Id}'");
        await using var running = await shop.RunWorks();

        var failed = await Ended(shop, given.Id);
        Assert.Equal(WorkState.Failed, failed.State);
        Assert.Contains("ba lần", failed.Error, StringComparison.Ordinal);
        Assert.Equal(WorkState.Cancelled, (await Ended(shop, cancelled.Id)).State);
    }

    [Fact]
    public async Task A_rule_that_says_no_is_told_in_its_own_words_and_a_fault_in_general_ones()
    {
        await using var shop = await Open(postgres);
        await using var running = await shop.RunWorks();
        var rule = await Desk(shop, Me, desk => Queue<Refusing>(desk, "rule"));
        var fault = await Desk(shop, Me, desk => Queue<Refusing>(desk, "fault"));

        Assert.Equal("Chưa có ai được mời. Hãy thêm khách mời rồi làm lại.", (await Ended(shop, rule.Id)).Error);
        var failed = await Ended(shop, fault.Id);
        Assert.Equal(WorkState.Failed, failed.State);
        Assert.Contains("Làm lại", failed.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failed.Error, StringComparison.Ordinal);

        var again = await Desk(shop, Me, async desk =>
        {
            var work = await desk.Again(desk.Context("workshop")!, rule.Id, default);
            await desk.Context("workshop")!.SaveChangesAsync();
            return work!;
        });
        Assert.NotEqual(rule.Id, again.Id);
        Assert.Equal(WorkState.Failed, (await Ended(shop, again.Id)).State);
    }

    [Fact]
    public async Task Asked_for_twice_it_is_one_work_and_one_person_has_few_waiting()
    {
        await using var shop = await Open(postgres);
        var name = Name();
        Assert.Equal((await Queue(shop, name, 1)).Id, (await Queue(shop, name, 1)).Id);
        for (var i = 1; i < WorkDesk.MostWaiting; i++) await Queue(shop, Name(), 1);

        var no = await Assert.ThrowsAsync<RuleBrokenException>(() => Queue(shop, Name(), 1));
        Assert.Equal("too-many-works", no.Code);
        await Queue(shop, Name(), 1, owner: Somebody); // the control: another person may
    }

    [Fact]
    public async Task Nothing_is_queued_when_the_callers_transaction_is_not_kept()
    {
        await using var shop = await Open(postgres);
        await Desk(shop, Me, async desk =>
        {
            var db = desk.Context("workshop")!;
            await using var transaction = await db.Database.BeginTransactionAsync();
            await desk.Queue<StepByStep>(db, "x", new StepByStep.Request(Name(), 1));
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
            return 0;
        });
        Assert.Equal(0L, await shop.Ask<long>("select count(*) from workshop.works"));
    }

    [Fact]
    public async Task A_result_is_kept_for_a_week_and_then_gone_with_its_work()
    {
        await using var shop = await Open(postgres);
        await using var running = await shop.RunWorks();
        var name = Name();
        StepByStep.Of(name).Go.Release();
        var done = await Ended(shop, (await Queue(shop, name, 1)).Id);
        var forget = ActivatorUtilities.CreateInstance<ForgetWorks>(shop.Services);

        shop.Time.Leap(TimeSpan.FromDays(6.9));
        Assert.Equal(0, await forget.Run());
        Assert.NotNull(await Find(shop, done.Id));
        var waits = await Queue(shop, Name(), 1); // one that has not ended is never too old
        shop.Time.Leap(TimeSpan.FromDays(0.2));

        Assert.Equal(1, await forget.Run());
        Assert.Null(await Find(shop, done.Id));
        Assert.Equal((0L, 0L), (await shop.Ask<long>("select count(*) from workshop.files"), await shop.Ask<long>("select count(*) from workshop.file_chunks")));
        Assert.NotNull(await Find(shop, waits.Id));
    }

    [Fact]
    public async Task Whoever_finds_works_of_all_organisations_sees_no_result_and_adds_or_takes_away_none()
    {
        await using var shop = await Open(postgres);
        await Queue(shop, Name(), 1);
        await using var relay = await shop.Databases.Relay.OpenConnectionAsync();

        await using (var seen = new NpgsqlCommand("select count(*) from workshop.works", relay)) Assert.Equal(1L, await seen.ExecuteScalarAsync()); // the control
        foreach (var sql in new[] { "delete from workshop.works", "insert into workshop.works select * from workshop.works", "select * from workshop.files", "select * from workshop.file_chunks" })
        {
            await using var command = new NpgsqlCommand(sql, relay);
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
        }
    }

    [Fact]
    public async Task A_result_of_more_than_a_sent_file_may_have_is_kept_whole()
    {
        await using var shop = await Open(postgres);
        await using var bytes = new MemoryStream(new byte[FileStore.MaxFile + 1]);
        var size = await shop.As(Here, async db =>
        {
            var file = await db.SaveResult(Me, "giay-moi.docx", bytes, shop.Time.GetUtcNow());
            await db.SaveChangesAsync();
            return file.Size;
        });
        Assert.Equal(FileStore.MaxFile + 1, size);
        Assert.Equal(size, await shop.Ask<long>("select sum(length(bytes)) from workshop.file_chunks"));
        await shop.As(Here, async db => await Assert.ThrowsAsync<ArgumentException>(() => db.SaveResult(Me, "x.exe", bytes, shop.Time.GetUtcNow())));
    }

    private static string Name() => $"work-{Interlocked.Increment(ref names)}";

    private static Task<Work> Queue(Workshop shop, string name, int steps, Guid? owner = null) => Desk(shop, owner ?? Me, async desk =>
    {
        var db = desk.Context("workshop")!;
        var work = await desk.Queue<StepByStep>(db, $"Việc {name}", new StepByStep.Request(name, steps));
        await db.SaveChangesAsync();
        return work;
    });

    private static async Task<Work> Queue<TWork>(WorkDesk desk, object arguments) where TWork : ILongWork
    {
        var work = await desk.Queue<TWork>(desk.Context("workshop")!, "Việc", arguments);
        await desk.Context("workshop")!.SaveChangesAsync();
        return work;
    }

    private static async Task<T> Desk<T>(Workshop shop, Guid person, Func<WorkDesk, Task<T>> ask, TenantId? tenant = null)
    {
        await using var scope = shop.Scope(tenant ?? Here);
        scope.ServiceProvider.GetRequiredService<CurrentUser>().Set(person, "Lê Văn An", [new(Here, "dai-son", Role.Clerk, null), new(Elsewhere, "hai-phong", Role.Leader, null)]);
        return await ask(scope.ServiceProvider.GetRequiredService<WorkDesk>());
    }

    private static Task<Work?> Find(Workshop shop, Guid id) => shop.As(Here, db => db.Works.AsNoTracking().FirstOrDefaultAsync(w => w.Id == id));

    private static Task<Work> Ended(Workshop shop, Guid id) => Eventually.Get("the work ends", () => Find(shop, id), w => w.Ended, TimeSpan.FromSeconds(20));

    private static Task<string> Text(Workshop shop, Work work) => shop.As(Here, async db =>
    {
        await using var bytes = new MemoryStream();
        await db.CopyFile(work.FileId!.Value, bytes);
        bytes.Position = 0;
        using var reader = new StreamReader(bytes, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    });
}
