using System.Runtime.InteropServices;
using Dialogue.Hosting;

namespace Dialogue.Host;

/// <summary>
/// Gives memory back when there is little to do. The collector comes when new objects need room, so a process that was busy and then rests would keep
/// what its work left behind, for hours; and an installation is many processes that rest most of the day. (Java's collectors do the same: JEP 346.)
/// </summary>
public sealed class MemoryRest(TimeProvider time, IEnumerable<IRemembers> caches) : BackgroundService
{
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(3);

    /// <summary>Bytes allocated between two looks: fewer is rest, with a few requests and the polls of relays and jobs.</summary>
    public const long Little = 6_000_000;

    /// <summary>Bytes by which what the process holds has grown since memory was given back last: for less a collection is not worth its while. A large heap takes longer to collect, and must have grown by more.</summary>
    public const long Enough = 3_000_000, Part = 64;

    private long seen, least;

    /// <summary>True when it is time to collect.</summary>
    /// <param name="allocated">All bytes that this process has ever allocated.</param>
    /// <param name="held">Bytes of memory that it holds now, libraries and compiled code included: native code's too, which the collector does not count.</param>
    public bool IsDue(long allocated, long held)
    {
        var lately = allocated - seen;
        seen = allocated;
        return lately < Little && held - least >= Math.Max(Enough, least / Part);
    }

    /// <summary>Gives back what was left behind and what is remembered only to be quick.</summary>
    public void Give()
    {
        foreach (var cache in caches) cache.Forget();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        // What native code (TLS, the compiler) has freed lies in the C library's arenas.
        try { _ = malloc_trim(0); } catch (EntryPointNotFoundException) { /* another C library than glibc */ }
    }

    /// <param name="held">What it holds after memory was given back.</param>
    public void Given(long held) => least = held;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!IsDue(GC.GetTotalAllocatedBytes(), Environment.WorkingSet)) continue;
            Give();
            Given(Environment.WorkingSet);
        }
    }

    [DllImport("libc")]
    private static extern int malloc_trim(nint pad);
}
