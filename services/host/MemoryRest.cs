using System.Runtime.InteropServices;

namespace Dialogue.Host;

/// <summary>
/// Gives memory back when there is little to do. The collector comes when new objects need room, so a process that was busy and then rests would keep
/// what its work left behind, for hours; and an installation is many processes that rest most of the day. (Java's collectors do the same: JEP 346.)
/// </summary>
public sealed class MemoryRest(TimeProvider time) : BackgroundService
{
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(3);

    /// <summary>Bytes allocated between two looks: fewer is rest, with a few requests and the polls of relays and jobs.</summary>
    public const long Little = 6_000_000;

    /// <summary>Bytes allocated since memory was given back last: with fewer it is not worth a collection.</summary>
    public const long Enough = 16_000_000;

    private long given, seen;

    /// <summary>True when it is time to collect.</summary>
    /// <param name="allocated">All bytes that this process has ever allocated.</param>
    public bool IsDue(long allocated)
    {
        var (since, lately) = (allocated - given, allocated - seen);
        seen = allocated;
        if (lately >= Little || since < Enough) return false;
        given = allocated;
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!IsDue(GC.GetTotalAllocatedBytes())) continue;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            // What native code (TLS, the compiler) has freed lies in the C library's arenas.
            try { _ = malloc_trim(0); } catch (EntryPointNotFoundException) { /* another C library than glibc */ }
        }
    }

    [DllImport("libc")]
    private static extern int malloc_trim(nint pad);
}
