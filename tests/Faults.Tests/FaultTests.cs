using System.Diagnostics;
using Dialogue.Testing;
using Npgsql;

namespace Dialogue.Faults.Tests;

/// <summary>Under a stream of work a part is taken away, and comes back without a hand: nothing is lost, nothing doubled, nothing seen by others.</summary>
public sealed class FaultTests
{
    /// <summary>Figure of the specification: ready again after a kill.</summary>
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(15), SettledWithin = TimeSpan.FromSeconds(30);

    private readonly SplitCity city;

    public FaultTests(SplitCity city)
    {
        Assert.SkipWhen(SplitCity.Skipped is not null, SplitCity.Skipped ?? "");
        this.city = city;
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("planning")]
    [InlineData("escalations")]
    [InlineData("petitions")]
    [InlineData("reporting")]
    [InlineData("notifications")]
    [InlineData("gateway")]
    public Task A_killed_process_costs_nothing_that_was_accepted(string target) => Survives($"kill -9 {target}", () => Kill(() => city.ProcessOf(target)));

    [Fact]
    public Task A_killed_broker_costs_no_message() => Survives("kill -9 RabbitMQ", () => Kill(() => city.Broker));

    [Fact]
    public Task A_killed_database_costs_nothing_that_was_committed() => Survives("kill -9 PostgreSQL", () => Kill(() => city.Postgres));

    [Fact]
    public Task A_killed_supervisor_takes_all_with_it_and_all_of_it_comes_back_at_its_next_start() => Survives("kill -9 the supervisor, start it again", async () =>
    {
        await city.KillSupervisor();
        var since = Stopwatch.StartNew();
        await city.Launch();
        return since;
    }, readyWithin: TimeSpan.FromSeconds(90)); // not a part that is started again but the whole, from nothing

    [Fact]
    public Task While_the_broker_is_away_for_a_minute_work_goes_on_and_its_messages_wait() => Survives("RabbitMQ away for 60 s", async () =>
    {
        var accepted = ledger.Accepted;
        for (var away = Stopwatch.StartNew(); away.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(100))
            if (city.Broker is > 0 and var broker) SplitCity.Kill(broker);
        Assert.True(ledger.Petitions.Count > 100 && ledger.Accepted > accepted + 100, $"only {ledger.Accepted - accepted} requests were accepted in that minute");
        return Stopwatch.StartNew();
    });

    [Fact]
    public async Task A_slow_network_between_gateway_and_services_makes_work_slow_and_nothing_else()
    {
        var networks = SplitCity.Services.ToDictionary(s => s, s => new Wire(city.AddressOf(s), TimeSpan.FromMilliseconds(150)));
        var port = SplitCity.FreePort();
        using var gateway = await city.Gateway(port, service => networks[service].Address);
        try
        {
            await Survives("150 ms each way between gateway and services", () => Task.FromResult(Stopwatch.StartNew()), through: new($"http://127.0.0.1:{port}"));
            Assert.True(networks["petitions"].Packets > 100, "the work did not come this way");
        }
        finally
        {
            gateway.Kill();
            foreach (var network in networks.Values) await network.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task A_wall_clock_that_is_set_hours_forth_or_back_stops_nobody(int hours)
    {
        Assert.SkipWhen(city.Clock is null, "There is no C compiler (cc) to make the stepped clock with.");
        try
        {
            await Survives($"wall clocks step by {hours} h", () =>
            {
                city.Clock!.Set(TimeSpan.FromHours(hours));
                return Task.FromResult(Stopwatch.StartNew());
            });
            // The control: the processes did see it.
            await using var connection = await city.Superuser();
            await using var now = new NpgsqlCommand("select clock_timestamp()", connection);
            var seen = (DateTime)(await now.ExecuteScalarAsync())! - TimeProvider.System.GetUtcNow().UtcDateTime;
            Assert.InRange(seen.TotalHours, hours - 0.1, hours + 0.1);
        }
        finally
        {
            city.Clock!.Set(TimeSpan.Zero);
        }
    }

    [Fact]
    public async Task A_full_disk_under_the_database_refuses_work_and_work_goes_on_when_there_is_room()
    {
        await using var disk = await SmallDisk.Mount(TestPostgres.NewFolder());
        Assert.SkipWhen(disk is null, "Only root may mount the small disk that is then full.");
        await using var small = new SplitCity(disk.Folder);
        await small.InitializeAsync();
        await Survives("disk of PostgreSQL full for 10 s", async () =>
        {
            var retried = ledger.Retried;
            using (disk.Fill()) await Task.Delay(TimeSpan.FromSeconds(10));
            Assert.True(ledger.Retried > retried + 10, "nobody has noticed that the disk was full");
            return Stopwatch.StartNew();
        }, city: small);
    }

    private readonly Ledger ledger = new();

    /// <summary>Work, the fault in the middle of it, work again; then everything that must hold.</summary>
    /// <param name="strike">Returns a watch that runs since recovery could begin.</param>
    private async Task Survives(string fault, Func<Task<Stopwatch>> strike, TimeSpan? readyWithin = null, Uri? through = null, SplitCity? city = null)
    {
        city ??= this.city;
        TimeSpan ready;
        await using (new Work(through ?? city.Address, ledger, city.Conference))
        {
            await Eventually.True("work is under way", () => ledger.Petitions.Count > 20 && ledger.Registrations.Count > 5 && ledger.Directed.Count > 2, within: TimeSpan.FromSeconds(60));
            var since = await strike();
            await city.Ready((readyWithin ?? ReadyWithin) - since.Elapsed);
            ready = since.Elapsed;
            var (petitions, directed) = (ledger.Petitions.Count, ledger.Directed.Count);
            await Eventually.True("work goes on", () => ledger.Petitions.Count > petitions + 20 && ledger.Directed.Count > directed + 2, within: TimeSpan.FromSeconds(60));
        }
        var watch = Stopwatch.StartNew();
        var broken = await Settled(city);
        int Count(string kind) => (int)broken.Where(v => v.Kind == kind).Sum(v => v.Count);
        Figures.Add(fault, ready, watch.Elapsed, ledger.Accepted, ledger.Retried, Count(Invariants.Lost), Count(Invariants.Doubled), Count(Invariants.Leaked));
        Assert.Empty(broken);
    }

    /// <summary>What is still wrong when messages have had their time: one that is lost never comes, one doubled never goes.</summary>
    private async Task<List<Invariants.Violation>> Settled(SplitCity city)
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            await using var connection = await city.Superuser();
            var broken = await Invariants.Broken(connection, ledger);
            if (broken.Count == 0 || watch.Elapsed > SettledWithin) return broken;
        }
    }

    private static async Task<Stopwatch> Kill(Func<int> part)
    {
        var process = part();
        Assert.True(process > 0, "there is nothing to kill");
        SplitCity.Kill(process);
        var since = Stopwatch.StartNew();
        await Eventually.True("it is dead", () => part() != process);
        return since;
    }
}
