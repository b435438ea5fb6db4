using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Dialogue.Testing;

/// <summary>One message as the sink took it.</summary>
/// <param name="To">As in RCPT TO.</param>
/// <param name="Raw">Headers and body as they came.</param>
public sealed record TakenMail(string MessageId, string To, string Raw)
{
    /// <summary>A header's value, its lines joined; empty without one.</summary>
    public string Header(string name) =>
        Regex.Match(Raw.Split("\r\n\r\n", 2)[0] + "\r\n", $"^{Regex.Escape(name)}:[ \t]*(.*?)\r\n(?![ \t])", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.IgnoreCase).Groups[1].Value.Replace("\r\n", "", StringComparison.Ordinal);

    /// <summary>The subject, decoded.</summary>
    public string Subject => Regex.Replace(Header("Subject"), @"\s*=\?utf-8\?B\?([^?]*)\?=", m => Encoding.UTF8.GetString(Convert.FromBase64String(m.Groups[1].Value)));

    /// <summary>The decoded text of a part, by its media type.</summary>
    public string Part(string type)
    {
        var found = Regex.Match(Raw, $@"content-type:\s*{Regex.Escape(type)}[^\r]*\r\n(?:[a-z-]+:[^\r]*\r\n|[ \t][^\r]*\r\n)*\r\n([A-Za-z0-9+/=\r\n]+)", RegexOptions.IgnoreCase);
        return found.Success ? Encoding.UTF8.GetString(Convert.FromBase64String(Regex.Replace(found.Groups[1].Value, @"\s", ""))) : "";
    }
}

/// <summary>
/// A real SMTP server as far as a sender can tell: STARTTLS, without which it takes nothing, AUTH LOGIN, recipients that it refuses, and a count of every
/// message by its Message-ID. Keeps what it took in memory.
/// </summary>
public sealed class SmtpSink : IAsyncDisposable
{
    public const string User = "dialogue", Password = "mật khẩu thư";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<TakenMail> taken = new();
    private readonly ConcurrentDictionary<TcpClient, byte> open = new();
    private readonly Task accepting;

    public SmtpSink()
    {
        listener.Start(200);
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Messages in the order in which they were taken; one that came twice is here twice.</summary>
    public IReadOnlyCollection<TakenMail> Taken => taken;

    public int Connections { get; private set; }

    /// <summary>The reply to RCPT TO, such as "550 no such user"; null: taken.</summary>
    public Func<string, string?> Refuses { get; set; } = _ => null;

    /// <summary>Passes in the middle of a message, before it is taken.</summary>
    public TimeSpan Pause { get; set; }

    /// <summary>Commands before STARTTLS that would have said too much in the clear.</summary>
    public ConcurrentQueue<string> InTheClear { get; } = new();

    public IEnumerable<TakenMail> To(string address) => taken.Where(m => m.To.Equals(address, StringComparison.OrdinalIgnoreCase));

    /// <summary>Message-IDs that came more than once.</summary>
    public int Doubled => taken.GroupBy(m => m.MessageId).Sum(g => g.Count() - 1);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        foreach (var client in open.Keys) client.Dispose();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task Accept()
    {
        while (!stop.IsCancellationRequested)
        {
            var client = await listener.AcceptTcpClientAsync(stop.Token);
            client.NoDelay = true;
            Connections++;
            open[client] = 0;
            _ = Task.Run(async () =>
            {
                try { await Talk(client); }
                catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException) { /* the other side has gone */ }
                finally
                {
                    open.TryRemove(client, out _);
                    client.Dispose();
                }
            });
        }
    }

