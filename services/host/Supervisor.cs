using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Dialogue.Data;
using Dialogue.Postgres;
using Dialogue.RabbitMq;

namespace Dialogue.Host;

/// <summary>
/// The product as a city runs it, on one machine: an embedded PostgreSQL and RabbitMQ, and gateway and every service as processes of their own. One
/// that dies is started again. All of them end with this process, however it ends.
/// </summary>
public sealed class Supervisor : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(120), StopWithin = TimeSpan.FromSeconds(8), Steady = TimeSpan.FromSeconds(10), MostPause = TimeSpan.FromSeconds(10);

    /// <summary>Nobody waits for what these do with a message: when all are busy, the processor goes to those that answer people first.</summary>
    private static readonly string[] Patient = ["reporting", "records", "notifications"];

    private readonly HostArguments arguments;
    private readonly Action<string> say;
    private readonly CancellationTokenSource ending = new();
    private EmbeddedPostgres? postgres;
    private EmbeddedRabbitMq? broker;
    private Task<Uri>? startingBroker;

    private Supervisor(HostArguments arguments, Action<string> say) => (this.arguments, this.say) = (arguments, say);

    public IReadOnlyList<Part> Parts { get; private set; } = [];

    /// <summary>The public addresses, one for each replica of the gateway.</summary>
    public IEnumerable<Uri> Addresses => Parts.Where(p => p.Target == "gateway").Select(p => p.Address);

    /// <summary>Until it is told to stop (Ctrl-C, SIGTERM).</summary>
    public static async Task<int> Run(HostArguments arguments, Action<string> say)
    {
        var watch = Stopwatch.StartNew();
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await using var supervisor = await Start(arguments, say, stop.Token);
            Welcome.Print(string.Join("  ", supervisor.Addresses), arguments, watch.Elapsed);
            await Task.Delay(Timeout.Infinite, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
        return 0;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>Starts all of it; returns when every part is ready.</summary>
    /// <param name="say">Told in one line each what takes a moment, and what has ended unasked.</param>
    public static async Task<Supervisor> Start(HostArguments arguments, Action<string> say, CancellationToken cancellationToken = default)
    {
        var supervisor = new Supervisor(arguments, say);
        try
        {
            await supervisor.Begin(cancellationToken);
            return supervisor;
        }
        catch
        {
            await supervisor.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await Task.WhenAll(Parts.Select(p => p.End()));
        if (startingBroker is not null) await ((Task)startingBroker).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // stopped while it started
        if (broker is not null) await broker.DisposeAsync();
        if (postgres is not null) await postgres.DisposeAsync();
        (Parts, broker, postgres) = ([], null, null);
    }

    private async Task Begin(CancellationToken cancellationToken)
    {
        var databases = arguments.Databases ?? await Embed(cancellationToken);
        var folder = postgres is null ? Path.GetFullPath(arguments.DataFolder) : await EmbeddedPostgres.FolderFor(Path.GetFullPath(arguments.DataFolder), cancellationToken);
        startingBroker = arguments.Broker is { } named ? Task.FromResult(named) : StartBroker(folder, cancellationToken);

        // Founded, and filled with demo data, by one process before the others start; and nobody speaks before everybody has a queue to hear it from.
        Uri amqp;
        await using (var founding = await DialogueHost.Start(arguments with { Command = "migrate", Databases = databases, Broker = null }, say, cancellationToken))
        {
            amqp = await startingBroker;
            await founding.Declare(amqp, cancellationToken);
        }
        List<(string Target, int Port)> parts = [.. Modules.Names.SelectMany(name => Enumerable.Range(0, arguments.Replicas).Select(_ => (name, FreePort())))];
        var services = string.Join(',', parts.GroupBy(p => p.Target).Select(g => $"{g.Key}={string.Join('|', g.Select(p => $"http://127.0.0.1:{p.Port}"))}"));
        parts.AddRange(Enumerable.Range(0, arguments.Replicas).Select(n => ("gateway", arguments.Port == 0 ? FreePort() : arguments.Port + n)));
        Parts = [.. parts.Select(p => new Part(p.Target, p.Port))];
        foreach (var part in Parts) part.Keeping = Keep(part, Environment(databases, amqp, services));
        await Task.WhenAll(Parts.Select(p => Ready(p, cancellationToken)));
    }

    private async Task<DatabaseOptions> Embed(CancellationToken cancellationToken)
    {
        var wanted = Path.GetFullPath(arguments.DataFolder);
        var folder = await EmbeddedPostgres.FolderFor(wanted, cancellationToken);
        if (folder != wanted) say($"PostgreSQL's user cannot enter {wanted}; the database is kept in {folder}.");
        // All pools of four replicas of each, at their most, are 552 connections (see Environment).
        postgres = await EmbeddedPostgres.Start(new PostgresOptions { DataFolder = folder, EndWithHost = true, MaxConnections = 600 }, cancellationToken: cancellationToken);
        var connections = await Provision.Database(postgres, cancellationToken: cancellationToken);
        return new(connections.Owner, connections.App, connections.Relay, connections.City);
    }

    private async Task<Uri> StartBroker(string folder, CancellationToken cancellationToken)
    {
        broker = await EmbeddedRabbitMq.Start(new() { DataFolder = Path.Combine(folder, "rabbitmq") }, cancellationToken);
        return broker.Address;
    }

    /// <summary>What a part must know. All of them share the server's connections, so each gets a small pool.</summary>
    private Dictionary<string, string> Environment(DatabaseOptions databases, Uri amqp, string services)
    {
        var (app, relay) = arguments.Replicas == 1 ? (16, 5) : arguments.Replicas == 2 ? (8, 3) : (5, 2);
        static string? Given(string variable) => System.Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
        string Small(string connection, int pool) => new Npgsql.NpgsqlConnectionStringBuilder(connection) { MaxPoolSize = pool }.ConnectionString;
        var environment = new Dictionary<string, string>
        {
            // One heap and 2 MB for new objects in each: all in one process may take much more, eight processes may not.
            ["DOTNET_gcServer"] = "0", ["DOTNET_GCgen0size"] = "200000",
            // Code is compiled twice, not three times, one thread collects, and the C library keeps one arena instead of eight per core: eight processes
            // do each of that on the same processors. (Closing holes in the heap, GCConserveMemory, cost half of the intake and saved nothing.)
            ["DOTNET_TieredPGO"] = "0", ["DOTNET_gcConcurrent"] = "0", ["MALLOC_ARENA_MAX"] = "1",
            // A thread without work sleeps at once: while it looks round for some, it takes the processor from seven others that have some.
            ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
            [Parent.Variable] = $"{System.Environment.ProcessId}",
            ["DIALOGUE_DATABASE_OWNER"] = "", ["DIALOGUE_DATABASE_APP"] = Small(databases.App, app), ["DIALOGUE_DATABASE_RELAY"] = Small(databases.Relay, relay), ["DIALOGUE_DATABASE_CITY"] = Small(databases.City, 2),
            ["DIALOGUE_BROKER"] = $"{amqp}", ["DIALOGUE_SERVICES"] = services, ["DIALOGUE_ISSUER"] = arguments.Issuer, ["DIALOGUE_HOSTS"] = arguments.Domain,
            ["Messages__Site"] = Given("Messages__Site") ?? $"http://localhost:{arguments.Port}",
            ["DIALOGUE_LOG"] = arguments.LogLevel, ["DIALOGUE_RATE_LIMIT"] = arguments.RateLimit ? "" : "off", ["ASPNETCORE_ENVIRONMENT"] = arguments.Environment,
        };
        // As in one process: what would leave the installation can be read in its data folder.
        if (!arguments.IsProduction && Given("Messages__Files") is null)
            (environment["Messages__Files"], environment["Messages__SmsToFiles"], environment["Messages__ZaloToFiles"]) = (Path.Combine(Path.GetFullPath(arguments.DataFolder), "messages"), "true", "true");
        return environment;
    }

    /// <summary>Runs a part, again and again, until the end.</summary>
    private async Task Keep(Part part, Dictionary<string, string> environment)
    {
        var pause = TimeSpan.FromMilliseconds(250);
        while (!ending.IsCancellationRequested)
        {
            var watch = Stopwatch.StartNew();
            // A session of its own: Ctrl-C in a terminal reaches the supervisor alone, which then stops the parts in order.
            var start = new ProcessStartInfo("setsid", ["dotnet", typeof(Supervisor).Assembly.Location, "--target", part.Target, "--port", $"{part.Address.Port}", "--empty"]) { RedirectStandardInput = true };
            foreach (var (name, value) in environment) start.Environment[name] = value;
            if (part.Target == "gateway") start.Environment["DOTNET_TieredPGO"] = "1"; // every request goes through it, and it is the smallest
            var process = Process.Start(start)!;
            part.Process = process;
            if (Patient.Contains(part.Target)) _ = GiveWay(part, process);
            await process.WaitForExitAsync(CancellationToken.None);
            if (ending.IsCancellationRequested) return;
            if (watch.Elapsed > Steady) pause = TimeSpan.FromMilliseconds(250);
            say($"{part.Target} ({part.Address}) has ended with code {process.ExitCode}; it is started again.");
            await Task.Delay(pause, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, MostPause.Ticks));
        }
    }

    /// <summary>Once it is ready: one that has died is to be back soon.</summary>
    private async Task GiveWay(Part part, Process process)
    {
        const int Group = 1, Niceness = 10;
        try
        {
            await Ready(part, ending.Token);
            if (process.HasExited) return;
            // A session of its own is a group of its own to the scheduler (sched(7), autogroup), in which niceness counts only among its own; without autogroups it counts.
            _ = setpriority(Group, process.Id, Niceness);
            await File.WriteAllTextAsync($"/proc/{process.Id}/autogroup", $"{Niceness}", ending.Token);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TimeoutException or OperationCanceledException) { /* it goes without */ }
    }

    private static async Task Ready(Part part, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(part.Address, "/health/ready"), cancellationToken);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested) { /* not yet */ }
            if (watch.Elapsed > StartWithin) throw new TimeoutException($"{part.Target} was not ready within {StartWithin.TotalSeconds:0} seconds.");
            await Task.Delay(100, cancellationToken);
        }
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int setpriority(int which, int who, int niceness);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>One process of one target, at one address for good.</summary>
    public sealed class Part(string target, int port)
    {
        public string Target => target;

        public Uri Address { get; } = new($"http://127.0.0.1:{port}");

        /// <summary>The one that runs now; another after it has died.</summary>
        public int ProcessId => Process?.Id ?? 0;

        internal Process? Process { get; set; }

        internal Task Keeping { get; set; } = Task.CompletedTask;

        /// <summary>Its input closes, it stops in order; what takes too long is killed.</summary>
        internal async Task End()
        {
            try
            {
                Process?.StandardInput.Close();
                await Keeping.WaitAsync(StopWithin);
            }
            catch (InvalidOperationException) { /* it was just being started again; it finds its input closed */ }
            catch (TimeoutException)
            {
                Process?.Kill();
                await Keeping;
            }
        }
    }
}
