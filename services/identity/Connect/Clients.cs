using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Dialogue.Identity.Connect;

/// <summary>Who may ask for tokens: the gateway. It is a public client (nothing on it is secret), held by PKCE, exact addresses and one-time tokens.</summary>
internal sealed class Clients(IOptions<IdentitySettings> settings)
{
    public const string Gateway = "gateway";

    public bool Allows(string clientId, string redirectUri, HttpContext http) => clientId == Gateway
        && (settings.Value.RedirectUris is { Length: > 0 } exact ? exact.Contains(redirectUri, StringComparer.Ordinal) : redirectUri == PublicOrigin.Of(http) + "/dang-nhap/xong");
}

/// <summary>The scheme and host that the browser used, as the gateway states them. Services are reached through the gateway alone.</summary>
internal static class PublicOrigin
{
    public static string Of(HttpContext http)
    {
        var host = http.Request.Headers["X-Forwarded-Host"].ToString();
        return host.Length == 0 ? $"{http.Request.Scheme}://{http.Request.Host}" : $"{(IsSecure(http) ? "https" : "http")}://{host}";
    }

    public static bool IsSecure(HttpContext http) => http.Request.IsHttps || http.Request.Headers["X-Forwarded-Proto"] == "https";
}

/// <summary>An address on this host and nowhere else.</summary>
internal static class LocalAddress
{
    public static bool Is(string? address) => address is ['/', ..] && (address.Length == 1 || address[1] is not ('/' or '\\')) && !address.Any(char.IsControl);

    /// <summary>Where sign-in goes on: to where a code is given, and there the client's own address is checked; or to the account's page.</summary>
    public static string AfterSignIn(string? address) => address?.StartsWith("/connect/authorize?", StringComparison.Ordinal) == true ? address : "/tai-khoan";
}
