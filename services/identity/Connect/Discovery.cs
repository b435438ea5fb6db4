using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.IdentityModel.Tokens;

namespace Dialogue.Identity.Connect;

/// <summary>What a client must know of this issuer, and its public keys. Addresses are those by which it was asked: public ones outside, loopback inside.</summary>
internal static class Discovery
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/.well-known/openid-configuration", (HttpContext http, Authority authority) =>
        {
            var origin = PublicOrigin.Of(http);
            return TypedResults.Ok(new Dictionary<string, object>
            {
                ["issuer"] = authority.Issuer,
                ["authorization_endpoint"] = origin + "/connect/authorize",
                ["token_endpoint"] = origin + "/connect/token",
                ["userinfo_endpoint"] = origin + "/connect/userinfo",
                ["end_session_endpoint"] = origin + "/connect/endsession",
                ["jwks_uri"] = origin + "/.well-known/jwks",
                ["response_types_supported"] = new[] { "code" },
                ["response_modes_supported"] = new[] { "query" },
                ["grant_types_supported"] = new[] { "authorization_code", "refresh_token", "client_credentials" },
                ["code_challenge_methods_supported"] = new[] { "S256" },
                ["token_endpoint_auth_methods_supported"] = new[] { "none", "client_secret_basic", "client_secret_post" },
                ["subject_types_supported"] = new[] { "public" },
                ["id_token_signing_alg_values_supported"] = new[] { "ES256" },
                ["scopes_supported"] = new[] { "openid", "profile", "offline_access" }.Concat(Scope.Names.Keys),
                ["claims_supported"] = new[] { "sub", "name", "sid", "auth_time", "nonce", TokenClaims.Membership, TokenClaims.SystemAdministrator },
                ["ended_sessions_endpoint"] = origin + "/connect/ended", // ours: see EndedSessions
                ["authorization_response_iss_parameter_supported"] = true,
            });
        }).AllowAnonymous().ExcludeFromDescription();

        app.MapGet("/.well-known/jwks", async (SigningKeys keys, HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=300";
            return TypedResults.Ok(new
            {
                keys = (await keys.Published(http.RequestAborted)).Select(key =>
                {
                    var point = key.ECDsa.ExportParameters(false).Q;
                    return new { kty = "EC", use = "sig", alg = "ES256", crv = "P-256", kid = key.KeyId, x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) };
                }),
            });
        }).AllowAnonymous().ExcludeFromDescription();
    }
}
