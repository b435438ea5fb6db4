using System.Net;
using System.Net.Sockets;

namespace Dialogue.Testing;

/// <summary>Stands between two processes: lets every packet wait, in both directions, or takes connections and says nothing.</summary>
public sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly Uri target;
    private readonly TimeSpan delay;
    private readonly Task accepting;
    private readonly Lock one = new();
    private readonly HashSet<TcpClient> open = [];
    private volatile int most = int.MaxValue; // answers before a connection falls silent
    private long packets, connections;

    public Wire(Uri target, TimeSpan delay = default)
    {
        (this.target, this.delay) = (target, delay);
        listener.Start();
        accepting = Accept();
    }

    /// <summary>The target's, with this wire's host and port.</summary>
    public Uri Address => new UriBuilder(target) { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port }.Uri;

    /// <summary>What came through so far.</summary>
    public long Packets => Interlocked.Read(ref packets);

    /// <summary>How often somebody has connected.</summary>
    public long Connections => Interlocked.Read(ref connections);

    /// <summary>Cuts what is connected. Whoever connects from now on is answered no more than so often and then hears nothing, as of a process that hangs.</summary>
    public void FallSilent(int after = 0)
    {
        most = after;
        Cut();
    }

    /// <summary>Those who connect from now on are answered again; those who wait for an answer are cut.</summary>
    public void Speak()
    {
        most = int.MaxValue;
        Cut();
    }

    /// <summary>Ends every connection there is.</summary>
    public void Cut()
    {
        lock (one) foreach (var client in open) client.Close();
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        Cut();
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
        Interlocked.Increment(ref connections);
        lock (one) open.Add(near);
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, target.Port, ending.Token);
            (near.NoDelay, far.NoDelay) = (true, true);
            await Task.WhenAny(Pump(near.GetStream(), far.GetStream(), int.MaxValue), Pump(far.GetStream(), near.GetStream(), most));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or InvalidOperationException) { }
        finally
        {
            lock (one) open.Remove(near);
        }
    }

    private async Task Pump(NetworkStream from, NetworkStream to, int limit)
    {
        var buffer = new byte[64 * 1024];
        var count = 0;
        try
        {
            while (await from.ReadAsync(buffer, ending.Token) is > 0 and var length)
            {
                if (count++ >= limit) await Task.Delay(Timeout.Infinite, ending.Token);
                if (delay > TimeSpan.Zero) await Task.Delay(delay, ending.Token);
                await to.WriteAsync(buffer.AsMemory(0, length), ending.Token);
                Interlocked.Increment(ref packets);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException) { }
    }
}
