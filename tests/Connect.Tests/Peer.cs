using System.Diagnostics;
using System.Text.Json;

namespace Dialogue.Connect.Tests;

/// <summary>Software of others, from npm, in a process of its own. It ends when its input is closed, and so also when the test is killed.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process process;
    private readonly SemaphoreSlim gate = new(1, 1);

    private Peer(Process process) => this.process = process;

    /// <summary>Null when the peers are here; otherwise why they are not.</summary>
    public static string? Missing =>
        Environment.GetEnvironmentVariable("DIALOGUE_SKIP_OPENID") is { Length: > 0 } reason ? reason
        : Node is null ? "node is not here"
        : !Directory.Exists(Path.Combine(Folder, "node_modules", "openid-client")) || !Directory.Exists(Path.Combine(Folder, "node_modules", "oidc-provider")) ? $"openid-client and oidc-provider are not in {Folder}"
        : null;

    private static string Folder => Environment.GetEnvironmentVariable("DIALOGUE_CACHE") is { Length: > 0 } cache ? cache
        : Environment.UserName == "root" ? "/var/cache/dialogue" : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache/dialogue");

    private static string? Node => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(p => Path.Combine(p, "node")).FirstOrDefault(File.Exists);

    public static Peer Start(string script, params (string Name, object Value)[] environment)
    {
        var start = new ProcessStartInfo(Node!, Path.Combine(AppContext.BaseDirectory, "Peers", script)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PEERS"] = Folder;
        foreach (var (name, value) in environment) start.Environment[name] = JsonSerializer.Serialize(value);
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { }; // its warnings that it is set up for development
        process.BeginErrorReadLine();
        return new(process);
    }

    public async Task<string> Line()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await process.StandardOutput.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException("The peer has ended.");
    }

    /// <summary>One command and its answer.</summary>
    public async Task<JsonElement> Ask(object command)
    {
        await gate.WaitAsync();
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(command));
            await process.StandardInput.FlushAsync();
            return JsonDocument.Parse(await Line()).RootElement;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>One command that must succeed.</summary>
    public async Task<JsonElement> Do(object command) => await Ask(command) is var answer && answer.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException(answer.ToString());

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(3000)) process.Kill();
        process.Dispose();
        gate.Dispose();
    }
}
