using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace Dialogue.Identity.Tests.Connect;

public sealed class AuthorizeTests(Service service)
{
    [Theory]
    [InlineData("https://evil.example/dang-nhap/xong")]
    [InlineData("/dang-nhap/xong/../../evil")]
    [InlineData("")]
    public async Task A_browser_is_never_sent_to_an_address_that_is_not_the_clients(string suffixOrAddress)
    {
        using var browser = new ABrowser(service);
        await browser.SignIn("chuyenvien.dai-son", "Doi-thoai-2026");
        var request = browser.Request;
        request["redirect_uri"] = suffixOrAddress.StartsWith('/') ? browser.RedirectUri + suffixOrAddress : suffixOrAddress;

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Authorize(request)).StatusCode);
    }

    [Theory]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("state", null, "invalid_request")]
    [InlineData("nonce", null, "invalid_request")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("scope", "profile", "invalid_scope")]
    public async Task What_the_profile_asks_for_is_not_left_out(string parameter, string? value, string error)
    {
        using var browser = new ABrowser(service);
        await browser.SignIn("chuyenvien.dai-son", "Doi-thoai-2026");
        var request = browser.Request;
        if (value is null) request.Remove(parameter);
        else request[parameter] = value;

        var answer = await browser.Authorize(request);

        Assert.Equal(error, QueryHelpers.ParseQuery(answer.Headers.Location!.Query)["error"]);
    }

    [Fact]
    public async Task Who_is_not_signed_in_signs_in_first_and_comes_back()
    {
        using var browser = new ABrowser(service);
        var first = (await browser.Authorize(browser.Request)).Headers.Location!.ToString();
        Assert.StartsWith("/tai-khoan/dang-nhap?returnUrl=", first, StringComparison.Ordinal);

        var signedIn = await browser.SignIn("chuyenvien.dai-son", "Doi-thoai-2026", QueryHelpers.ParseQuery(first[first.IndexOf('?', StringComparison.Ordinal)..])["returnUrl"].ToString());

        var answer = await browser.Http.GetAsync(signedIn.Headers.Location);
        Assert.StartsWith(browser.RedirectUri, answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("a-state", QueryHelpers.ParseQuery(answer.Headers.Location!.Query)["state"]);
    }
}
