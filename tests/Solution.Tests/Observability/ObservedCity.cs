using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using Dialogue.Data;
using Dialogue.Host;
using Dialogue.Hosting;
using Dialogue.Hosting.Demo;
using Dialogue.Identity;
using Dialogue.Testing;

namespace Dialogue.Solution.Tests.Observability;

/// <summary>The product as a process of its own, in production, watched from outside: what it writes to its log, and what it sends to a collector.</summary>
internal sealed class ObservedCity : IAsyncDisposable
{
    private readonly TestPostgres postgres;
    private readonly Process process;

    private ObservedCity(TestPostgres postgres, OtlpReceiver collector, Process process, Uri address) => (this.postgres, Collector, this.process, Address) = (postgres, collector, process, address);

    public OtlpReceiver Collector { get; }
    public Uri Address { get; }
    public ConcurrentQueue<string> Log { get; } = [];

    public static async Task<ObservedCity> Start()
    {
        var postgres = await TestPostgres.Shared();
        var connections = await postgres.CreateDatabase();
        var databases = new DatabaseOptions(connections.Owner, connections.App, connections.Relay, connections.City);
        await using (var host = await DialogueHost.Start(new HostArguments { Port = 0, Empty = true, Environment = "Testing", Databases = databases }))
            await ((IServiceModule)new IdentityModule()).SeedDemo(host.Services, new DemoScript(new(2026, 10, 5), TestCalendar.Working, []), CancellationToken.None);

        var collector = await OtlpReceiver.Start();
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [typeof(DialogueHost).Assembly.Location, "--port", $"{port}", "--empty"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new Dictionary<string, string>
                 {
                     ["DIALOGUE_DATABASE_OWNER"] = databases.Owner, ["DIALOGUE_DATABASE_APP"] = databases.App, ["DIALOGUE_DATABASE_RELAY"] = databases.Relay, ["DIALOGUE_DATABASE_CITY"] = databases.City,
                     ["DIALOGUE_RATE_LIMIT"] = "off", ["DIALOGUE_LOG"] = "Debug", ["ASPNETCORE_ENVIRONMENT"] = "Production",
                     ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                     ["OTEL_BSP_SCHEDULE_DELAY"] = "200", ["OTEL_BLRP_SCHEDULE_DELAY"] = "200", ["OTEL_BLRP_MAX_QUEUE_SIZE"] = "65536", ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000", ["OTEL_BSP_MAX_QUEUE_SIZE"] = "65536",
                 }) start.Environment[name] = value;
        var city = new ObservedCity(postgres, collector, Process.Start(start)!, new Uri($"http://127.0.0.1:{port}"));
        city.process.OutputDataReceived += (_, line) => city.Heard(line.Data);
        city.process.ErrorDataReceived += (_, line) => city.Heard(line.Data);
        city.process.BeginOutputReadLine();
        city.process.BeginErrorReadLine();
        using var client = new HttpClient();
        await Eventually.True("the host answers", async () => (await client.GetAsync(new Uri(city.Address, "/health/ready"))).IsSuccessStatusCode, within: TimeSpan.FromSeconds(90));
        return city;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
        await Collector.DisposeAsync();
        await postgres.DisposeAsync();
    }

    private void Heard(string? line)
    {
        if (line is not null) Log.Enqueue(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
