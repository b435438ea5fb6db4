using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Dialogue.Load;

/// <summary>
/// Sends one request again and again on kept connections and waits for each answer: HTTP/1.1 on bare sockets, so that it takes little of the
/// processor time that it shares with what it measures.
/// </summary>
internal static class Wire
{
    public static byte[] Get(Uri address, string path, string? cookie = null, string accept = "application/json") => Encoding.ASCII.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAccept: {accept}\r\n{(cookie is null ? "" : $"Cookie: {cookie}\r\n")}\r\n");

    public static byte[] Post(Uri address, string path, byte[] json) =>
    [
        .. Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAccept: application/json\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n"),
        .. json,
    ];

    /// <exception cref="InvalidOperationException">An answer had another status than 2xx; its text is in the message.</exception>
    public static Task<Answers> Run(Uri address, byte[] request, int connections, TimeSpan time, TimeSpan? warmUp = null) => Run(address, _ => request, connections, time, warmUp);

    /// <param name="next">The request to be sent, by a random number from 0 to 999 that is the same in every run.</param>
    public static async Task<Answers> Run(Uri address, Func<int, byte[]> next, int connections, TimeSpan time, TimeSpan? warmUp = null)
    {
        if (warmUp is { } before) await Run(address, next, connections, before);
        var all = new ConcurrentBag<List<long>>();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(number => Task.Run(async () =>
        {
            var random = new Random(number);
            using var connection = new Connection(address);
            var times = new List<long>(4096);
            while (watch.Elapsed < time)
            {
                var began = Stopwatch.GetTimestamp();
                var (status, body) = await connection.Ask(next(random.Next(1000)));
                if (status is < 200 or > 299) throw new InvalidOperationException($"{address}: {status} {body()}");
                times.Add(Stopwatch.GetTimestamp() - began);
            }
            all.Add(times);
        })));
        return new Answers([.. all.SelectMany(t => t).Order()], watch.Elapsed);
    }

    /// <summary>The body of one answer, as it came.</summary>
    public static async Task<string> Once(Uri address, byte[] request)
    {
        using var connection = new Connection(address);
        var (status, body) = await connection.Ask(request);
        return status is >= 200 and <= 299 ? body() : throw new InvalidOperationException($"{address}: {status} {body()}");
    }

    private sealed class Connection : IDisposable
    {
        private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private readonly Uri address;
        private byte[] buffer = new byte[64 * 1024];

        public Connection(Uri address) => this.address = address;

        public void Dispose() => socket.Dispose();

        public async ValueTask<(int Status, Func<string> Body)> Ask(byte[] request)
        {
            if (!socket.Connected) await socket.ConnectAsync(address.Host, address.Port);
            await socket.SendAsync(request);
            int length = 0, header = -1, whole = -1;
            var chunked = false;
            while (whole < 0 ? header < 0 || !(chunked && buffer.AsSpan(header, length - header).EndsWith("0\r\n\r\n"u8)) : length < whole)
            {
                if (length == buffer.Length) Array.Resize(ref buffer, length * 2);
                var read = await socket.ReceiveAsync(buffer.AsMemory(length));
                if (read == 0) throw new InvalidOperationException($"{address} closed the connection.");
                length += read;
                if (header < 0 && buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) is >= 0 and var end)
                {
                    header = end + 4;
                    chunked = ContentLength(buffer.AsSpan(0, header)) is not { } content;
                    if (!chunked) whole = header + ContentLength(buffer.AsSpan(0, header))!.Value;
                }
            }
            return (int.Parse(buffer.AsSpan(9, 3), CultureInfo.InvariantCulture), () => Body(header, length, chunked));
        }

        private static int? ContentLength(ReadOnlySpan<byte> header)
        {
            if (header.IndexOf("\r\nContent-Length: "u8) is >= 0 and var at)
            {
                var value = header[(at + 18)..];
                return int.Parse(value[..value.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
            }
            return header.StartsWith("HTTP/1.1 204"u8) ? 0 : null;
        }

        private string Body(int header, int length, bool chunked)
        {
            if (!chunked) return Encoding.UTF8.GetString(buffer.AsSpan(header, length - header));
            var body = new List<byte>();
            for (var rest = buffer.AsSpan(header, length - header); ;)
            {
                var line = rest.IndexOf("\r\n"u8);
                var size = int.Parse(rest[..line], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                if (size == 0) return Encoding.UTF8.GetString([.. body]);
                body.AddRange(rest.Slice(line + 2, size));
                rest = rest[(line + 2 + size + 2)..];
            }
        }
    }
}

/// <param name="Ticks">How long each answer took, in ticks of the stopwatch, shortest first.</param>
internal sealed record Answers(IReadOnlyList<long> Ticks, TimeSpan Took)
{
    public double PerSecond => Ticks.Count / Took.TotalSeconds;

    /// <param name="share">0.5 for the median.</param>
    public TimeSpan Within(double share) => Stopwatch.GetElapsedTime(0, Ticks[(int)Math.Min(Ticks.Count - 1, Ticks.Count * share)]);
}
