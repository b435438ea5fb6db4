using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Dialogue.Postgres;

/// <summary>
/// Whom the server's processes run as. postgres and initdb refuse to be root; for root they run as the owner of the data, else as postgres,
/// else as nobody. For everyone else they run as that person.
/// </summary>
internal sealed record ServerAccount(string Name, uint User, uint Group, bool Switches)
{
    public static ServerAccount For(string pgdata)
    {
        if (!Environment.IsPrivilegedProcess) return new(Environment.UserName, 0, 0, Switches: false);

        if (Directory.Exists(pgdata) && OwnerOf(pgdata) is { User: not 0 } owner) return owner;
        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length > 3).ToLookup(fields => fields[0]);
        var found = accounts["postgres"].Concat(accounts["nobody"]).FirstOrDefault()
            ?? throw new PostgresUnavailableException("PostgreSQL refuses to run as root and this system has no user postgres or nobody: create one of them.");
        return new(found[0], uint.Parse(found[2], CultureInfo.InvariantCulture), uint.Parse(found[3], CultureInfo.InvariantCulture), Switches: true);
    }

    /// <summary>The command as this account, without a word of the caller's own PG… settings, from a folder that everyone may enter.</summary>
    public ProcessStartInfo Command(PostgresBinaries? binaries, params ReadOnlySpan<string> command)
    {
        var start = new ProcessStartInfo { WorkingDirectory = "/" };
        List<string> words = Switches
            ? ["setpriv", $"--reuid={User}", $"--regid={Group}", "--clear-groups", "--", .. command]
            : [.. command];
        start.FileName = words[0];
        foreach (var word in words.Skip(1)) start.ArgumentList.Add(word);
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C.UTF-8";
        if (binaries?.Libraries is { } libraries) start.Environment["LD_LIBRARY_PATH"] = libraries;
        return start;
    }

    /// <summary>Makes <paramref name="path"/>, and what is in it, this account's own.</summary>
    public void Own(string path)
    {
        if (!Switches) return;
        foreach (var entry in Directory.Exists(path) ? Directory.EnumerateFileSystemEntries(path, "*", SearchOption.AllDirectories).Append(path) : [path])
            if (lchown(entry, User, Group) != 0)
                throw new PostgresUnavailableException($"{entry} could not be given to the user {Name}: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    public async Task<bool> CanReach(string folder, CancellationToken cancellationToken) =>
        !Switches || (await Run(Command(null, "test", "-x", folder), cancellationToken)).Code == 0;

    /// <exception cref="PostgresUnavailableException">This account cannot enter the folder.</exception>
    public async Task MustReach(string folder, CancellationToken cancellationToken)
    {
        if (!await CanReach(folder, cancellationToken))
            throw new PostgresUnavailableException(
                $"PostgreSQL runs as the user {Name}, who cannot reach {folder}: choose a data folder outside root's home, such as /var/lib/dialogue.");
    }

    /// <returns>The exit code, and all that was said.</returns>
    public static async Task<(int Code, string Said)> Run(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output + await errors);
        }
        catch (Win32Exception e)
        {
            throw new PostgresUnavailableException($"The program {start.FileName} is missing (Debian, Ubuntu: apt-get install util-linux).", e);
        }
    }

    private static ServerAccount? OwnerOf(string path)
    {
        using var process = Process.Start(new ProcessStartInfo("stat", ["-c", "%u %g %U", path]) { RedirectStandardOutput = true })!;
        var fields = process.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.TrimEntries);
        process.WaitForExit();
        return fields.Length == 3
            ? new(fields[2], uint.Parse(fields[0], CultureInfo.InvariantCulture), uint.Parse(fields[1], CultureInfo.InvariantCulture), Switches: true)
            : null;
    }

    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int lchown(string path, uint owner, uint group);
}
