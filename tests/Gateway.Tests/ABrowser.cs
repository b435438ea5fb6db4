using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Dialogue.Gateway.Tests;

/// <summary>A browser without script: cookies, redirects when told to, forms as they stand on the page.</summary>
internal sealed class ABrowser : IDisposable
{
    private readonly City city;
    private readonly CookieContainer cookies = new();
    private readonly HttpClient http;

    public ABrowser(City city)
    {
        this.city = city;
        http = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = city.Address };
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public string Cookie(string name) => cookies.GetCookies(city.Address)[name]?.Value ?? "";

    public void Forget(string cookie)
    {
        if (cookies.GetCookies(city.Address)[cookie] is { } known) known.Expired = true;
    }

    public Task<HttpResponseMessage> Get(string address) => http.GetAsync(address);

    public async Task<HttpResponseMessage> Follow(string address) => await Follow(await Get(address));

    public async Task<HttpResponseMessage> Follow(HttpResponseMessage answer)
    {
        for (var i = 0; i < 12 && (int)answer.StatusCode is >= 300 and < 400; i++) answer = await Get(answer.Headers.Location!.ToString());
        return answer;
    }

    /// <summary>Returns with the headers, while the body still comes.</summary>
    public Task<HttpResponseMessage> Begin(HttpRequestMessage request) => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

    public Task<HttpResponseMessage> Send(HttpRequestMessage request) => http.SendAsync(request);

    public Task<HttpResponseMessage> Post(string address, IReadOnlyDictionary<string, string> form) => http.PostAsync(address, new FormUrlEncodedContent(form));

    public async Task<HttpResponseMessage> SignIn(string user, string address = "/tai-khoan")
    {
        var page = await Follow(address);
        var form = Form(await Read(page), "Input.UserName");
        (form["Input.UserName"], form["Input.Password"]) = (user, "Doi-thoai-2026");
        return await Follow(await Post("/tai-khoan/dang-nhap", form));
    }

    public static async Task<IHtmlDocument> Read(HttpResponseMessage answer) => new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

    /// <summary>The form that has a field of this name, as it would be sent.</summary>
    public static Dictionary<string, string> Form(IHtmlDocument page, string field) => page.QuerySelectorAll("form").First(f => f.QuerySelector($"[name='{field}']") is not null)
        .QuerySelectorAll("input[name]").Where(i => i.GetAttribute("type") != "checkbox" || i.HasAttribute("checked"))
        .DistinctBy(i => i.GetAttribute("name")).ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");

    public void Dispose() => http.Dispose();
}
