using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Dialogue.Data;
using Dialogue.Host;
using Dialogue.Hosting;
using Dialogue.Hosting.Demo;
using Dialogue.Identity;
using Dialogue.Kernel;
using Dialogue.Postgres;
using Dialogue.RabbitMq;
using Dialogue.Testing;
using Npgsql;

[assembly: AssemblyFixture(typeof(Dialogue.Faults.Tests.SplitCity))]
[assembly: CollectionBehavior(DisableTestParallelization = true)] // faults one at a time

namespace Dialogue.Faults.Tests;

/// <summary>
/// The product as <c>./run --split</c> starts it: a supervisor, PostgreSQL, RabbitMQ, the gateway and every service, each a process that can be
/// killed. With the demo accounts, and a conference of one commune that takes registrations.
/// </summary>
public sealed class SplitCity : IAsyncLifetime
{
    public const string Day = "2026-10-05";
    public static readonly string[] Services = ["identity", "planning", "escalations", "petitions", "reporting", "records", "notifications"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly int port = FreePort();
    private readonly string log; // beside the folder, whose disk may be full
    private readonly bool removes;
    private readonly int replicas;
    private Process? supervisor;
    private string database = "";

    public SplitCity() : this(TestPostgres.NewFolder()) => removes = true;

    /// <param name="replicas">So many of each; gateways listen on ports that follow each other.</param>
    internal SplitCity(string folder, int replicas = 1) => (Folder, log, this.replicas) = (folder, folder + ".log", replicas);

    /// <summary>Where PostgreSQL, and below it RabbitMQ, keep their data.</summary>
    public string Folder { get; }

    public Uri Address => new($"http://127.0.0.1:{port}");

    /// <summary>Of every gateway.</summary>
    public IReadOnlyList<Uri> Addresses => [.. Enumerable.Range(port, replicas).Select(p => new Uri($"http://127.0.0.1:{p}"))];

    /// <summary>Takes registrations, in the commune dai-son.</summary>
    public Guid Conference { get; private set; }

    /// <summary>The stepped wall clock of all processes; null where there is no C compiler, which is what makes it.</summary>
    public SteppedClock? Clock { get; private set; }

    /// <summary>Why no test can run here; null when they can.</summary>
    public static string? Skipped => Environment.GetEnvironmentVariable("DIALOGUE_SKIP_BROKER") is { Length: > 0 } reason ? reason : null;

    public async ValueTask InitializeAsync()
    {
        if (Skipped is not null) return;
        Clock = await SteppedClock.Make(Directory.CreateDirectory(Folder).FullName);
        await Found();
        await Launch();
        try
        {
            await Announce();
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{e.Message}\n{string.Join('\n', File.ReadLines(log).Where(l => l.Contains("Exception", StringComparison.Ordinal) || l.StartsWith("      ", StringComparison.Ordinal)).TakeLast(80))}", e);
        }
    }

    /// <summary>A conference that takes registrations.</summary>
    private async Task Announce()
    {
        var officer = await WebUser.SignIn(Address, "chuyenvien.dai-son", DemoAccounts.Password);
        var conference = await officer.Call(HttpMethod.Post, "/api/dai-son/conferences", new { day = "2026-11-12", startsAt = "08:00:00", place = "Hội trường UBND", chair = "Chủ tịch UBND" });
        Conference = conference.GetProperty("id").GetGuid();
        await officer.Call(HttpMethod.Post, $"/api/dai-son/conferences/{Conference}/announcement", new { number = "12/TB-UBND", signer = "Chủ tịch UBND" });
        await Drained();
    }

    public async ValueTask DisposeAsync()
    {
        if (Skipped is not null) return;
        await Stop();
        if ((removes || replicas > 1) && Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
        File.Delete(log);
    }

    /// <summary>Starts the supervisor, and with it everything; returns when every part is ready.</summary>
    public async Task Launch()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(DialogueHost).Assembly.Location, "--split", "--data", Folder, "--port", $"{port}", "--empty", "--replicas", $"{replicas}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["DIALOGUE_RATE_LIMIT"], start.Environment["ASPNETCORE_ENVIRONMENT"], start.Environment["DIALOGUE_LOG"]) = ("off", "Testing", "Warning");
        Clock?.Give(start);
        supervisor = Process.Start(start)!;
        DataReceivedEventHandler keep = (_, line) => { lock (log) File.AppendAllText(log, line.Data + "\n"); };
        supervisor.OutputDataReceived += keep;
        supervisor.ErrorDataReceived += keep;
        supervisor.BeginOutputReadLine();
        supervisor.BeginErrorReadLine();
        await Ready(Patience);
    }

    /// <summary>In order, as Ctrl-C does.</summary>
    public async Task Stop()
    {
        if (supervisor is not { HasExited: false }) return;
        _ = kill(supervisor.Id, Terminate);
        await supervisor.WaitForExitAsync();
    }

    public Task KillSupervisor()
    {
        Kill(supervisor!.Id);
        return supervisor.WaitForExitAsync();
    }

    /// <summary>The process that runs a service or the gateway now; 0 while there is none.</summary>
    public int ProcessOf(string target) => Targets().FirstOrDefault(p => p.Target == target).Id;

    public int Broker => NumberIn(Path.Combine(Folder, "rabbitmq", "broker.pid"));

    public int Postgres => Directory.GetDirectories(Folder, "pgdata-*").Select(d => NumberIn(Path.Combine(d, "postmaster.pid"))).FirstOrDefault();

    /// <summary>Every process of the product that can be killed, by what it runs and where: RabbitMQ and PostgreSQL are among them.</summary>
    public IReadOnlyList<(string Name, int Process)> Alive() =>
        [.. Targets().Select(t => ($"{t.Target} {t.Address.Port}", t.Id)), .. new[] { ("RabbitMQ", Broker), ("PostgreSQL", Postgres) }.Where(p => p.Item2 > 0)];

    /// <summary>Whether a part, of the name that <see cref="Alive"/> gives it, runs in another process than that one and takes work.</summary>
    public async Task<bool> IsBack(string name, int after)
    {
        var process = Alive().FirstOrDefault(p => p.Name == name).Process;
        if (process == 0 || process == after) return false;
        switch (name)
        {
            case "RabbitMQ":
                return EmbeddedRabbitMq.ToRunning(Path.Combine(Folder, "rabbitmq")) is { } broker && await Speaks(broker);
            case "PostgreSQL":
                await using (await Superuser()) return true;
            default:
                using (var client = new HttpClient { Timeout = TimeSpan.FromSeconds(3) })
                    return (await client.GetAsync(new Uri($"http://127.0.0.1:{name.Split(' ')[1]}/health/ready"))).IsSuccessStatusCode;
        }

        static async Task<bool> Speaks(Uri broker)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(broker.Host, broker.Port);
            await client.GetStream().WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray());
            return await client.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(TimeSpan.FromSeconds(3)) == 1;
        }
    }

    /// <summary>Where a service listens, as it was told.</summary>
    public Uri AddressOf(string service) => Targets().First(p => p.Target == service).Address;

    /// <summary>False when it holds nothing any more. Its sockets take what arrives until the last of its threads has ended, and its parent then takes note at once.</summary>
    public static bool IsThere(int process) => Directory.Exists($"/proc/{process}");

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public static void Kill(int process) => _ = kill(process, 9);

    /// <summary>Waits until every part says that it is ready and takes work: a petition can be looked for, and the broker takes connections.</summary>
    public async Task Ready(TimeSpan within)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        await Eventually.True("every part is ready", async () =>
        {
            if (supervisor!.HasExited) throw new InvalidOperationException($"The supervisor has ended: {File.ReadAllText(log)}");
            var parts = Targets();
            if (parts.Count < (Services.Length + 1) * replicas || Broker == 0) return false;
            foreach (var part in parts)
            {
                using var health = await client.GetAsync(new Uri(part.Address, "/health/ready"));
                if (!health.IsSuccessStatusCode) return false;
            }
            using var page = await client.GetAsync(new Uri(Address, "/api/dai-son/petitions/none"));
            return (int)page.StatusCode < 500;
        }, within);
    }

    /// <summary>Waits until every outbox is empty.</summary>
    public Task Drained() => Eventually.True("every outbox is empty", async () =>
    {
        await using var connection = await Superuser();
        await using var command = new NpgsqlCommand("select " + string.Join(" + ", Services.Select(s => $"(select count(*) from {s}.outbox)")), connection);
        return await command.ExecuteScalarAsync() is 0L;
    }, within: Patience);

    /// <summary>A connection that sees every row, for looking behind the walls; to the server that runs now.</summary>
    public async Task<NpgsqlConnection> Superuser()
    {
        var to = EmbeddedPostgres.ToRunning(Folder, "postgres", database) ?? throw new InvalidOperationException("PostgreSQL does not run.");
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(to) { Pooling = false, Timeout = 5 }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Another gateway beside the supervisor's, which finds the services elsewhere: through <paramref name="services"/>.</summary>
    public async Task<Process> Gateway(int at, Func<string, Uri> services)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(DialogueHost).Assembly.Location, "--target", "gateway", "--port", $"{at}", "--empty"]);
        foreach (var line in await File.ReadAllTextAsync($"/proc/{ProcessOf("gateway")}/environ") is var text ? text.Split('\0') : [])
            if (line.StartsWith("DIALOGUE_", StringComparison.Ordinal) && line.IndexOf('=', StringComparison.Ordinal) is > 0 and var cut) start.Environment[line[..cut]] = line[(cut + 1)..];
        start.Environment["DIALOGUE_SERVICES"] = string.Join(',', Services.Select(s => $"{s}={services(s).ToString().TrimEnd('/')}"));
        start.Environment["DIALOGUE_SUPERVISOR"] = "";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Testing";
        var gateway = Process.Start(start)!;
        using var client = new HttpClient();
        await Eventually.True("the second gateway answers", async () => (await client.GetAsync(new Uri($"http://127.0.0.1:{at}/health/ready"))).IsSuccessStatusCode, within: TimeSpan.FromSeconds(60));
        return gateway;
    }

    public static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            try
            {
                using var next = new TcpListener(IPAddress.Loopback, port + 1); // a second gateway's
                next.Start();
                return port;
            }
            catch (SocketException) { /* taken */ }
        }
    }

    /// <summary>Organisations, calendar, demo accounts and the legal day.</summary>
    private async Task Found()
    {
        await using var server = await EmbeddedPostgres.Start(new() { DataFolder = Folder, EndWithHost = true });
        var connections = await Provision.Database(server);
        database = new NpgsqlConnectionStringBuilder(connections.App).Database!;
        await using var host = await DialogueHost.Start(new HostArguments
        {
            Port = 0, Empty = true, Environment = "Testing", DemoDate = DateOnly.ParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            Databases = new(connections.Owner, connections.App, connections.Relay, connections.City),
        });
        await ((IServiceModule)new IdentityModule()).SeedDemo(host.Services, new DemoScript(DateOnly.ParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture), TestCalendar.Working, []), CancellationToken.None);
        await Drained();
    }

    /// <summary>The supervisor's children that are parts of the product.</summary>
    private List<(string Target, int Id, Uri Address)> Targets()
    {
        var found = new List<(string, int, Uri)>();
        if (supervisor is null || supervisor.HasExited) return found;
        foreach (var folder in Directory.GetDirectories("/proc"))
            try
            {
                if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id)) continue;
                var stat = File.ReadAllText($"/proc/{id}/stat");
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                if (fields[0] is "Z" or "X" || fields[1] != $"{supervisor.Id}") continue;
                var words = File.ReadAllText($"/proc/{id}/cmdline").Split('\0');
                if (Array.IndexOf(words, "--target") is > 0 and var at) found.Add((words[at + 1], id, new($"http://127.0.0.1:{words[Array.IndexOf(words, "--port") + 1]}")));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException) { /* it has just ended */ }
        return found;
    }

    private static int NumberIn(string file) =>
        File.Exists(file) && int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var number) && File.Exists($"/proc/{number}/stat") ? number : 0;

    private const int Terminate = 15;

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int pid, int signal);
}
