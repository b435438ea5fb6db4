using System.Diagnostics;

namespace Dialogue.Faults.Tests;

/// <summary>Steps the wall clock of processes that were started with it, while they run: a small library stands before the system's clock.</summary>
public sealed class SteppedClock
{
    private readonly string library, file;

    private SteppedClock(string library, string file) => (this.library, this.file) = (library, file);

    /// <returns>Null when there is no C compiler.</returns>
    public static async Task<SteppedClock?> Make(string folder)
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(p => File.Exists(Path.Combine(p, "cc")))) return null;
        var clock = new SteppedClock(Path.Combine(folder, "clock.so"), Path.Combine(folder, "clock"));
        using var compiler = Process.Start("cc", ["-shared", "-fPIC", "-O2", "-o", clock.library, Path.Combine(AppContext.BaseDirectory, "clock.c"), "-ldl"]);
        await compiler.WaitForExitAsync();
        clock.Set(TimeSpan.Zero);
        return compiler.ExitCode == 0 ? clock : null;
    }

    /// <summary>How far it is ahead of the real one (behind it: negative), from now on.</summary>
    public void Set(TimeSpan ahead)
    {
        using var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        stream.Write(BitConverter.GetBytes((long)ahead.TotalSeconds));
    }

    public void Give(ProcessStartInfo start) => (start.Environment["LD_PRELOAD"], start.Environment["DIALOGUE_CLOCK"]) = (library, file);
}
