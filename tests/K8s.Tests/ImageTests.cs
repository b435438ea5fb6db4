using System.Diagnostics;
using System.Text.RegularExpressions;
using Dialogue.Data;
using Dialogue.Postgres;
using Dialogue.Testing;
using Npgsql;

namespace Dialogue.K8s.Tests;

/// <summary>The image's own program, started as the rendered manifests say: their arguments, their environment, against a real PostgreSQL.</summary>
public sealed partial class ImageTests : IAsyncLifetime
{
    private TestPostgres postgres = null!;

    public async ValueTask InitializeAsync() => postgres = await TestPostgres.Shared();

    public ValueTask DisposeAsync() => postgres.DisposeAsync();

    [Fact]
    public async Task The_image_migrates_and_is_ready_with_the_environment_of_the_manifests()
    {
        using var image = await Image.Build();
        Assert.Equal("1654", (string?)image.Config["User"]);
        Assert.Equal(["dotnet", "/app/Dialogue.Host.dll"], image.Config["Entrypoint"]!.AsArray().Select(e => (string?)e));
        Assert.NotNull(image.Config["ExposedPorts"]!["8080/tcp"]);

        var connections = await Provision.Database(postgres.Server); // dialogue, as in the cluster
        var local = await Manifests.Of("local");
        var migrate = local.Processes.Single(p => p.Kind == "Job");
        using (var job = Start(image, local, migrate, connections, migrate.Arguments))
        {
            var (output, errors) = (job.StandardOutput.ReadToEndAsync(), job.StandardError.ReadToEndAsync());
            Assert.True(job.WaitForExit(TimeSpan.FromMinutes(2)) && job.ExitCode == 0, await output + await errors);
        }

        var small = await Manifests.Of("small");
        var pod = small.Processes.Single();
        var port = FreePort();
        using var process = Start(image, small, pod, connections, [.. pod.Arguments.Select(a => a == "8080" ? $"{port}" : a)]);
        var (said, failed) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            foreach (var probe in (string[])["startupProbe", "livenessProbe"])
                await Eventually.True($"the {probe} is answered", async () =>
                {
                    if (process.HasExited) throw new InvalidOperationException(await said + await failed);
                    try { return (await http.GetAsync((string)pod.Container[probe]!["httpGet"]!["path"]!)).IsSuccessStatusCode; }
                    catch (HttpRequestException) { return false; }
                }, within: TimeSpan.FromSeconds(240)); // on a machine that runs other tests beside

            // What the ingress says of the browser's address is taken: sign-in sends it to https.
            using var asked = new HttpRequestMessage(HttpMethod.Get, "/dang-nhap") { Headers = { { "X-Forwarded-Proto", "https" }, { "X-Forwarded-For", "203.0.113.9" } } };
            asked.Headers.Host = "doi-thoai.example";
            using var answer = await http.SendAsync(asked);
            Assert.Contains("redirect_uri=https%3A%2F%2Fdoi-thoai.example", answer.Headers.Location!.ToString());
            Assert.Equal(0, await DemoAccounts(connections));
        }
        finally
        {
            process.Kill();
        }
    }

    /// <summary>As kubelet does: config maps first, then the variables, in which those above are put in; a secret's value is the role's password.</summary>
    private static Process Start(Image image, Manifests manifests, Workload pod, DatabaseConnections connections, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(image.Files, "app", "Dialogue.Host.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.Combine(image.Files, "app") };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("DIALOGUE_", StringComparison.Ordinal) || k.StartsWith("OTEL_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in pod.Container["envFrom"].Items().SelectMany(e => manifests.Kind("ConfigMap").Single(m => m.Name() == (string)e["configMapRef"]!["name"]!)["data"].Strings()))
            if (!name.StartsWith("OTEL_", StringComparison.Ordinal)) start.Environment[name] = value; // no collector here
        var server = new NpgsqlConnectionStringBuilder(connections.App);
        var variables = new Dictionary<string, string> { ["POSTGRES_HOST"] = $"{server.Host}:{server.Port}", ["RABBITMQ_HOST"] = "localhost" };
        foreach (var variable in pod.Environment)
        {
            var name = (string)variable["name"]!;
            if ((string?)variable["valueFrom"]?["secretKeyRef"]?["key"] == "previous") continue; // the one before: there is none
            if (variable["valueFrom"]?["secretKeyRef"] is { } secret) variables[name] = PasswordOf((string)secret["name"]!, connections);
            else if (!variables.ContainsKey(name)) variables[name] = Reference().Replace((string)variable["value"]!, m => variables[m.Groups[1].Value]);
            start.Environment[name] = variables[name];
        }
        start.Environment.Remove("DIALOGUE_BROKER"); // nor a broker: that its queues are made is tested elsewhere
        return Process.Start(start)!;
    }

    private static string PasswordOf(string secret, DatabaseConnections c) => secret switch
    {
        "dialogue-postgres-owner" => Password(c.Owner),
        "dialogue-postgres-app" => Password(c.App),
        "dialogue-postgres-relay" => Password(c.Relay),
        "dialogue-postgres-city" => Password(c.City),
        "dialogue-key-ring" => "vong-khoa-cua-ban-thu-nghiem-2026-11",
        _ => "Mat-khau-dau-tien-2026",
    };

    private static string Password(string connection) => new NpgsqlConnectionStringBuilder(connection).Password!;

    /// <summary>Production has one account, the first administrator's.</summary>
    private static async Task<long> DemoAccounts(DatabaseConnections connections)
    {
        await using var source = NpgsqlDataSource.Create(connections.App);
        await using var command = source.CreateCommand("select count(*) - 1 from identity.users");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"\$\(([A-Za-z_]+)\)")]
    private static partial Regex Reference();
}
