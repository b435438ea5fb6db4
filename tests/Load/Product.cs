using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using Dialogue.Testing;
using Npgsql;

namespace Dialogue.Load;

/// <summary>The whole product as <c>./run</c> starts it, in a process of its own, with demo data in a folder that is gone afterwards (DIALOGUE_LOAD_DATA names one that is kept).</summary>
internal sealed class Product : IAsyncDisposable
{
    private static readonly TimeSpan FirstStart = TimeSpan.FromMinutes(10);

    // Somewhere that the database's user can enter, whoever runs this.
    private static readonly string? Kept = Environment.GetEnvironmentVariable("DIALOGUE_LOAD_DATA") is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;
    private readonly string folder = Kept ?? Path.Combine("/var/tmp", $"dialogue-load-{Environment.ProcessId}");
    private Process process = null!;
    private string[] shape = [];

    public Uri Address { get; private set; } = null!;

    /// <summary>From the start of the process to the first page, of the last start.</summary>
    public TimeSpan Started { get; private set; }

    /// <summary>Processor time of the host so far, without PostgreSQL's.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <param name="split">Gateway and every service as processes of their own with a broker, as <c>./run --split</c> starts them.</param>
    public static async Task<Product> Start(bool split = false)
    {
        var product = new Product { shape = split ? ["--split"] : ["--target", "all"] };
        try
        {
            Console.WriteLine("Starting with demo data …");
            await product.Begin(FirstStart);
            return product;
        }
        catch
        {
            await product.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Memory that each process of the product holds (resident, in MB), by what it runs, and what remains of it when the pages that several map
    /// (programs and libraries) are shared out among them; without PostgreSQL and the broker.
    /// </summary>
    public IReadOnlyList<(string Target, double Megabytes, double Own)> Memory()
    {
        var found = new List<(string, double, double)>();
        foreach (var one in Directory.GetDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), out _)))
            try
            {
                var words = File.ReadAllText(Path.Combine(one, "cmdline")).Split('\0');
                if (words[0] != "dotnet" || !words.Contains(HostProgram()) || (Array.IndexOf(words, "--target") is var at and >= 0 ? words[at + 1] : "supervisor") is not { } target) continue;
                if (target is "supervisor" or "all" && !words.Contains(folder)) continue;
                var sums = File.ReadAllLines(Path.Combine(one, "smaps_rollup"));
                found.Add((target, Megabytes(sums, "Rss:"), Megabytes(sums, "Pss:")));
            }
            catch (IOException) { /* it ended while it was looked at */ }
        return found;
    }

    /// <summary>Stops it and starts it again on the same data.</summary>
    public async Task Restart()
    {
        await Stop();
        await Begin(TimeSpan.FromSeconds(60));
    }

    /// <summary>Memory of the host (resident, in MB), without PostgreSQL's: now, and the most since it started or <see cref="ForgetPeak"/>.</summary>
    public (double Now, double Most) HostMemory()
    {
        var status = File.ReadAllLines($"/proc/{process.Id}/status");
        return (Megabytes(status, "VmRSS:"), Megabytes(status, "VmHWM:"));
    }

    private static double Megabytes(string[] lines, string name) =>
        double.Parse(lines.First(l => l.StartsWith(name, StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;

    /// <summary>The kernel keeps the most that a process ever held; from here on it counts anew (proc(5), clear_refs).</summary>
    public void ForgetPeak() => File.WriteAllText($"/proc/{process.Id}/clear_refs", "5");

    /// <summary>Signs a demo person in and returns the session's cookie header.</summary>
    public async Task<string> SignIn(string user) => (await Person(user)).Cookies.GetCookieHeader(Address);

    /// <summary>A demo person, signed in.</summary>
    public async Task<WebUser> Person(string user)
    {
        using var accounts = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "demo-accounts.json")));
        var password = accounts.RootElement.EnumerateArray().First(a => a.GetProperty("user").GetString() == user).GetProperty("password").GetString()!;
        return await WebUser.SignIn(Address, user, password);
    }

    /// <summary>A connection string to the product's own database.</summary>
    /// <param name="role">A role of the product, or postgres to see all.</param>
    /// <param name="tenant">Set for the whole session, so that row level security lets its rows through.</param>
    public string Database(string role, Guid? tenant = null)
    {
        var pgdata = Directory.GetDirectories(folder, "pgdata-*").Single();
        using var secrets = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "postgres-secrets.json")));
        return new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1", Port = int.Parse(File.ReadAllLines(Path.Combine(pgdata, "postmaster.pid"))[3], CultureInfo.InvariantCulture), Database = "dialogue",
            Username = role, Password = secrets.RootElement.GetProperty(role).GetString(), Options = tenant is null ? null : $"-c dialogue.tenant={tenant}",
        }.ConnectionString;
    }

    /// <summary>A program of the same PostgreSQL; null when it came without.</summary>
    public string? PostgresProgram(string name)
    {
        var pid = File.ReadAllLines(Path.Combine(Directory.GetDirectories(folder, "pgdata-*").Single(), "postmaster.pid"))[0];
        string?[] folders =
        [
            Path.GetDirectoryName(new FileInfo($"/proc/{pid}/exe").ResolveLinkTarget(false)?.FullName),
            .. Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(d => Path.Combine(d, "bin")) : [],
        ];
        return folders.OfType<string>().Select(f => Path.Combine(f, name)).FirstOrDefault(File.Exists);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        if (Kept is null && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private async Task Begin(TimeSpan within)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [HostProgram(), .. shape, "--port", $"{port}", "--data", folder]) { RedirectStandardOutput = true };
        start.Environment["DIALOGUE_RATE_LIMIT"] = "off";
        start.Environment["DOTNET_GCgen0size"] = "4000000"; // as ./run says
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Training";
        foreach (var role in (string[])["OWNER", "APP", "RELAY", "CITY"]) start.Environment.Remove($"DIALOGUE_DATABASE_{role}");

        var watch = Stopwatch.StartNew();
        process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        Address = new Uri($"http://localhost:{port}");
        using var http = new HttpClient { BaseAddress = Address };
        while (true)
        {
            if (process.HasExited) throw new InvalidOperationException($"The product ended: {await said}");
            if (watch.Elapsed > within) throw new TimeoutException($"No page within {within.TotalSeconds:0} s.");
            try
            {
                using var page = await http.GetAsync("/");
                if (page.IsSuccessStatusCode) break;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            await Task.Delay(10);
        }
        Started = watch.Elapsed;
    }

    private async Task Stop()
    {
        if (process is null or { HasExited: true }) return;
        _ = kill(process.Id, SIGINT);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        try { await process.WaitForExitAsync(limit.Token); }
        catch (OperationCanceledException) { process.Kill(); }
    }

    public static string HostProgram()
    {
        // artifacts/bin/Dialogue.Load/release/ → artifacts/bin/Dialogue.Host/release/
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(build.Parent!.Parent!.FullName, "Dialogue.Host", build.Name, "Dialogue.Host.dll");
        return File.Exists(program) ? program : throw new FileNotFoundException("Build services/host first.", program);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private const int SIGINT = 2;

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int pid, int signal);
}