    private async Task Talk(TcpClient client)
    {
        Stream stream = client.GetStream();
        var reader = new LineReader(stream);
        var (secure, signedIn, sender) = (false, false, false);
        var recipients = new List<string>();
        await Say("220 sink ESMTP");
        while (await reader.Line(stop.Token) is { } line)
        {
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (!secure && verb is not ("EHLO" or "HELO" or "STARTTLS" or "QUIT" or "NOOP"))
            {
                InTheClear.Enqueue(verb);
                await Say("530 5.7.0 Must issue a STARTTLS command first");
                continue;
            }
            switch (verb)
            {
                case "EHLO" or "HELO":
                    await Say(secure ? "250-sink\r\n250-AUTH LOGIN\r\n250 8BITMIME" : "250-sink\r\n250 STARTTLS");
                    break;
                case "STARTTLS":
                    await Say("220 go ahead");
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(TestCertificate.Server);
                    (stream, secure) = (tls, true);
                    reader = new(stream);
                    break;
                case "AUTH":
                    var name = line.Split(' ') is [_, _, { } initial, ..] ? initial : await Ask("334 VXNlcm5hbWU6");
                    var password = await Ask("334 UGFzc3dvcmQ6");
                    signedIn = Decode(name) == User && Decode(password) == Password;
                    await Say(signedIn ? "235 2.7.0 ok" : "535 5.7.8 wrong");
                    break;
                case "MAIL" when !signedIn:
                    await Say("530 5.7.0 Authentication required");
                    break;
                case "MAIL" when sender:
                    await Say("503 5.5.1 nested MAIL");
                    break;
                case "MAIL":
                    sender = true;
                    recipients.Clear();
                    await Say("250 ok");
                    break;
                case "RCPT":
                    var to = Regex.Match(line, "<(.*)>").Groups[1].Value;
                    if (Refuses(to) is { } no)
                    {
                        await Say(no);
                        break;
                    }
                    recipients.Add(to);
                    await Say("250 ok");
                    break;
                case "DATA" when recipients.Count == 0:
                    await Say("554 5.5.1 no recipients");
                    break;
                case "DATA":
                    await Say("354 go on");
                    var text = new StringBuilder();
                    while (await reader.Line(stop.Token) is { } part && part != ".") text.Append(part.StartsWith('.') ? part[1..] : part).Append("\r\n");
                    if (Pause > TimeSpan.Zero) await Task.Delay(Pause, stop.Token);
                    var raw = text.ToString();
                    var id = Regex.Match(raw, "^message-id:\\s*(<[^>]*>)", RegexOptions.IgnoreCase | RegexOptions.Multiline).Groups[1].Value;
                    foreach (var recipient in recipients) taken.Enqueue(new(id, recipient, raw)); // before the answer: what is answered is kept
                    sender = false;
                    await Say("250 taken");
                    break;
                case "RSET":
                    sender = false;
                    await Say("250 ok");
                    break;
                case "QUIT":
                    await Say("221 bye");
                    return;
                default:
                    await Say("250 ok");
                    break;
            }
        }

        async Task Say(string reply) => await stream.WriteAsync(Encoding.ASCII.GetBytes(reply + "\r\n"), stop.Token);

        async Task<string> Ask(string question)
        {
            await Say(question);
            return await reader.Line(stop.Token) ?? "";
        }

        static string Decode(string text)
        {
            try { return Encoding.UTF8.GetString(Convert.FromBase64String(text)); }
            catch (FormatException) { return ""; }
        }
    }

    private sealed class LineReader(Stream stream)
    {
        private readonly byte[] buffer = new byte[16 * 1024];
        private readonly MemoryStream line = new();
        private int at, end;

        public async Task<string?> Line(CancellationToken cancellationToken)
        {
            line.SetLength(0);
            while (true)
            {
                if (at == end)
                {
                    (at, end) = (0, await stream.ReadAsync(buffer, cancellationToken));
                    if (end == 0) return null;
                }
                var newline = Array.IndexOf(buffer, (byte)'\n', at, end - at);
                var until = newline < 0 ? end : newline + 1;
                line.Write(buffer, at, until - at);
                at = until;
                if (newline >= 0) return Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length).TrimEnd('\r', '\n');
            }
        }
    }
}
