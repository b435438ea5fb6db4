using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Dialogue.Testing;
using RabbitMQ.Client;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Dialogue.RabbitMq.Tests;

public sealed class EmbeddedRabbitMqTests : IDisposable
{
    private readonly string folder = Directory.CreateDirectory(TestPostgres.NewFolder()).FullName;

    private static string? Skipped => Environment.GetEnvironmentVariable("DIALOGUE_SKIP_BROKER");

    public EmbeddedRabbitMqTests() => Assert.SkipWhen(Skipped is { Length: > 0 }, Skipped ?? "");

    [Fact]
    public async Task Two_brokers_run_beside_each_other_each_lets_in_only_its_own_people_and_both_leave_nothing_behind()
    {
        var starts = new[] { Start("one"), Start("two") };
        await Task.WhenAll(starts);
        var (one, two) = (await starts[0], await starts[1]);
        await Send(one, "only here");
        Assert.Equal("only here", await Receive(one));
        Assert.Null(await Receive(two));
        await Assert.ThrowsAnyAsync<Exception>(() => Connect(new UriBuilder(one.Address) { Password = two.Address.UserInfo.Split(':')[1] }.Uri));
        int[] processes = [one.ProcessId, one.NameServerProcessId, two.ProcessId, two.NameServerProcessId];
        Assert.All(processes, pid => Assert.True(Lives(pid)));

        await Task.WhenAll(one.DisposeAsync().AsTask(), two.DisposeAsync().AsTask());

        Assert.All(processes, pid => Assert.False(Lives(pid)));
    }

    [Fact]
    public async Task What_a_killed_broker_had_confirmed_is_there_when_it_is_started_again_at_the_same_address()
    {
        await using var broker = await Start("killed");
        var (address, pid) = (broker.Address, broker.ProcessId);
        await Send(broker, "confirmed");

        Kill(pid);

        await Eventually.True("another process serves", () => broker.ProcessId != pid && broker.ProcessId != 0, within: TimeSpan.FromSeconds(60));
        Assert.Equal("confirmed", await Eventually.Get("the broker lets in again", () => Receive(broker), within: TimeSpan.FromSeconds(60)));
        Assert.Equal(address, broker.Address);
        Assert.False(Lives(pid));
    }

    [Fact]
    public async Task A_broker_whose_host_is_killed_ends_with_its_name_server_and_starts_anew_with_what_it_held()
    {
        var name = Path.Combine(folder, "host");
        using var host = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal)
            ? [typeof(EmbeddedRabbitMqTests).Assembly.Location, "host", name] : ["host", name]) { RedirectStandardOutput = true })!;
        var processes = (await host.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!.Split(' ').Select(int.Parse).ToList();
        Assert.All(processes, pid => Assert.True(Lives(pid)));

        host.Kill();

        await Eventually.True("nothing of it is left", () => processes.All(pid => !Lives(pid)), within: TimeSpan.FromSeconds(15));
        await using var again = await Start("host");
        Assert.Null(await Receive(again));
    }

    [Fact]
    public async Task A_folder_is_not_shared_by_two_hosts()
    {
        await using var broker = await Start("shared");
        var refused = await Assert.ThrowsAsync<RabbitMqUnavailableException>(() => Start("shared"));
        Assert.StartsWith("Another Dialogue is running", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reserved_port_goes_to_nobody_who_asks_for_any_and_one_who_names_it_may_listen_again_and_again()
    {
        const int enough = 200_000; // of some 28,000 ports: one that is free is among those given, but once in a million
        using var reserved = new ReservedPort();
        int free;
        using (var once = Listen(0)) free = Port(once);

        var given = new HashSet<int>();
        for (var i = 0; i < enough; i++)
        {
            using var any = Listen(0);
            given.Add(Port(any));
            if (i % 50_000 != 0) continue;
            using var named = Listen(reserved.Number);
            Assert.Equal(reserved.Number, Port(named));
        }

        Assert.DoesNotContain(reserved.Number, given);
        Assert.Contains(free, given);

        static Socket Listen(int port)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.SetRawSocketOption(1, 2, BitConverter.GetBytes(1));
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return socket;
        }

        static int Port(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<EmbeddedRabbitMq> Start(string name) => EmbeddedRabbitMq.Start(new() { DataFolder = Path.Combine(folder, name) }, TestContext.Current.CancellationToken);

    private static Task<IConnection> Connect(Uri address) => new ConnectionFactory { Uri = address, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();

    private static async Task Send(EmbeddedRabbitMq broker, string text)
    {
        await using var connection = await Connect(broker.Address);
        await using var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.QueueDeclareAsync("kept", durable: true, exclusive: false, autoDelete: false);
        // A queue that has just been declared is known on disk only when Erlang's disk_log has written its cache, after two seconds; a confirmed message is at once.
        await Task.Delay(TimeSpan.FromSeconds(3));
        await channel.BasicPublishAsync("", "kept", mandatory: true, new BasicProperties { Persistent = true }, Encoding.UTF8.GetBytes(text));
    }

    private static async Task<string?> Receive(EmbeddedRabbitMq broker)
    {
        await using var connection = await Connect(broker.Address);
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync("kept", durable: true, exclusive: false, autoDelete: false);
        return await channel.BasicGetAsync("kept", autoAck: true) is { } got ? Encoding.UTF8.GetString(got.Body.Span) : null;
    }

    private static bool Lives(int pid) => File.Exists($"/proc/{pid}/stat") && File.ReadAllText($"/proc/{pid}/stat") is var stat && stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');

    private static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
    }
}
