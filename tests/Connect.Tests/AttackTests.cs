using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dialogue.Testing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dialogue.Connect.Tests;

/// <summary>What is tried against every OpenID Connect provider, tried against ours; beside each the same thing done rightly, which works.</summary>
public sealed class AttackTests(City city)
{
    private const string Verifier = "a-verifier-of-at-least-forty-three-characters-long";

    [Fact]
    public async Task A_code_shown_twice_ends_all_that_it_gave_the_access_token_too()
    {
        var code = await Code("chuyenvien.dai-son");
        var (_, tokens) = await Redeem(code);
        var (access, refresh) = (tokens.GetProperty("access_token").GetString()!, tokens.GetProperty("refresh_token").GetString()!);
        Assert.Equal(HttpStatusCode.OK, await Me(access));

        Assert.Equal(HttpStatusCode.BadRequest, (await Redeem(code)).Status);

        Assert.Equal(HttpStatusCode.BadRequest, (await Post(new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refresh, ["client_id"] = "gateway" })).Status);
        await Task.Delay(City.EndedWithin * 2);
        Assert.Equal(HttpStatusCode.Unauthorized, await Me(access));
    }

    [Theory]
    [InlineData("https://evil.example/dang-nhap/xong")]
    [InlineData("{origin}/dang-nhap/xong/")]
    [InlineData("{origin}/dang-nhap/xong?to=evil")]
    [InlineData("{origin}/dang-nhap/xong/../../tinh-han")]
    [InlineData("{origin}@evil.example/dang-nhap/xong")]
    [InlineData("{origin}.evil.example/dang-nhap/xong")]
    [InlineData("")]
    public async Task No_browser_is_sent_with_a_code_to_any_address_but_the_clients_own(string address)
    {
        var person = await city.SignedIn("chuyenvien.dai-son");

        var (status, location) = await Authorize(person, ("redirect_uri", address.Replace("{origin}", city.Authority.Issuer, StringComparison.Ordinal)));

        Assert.Equal((HttpStatusCode.BadRequest, null), (status, location));
        Assert.Contains("code=", (await Authorize(person)).Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("code_challenge", null)]
    [InlineData("code_challenge_method", null)] // its default is plain
    [InlineData("code_challenge_method", "plain")]
    [InlineData("code_challenge_method", "s256")]
    [InlineData("code_challenge", "short")]
    public async Task Without_PKCE_by_S256_no_code_is_given(string parameter, string? value)
    {
        var person = await city.SignedIn("chuyenvien.dai-son");

        Assert.Contains("error=invalid_request", (await Authorize(person, (parameter, value))).Location, StringComparison.Ordinal);

        Assert.Contains("code=", (await Authorize(person)).Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("another-verifier-of-at-least-forty-three-characters")]
    [InlineData("challenge")] // what went over the wire, in the hope of "plain"
    public async Task A_code_without_its_verifier_is_worth_nothing(string? verifier)
    {
        var code = await Code("chuyenvien.dai-son");

        var (status, body) = await Redeem(code, verifier == "challenge" ? Challenge : verifier);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (status, body.GetProperty("error").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await Redeem(await Code("chuyenvien.dai-son"))).Status);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData(null)]
    public async Task The_gateway_redeems_no_code_that_another_issuer_sent(string? issuer)
    {
        var callback = await Callback(await Stranger());
        var query = QueryHelpers.ParseQuery(callback.Query);
        var mixed = callback.GetLeftPart(UriPartial.Path) + QueryString(query.Where(q => q.Key != "iss").Select(q => (q.Key, (string?)q.Value.ToString())).Append(("iss", issuer)));

        Assert.Equal(HttpStatusCode.BadRequest, (await stranger!.Http.GetAsync(mixed)).StatusCode);

        callback = await Callback(await Stranger());
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.Http.GetAsync(callback)).StatusCode);
    }

    [Fact]
    public async Task A_callback_counts_only_in_the_browser_that_began_it_and_only_once()
    {
        var callback = await Callback(await Stranger());
        var victim = new WebUser(city.Address);
        Assert.Equal(HttpStatusCode.BadRequest, (await victim.Http.GetAsync(callback)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await stranger!.Http.GetAsync(callback.ToString().Replace("state=", "state=x", StringComparison.Ordinal))).StatusCode);

        Assert.Equal(HttpStatusCode.Redirect, (await stranger.Http.GetAsync(callback)).StatusCode);

        Assert.Equal(HttpStatusCode.BadRequest, (await stranger.Http.GetAsync(callback)).StatusCode);
    }

    [Fact]
    public async Task A_code_of_another_attempt_put_into_this_ones_callback_signs_nobody_in()
    {
        var others = QueryHelpers.ParseQuery((await Callback(await Stranger())).Query)["code"].ToString();
        var callback = await Callback(await Stranger());
        var code = QueryHelpers.ParseQuery(callback.Query)["code"].ToString();

        using var injected = await stranger!.Http.GetAsync(callback.ToString().Replace(code, others, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.BadRequest, injected.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.Send(HttpMethod.Get, "/api/me")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.Http.GetAsync(await Callback(stranger))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await stranger.Send(HttpMethod.Get, "/api/me")).StatusCode);
    }

    [Theory]
    [InlineData("genuine", HttpStatusCode.OK)]
    [InlineData("alg none", HttpStatusCode.Unauthorized)]
    [InlineData("HS256 with the public key", HttpStatusCode.Unauthorized)]
    [InlineData("own key under our kid", HttpStatusCode.Unauthorized)]
    [InlineData("own key in the header", HttpStatusCode.Unauthorized)]
    [InlineData("changed claims", HttpStatusCode.Unauthorized)]
    [InlineData("id token", HttpStatusCode.Unauthorized)]
    [InlineData("no signature", HttpStatusCode.Unauthorized)]
    public async Task A_forged_token_is_nobody(string how, HttpStatusCode expected)
    {
        var (_, tokens) = await Redeem(await Code("chuyenvien.dai-son"));
        var genuine = tokens.GetProperty("access_token").GetString()!;
        var parts = genuine.Split('.');
        var kid = new JsonWebToken(genuine).Kid;
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var token = how switch
        {
            "genuine" => genuine,
            "alg none" => $"{Part(new { alg = "none", typ = "at+jwt" })}.{parts[1]}.",
            "HS256 with the public key" => await Hs256(kid, parts[1]),
            "own key under our kid" => Signed(own, new { alg = "ES256", typ = "at+jwt", kid }, parts[1]),
            "own key in the header" => Signed(own, new { alg = "ES256", typ = "at+jwt", jwk = Jwk(own) }, parts[1]),
            "changed claims" => $"{parts[0]}.{Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("chuyenvien", "quantri", StringComparison.Ordinal).Replace("specialist", "leader", StringComparison.Ordinal))}.{parts[2]}",
            "id token" => tokens.GetProperty("id_token").GetString()!,
            _ => $"{parts[0]}.{parts[1]}.",
        };

        Assert.Equal(expected, await Me(token));
    }

    [Theory]
    [InlineData(null, null, 10, null, HttpStatusCode.OK)] // the control: our key, and all as it should be
    [InlineData("JWT", null, 10, null, HttpStatusCode.Unauthorized)] // the type of an id token
    [InlineData(null, "gateway", 10, null, HttpStatusCode.Unauthorized)] // for somebody else
    [InlineData(null, null, -1, null, HttpStatusCode.Unauthorized)] // expired a minute ago
    [InlineData(null, null, 10, "https://evil.example", HttpStatusCode.Unauthorized)] // another issuer
    public async Task A_token_signed_by_us_still_counts_only_for_what_it_was_made(string? type, string? audience, int minutes, string? issuer, HttpStatusCode expected)
    {
        var (_, tokens) = await Redeem(await Code("chuyenvien.dai-son"));
        var genuine = new JsonWebToken(tokens.GetProperty("access_token").GetString());
        using var key = await city.SigningKey(genuine.Kid);
        var until = TimeProvider.System.GetUtcNow().AddMinutes(minutes).UtcDateTime;
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? city.Authority.Issuer, Audience = audience ?? "dialogue", TokenType = type ?? "at+jwt", IssuedAt = until.AddMinutes(-20), NotBefore = until.AddMinutes(-20), Expires = until,
            Subject = new ClaimsIdentity([new("sub", genuine.Subject), new("name", "x")]), SigningCredentials = new(new ECDsaSecurityKey(key) { KeyId = genuine.Kid }, SecurityAlgorithms.EcdsaSha256)
            {
                CryptoProviderFactory = new() { CacheSignatureProviders = false }, // the key is gone after this test
            },
        });

        Assert.Equal(expected, await Me(token));
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("https:evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/%2Fevil.example", "/%2Fevil.example")] // stays what it is: a page of this host that does not exist
    [InlineData("/tai-khoan/phien", "/tai-khoan/phien")] // the control
    public async Task After_sign_in_nobody_is_sent_elsewhere(string returnUrl, string to = "/tai-khoan")
    {
        var person = await Stranger();
        var callback = await Callback(person, "/dang-nhap?returnUrl=" + Uri.EscapeDataString(returnUrl));

        var location = (await person.Http.GetAsync(callback)).Headers.Location!;

        Assert.Equal(to, location.OriginalString);
        Assert.Equal(city.Address.Authority, new Uri(city.Address, location).Authority);
    }

    [Theory]
    [InlineData("https://evil.example/connect/authorize?")]
    [InlineData("//evil.example/connect/authorize?")]
    [InlineData("/connect/authorize\\..\\evil")]
    [InlineData("/%2Fevil.example")]
    public async Task The_sign_in_page_goes_on_only_to_where_codes_are_given(string returnUrl)
    {
        using var answer = await TypePassword(new WebUser(city.Address), "?returnUrl=" + Uri.EscapeDataString(returnUrl));

        Assert.Equal("/tai-khoan", answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("{origin}.evil.example/")]
    [InlineData("{origin}//evil.example/")]
    [InlineData("{origin}/\\evil.example/")]
    [InlineData("{origin}/tinh-han", "/tinh-han")]
    public async Task After_sign_out_nobody_is_sent_elsewhere(string back, string to = "/")
    {
        var person = await city.SignedIn("ketoan.dai-son");
        var (_, tokens) = await Redeem(QueryHelpers.ParseQuery(new Uri((await Authorize(person)).Location!).Query)["code"].ToString());

        using var answer = await person.Http.GetAsync("/connect/endsession" + QueryString([("id_token_hint", tokens.GetProperty("id_token").GetString()), ("post_logout_redirect_uri", back.Replace("{origin}", city.Authority.Issuer, StringComparison.Ordinal))]));

        Assert.Equal(to, answer.Headers.Location!.OriginalString);
    }

    private const string DemoPassword = "Doi-thoai-2026";

    private WebUser? stranger;

    private static string Challenge => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>Somebody at whose sign-in page a password was typed, and whom the gateway does not know yet.</summary>
    private async Task<WebUser> Stranger()
    {
        stranger = new WebUser(city.Address);
        using var answer = await TypePassword(stranger); // where it leads, the gateway would take them in
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return stranger;
    }

    private static async Task<HttpResponseMessage> TypePassword(WebUser person, string query = "")
    {
        var page = await person.Get("/tai-khoan/dang-nhap" + query);
        var form = page.Document.QuerySelectorAll("main form input[name]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        (form["Input.UserName"], form["Input.Password"]) = ("chuyenvien.dai-son", DemoPassword);
        return await person.Http.PostAsync("/tai-khoan/dang-nhap", new FormUrlEncodedContent(form));
    }

    /// <summary>Where the issuer sends the browser back to the gateway, not yet gone to.</summary>
    private static async Task<Uri> Callback(WebUser person, string start = "/dang-nhap?returnUrl=/tai-khoan/phien")
    {
        using var begun = await person.Http.GetAsync(start);
        using var answer = await person.Http.GetAsync(begun.Headers.Location);
        return answer.Headers.Location!;
    }

    private async Task<(HttpStatusCode Status, string? Location)> Authorize(WebUser person, params (string Name, string? Value)[] otherwise)
    {
        var request = new Dictionary<string, string?>
        {
            ["client_id"] = "gateway", ["redirect_uri"] = city.Authority.Issuer + "/dang-nhap/xong", ["response_type"] = "code", ["scope"] = "openid", ["state"] = "a-state", ["nonce"] = "a-nonce",
            ["code_challenge"] = Challenge, ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in otherwise) request[name] = value;
        using var answer = await person.Http.GetAsync("/connect/authorize" + QueryString(request.Select(r => (r.Key, r.Value))));
        return (answer.StatusCode, answer.Headers.Location?.ToString());
    }

    private async Task<string> Code(string user) => QueryHelpers.ParseQuery(new Uri((await Authorize(await city.SignedIn(user))).Location!).Query)["code"].ToString();

    private Task<(HttpStatusCode Status, JsonElement Body)> Redeem(string code, string? verifier = Verifier)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = code, ["client_id"] = "gateway", ["redirect_uri"] = city.Authority.Issuer + "/dang-nhap/xong" };
        if (verifier is not null) form["code_verifier"] = verifier;
        return Post(form);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> Post(Dictionary<string, string> form)
    {
        using var http = new HttpClient { BaseAddress = city.Address };
        using var answer = await http.PostAsync("/connect/token", new FormUrlEncodedContent(form));
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    private async Task<HttpStatusCode> Me(string token)
    {
        using var http = new HttpClient { BaseAddress = city.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.GetAsync("/api/me");
        return answer.StatusCode;
    }

    /// <summary>The old trick: the published key, as text, taken for a shared secret.</summary>
    private async Task<string> Hs256(string kid, string payload)
    {
        using var http = new HttpClient { BaseAddress = city.Address };
        var keys = await http.GetStringAsync("/.well-known/jwks");
        using var published = ECDsa.Create();
        var jwk = JsonDocument.Parse(keys).RootElement.GetProperty("keys").EnumerateArray().First(k => k.GetProperty("kid").GetString() == kid);
        published.ImportParameters(new() { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Base64UrlEncoder.DecodeBytes(jwk.GetProperty("x").GetString()), Y = Base64UrlEncoder.DecodeBytes(jwk.GetProperty("y").GetString()) } });
        var signed = $"{Part(new { alg = "HS256", typ = "at+jwt", kid })}.{payload}";
        return $"{signed}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(Encoding.ASCII.GetBytes(published.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Signed(ECDsa key, object header, string payload)
    {
        var signed = $"{Part(header)}.{payload}";
        return $"{signed}.{Base64UrlEncoder.Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    private static object Jwk(ECDsa key) => key.ExportParameters(false).Q is var q ? new { kty = "EC", crv = "P-256", x = Base64UrlEncoder.Encode(q.X), y = Base64UrlEncoder.Encode(q.Y) } : "";

    private static string Part(object json) => Base64UrlEncoder.Encode(JsonSerializer.Serialize(json));

    private static string QueryString(IEnumerable<(string Name, string? Value)> parameters) =>
        QueryHelpers.AddQueryString("", parameters.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Name, p.Value)));
}
