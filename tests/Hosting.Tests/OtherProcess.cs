using System.Diagnostics;
using System.Text.Json;
using Dialogue.Data;

namespace Dialogue.Hosting.Tests;

/// <summary>A real process that runs the workshop's long works on the same database, to be killed as the machine kills it: without a word.</summary>
internal sealed class OtherProcess : IDisposable
{
    public const string Word = "workshop";

    private readonly Process process;

    private OtherProcess(Process process) => this.process = process;

    public static OtherProcess Start(Workshop shop)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true };
        start.ArgumentList.Add(Word);
        var process = Process.Start(start)!;
        // Not in the arguments or the environment, which others on the machine can read.
        process.StandardInput.WriteLine(JsonSerializer.Serialize(shop.Options));
        process.StandardInput.Flush();
        return new(process);
    }

    /// <summary>SIGKILL: nothing of it is cleaned up, given back or said.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    /// <summary>What the other process does, until it is killed or the one that started it is gone.</summary>
    public static async Task Work()
    {
        await using var shop = Workshop.Of(JsonSerializer.Deserialize<DatabaseOptions>((await Console.In.ReadLineAsync())!)!);
        await using var running = await shop.RunWorks();
        await Console.In.ReadLineAsync();
    }
}
