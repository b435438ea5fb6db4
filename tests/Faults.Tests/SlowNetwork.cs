using System.Net;
using System.Net.Sockets;

namespace Dialogue.Faults.Tests;

/// <summary>Stands between two processes and lets every packet wait, in both directions.</summary>
internal sealed class SlowNetwork : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly Uri target;
    private readonly TimeSpan delay;
    private readonly Task accepting;
    private long packets;

    public SlowNetwork(Uri target, TimeSpan delay)
    {
        (this.target, this.delay) = (target, delay);
        listener.Start();
        accepting = Accept();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>What came through so far.</summary>
    public long Packets => Interlocked.Read(ref packets);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await accepting;
        ending.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true) _ = Serve(await listener.AcceptTcpClientAsync(ending.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException) { }
    }

    private async Task Serve(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, target.Port, ending.Token);
            (near.NoDelay, far.NoDelay) = (true, true);
            await Task.WhenAny(Pump(near.GetStream(), far.GetStream()), Pump(far.GetStream(), near.GetStream()));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException) { }
    }

    private async Task Pump(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, ending.Token) is > 0 and var length)
            {
                await Task.Delay(delay, ending.Token);
                await to.WriteAsync(buffer.AsMemory(0, length), ending.Token);
                Interlocked.Increment(ref packets);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException) { }
    }
}
