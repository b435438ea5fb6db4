using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Dialogue.RabbitMq;

/// <summary>
/// A RabbitMQ broker of this process, on 127.0.0.1, with ports, name server (epmd) and data of its own, so that several run beside each other. It is
/// started again on the same port when it is killed, with all that it had confirmed; it ends when this process ends, in whatever way. Linux only.
/// </summary>
public sealed class EmbeddedRabbitMq : IAsyncDisposable
{
    private const string User = "dialogue";
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50), Patience = TimeSpan.FromSeconds(8);

    private readonly RabbitMqOptions options;
    private readonly string folder, program, password;
    private readonly BrokerAccount? account = BrokerAccount.Current();
    private readonly FileStream hostLock;
    private readonly ReservedPort port = new(), epmdPort = new(), distributionPort = new();
    private readonly CancellationTokenSource disposing = new();
    private readonly Probe probe;
    private Process? keeper;
    private Task guarding = Task.CompletedTask;
    private int disposed;

    private EmbeddedRabbitMq(RabbitMqOptions options, string folder, FileStream hostLock)
    {
        (this.options, this.folder, this.hostLock) = (options, folder, hostLock);
        probe = new(folder, epmdPort.Number);
        program = Find();
        var secret = Path.Combine(folder, "password");
        if (!File.Exists(secret)) File.WriteAllText(secret, RandomNumberGenerator.GetHexString(40, lowercase: true));
        password = File.ReadAllText(secret).Trim();
    }

    /// <summary>With user and password; the same for the life of this object.</summary>
    public Uri Address => new($"amqp://{User}:{password}@127.0.0.1:{port.Number}/");

    /// <summary>The broker's process, for those who want to see whether it survives; 0 while there is none.</summary>
    public int ProcessId => Pid("broker");

    /// <summary>The process that tells Erlang's nodes of each other; the broker's own.</summary>
    public int NameServerProcessId => Pid("epmd");

    /// <summary>Messages in all queues, those included that a consumer is at work on. Null: the broker did not say.</summary>
    public Task<long?> Held(CancellationToken cancellationToken = default) => probe.Held(cancellationToken);

    /// <summary>The folder of RabbitMQ's programs: <c>DIALOGUE_RABBITMQ_BIN</c>, Debian's, or the first on the PATH.</summary>
    /// <exception cref="RabbitMqUnavailableException">There is none.</exception>
    public static string Find()
    {
        // Debian's /usr/sbin/rabbitmq-server insists on its own user and configuration: the script behind it does not.
        var folders = (IEnumerable<string>)[Environment.GetEnvironmentVariable("DIALOGUE_RABBITMQ_BIN") ?? "", "/usr/lib/rabbitmq/bin", .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')];
        return folders.Where(Path.IsPathRooted).Select(f => Path.Combine(f, "rabbitmq-server")).FirstOrDefault(File.Exists)
            ?? throw new RabbitMqUnavailableException("RabbitMQ was not found: install it (Debian, Ubuntu: apt-get install rabbitmq-server), or name the folder of its programs in DIALOGUE_RABBITMQ_BIN.");
    }

    /// <summary>The address of the broker that runs in a folder now, whoever started it; null when none does.</summary>
    public static Uri? ToRunning(string folder)
    {
        var (settings, secret, id) = (Path.Combine(folder, "rabbitmq.conf"), Path.Combine(folder, "password"), Path.Combine(folder, "broker.pid"));
        if (!File.Exists(settings) || !File.Exists(secret) || !File.Exists(id) || !Directory.Exists($"/proc/{File.ReadAllText(id).Trim()}")) return null;
        var listener = File.ReadLines(settings).FirstOrDefault(l => l.StartsWith("listeners.tcp.1", StringComparison.Ordinal));
        return listener is null ? null : new($"amqp://{User}:{File.ReadAllText(secret).Trim()}@{listener.Split('=')[1].Trim()}/");
    }

    /// <summary>Starts the broker of <see cref="RabbitMqOptions.DataFolder"/>; returns when it accepts connections.</summary>
    /// <exception cref="RabbitMqUnavailableException">No programs, a folder in use, or a start that failed.</exception>
    public static async Task<EmbeddedRabbitMq> Start(RabbitMqOptions options, CancellationToken cancellationToken = default)
    {
        var folder = Path.GetFullPath(options.DataFolder);
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        FileStream hostLock;
        try
        {
            hostLock = new(Path.Combine(folder, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new RabbitMqUnavailableException($"Another Dialogue is running with the broker's folder {folder}: stop it, or choose another folder.");
        }
        EmbeddedRabbitMq? broker = null;
        try
        {
            broker = new(options, folder, hostLock);
            try { await broker.Launch(cancellationToken); }
            // Once more, as it would be later on: on a machine short of everything a start that nothing was wrong with has been seen to end.
            catch (RabbitMqUnavailableException) when (broker.keeper is { HasExited: true }) { await broker.Launch(cancellationToken); }
            broker.guarding = Task.Run(broker.Guard, CancellationToken.None);
            return broker;
        }
        catch
        {
            if (broker is not null) await broker.DisposeAsync();
            else await hostLock.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        await disposing.CancelAsync();
        probe.Dispose();
        await guarding;
        await End();
        disposing.Dispose();
        foreach (var reserved in new[] { port, epmdPort, distributionPort }) reserved.Dispose();
        await hostLock.DisposeAsync();
    }

    private async Task Launch(CancellationToken cancellationToken)
    {
        Configure();
        // A shell keeps name server and broker: when its input closes, which happens when this process ends in whatever way, or when the broker
        // ends, it stops what is left, first with a word and then without. The broker's standard input is the shell's own, never read.
        var words = BrokerAccount.Words(account, "/bin/sh", Path.Combine(folder, "keep.sh"), folder, program, $"{epmdPort.Number}");
        var start = new ProcessStartInfo("setsid", words) { RedirectStandardInput = true, WorkingDirectory = "/" };
        start.Environment.Clear();
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin", ["LC_ALL"] = "C.UTF-8", ["HOME"] = folder,
            ["RABBITMQ_NODENAME"] = "dialogue@localhost", ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "data"), ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq.conf"), ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(folder, "advanced.config"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "enabled_plugins"), ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_DIST_PORT"] = $"{distributionPort.Number}", ["ERL_EPMD_ADDRESS"] = "127.0.0.1", ["ERL_EPMD_PORT"] = $"{epmdPort.Number}",
            ["RUNNING_UNDER_SYSTEMD"] = "true", // its script then becomes the broker instead of standing before it
        }) start.Environment[name] = value;
        try { keeper = Process.Start(start)!; }
        catch (System.ComponentModel.Win32Exception e) { throw new RabbitMqUnavailableException("The program setsid is missing (Debian, Ubuntu: apt-get install util-linux).", e); }

        var clock = Stopwatch.StartNew();
        while (!await Accepts(cancellationToken))
        {
            if (keeper.HasExited) throw new RabbitMqUnavailableException($"RabbitMQ did not start. The end of {Log}:\n{LastWords()}");
            if (clock.Elapsed > options.StartWithin) throw new RabbitMqUnavailableException($"RabbitMQ was not ready within {options.StartWithin.TotalSeconds:0} seconds; more is in {Log}.");
            await Task.Delay(Glance, cancellationToken);
        }
    }

    private void Configure()
    {
        File.WriteAllText(Path.Combine(folder, "rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{port.Number}
            default_user = {User}
            default_pass = {password}
            disk_free_limit.absolute = 50MB
            vm_memory_high_watermark.absolute = 512MB
            log.file = false
            log.console = true
            log.console.level = warning

            """);
        File.WriteAllText(Path.Combine(folder, "advanced.config"), "[{kernel, [{inet_dist_use_interface, {127,0,0,1}}]}].\n");
        File.WriteAllText(Path.Combine(folder, "enabled_plugins"), "[].\n");
        File.WriteAllText(Path.Combine(folder, "keep.sh"), Keeper);
        BrokerAccount.Own(account, folder);
    }

    /// <summary>Starts it again when it ends although nobody here asked it to.</summary>
    private async Task Guard()
    {
        while (!disposing.IsCancellationRequested)
            try
            {
                await keeper!.WaitForExitAsync(disposing.Token);
                await Launch(disposing.Token);
            }
            catch (OperationCanceledException) { }
            catch (RabbitMqUnavailableException)
            {
                await End();
                await Task.Delay(TimeSpan.FromSeconds(1), disposing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
    }

    private async Task End()
    {
        if (keeper is null) return;
        keeper.StandardInput.Close();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await keeper.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            foreach (var pid in new[] { ProcessId, NameServerProcessId, keeper.Id }.Where(p => p > 0)) _ = kill(pid, 9);
            await keeper.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>It speaks AMQP: to its protocol's header it answers with the first frame.</summary>
    private async Task<bool> Accepts(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(2));
            await client.ConnectAsync(IPAddress.Loopback, port.Number, limit.Token);
            await client.GetStream().WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), limit.Token);
            return await client.GetStream().ReadAsync(new byte[1], limit.Token) == 1;
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private string Log => Path.Combine(folder, "broker.log");

    private string LastWords() => File.Exists(Log) ? string.Join('\n', File.ReadLines(Log).Where(l => l.Trim().Length > 0).TakeLast(25)) : "";

    private int Pid(string name) =>
        File.Exists(Path.Combine(folder, $"{name}.pid")) && int.TryParse(File.ReadAllText(Path.Combine(folder, $"{name}.pid")), CultureInfo.InvariantCulture, out var pid) ? pid : 0;

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int pid, int signal);

    private const string Keeper = """
        trap '' INT HUP
        mv "$1/broker.log" "$1/broker.log.before" 2>/dev/null # why the last one ended
        exec >"$1/broker.log" 2>&1
        # What outlived its keeper (both can be killed) is known by its home, this folder.
        for name in broker epmd; do
          old=$(cat "$1/$name.pid" 2>/dev/null) && tr '\0' '\n' <"/proc/$old/environ" 2>/dev/null | grep -qxF "HOME=$1" && kill -9 "$old"
        done
        epmd -address 127.0.0.1 -port "$3" </dev/null & epmd=$!
        echo "$epmd" >"$1/epmd.pid"
        "$2" </dev/null & broker=$!
        echo "$broker" >"$1/broker.pid"
        exec 3<&0
        { read -r _ <&3; kill -TERM "$broker"; sleep 5; kill -9 "$broker"; } & reader=$!
        wait "$broker"
        rm -f "$1/broker.pid" "$1/epmd.pid"
        kill -9 "$epmd" "$reader"
        wait "$epmd"

        """;
}
