using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dialogue.Testing;

/// <summary>One call as it came.</summary>
public sealed record Call(string Path, string Body, string Signature, string Event, string Delivery)
{
    /// <summary>As the documentation tells a receiver to check it: written here anew, from the words alone.</summary>
    public bool IsSignedWith(string secret, DateTimeOffset now)
    {
        var parts = Signature.Split(',').Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(parts["t"] + "." + Body));
        return Math.Abs(now.ToUnixTimeSeconds() - long.Parse(parts["t"], System.Globalization.CultureInfo.InvariantCulture)) <= 300
            && CryptographicOperations.FixedTimeEquals(expected, Convert.FromHexString(parts["v1"]));
    }
}

/// <summary>Another system, over HTTPS with <see cref="TestCertificate"/>.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Call> calls = new();
    private WebApplication app = null!;

    public Uri Address { get; private set; } = null!;

    public IReadOnlyCollection<Call> Calls => calls;

    /// <summary>What a path answers.</summary>
    public Func<string, int> Answers { get; set; } = _ => 204;

    public IEnumerable<Call> At(string path) => calls.Where(c => c.Path == path);

    public static async Task<WebhookReceiver> Start()
    {
        var receiver = new WebhookReceiver();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(TestCertificate.Server)));
        receiver.app = builder.Build();
        receiver.app.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
            string Header(string name) => http.Request.Headers[name].ToString();
            receiver.calls.Enqueue(new(http.Request.Path, await reader.ReadToEndAsync(), Header("Dialogue-Signature"), Header("Dialogue-Event"), Header("Dialogue-Delivery")));
            http.Response.StatusCode = receiver.Answers(http.Request.Path);
            if (http.Response.StatusCode is 301 or 302) http.Response.Headers.Location = "/elsewhere";
        });
        await receiver.app.StartAsync();
        receiver.Address = new Uri($"https://localhost:{new Uri(receiver.app.Urls.First()).Port}");
        return receiver;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
