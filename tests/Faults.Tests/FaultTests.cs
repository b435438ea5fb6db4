using System.Diagnostics;
using Dialogue.Testing;
using Npgsql;

namespace Dialogue.Faults.Tests;

/// <summary>Under a stream of work a part is taken away, and comes back without a hand: nothing is lost, nothing doubled, nothing seen by others.</summary>
public sealed class FaultTests
{
    /// <summary>Figure of the specification: ready again after a kill. On a machine that does much else besides, DIALOGUE_FAULTS_READY says how many seconds it may take.</summary>
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(Number("DIALOGUE_FAULTS_READY", 15)), SettledWithin = 2 * ReadyWithin;

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
    [InlineData("records")]
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

    /// <summary>
    /// DIALOGUE_FAULTS_SECONDS says for how long (default 300); DIALOGUE_FAULTS_SEED repeats a run's choice of parts. A part that is killed again, or whose
    /// database is, before it was back is not counted among those that came back.
    /// </summary>
    [Fact]
    public async Task Parts_killed_at_random_every_five_seconds_cost_nothing_that_was_accepted()
    {
        var lasts = TimeSpan.FromSeconds(Number("DIALOGUE_FAULTS_SECONDS", 300));
        var seed = Number("DIALOGUE_FAULTS_SEED", Random.Shared.Next(10_000));
        var random = new Random(seed);
        var (kills, back) = (new List<(string Name, Stopwatch Since)>(), new List<(string Name, TimeSpan After)>());
        TimeSpan settled;
        List<Invariants.Violation> broken;
        await using (new Work(city.Address, ledger, city.Conference))
        {
            await UnderWay();
            var returns = new List<Task>();
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < lasts;)
            {
                var alive = city.Alive();
                if (alive.Count > 0) // after the database or the broker, the parts may be on their way
                {
                    var (name, process) = alive[random.Next(alive.Count)];
                    SplitCity.Kill(process);
                    var since = Stopwatch.StartNew();
                    lock (kills) kills.Add((name, since));
                    returns.Add(Task.Run(() => Returns(name, process, since)));
                }
                await Task.Delay(TimeSpan.FromSeconds(5));
            }
            await Task.WhenAll(returns);
            await city.Ready(TimeSpan.FromSeconds(60));
            await GoesOn();
        }
        (settled, broken) = await Settle(city);
        Assert.NotEmpty(back);
        var slowest = back.MaxBy(b => b.After);
        var late = back.Count(b => b.After > ReadyWithin);
        Figure($"kill -9 at random, {kills.Count} in {lasts.TotalSeconds:0} s (seed {seed}); {late} of {back.Count} later than {ReadyWithin.TotalSeconds:0} s, slowest {slowest.Name.Split(' ')[0]}", slowest.After, settled, broken);
        Assert.Empty(broken);

