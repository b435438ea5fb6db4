using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dialogue.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Dialogue.Gateway;

/// <summary>The gateway as a client of OpenID Connect: sends the browser to the issuer, takes the code it comes back with, begins and ends sessions.</summary>
internal static class SignIn
{
    private const string Started = "dialogue.start.";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/dang-nhap", (HttpContext http, IDataProtectionProvider protection, string? returnUrl) => Start(http, protection, returnUrl));
        app.MapGet("/dang-nhap/xong", Finish);
        app.MapPost("/tai-khoan/dang-xuat", End);
    }

    /// <summary>An address on this host and nowhere else.</summary>
    public static bool IsLocal(string? address) =>
        address is ['/', ..] && (address.Length == 1 || address[1] is not ('/' or '\\')) && !address.Any(char.IsControl);

    private static IResult Start(HttpContext http, IDataProtectionProvider protection, string? returnUrl)
    {
        var attempt = new Attempt(Random(), Random(), Random(), IsLocal(returnUrl) ? returnUrl! : "/tai-khoan");
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Cookies.Append(Started + attempt.State[..8], Protector(protection).Protect(JsonSerializer.Serialize(attempt), TimeSpan.FromMinutes(30)), StartCookie(http, TimeSpan.FromMinutes(30)));
        return Results.LocalRedirect(QueryHelpers.AddQueryString("/connect/authorize", new Dictionary<string, string?>
        {
            ["client_id"] = Issuer.ClientId, ["redirect_uri"] = RedirectUri(http), ["response_type"] = "code", ["scope"] = "openid profile offline_access",
            ["state"] = attempt.State, ["nonce"] = attempt.Nonce,
            ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(attempt.Verifier))), ["code_challenge_method"] = "S256",
        }));
    }

    private static async Task Finish(HttpContext http, IDataProtectionProvider protection, Issuer issuer, Sessions sessions)
    {
        var query = http.Request.Query;
        var state = query["state"].ToString();
        http.Response.Headers.CacheControl = "no-store";
        // The state came back to the browser that was given it: nobody can make a person sign in as somebody else.
        if (state.Length < 8 || Attempted(http, protection, state) is not { } attempt)
        {
            await http.WriteProblemPage(400, "Lần đăng nhập này đã quá lâu, hoặc trình duyệt đang chặn cookie. Hãy cho phép cookie của trang này rồi đăng nhập lại.");
            return;
        }
        http.Response.Cookies.Delete(Started + state[..8], StartCookie(http));

        var tokens = query["code"].ToString() is { Length: > 0 } code && await issuer.Sent(query["iss"].ToString(), http.RequestAborted) ? await issuer.Redeem(code, attempt.Verifier, RedirectUri(http), http.RequestAborted) : null;
        var subject = tokens?.Id is { } id ? await issuer.Subject(id, attempt.Nonce, http.RequestAborted) : null;
        if (tokens is null || subject is null)
        {
            await http.WriteProblemPage(400, "Chưa đăng nhập được. Hãy thử đăng nhập lại từ đầu.");
            return;
        }
        await sessions.End(http);
        await sessions.Begin(http, subject.Value, tokens);
        http.Response.Redirect(attempt.ReturnUrl);
    }

    private static async Task<IResult> End(HttpContext http, Sessions sessions)
    {
        var session = sessions.KeyOf(http) is { } key ? await sessions.Find(key.Key, http.RequestAborted) : null;
        await sessions.End(http);
        http.Response.Cookies.Delete(Sessions.Cookie, Sessions.Options(http));
        return session is null ? Results.LocalRedirect("/") : Results.LocalRedirect(QueryHelpers.AddQueryString("/connect/endsession", new Dictionary<string, string?>
        {
            ["id_token_hint"] = session.IdToken, ["post_logout_redirect_uri"] = $"{http.Request.Scheme}://{http.Request.Host}/",
        }));
    }

    private static Attempt? Attempted(HttpContext http, IDataProtectionProvider protection, string state)
    {
        if (http.Request.Cookies[Started + state[..8]] is not { } cookie) return null;
        try { return JsonSerializer.Deserialize<Attempt>(Protector(protection).Unprotect(cookie)) is { } attempt && attempt.State == state ? attempt : null; }
        catch (CryptographicException) { return null; }
    }

    private static string RedirectUri(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}/dang-nhap/xong";

    private static ITimeLimitedDataProtector Protector(IDataProtectionProvider protection) => protection.CreateProtector("gateway.sign-in").ToTimeLimitedDataProtector();

    /// <param name="life">Null to take it away: a life would outrank the expiry that deletes it.</param>
    private static CookieOptions StartCookie(HttpContext http, TimeSpan? life = null) =>
        new() { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/dang-nhap", MaxAge = life };

    private static string Random() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    /// <summary>One attempt to sign in, kept by the browser, encrypted.</summary>
    private sealed record Attempt(string State, string Nonce, string Verifier, string ReturnUrl);
}
