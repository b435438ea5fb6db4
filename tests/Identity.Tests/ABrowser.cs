using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.WebUtilities;

namespace Dialogue.Identity.Tests;

/// <summary>A browser at the sign-in page, and the client that sent it there.</summary>
internal sealed class ABrowser(Service service) : IDisposable
{
    public const string Verifier = "a-verifier-of-at-least-forty-three-characters-long";
    private readonly HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = service.Address };

    public HttpClient Http => http;

    public string RedirectUri => service.Address.GetLeftPart(UriPartial.Authority) + "/dang-nhap/xong";

    public Dictionary<string, string?> Request => new()
    {
        ["client_id"] = "gateway", ["redirect_uri"] = RedirectUri, ["response_type"] = "code", ["scope"] = "openid profile offline_access", ["state"] = "a-state", ["nonce"] = "a-nonce",
        ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))), ["code_challenge_method"] = "S256",
    };

    public Task<HttpResponseMessage> Authorize(Dictionary<string, string?> request) => http.GetAsync(QueryHelpers.AddQueryString("/connect/authorize", request));

    /// <summary>Fills in the sign-in form as a person does.</summary>
    public async Task<HttpResponseMessage> SignIn(string user, string password, string returnUrl = "")
    {
        var page = new HtmlParser().ParseDocument(await http.GetStringAsync("/tai-khoan/dang-nhap?returnUrl=" + Uri.EscapeDataString(returnUrl)));
        var form = page.QuerySelectorAll("main form input[name]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        (form["Input.UserName"], form["Input.Password"]) = (user, password);
        return await http.PostAsync("/tai-khoan/dang-nhap", new FormUrlEncodedContent(form));
    }

    /// <summary>The whole way to a code.</summary>
    public async Task<string> Code(string user, string password = "Doi-thoai-2026")
    {
        await SignIn(user, password);
        var answer = await Authorize(Request);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return QueryHelpers.ParseQuery(answer.Headers.Location!.Query)["code"].ToString();
    }

    public Task<(HttpStatusCode Status, JsonElement Body)> Redeem(string code, string? verifier = Verifier, string? redirectUri = null, string client = "gateway") => Token(new()
    {
        ["grant_type"] = "authorization_code", ["code"] = code, ["client_id"] = client, ["redirect_uri"] = redirectUri ?? RedirectUri, ["code_verifier"] = verifier ?? "",
    });

    public Task<(HttpStatusCode Status, JsonElement Body)> Refresh(string token) =>
        Token(new() { ["grant_type"] = "refresh_token", ["refresh_token"] = token, ["client_id"] = "gateway" });

    public void Dispose() => http.Dispose();

    private async Task<(HttpStatusCode, JsonElement)> Token(Dictionary<string, string> form)
    {
        using var answer = await http.PostAsync("/connect/token", new FormUrlEncodedContent(form));
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