        async Task Returns(string name, int process, Stopwatch since)
        {
            while (since.Elapsed < TimeSpan.FromSeconds(90))
            {
                lock (kills) if (kills.Any(k => k.Since != since && (k.Name == name || k.Name == "PostgreSQL") && k.Since.Elapsed < since.Elapsed)) return;
                try
                {
                    if (await city.IsBack(name, process))
                    {
                        lock (back) back.Add((name, since.Elapsed));
                        return;
                    }
                }
                catch (Exception e) when (e is HttpRequestException or OperationCanceledException or NpgsqlException or IOException or System.Net.Sockets.SocketException or TimeoutException or InvalidOperationException) { /* not yet */ }
                await Task.Delay(100);
            }
            throw new TimeoutException($"{name} was not back 90 s after it was killed.");
        }
    }

    [Fact]
    public async Task With_two_of_everything_a_kill_costs_only_the_requests_that_were_inside_the_killed_process()
    {
        await using var two = new SplitCity(TestPostgres.NewFolder(), replicas: 2);
        await two.InitializeAsync();
        var struck = new List<(string Name, long At, long Gone)>();
        var requests = new System.Collections.Concurrent.ConcurrentBag<(long Began, long Ended, string? Error)>();
        using (var ending = new CancellationTokenSource())
        {
            var clients = Enumerable.Range(0, 8).Select(n => Task.Run(() => Ask(n))).ToList();
            await Task.Delay(TimeSpan.FromSeconds(5));
            foreach (var target in (string[])["petitions", "gateway", "planning", "gateway", "petitions"])
            {
                var killed = two.Alive().Where(p => p.Name.Split(' ')[0] == target).OrderBy(p => p.Name, StringComparer.Ordinal).ToList()[struck.Count % 2];
                var at = Stopwatch.GetTimestamp();
                SplitCity.Kill(killed.Process);
                await Eventually.True("it is gone", () => Task.FromResult(!SplitCity.IsThere(killed.Process)));
                struck.Add((killed.Name, at, Stopwatch.GetTimestamp()));
                await Eventually.True("it is back", () => two.IsBack(killed.Name, killed.Process), within: TimeSpan.FromSeconds(60));
            }
            await ending.CancelAsync();
            await Task.WhenAll(clients);

            async Task Ask(int n)
            {
                using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(15) };
                for (var i = 0; !ending.IsCancellationRequested; i++)
                {
                    var began = Stopwatch.GetTimestamp();
                    var error = await Once(client, two.Addresses, n, i);
                    requests.Add((began, Stopwatch.GetTimestamp(), error));
                    await Task.Delay(20);
                }
            }
        }
        // Inside: begun before it was gone and not ended at the kill. A process that is being killed may still take what arrives meanwhile.
        var inside = requests.Where(r => struck.Any(s => r.Began <= s.Gone && r.Ended >= s.At)).ToList();
        var errors = requests.Where(r => r.Error is not null).ToList();
        Figures.Add($"two of everything: {struck.Count} kills, {requests.Count} requests, {errors.Count} errors, {inside.Count} requests were under way at a kill", TimeSpan.Zero, TimeSpan.Zero, requests.Count - errors.Count, 0, 0, 0, 0);
        Assert.True(requests.Count > 500, "too little was asked");
        Assert.True(inside.Count > 0, "no request was under way");
        Assert.Empty(errors.Except(inside).Select(e => $"{e.Error}, begun and ended after the kill of {string.Join("; ", struck.Where(s => s.At < e.Began).TakeLast(1).Select(s => $"{s.Name} by {Ms(s.At, e.Began)} and {Ms(s.At, e.Ended)} ms, it was gone after {Ms(s.At, s.Gone)}"))}"));

        static long Ms(long from, long to) => (long)Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;

        // As an ingress does: a gateway that lets nobody connect has seen nothing of the request, which goes to the other.
        static async Task<string?> Once(HttpClient client, IReadOnlyList<Uri> gateways, int n, int i)
        {
            for (var attempt = 0; ; attempt++)
                try
                {
                    var gateway = gateways[(n + i + attempt) % gateways.Count];
                    using var answer = i % 2 == 0
                        ? await client.GetAsync(new Uri(gateway, $"/api/dai-son/petitions/none"))
                        : await client.GetAsync(new Uri(gateway, "/api/calendar/2026"));
                    return (int)answer.StatusCode < 500 ? null : $"{(int)answer.StatusCode} from {gateway}";
                }
                catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError && attempt < gateways.Count) { }
                catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
                {
                    return e.Message;
                }
        }
    }

    private readonly Ledger ledger = new();

    private static int Number(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    /// <summary>Work, the fault in the middle of it, work again; then everything that must hold.</summary>
    /// <param name="strike">Returns a watch that runs since recovery could begin.</param>
    private async Task Survives(string fault, Func<Task<Stopwatch>> strike, TimeSpan? readyWithin = null, Uri? through = null, SplitCity? city = null)
    {
        city ??= this.city;
        TimeSpan ready;
        await using (new Work(through ?? city.Address, ledger, city.Conference))
        {
            await UnderWay();
            var since = await strike();
            await city.Ready((readyWithin ?? ReadyWithin) - since.Elapsed);
            ready = since.Elapsed;
            await GoesOn();
        }
        var (settled, broken) = await Settle(city);
        Figure(fault, ready, settled, broken);
        Assert.Empty(broken);
    }

    private Task UnderWay() =>
        Eventually.True("work is under way", () => ledger.Petitions.Count > 20 && ledger.Registrations.Count > 5 && ledger.Directed.Count > 2, within: TimeSpan.FromSeconds(60));

    private Task GoesOn()
    {
        var (petitions, directed) = (ledger.Petitions.Count, ledger.Directed.Count);
        return Eventually.True("work goes on", () => ledger.Petitions.Count > petitions + 20 && ledger.Directed.Count > directed + 2, within: TimeSpan.FromSeconds(60));
    }

    private async Task<(TimeSpan After, List<Invariants.Violation> Broken)> Settle(SplitCity city)
    {
        var watch = Stopwatch.StartNew();
        var broken = await Settled(city);
        return (watch.Elapsed, broken);
    }

    private void Figure(string fault, TimeSpan ready, TimeSpan settled, List<Invariants.Violation> broken)
    {
        int Count(string kind) => (int)broken.Where(v => v.Kind == kind).Sum(v => v.Count);
        Figures.Add(fault, ready, settled, ledger.Accepted, ledger.Retried, Count(Invariants.Lost), Count(Invariants.Doubled), Count(Invariants.Leaked));
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
