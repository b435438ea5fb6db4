using System.Net;
using System.Net.Sockets;

namespace Dialogue.RabbitMq;

/// <summary>
/// A port of 127.0.0.1 that the system gives to nobody who asks for any port, while a process that names it and allows its address to be used again
/// (SO_REUSEADDR, as RabbitMQ and epmd do) may listen on it, also after a restart. Linux only.
/// </summary>
internal sealed class ReservedPort : IDisposable
{
    private const int SolSocket = 1, SoReuseAddress = 2;

    // Bound and never listening: that is what reserves it.
    private readonly Socket holder = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ReservedPort()
    {
        // .NET's own ReuseAddress means SO_REUSEPORT on Linux, which both sides would have to set.
        holder.SetRawSocketOption(SolSocket, SoReuseAddress, BitConverter.GetBytes(1));
        holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Number = ((IPEndPoint)holder.LocalEndPoint!).Port;
    }

    public int Number { get; }

    public void Dispose() => holder.Dispose();
}
