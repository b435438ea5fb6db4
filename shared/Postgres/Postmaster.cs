using System.Globalization;
using System.Runtime.InteropServices;

namespace Dialogue.Postgres;

/// <summary>What <c>postmaster.pid</c> in a data folder says of the server that uses it.</summary>
internal sealed record Postmaster(string Folder, int Pid, int Port, string SharedMemory, bool Ready)
{
    private const int Interrupt = 2, Quit = 3;

    private static string PidFile(string folder) => Path.Combine(folder, "postmaster.pid");

    /// <returns>Null when there is no such file, or it is still being written.</returns>
    public static Postmaster? In(string folder)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(PidFile(folder));
        }
        catch (IOException)
        {
            return null;
        }

        // Lines: pid, folder, start time, port, socket folder, address, shared memory (key and id), status.
        return lines.Length > 0 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid)
            ? new(folder, Math.Abs(pid), lines.Length > 3 && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port) ? port : 0,
                lines.Length > 6 ? lines[6] : "", lines.Length > 7 && lines[7].StartsWith("ready", StringComparison.Ordinal))
            : null;
    }

    /// <summary>True while the process runs and is the server of this folder, not a stranger that was given the same number later.</summary>
    public bool Alive => Exists(Pid) && CommandLine(Pid).Contains(Folder, StringComparison.Ordinal);

    /// <summary>Fast shutdown: ends sessions, writes everything, stops.</summary>
    public void StopCleanly() => _ = kill(Pid, Interrupt);

    /// <summary>Immediate shutdown: nothing committed is lost, the next start recovers from the log.</summary>
    public void StopNow() => _ = kill(Pid, Quit);

    /// <summary>
    /// PostgreSQL removes a stale file itself, except where its number now belongs to another process (or to a dead one that nobody has
    /// collected): then it would refuse to start for ever. Only in that case, and only when nobody holds the server's shared memory any
    /// more, is the file removed here.
    /// </summary>
    public static void RemoveIfProvablyStale(string folder)
    {
        if (In(folder) is not { Alive: false, SharedMemory: var memory } || memory.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [_, var id]) return;
        foreach (var line in File.ReadLines("/proc/sysvipc/shm").Skip(1))
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var segment, _, _, _, _, var attached, ..] && segment == id && attached != "0") return;
        File.Delete(PidFile(folder));
    }

    /// <summary>True while a process of that number runs; a zombie does not.</summary>
    public static bool Exists(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int pid, int signal);
}
