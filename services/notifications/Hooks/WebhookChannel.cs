using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Dialogue.Notifications.Delivering;
using Dialogue.Notifications.Model;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Dialogue.Notifications.Hooks;

/// <summary>
/// Calls an organisation's own system: HTTPS POST of JSON, signed. The connection goes to the address that was looked at, not to one that a second
/// look-up might give; redirects are not followed.
/// </summary>
internal sealed class WebhookChannel : IMessageChannel, IDisposable
{
    public const string SignatureHeader = "Dialogue-Signature", EventHeader = "Dialogue-Event", DeliveryHeader = "Dialogue-Delivery";

    private readonly HttpClient client;
    private readonly WebhookSecrets secrets;
    private readonly TimeProvider time;

    public WebhookChannel(IOptions<MessagesOptions> options, WebhookSecrets secrets, TimeProvider time)
    {
        (this.secrets, this.time) = (secrets, time);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseProxy = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1), MaxResponseHeadersLength = 16,
            ConnectCallback = (context, token) => Connect(context.DnsEndPoint, options.Value.PrivateWebhooks, token),
        };
        handler.SslOptions.RemoteCertificateValidationCallback = (sender, certificate, chain, errors) => Trusts?.Invoke(sender, certificate, chain, errors) ?? errors == SslPolicyErrors.None;
        client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(options.Value.SendSeconds), MaxResponseContentBufferSize = 64 * 1024 };
    }

    public MessageChannel Channel => MessageChannel.Webhook;

    /// <summary>What a test trusts besides the system's authorities.</summary>
    internal RemoteCertificateValidationCallback? Trusts { get; set; }

    public async Task<Outcome> Send(Delivery delivery, Sender sender, CancellationToken cancellationToken)
    {
        if (!SafeAddress.IsHttps(delivery.Address, out var uri)) return new Outcome.Never("Địa chỉ webhook phải là https.");
        if (sender.Secret is null) return new Outcome.Never("Webhook đã bị tắt.");
        var secret = secrets.Unprotect(sender.Secret);
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.Add(SignatureHeader, Sign(secret, now, delivery.Body));
        request.Headers.Add(EventHeader, delivery.Event);
        request.Headers.Add(DeliveryHeader, delivery.Id.ToString());
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode ? new Outcome.Taken()
                : response.StatusCode == HttpStatusCode.Gone ? new Outcome.Never("Hệ thống nhận trả lời 410: không nhận nữa.")
                : new Outcome.Later($"Hệ thống nhận trả lời {(int)response.StatusCode}.");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            return e is HttpRequestException { InnerException: ClosedAddressException } ? new Outcome.Never("Địa chỉ webhook dẫn vào mạng nội bộ nên không được gọi.")
                : new Outcome.Later(e is OperationCanceledException ? "Hệ thống nhận không trả lời kịp." : "Không nối được với hệ thống nhận.");
        }
    }

    /// <summary><c>t=1790000000,v1=hex</c>: HMAC-SHA256 of "time.body", so that an old call cannot be sent again as a new one.</summary>
    public static string Sign(string secret, long unixSeconds, string body) =>
        $"t={unixSeconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{unixSeconds}.{body}")))}";

    public void Dispose() => client.Dispose();

    private static async ValueTask<Stream> Connect(DnsEndPoint end, bool anywhere, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(end.Host.Trim('[', ']'), out var literal) ? [literal] : await Dns.GetHostAddressesAsync(end.Host, cancellationToken);
        // All of them: a name that leads inside by only one of its addresses is no honest one.
        if (!anywhere && !Array.TrueForAll(addresses, SafeAddress.IsOpen)) throw new ClosedAddressException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, end.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class ClosedAddressException : IOException;
}

/// <summary>Keeps webhooks' secrets under the installation's key ring.</summary>
internal sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("Dialogue.Notifications.Webhook");

    public static string New() => "whsec_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public string Protect(string secret) => protector.Protect(secret);

    public string Unprotect(string secret) => protector.Unprotect(secret);
}
