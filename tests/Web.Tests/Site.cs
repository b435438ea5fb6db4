using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Dialogue.Kernel;
using Dialogue.Web.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(Site))]

namespace Dialogue.Web.Tests;

/// <summary>The pages of this project with everything that Dialogue.Web adds, over HTTP. The legal day is 20/10/2026.</summary>
public sealed class Site : IAsyncLifetime
{
    private WebApplication app = null!;

    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddProblemDetails();
        builder.Services.AddDialogueWeb().AddApplicationPart(typeof(Site).Assembly).AddApplicationPart(typeof(WebDefaults).Assembly);
        app = builder.Build();
        app.Services.GetRequiredService<LegalClock>().SetDay(new(2026, 10, 20));
        app.UseDialogueErrorPages();
        app.UseRouting();
        app.Use((http, next) =>
        {
            var commune = new TenantId(Guid.CreateVersion7());
            if (http.Request.Path.StartsWithSegments("/dai-son")) http.RequestServices.GetRequiredService<CurrentTenant>().Set(commune, "dai-son", "Xã Đại Sơn", [Capability.HoldsDialogues]);
            if (http.Request.Headers.ContainsKey("officer")) http.RequestServices.GetRequiredService<CurrentUser>().Set(Guid.CreateVersion7(), "Lê Văn An", [new(commune, "dai-son", Role.Clerk, null)]);
            return next(http);
        });
        app.MapRazorPages();
        app.MapGet("/status/{code:int}", (int code) => Results.StatusCode(code));
        app.MapGet("/api/status/{code:int}", (int code) => Results.StatusCode(code));
        app.MapGet("/breaks", string () => throw new InvalidOperationException("secret"));
        app.MapGet("/rule", string () => throw new RuleBrokenException("no", "Hội nghị đã kết thúc."));
        await app.StartAsync();
        Address = new(app.Urls.Single());
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    /// <summary>A browser without scripts: keeps cookies, follows redirects, reads pages.</summary>
    public Browser Open() => new(this);
}

public sealed class Browser(Site site)
{
    private readonly HttpClient http = new(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = site.Address };

    public HttpStatusCode Status { get; private set; }

    public string Body { get; private set; } = "";

    public IHtmlDocument Page { get; private set; } = null!;

    public Task<Browser> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    /// <summary>Sends the form on which the browser stands, or another with its token: what is given here, over what stands in the fields.</summary>
    public Task<Browser> Submit(string path, IEnumerable<(string Name, string Value)> fields, bool token = true, params (string Name, string Value)[] headers)
    {
        var all = fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).ToList();
        if (token) all.Add(new("__RequestVerificationToken", Value("__RequestVerificationToken")!));
        return Send(HttpMethod.Post, path, new FormUrlEncodedContent(all), headers);
    }

    public Task<Browser> Upload(string path, int bytes) =>
        Send(HttpMethod.Post, path, new MultipartFormDataContent { { new ByteArrayContent(new byte[bytes]), "file", "a.pdf" } }, []);

    public string Text(string selector) => string.Join(' ', Page.QuerySelector(selector)?.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? []);

    public string? Value(string name) => Page.QuerySelectorAll($"[name='{name}']").FirstOrDefault() switch
    {
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement select => select.Value,
        IHtmlInputElement input => input.Value,
        _ => null,
    };

    private async Task<Browser> Send(HttpMethod method, string path, HttpContent? content, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        (Status, Body) = (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Page = new HtmlParser().ParseDocument(Body);
        return this;
    }
}
