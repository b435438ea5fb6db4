using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using AngleSharp;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Dialogue.Testing;

/// <summary>A person with a browser without script: follows links and redirects, fills forms as the page gave them, keeps cookies.</summary>
/// <param name="behind">
/// Replicas that stand behind the address: each request goes over a connection of its own to one of them at random, as through a load balancer.
/// </param>
public sealed class WebUser(Uri address, IReadOnlyList<Uri>? behind = null)
{
    private readonly CookieContainer cookies = new();
    private HttpClient? http;

    public HttpClient Http => http ??= new HttpClient(Handler()) { BaseAddress = address };

    public CookieContainer Cookies => cookies;

    /// <summary>Signs in through the gateway: its door, identity's form, and back.</summary>
    /// <exception cref="InvalidOperationException">The sign-in page did not let the person in; its text is in the message.</exception>
    public static Task<WebUser> SignIn(Uri address, string user, string password) => new WebUser(address).SignIn(user, password);

    /// <inheritdoc cref="SignIn(Uri, string, string)"/>
    public async Task<WebUser> SignIn(string user, string password)
    {
        var page = await Get("/dang-nhap?returnUrl=/tai-khoan/don-vi");
        var form = page.Document.QuerySelector("form[method=post] input[type=password]")?.Closest("form") as IHtmlFormElement
            ?? throw new InvalidOperationException($"No sign-in form at {page.Address}: {page.Text}");
        var name = form.Elements.OfType<IHtmlInputElement>().First(i => i.Type is "text" or "email").Name!;
        var secret = form.Elements.OfType<IHtmlInputElement>().First(i => i.Type == "password").Name!;
        var after = await Submit(page, form, new() { [name] = user, [secret] = password });
        return after.Document.QuerySelector("input[type=password]") is null ? this : throw new InvalidOperationException($"{user} was not let in: {after.Text}");
    }

    /// <summary>Goes to an address, following redirects.</summary>
    public Task<WebPage> Get(string path) => Follow(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Fills and sends the form that has all of the given fields (or, with none given, the one whose action ends so).</summary>
    public Task<WebPage> Submit(WebPage page, string actionEnds, Dictionary<string, string>? fields = null) =>
        Submit(page, page.Document.Forms.FirstOrDefault(f => f.Method == "post" && (f.GetAttribute("action") ?? page.Address.PathAndQuery).Contains(actionEnds, StringComparison.Ordinal) && (fields?.Keys.All(k => f.Elements.Any(e => e.GetAttribute("name") == k)) ?? true))
            ?? throw new InvalidOperationException($"{page.Address} has no form to “{actionEnds}” with {string.Join(", ", fields?.Keys ?? (IEnumerable<string>)[])}: {page.Text}"), fields ?? []);

    public Task<WebPage> Submit(WebPage page, IHtmlFormElement form, Dictionary<string, string> fields)
    {
        var values = new List<KeyValuePair<string, string>>();
        foreach (var element in form.Elements)
        {
            if (element.GetAttribute("name") is not { Length: > 0 } name || element.HasAttribute("disabled")) continue;
            if (fields.ContainsKey(name)) continue;
            var value = element switch
            {
                IHtmlInputElement { Type: "checkbox" or "radio" } box => box.IsChecked ? box.Value : null,
                IHtmlInputElement { Type: "submit" or "file" or "button" } => null,
                IHtmlInputElement input => input.Value,
                IHtmlTextAreaElement area => area.Value,
                IHtmlSelectElement select => select.Value,
                _ => null,
            };
            if (value is not null) values.Add(new(name, value));
        }
        values.AddRange(fields);
        var target = new Uri(page.Address, form.GetAttribute("action") is { Length: > 0 } action ? action : page.Address.PathAndQuery);
        HttpContent content = form.Enctype == "multipart/form-data" ? Multipart(values) : new FormUrlEncodedContent(values);
        return Follow(new HttpRequestMessage(HttpMethod.Post, target) { Content = content });
    }

    /// <summary>Calls the API as the browser's session may.</summary>
    /// <exception cref="InvalidOperationException">The answer is not a success; its problem is in the message.</exception>
    public async Task<JsonElement> Call(HttpMethod method, string path, object? body = null)
    {
        using var response = await Send(method, path, body);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone();
    }

    /// <summary>Calls the API and gives the answer as it is.</summary>
    /// <param name="body">Sent as JSON, unless it is content of another kind.</param>
    public Task<HttpResponseMessage> Send(HttpMethod method, string path, object? body = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : body as HttpContent ?? JsonContent.Create(body) };
        request.Headers.Accept.ParseAdd("application/json");
        return Http.SendAsync(request);
    }

    private SocketsHttpHandler Handler()
    {
        var handler = new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false };
        if (behind is null) return handler;
        handler.PooledConnectionLifetime = TimeSpan.Zero;
        handler.ConnectCallback = async (_, cancellationToken) =>
        {
            var one = behind[Random.Shared.Next(behind.Count)];
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(one.Host, one.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        };
        return handler;
    }

    private static MultipartFormDataContent Multipart(List<KeyValuePair<string, string>> values)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in values) content.Add(new StringContent(value), name);
        return content;
    }

    /// <summary>Sends what a form of its own kind would, such as a file, and follows the redirects.</summary>
    public async Task<WebPage> Follow(HttpRequestMessage request)
    {
        request.Headers.Accept.ParseAdd("text/html");
        for (var hops = 0; ; hops++)
        {
            using var response = await Http.SendAsync(request);
            if ((int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } location)
            {
                if (hops > 12) throw new InvalidOperationException($"Redirected for ever at {location}");
                request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(address, request.RequestUri!), location));
                request.Headers.Accept.ParseAdd("text/html");
                continue;
            }
            var html = await response.Content.ReadAsStringAsync();
            return new WebPage(new Uri(address, request.RequestUri!), response.StatusCode, html, new HtmlParser(new(), BrowsingContext.New(Configuration.Default)).ParseDocument(html));
        }
    }
}

/// <summary>A page as it arrived.</summary>
public sealed record WebPage(Uri Address, HttpStatusCode Status, string Html, IHtmlDocument Document)
{
    /// <summary>What a reader sees, without runs of white space.</summary>
    public string Text => string.Join(' ', (Document.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public string Title => Document.QuerySelector("h1")?.TextContent.Trim() ?? "";
}
