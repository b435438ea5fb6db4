using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Dialogue.Postgres;

/// <summary>
/// A PostgreSQL server of this process, on 127.0.0.1, with data of its own. It is started again on the same port when it is killed; when this
/// process is killed, the server goes on and the next <see cref="Start"/> with the same folder adopts it. Linux only.
/// </summary>
public sealed partial class EmbeddedPostgres : IAsyncDisposable
{
    private const string Superuser = "postgres";
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20), Watch = TimeSpan.FromMilliseconds(250);

    private readonly PostgresOptions options;
    private readonly string folder, pgdata;
    private readonly ILogger log;
    private readonly FileStream hostLock;
    private readonly PostgresBinaries binaries;
    private readonly ServerAccount account;
    private readonly CancellationTokenSource disposing = new();
    private Postmaster postmaster = null!;
    private Process? watcher;
    private Task guarding = Task.CompletedTask;
    private int disposed;

    private EmbeddedPostgres(PostgresOptions options, string folder, FileStream hostLock, ILogger log)
    {
        (this.options, this.folder, this.hostLock, this.log) = (options, folder, hostLock, log);
        binaries = PostgresBinaries.Find(folder);
        pgdata = Path.Combine(folder, $"pgdata-{binaries.Major}");
        account = ServerAccount.For(pgdata);
        Secrets = new(folder);
    }

    /// <summary>Where it listens on 127.0.0.1; the same for the life of this object.</summary>
    public int Port => postmaster.Port;

    /// <summary>Not pooled, to the database <c>postgres</c>: for provisioning, never for requests.</summary>
    public string SuperuserConnectionString => new NpgsqlConnectionStringBuilder(ConnectionString(Superuser, "postgres")) { Pooling = false }.ConnectionString;

    /// <summary>The server's process, for those who want to see whether it survives.</summary>
    public int ProcessId => postmaster.Pid;

    internal PostgresSecrets Secrets { get; }

    /// <summary>
    /// The folder for a server whose data are wanted in <paramref name="dataFolder"/>. Started by root, the server runs as an ordinary user, who
    /// may be unable to enter that folder (root's home, a private temporary folder): then another one below /var/tmp, named in a file
    /// <c>database-folder</c> there, so that the data belong to that folder all the same.
    /// </summary>
    public static async Task<string> FolderFor(string dataFolder, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(dataFolder);
        var pointer = Path.Combine(dataFolder, "database-folder");
        if (File.Exists(pointer)) return (await File.ReadAllTextAsync(pointer, cancellationToken)).Trim();
        if (await ServerAccount.For(dataFolder).CanReach(dataFolder, cancellationToken)) return dataFolder;
        var folder = Path.Combine("/var/tmp", $"dialogue-{Guid.CreateVersion7():N}");
        await File.WriteAllTextAsync(pointer, folder + "\n", cancellationToken);
        return folder;
    }

    /// <summary>Starts the server of <see cref="PostgresOptions.DataFolder"/>, or adopts the one that a killed process has left running.</summary>
    /// <exception cref="PostgresUnavailableException">No binaries, data of another version, a folder in use or out of reach, or a start that failed.</exception>
    public static async Task<EmbeddedPostgres> Start(PostgresOptions options, ILogger? log = null, CancellationToken cancellationToken = default)
    {
        var folder = Directory.CreateDirectory(Path.GetFullPath(options.DataFolder)).FullName.TrimEnd('/');
        var hostLock = Lock(folder) ?? throw new PostgresUnavailableException(
            $"Another Dialogue is running with the data folder {folder}: stop it, or choose another folder.");
        try
        {
            var server = new EmbeddedPostgres(options, folder, hostLock, log ?? NullLogger.Instance);
            await server.Begin(cancellationToken);
            return server;
        }
        catch
        {
            await hostLock.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Stops the server that a killed process left in <paramref name="dataFolder"/>, if that process is dead indeed.
    /// </summary>
    /// <returns>False when the folder's process is alive: nothing was touched.</returns>
    public static async Task<bool> StopStray(string dataFolder, CancellationToken cancellationToken = default)
    {
        await using var hostLock = Lock(dataFolder);
        if (hostLock is null) return false;
        foreach (var pgdata in Directory.GetDirectories(dataFolder, "pgdata-*"))
            if (Postmaster.In(pgdata) is { Alive: true } stray) await Stop(stray, cancellationToken);
        return true;
    }

    /// <summary>How a role reaches the database of the server that another process runs in <paramref name="folder"/>; null when none runs there.</summary>
    public static string? ToRunning(string folder, string role, string database = "dialogue")
    {
        var secrets = new PostgresSecrets(folder);
        if (!Directory.Exists(folder) || !secrets.Knows(role)) return null;
        var running = Directory.GetDirectories(folder, "pgdata-*").Select(Postmaster.In).FirstOrDefault(p => p is { Alive: true });
        return running is null ? null : new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = running.Port, Username = role, Password = secrets[role], Database = database }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        await disposing.CancelAsync();
        await guarding;
        EndWatcher();
        if (Postmaster.In(pgdata) is { Alive: true } running) await Stop(running, CancellationToken.None);
        disposing.Dispose();
        await hostLock.DisposeAsync();
    }

    internal string ConnectionString(string role, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1", Port = Port, Username = role, Password = Secrets[role], Database = database,
    }.ConnectionString;

    private async Task Begin(CancellationToken cancellationToken)
    {
        await account.MustReach(folder, cancellationToken);
        if (!File.Exists(Path.Combine(pgdata, "PG_VERSION")))
            await Initialise(cancellationToken);
        else if (!Secrets.Knows(Superuser))
            throw new PostgresUnavailableException($"{folder}/postgres-secrets.json is missing, and with it the passwords of {pgdata}: put it back from the backup.");

        if (Postmaster.In(pgdata) is { Alive: true } running)
        {
            if (await CanAdopt(running, cancellationToken))
            {
                postmaster = running;
                LogAdopted(running.Pid, running.Port);
            }
            else
            {
                await Stop(running, cancellationToken);
            }
        }

        if (postmaster is null) await Launch(null, cancellationToken);
        if (options.EndWithHost) watcher = StartWatcher(postmaster!.Pid);
        guarding = Task.Run(Guard, CancellationToken.None);
    }

    /// <summary>Made under another name first: a folder that bears the right name is whole.</summary>
    private async Task Initialise(CancellationToken cancellationToken)
    {
        var draft = pgdata + ".new";
        var passwordFile = Path.Combine(folder, "initdb-password");
        if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        try
        {
            Directory.CreateDirectory(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            account.Own(draft);
            await using (var stream = new FileStream(passwordFile, new FileStreamOptions
            {
                Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            await using (var writer = new StreamWriter(stream))
                await writer.WriteLineAsync(Secrets[Superuser]);
            account.Own(passwordFile);

            string[] common =
            [
                binaries["initdb"], "-D", draft, "-U", Superuser, "--encoding=UTF8", "--auth=scram-sha-256", $"--pwfile={passwordFile}",
                .. options.FastAndUnsafe ? ["--no-sync"] : Array.Empty<string>(),
            ];
            // C.UTF-8 sorts by code point and knows upper and lower case of Vietnamese letters; where the system lacks it, ICU does the same.
            var (code, said) = await ServerAccount.Run(account.Command(binaries, [.. common, "--locale=C.UTF-8"]), cancellationToken);
            if (code != 0 && said.Contains("locale", StringComparison.Ordinal))
            {
                var start = account.Command(binaries, [.. common, "--locale=C", "--locale-provider=icu", "--icu-locale=und"]);
                start.Environment["LC_ALL"] = "C";
                (code, said) = await ServerAccount.Run(start, cancellationToken);
            }
            if (code != 0) throw new PostgresUnavailableException($"PostgreSQL could not create its data folder {pgdata}: {LastLine(said)}.");
            Directory.Move(draft, pgdata);
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    private string[] Arguments(int port)
    {
        string[] settings =
        [
            $"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", $"max_connections={options.MaxConnections}", "timezone=UTC", "log_timezone=UTC",
            "lc_messages=C", "log_min_messages=warning", "shared_buffers=256MB", "jit=off", "random_page_cost=1.1",
            // One server without replicas: the log need not carry what only a replica would read.
            "wal_level=minimal", "max_wal_senders=0", "wal_buffers=16MB", "wal_compression=on",
            .. options.FastAndUnsafe
                ? ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=4GB"]
                : (string[])["fsync=on", "synchronous_commit=on", "full_page_writes=on"],
        ];
        return ["-D", pgdata, .. settings.SelectMany(setting => (string[])["-c", setting])];
    }

    /// <summary>Tries until the server is ready: after a kill, its last children may hold the shared memory for a moment, and a port may be gone.</summary>
    private async Task Launch(int? wantedPort, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        for (var attempt = 1; ; attempt++)
        {
            var complaint = await TryLaunch(wantedPort ?? FreePort(), clock, cancellationToken);
            if (complaint is null) break;
            var passing = complaint.Contains("postmaster.pid", StringComparison.Ordinal) || complaint.Contains("shared memory", StringComparison.Ordinal)
                || complaint.Contains("Address already in use", StringComparison.Ordinal) || complaint.Contains("listen", StringComparison.Ordinal);
            if (!passing || clock.Elapsed > options.StartWithin)
                throw new PostgresUnavailableException($"PostgreSQL did not start ({LastLine(complaint)}); more is in {LogFile}.");
            if (attempt % 5 == 0) Postmaster.RemoveIfProvablyStale(pgdata);
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
        LogStarted(binaries.Major, postmaster.Port, clock.ElapsedMilliseconds);
    }

    /// <returns>Null when it is ready, else what the server said before it ended.</returns>
    private async Task<string?> TryLaunch(int port, Stopwatch clock, CancellationToken cancellationToken)
    {
        if (File.Exists(LogFile) && new FileInfo(LogFile).Length > 10_000_000) File.Delete(LogFile);
        var before = File.Exists(LogFile) ? new FileInfo(LogFile).Length : 0;

        // A session of its own, so that Ctrl-C in a terminal reaches this process alone, which then stops the server in order; and a log file
        // instead of pipes, which would break when this process is killed.
        var start = account.Command(binaries, [binaries["postgres"], .. Arguments(port)]);
        string[] command = [start.FileName, .. start.ArgumentList];
        start.FileName = "/bin/sh";
        start.ArgumentList.Clear();
        foreach (var word in (string[])["-c", "exec setsid \"$@\" </dev/null >>\"$0\" 2>&1", LogFile, .. command]) start.ArgumentList.Add(word);

        using var process = Process.Start(start)!;
        while (true)
        {
            if (process.HasExited) return await Said(before, cancellationToken);
            if (Postmaster.In(pgdata) is { Ready: true } ready && ready.Pid == process.Id && ready.Port == port)
            {
                postmaster = ready;
                return null;
            }
            if (clock.Elapsed > options.StartWithin)
            {
                process.Kill(entireProcessTree: false);
                throw new PostgresUnavailableException($"PostgreSQL was not ready within {options.StartWithin.TotalSeconds:0} seconds; more is in {LogFile}.");
            }
            await Task.Delay(Glance, cancellationToken);
        }
    }

    /// <summary>Starts the server again when it ends although nobody here asked it to.</summary>
    private async Task Guard()
    {
        try
        {
            while (true)
            {
                while (Postmaster.Exists(postmaster.Pid)) await Task.Delay(Watch, disposing.Token);
                LogLost(postmaster.Pid);
                EndWatcher();
                try
                {
                    await Launch(postmaster.Port, disposing.Token);
                    if (options.EndWithHost) watcher = StartWatcher(postmaster.Pid);
                }
                catch (PostgresUnavailableException e)
                {
                    LogStillLost(e);
                    await Task.Delay(TimeSpan.FromSeconds(1), disposing.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The end, as asked.
        }
    }

    /// <summary>The same program with the same settings, and it lets us in.</summary>
    private async Task<bool> CanAdopt(Postmaster running, CancellationToken cancellationToken)
    {
        var wanted = string.Join(' ', Arguments(running.Port).Select(argument => $"\"{argument}\""));
        var opts = Path.Combine(pgdata, "postmaster.opts");
        if (!running.Ready || !File.Exists(opts) || (await File.ReadAllTextAsync(opts, cancellationToken)).Trim() != $"{binaries["postgres"]} {wanted}") return false;
        postmaster = running;
        try
        {
            await using var connection = new NpgsqlConnection(SuperuserConnectionString);
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            postmaster = null!;
            return false;
        }
    }

    /// <summary>A shell that waits for its input to close, which it does when this process ends in whatever way, and then stops the server.</summary>
    private static Process StartWatcher(int pid) => Process.Start(new ProcessStartInfo(
        "/bin/sh", ["-c", "exec setsid sh -c 'trap \"\" INT; read -r _ || kill -INT \"$0\"' \"$0\" >/dev/null 2>&1", pid.ToString(CultureInfo.InvariantCulture)])
    {
        RedirectStandardInput = true, WorkingDirectory = "/",
    })!;

    private void EndWatcher()
    {
        watcher?.StandardInput.WriteLine(); // a line instead of the end: the watcher leaves without doing anything
        watcher?.Dispose();
        watcher = null;
    }

    private static async Task Stop(Postmaster running, CancellationToken cancellationToken)
    {
        running.StopCleanly();
        var clock = Stopwatch.StartNew();
        var pressed = false;
        while (running.Alive)
        {
            if (!pressed && clock.Elapsed > TimeSpan.FromSeconds(20))
            {
                running.StopNow();
                pressed = true;
            }
            if (clock.Elapsed > TimeSpan.FromSeconds(40))
                throw new PostgresUnavailableException($"The PostgreSQL server of {running.Folder} (process {running.Pid}) does not stop: end it by hand.");
            await Task.Delay(Glance, cancellationToken);
        }
    }

    /// <summary>Held while this process lives, released by the system however it ends.</summary>
    private static FileStream? Lock(string folder)
    {
        try
        {
            return new(Path.Combine(folder, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PostgresUnavailableException($"The data folder {folder} belongs to another user: start as that user, or choose another folder.", e);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private string LogFile => Path.Combine(folder, "postgres.log");

    private async Task<string> Said(long from, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = Math.Min(from, stream.Length);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private static string LastLine(string said)
    {
        var lines = said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return (lines.LastOrDefault(l => l.Contains("FATAL", StringComparison.Ordinal) || l.Contains("error", StringComparison.OrdinalIgnoreCase))
            ?? lines.LastOrDefault() ?? "it said nothing").TrimEnd('.');
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL {Major} is ready on port {Port} after {Milliseconds} ms")]
    private partial void LogStarted(int major, int port, long milliseconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL was still running (process {Pid}, port {Port}); it is used again")]
    private partial void LogAdopted(int pid, int port);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL (process {Pid}) has ended unasked; it is started again")]
    private partial void LogLost(int pid);

    [LoggerMessage(Level = LogLevel.Error, Message = "PostgreSQL could not be started again; it is tried again in a second")]
    private partial void LogStillLost(Exception exception);
}
