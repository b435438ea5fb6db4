using System.Net;
using System.Text.Json;
using Dialogue.Kernel;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dialogue.Identity.Tests.Connect;

public sealed class TokenTests(Service service)
{
    [Fact]
    public async Task A_code_becomes_tokens_that_the_published_keys_prove()
    {
        using var browser = new ABrowser(service);
        var (status, body) = await browser.Redeem(await browser.Code("kiemnhiem"));

        Assert.Equal(HttpStatusCode.OK, status);
        var keys = new JsonWebKeySet(await browser.Http.GetStringAsync("/.well-known/jwks"));
        var access = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(body.GetProperty("access_token").GetString(), new()
        {
            ValidIssuer = "https://test.invalid", ValidAudience = "dialogue", IssuerSigningKeys = keys.GetSigningKeys(), ValidTypes = ["at+jwt"], ValidAlgorithms = ["ES256"],
        });
        Assert.True(access.IsValid, access.Exception?.Message);
        Assert.Equal(["dai-son|specialist", "thien-huong|specialist"], access.ClaimsIdentity.FindAll("org").Select(c => c.Value.Split('|')).Select(p => $"{p[1]}|{p[2]}"));
        Assert.Contains(access.ClaimsIdentity.FindAll("org"), c => c.Value.EndsWith(StableId.Of("office", "dai-son", "kinh-te").ToString(), StringComparison.Ordinal));

        var id = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(body.GetProperty("id_token").GetString(), new()
        {
            ValidIssuer = "https://test.invalid", ValidAudience = "gateway", IssuerSigningKeys = keys.GetSigningKeys(), ValidAlgorithms = ["ES256"],
        });
        Assert.True(id.IsValid, id.Exception?.Message);
        Assert.Equal("a-nonce", id.Claims["nonce"]);
    }

    [Fact]
    public async Task The_administrator_of_the_system_is_named_so()
    {
        using var browser = new ABrowser(service);
        var (_, body) = await browser.Redeem(await browser.Code("quantri"));

        Assert.Equal("true", new JsonWebToken(body.GetProperty("access_token").GetString()).GetClaim("sysadmin").Value);
    }

    [Fact]
    public async Task A_code_shown_twice_ends_the_sign_in_that_it_began()
    {
        using var browser = new ABrowser(service);
        var code = await browser.Code("chuyenvien.dai-son");
        var (_, first) = await browser.Redeem(code);

        var (status, second) = await browser.Redeem(code);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (status, Error(second)));
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Refresh(first.GetProperty("refresh_token").GetString()!)).Status);
    }

    [Fact]
    public async Task Of_many_who_show_a_code_at_once_at_most_one_gets_tokens()
    {
        using var browser = new ABrowser(service);
        var code = await browser.Code("chuyenvien.dai-son");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => browser.Redeem(code)));

        Assert.InRange(answers.Count(a => a.Status == HttpStatusCode.OK), 0, 1);
    }

    [Theory]
    [InlineData("another-verifier-that-is-long-enough-for-the-profile", null, "gateway")]
    [InlineData(null, null, "gateway")]
    [InlineData(ABrowser.Verifier, "https://evil.example/dang-nhap/xong", "gateway")]
    [InlineData(ABrowser.Verifier, null, "somebody")]
    public async Task A_stolen_code_is_worth_nothing(string? verifier, string? redirectUri, string client)
    {
        using var browser = new ABrowser(service);
        var (status, body) = await browser.Redeem(await browser.Code("lanhdao.dai-son"), verifier, redirectUri, client);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (status, Error(body)));
    }

    [Fact]
    public async Task A_refresh_token_is_exchanged_for_another_each_time()
    {
        using var browser = new ABrowser(service);
        var (_, first) = await browser.Redeem(await browser.Code("vanthu.dai-son"));

        var (status, second) = await browser.Refresh(first.GetProperty("refresh_token").GetString()!);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotEqual(first.GetProperty("refresh_token").GetString(), second.GetProperty("refresh_token").GetString());
        Assert.Equal(HttpStatusCode.OK, (await browser.Refresh(second.GetProperty("refresh_token").GetString()!)).Status);
    }

    [Fact]
    public async Task A_refresh_token_used_twice_ends_the_whole_family()
    {
        using var browser = new ABrowser(service);
        var (_, first) = await browser.Redeem(await browser.Code("vanthu.dai-son"));
        var (_, second) = await browser.Refresh(first.GetProperty("refresh_token").GetString()!);

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Refresh(first.GetProperty("refresh_token").GetString()!)).Status);

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Refresh(second.GetProperty("refresh_token").GetString()!)).Status);
    }

    [Fact]
    public async Task Sign_out_ends_tokens_and_the_session_of_the_sign_in_page()
    {
        using var browser = new ABrowser(service);
        var (_, tokens) = await browser.Redeem(await browser.Code("ketoan.dai-son"));

        var answer = await browser.Http.GetAsync(QueryHelpers.AddQueryString("/connect/endsession", new Dictionary<string, string?>
        {
            ["id_token_hint"] = tokens.GetProperty("id_token").GetString(), ["post_logout_redirect_uri"] = "https://evil.example/",
        }));

        Assert.Equal("/", answer.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Refresh(tokens.GetProperty("refresh_token").GetString()!)).Status);
        Assert.StartsWith("/tai-khoan/dang-nhap", (await browser.Authorize(browser.Request)).Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_signed_out_by_a_link_of_somebody_else()
    {
        using var browser = new ABrowser(service);
        await browser.Code("ketoan.dai-son");

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Http.GetAsync("/connect/endsession")).StatusCode);
        Assert.Contains("code=", (await browser.Authorize(browser.Request)).Headers.Location!.Query, StringComparison.Ordinal);
    }

    private static string? Error(JsonElement body) => body.GetProperty("error").GetString();
}
