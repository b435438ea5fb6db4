using System.Security.Claims;
using System.Security.Cryptography;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dialogue.Testing;

/// <summary>Issues access tokens as identity does, for tests of one service; its keys are read over HTTP like any issuer's.</summary>
public sealed class TestAuthority
{
    private const string Path = "/test-authority";
    private readonly ECDsaSecurityKey key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "test" };

    public Authority Authority { get; } = new() { Issuer = "https://test.invalid" };

    public string Token(string name, IEnumerable<Membership> memberships, bool systemAdministrator = false, Guid? id = null)
    {
        var claims = new List<Claim> { new("sub", (id ?? Guid.CreateVersion7()).ToString()), new("name", name) };
        claims.AddRange(memberships.Select(m => new Claim(TokenClaims.Membership, TokenClaims.Write(m))));
        if (systemAdministrator) claims.Add(new(TokenClaims.SystemAdministrator, "true", ClaimValueTypes.String));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Authority.Issuer, Audience = Authority.Audience, Subject = new ClaimsIdentity(claims), TokenType = "at+jwt",
            Expires = TimeProvider.System.GetUtcNow().AddHours(1).UtcDateTime, SigningCredentials = new(key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    internal void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Path + "/.well-known/openid-configuration", (HttpRequest request) => Results.Json(new Dictionary<string, string>
        {
            ["issuer"] = Authority.Issuer, ["jwks_uri"] = $"{request.Scheme}://{request.Host}{Path}/jwks",
        })).AllowAnonymous();
        app.MapGet(Path + "/jwks", () =>
        {
            var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(key);
            return Results.Json(new { keys = new[] { new { kty = jwk.Kty, crv = jwk.Crv, x = jwk.X, y = jwk.Y, kid = jwk.Kid, alg = "ES256", use = "sig" } } });
        }).AllowAnonymous();
    }

    internal void Listen(Uri services) => Authority.MetadataAddress = new Uri(services, Path + "/.well-known/openid-configuration").ToString();
}
