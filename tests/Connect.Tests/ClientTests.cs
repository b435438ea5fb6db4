using System.Net;
using System.Text.Json;
using Dialogue.Testing;

namespace Dialogue.Connect.Tests;

/// <summary>Our provider, used by a client that others wrote: panva's openid-client.</summary>
public sealed class ClientTests(City city) : IDisposable
{
    private readonly Peer client = Peer.Missing is { } reason ? Skipped(reason) : Peer.Start("client.mjs");

    [Fact]
    public async Task It_signs_in_and_learns_who_it_is()
    {
        var metadata = await Discover();
        Assert.Equal("S256", metadata.GetProperty("code_challenge_methods_supported")[0].GetString());

        var tokens = await SignIn("kiemnhiem");

        var claims = tokens.GetProperty("claims");
        Assert.Equal((city.Authority.Issuer, "gateway", "Lê Kiêm Nhiệm"), (Text(claims, "iss"), Text(claims, "aud"), Text(claims, "name")));
        var info = await client.Do(new { command = "userinfo", access = Text(tokens, "access_token"), subject = Text(claims, "sub") });
        Assert.Equal("kiemnhiem", Text(info, "preferred_username"));
    }

    [Theory]
    [InlineData("iss=", "iss=https%3A%2F%2Fevil.example&was=")]
    [InlineData("iss=", "was=")]
    [InlineData("state=", "state=another&was=")]
    public async Task It_refuses_an_answer_that_was_tampered_with_since_ours_says_what_to_check(string part, string by)
    {
        await Discover();
        var address = await Answer("kiemnhiem");

        var refused = await client.Ask(new { command = "finish", address = address.Replace(part, by, StringComparison.Ordinal) });
        Assert.False(refused.TryGetProperty("result", out _), refused.ToString());

        // The control: the same answer as it came.
        await client.Do(new { command = "finish", address });
    }

    [Fact]
    public async Task Refresh_tokens_rotate_and_an_old_one_shown_again_ends_the_family()
    {
        await Discover();
        var first = await SignIn("vanthu.dai-son");
        var second = await client.Do(new { command = "refresh", token = Text(first, "refresh_token") });
        Assert.NotEqual(Text(first, "refresh_token"), Text(second, "refresh_token"));
        var subject = Text(first.GetProperty("claims"), "sub");
        await client.Do(new { command = "userinfo", access = Text(second, "access_token"), subject });

        Assert.Equal("invalid_grant", Text(await client.Ask(new { command = "refresh", token = Text(first, "refresh_token") }), "error"));

        Assert.Equal("invalid_grant", Text(await client.Ask(new { command = "refresh", token = Text(second, "refresh_token") }), "error"));
        await Task.Delay(City.EndedWithin * 2);
        Assert.Equal(401, (await client.Ask(new { command = "userinfo", access = Text(second, "access_token"), subject })).GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task End_session_ends_it_and_comes_back_with_the_state()
    {
        await Discover();
        var browser = await city.SignedIn("ketoan.dai-son");
        var tokens = await SignIn(browser);
        var address = (await client.Do(new { command = "endSession", idToken = Text(tokens, "id_token"), back = city.Authority.Issuer + "/tinh-han" })).GetString()!;

        var answer = await browser.Http.GetAsync(address);

        Assert.Equal("/tinh-han?state=after", answer.Headers.Location!.ToString());
        Assert.Equal("invalid_grant", Text(await client.Ask(new { command = "refresh", token = Text(tokens, "refresh_token") }), "error"));
        var again = await browser.Http.GetAsync((await Begin()).GetString());
        Assert.StartsWith("/tai-khoan/dang-nhap", again.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => client.Dispose();

    private static Peer Skipped(string reason)
    {
        Assert.Skip(reason);
        return null!;
    }

    private Task<JsonElement> Discover() => client.Do(new { command = "discover", issuer = city.Authority.Issuer, client = "gateway" });

    private Task<JsonElement> Begin() => client.Do(new { command = "begin", redirectUri = city.Authority.Issuer + "/dang-nhap/xong", scope = "openid profile offline_access" });

    private async Task<string> Answer(string user) => await Answer(await city.SignedIn(user));

    /// <summary>Where our provider sends the browser of somebody who has signed in: to the client, with a code.</summary>
    private async Task<string> Answer(WebUser browser)
    {
        using var answer = await browser.Http.GetAsync((await Begin()).GetString());
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    private async Task<JsonElement> SignIn(string user) => await SignIn(await city.SignedIn(user));

    private async Task<JsonElement> SignIn(WebUser browser) => await client.Do(new { command = "finish", address = await Answer(browser) });

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.ToString() : null;
}
