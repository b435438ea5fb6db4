using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Dialogue.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Forwarder;

namespace Dialogue.Gateway;

/// <summary>
/// The road to a service: the session's token in place of its cookie, nothing of ours from outside, and on the way back "who are you?" (401)
/// turned into a sign-in that comes back to the same page, or to the same form with all that was typed.
/// </summary>
internal sealed class Forwarder(IHttpForwarder forwarder, GatewayOptions options, Sessions sessions, ParkedForms parked, TimeProvider time) : HttpTransformer, IDisposable
{
    /// <summary>Tells Dialogue.Web to show a form instead of handling it. Never taken from outside.</summary>
    private const string Restore = "X-Dialogue-Restore";

    private static readonly object BodyKey = new();
    private static readonly ForwarderRequestConfig Config = new() { ActivityTimeout = TimeSpan.FromSeconds(100), Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };

    private readonly HttpMessageInvoker client = new(new Replicas(new(service => options.Services.Of(service)), time, new SocketsHttpHandler
    {
        UseProxy = false, UseCookies = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, EnableMultipleHttp2Connections = false,
        ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2), ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
    }));

    public async Task Forward(HttpContext http, string service)
    {
        if (http.Request.ContentLength > Limits.Body)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }
        http.Request.Headers.Remove(Restore);

        var session = http.Request.Headers.Authorization.Count == 0 && sessions.KeyOf(http) is { } key ? await sessions.Find(key.Key, http.RequestAborted) : null;
        http.Features.Set(session);
        if (session is not null) await GiveBack(http, session);
        await KeepForm(http);
        await forwarder.SendAsync(http, $"http://{service}", client, Config, this, http.RequestAborted);
    }

    public override async ValueTask TransformRequestAsync(HttpContext http, HttpRequestMessage request, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(http, request, destinationPrefix, cancellationToken);
        var headers = request.Headers;
        headers.Host = null;
        foreach (var name in new[] { "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix" }) headers.Remove(name);
        if (http.Connection.RemoteIpAddress is { } address) headers.TryAddWithoutValidation("X-Forwarded-For", address.ToString());
        headers.TryAddWithoutValidation("X-Forwarded-Host", http.Request.Host.Value);
        headers.TryAddWithoutValidation("X-Forwarded-Proto", http.Request.Scheme);
        if (http.Features.Get<Session>() is { } session) headers.Authorization = new AuthenticationHeaderValue("Bearer", session.Access);

        // The gateway's own cookies stay here.
        if (!http.Request.Cookies.ContainsKey(Sessions.Cookie)) return;
        headers.Remove("Cookie");
        var others = http.Request.Headers.Cookie.SelectMany(line => (line ?? "").Split("; ")).Where(c => !c.StartsWith(Sessions.Cookie + "=", StringComparison.Ordinal)).ToList();
        if (others.Count > 0) headers.TryAddWithoutValidation("Cookie", string.Join("; ", others));
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext http, HttpResponseMessage? answer, CancellationToken cancellationToken)
    {
        var session = http.Features.Get<Session>();
        if (answer?.StatusCode == HttpStatusCode.Unauthorized && IsNavigation(http.Request))
        {
            // A token that is refused although it is new would be refused again: better a page than a circle.
            if (session is null || time.GetUtcNow() - session.Since > TimeSpan.FromSeconds(10))
            {
                await SignInAgain(http, session);
                return false;
            }
        }
        await base.TransformResponseAsync(http, answer, cancellationToken);
        // What was made for one person is for no cache, shared computers' included.
        if (session is not null && !http.Response.Headers.ContainsKey("Cache-Control")) http.Response.Headers.CacheControl = "no-store";
        return true;
    }

    public void Dispose() => client.Dispose();

    private static bool IsNavigation(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsPost(request.Method)) && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/connect")
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private async Task SignInAgain(HttpContext http, Session? session)
    {
        if (session is not null) await sessions.End(http);
        string back = http.Request.Path + http.Request.QueryString;
        if (HttpMethods.IsPost(http.Request.Method))
        {
            if (http.Items[BodyKey] is byte[] body && sessions.KeyOf(http) is { } key)
                back = await parked.Park(http, new(key.UserId, http.Request.Path, http.Request.ContentType ?? "", body));
            else back = http.Request.Path;
        }
        http.Response.Redirect("/dang-nhap" + QueryString.Create("returnUrl", back));
        http.Response.Headers.CacheControl = "no-store";
    }

    /// <summary>A form of somebody whose session has just ended may come back as 401: small ones are kept until that is known.</summary>
    private async Task KeepForm(HttpContext http)
    {
        var request = http.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || request.ContentLength is not (> 0 and <= ParkedForms.Most)) return;
        if (!IsNavigation(request) || sessions.KeyOf(http) is null) return;
        var body = new byte[request.ContentLength.Value];
        await request.Body.ReadExactlyAsync(body, http.RequestAborted);
        request.Body = new MemoryStream(body);
        http.Items[BodyKey] = body;
    }

    /// <summary>Turns the GET after a sign-in into the POST before it, for showing only.</summary>
    private async Task GiveBack(HttpContext http, Session session)
    {
        var request = http.Request;
        if (!HttpMethods.IsGet(request.Method) || request.Query[ParkedForms.Parameter].ToString() is not { Length: > 0 } id) return;
        request.QueryString = new QueryBuilder(request.Query.Where(q => q.Key != ParkedForms.Parameter).SelectMany(q => q.Value, (q, v) => KeyValuePair.Create(q.Key, v ?? ""))).ToQueryString();
        if (await parked.Take(http, id, session.UserId) is not { } form) return;

        request.Method = HttpMethods.Post;
        request.ContentType = form.ContentType;
        request.ContentLength = form.Body.Length;
        request.Body = new MemoryStream(form.Body);
        request.Headers[Restore] = new StringValues("1");
        http.Features.Set<IHttpRequestBodyDetectionFeature>(HasBody.Instance);
    }

    private sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public static readonly HasBody Instance = new();

        public bool CanHaveBody => true;
    }
}
