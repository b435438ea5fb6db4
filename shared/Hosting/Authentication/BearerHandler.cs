using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Dialogue.Hosting.Authentication;

/// <summary>Whom the services trust. The rest of the system knows nothing more of OpenID Connect.</summary>
public sealed class Authority
{
    /// <summary>The issuer named in tokens.</summary>
    public string Issuer { get; set; } = "https://dialogue.local";

    /// <summary>Where this process reads the issuer's metadata and keys; set once the services listen.</summary>
    public string MetadataAddress { get; set; } = "";

    public string Audience { get; set; } = "dialogue";
}

/// <summary>Validates access tokens against the issuer's published keys, and remembers what it validated until it expires.</summary>
public sealed class AccessTokens(Authority authority, TimeProvider time)
{
    private const int MostRemembered = 20_000;
    private readonly ConcurrentDictionary<string, (ClaimsPrincipal Principal, DateTimeOffset Until)> remembered = new();
    private readonly Lazy<ConfigurationManager<OpenIdConnectConfiguration>> keys = new(() => new(
        authority.MetadataAddress, new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = false }));

    public async ValueTask<ClaimsPrincipal?> Validate(string token, CancellationToken cancellationToken)
    {
        var key = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(token)));
        if (remembered.TryGetValue(key, out var known))
        {
            if (known.Until > time.GetUtcNow()) return known.Principal;
            remembered.TryRemove(key, out _);
            return null;
        }

        var result = await Validate(token, await keys.Value.GetConfigurationAsync(cancellationToken));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // A key that was rotated in since: read the keys once more.
            keys.Value.RequestRefresh();
            result = await Validate(token, await keys.Value.GetConfigurationAsync(cancellationToken));
        }
        if (!result.IsValid) return null;

        if (remembered.Count >= MostRemembered) remembered.Clear();
        var principal = new ClaimsPrincipal(result.ClaimsIdentity);
        remembered[key] = (principal, result.SecurityToken.ValidTo);
        return principal;
    }

    /// <summary>Forgets every validated token: keys or sessions were revoked.</summary>
    public void Forget() => remembered.Clear();

    private Task<TokenValidationResult> Validate(string token, OpenIdConnectConfiguration metadata) => new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, new TokenValidationParameters
    {
        ValidIssuer = authority.Issuer, ValidAudience = authority.Audience, IssuerSigningKeys = metadata.SigningKeys, ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        ValidTypes = ["at+jwt"], NameClaimType = "name", RoleClaimType = "role", ClockSkew = TimeSpan.FromSeconds(30), LifetimeValidator = (notBefore, expires, _, _) =>
            expires is { } end && end > time.GetUtcNow().UtcDateTime && (notBefore is not { } start || start <= time.GetUtcNow().AddSeconds(30).UtcDateTime),
    });
}

/// <summary>The one scheme of the services: a bearer token, or nobody.</summary>
public sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessTokens tokens) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Bearer";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        return await tokens.Validate(header["Bearer ".Length..].Trim(), Context.RequestAborted) is { } principal
            ? AuthenticateResult.Success(new AuthenticationTicket(principal, Name))
            : AuthenticateResult.Fail("The token is not valid.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        Response.StatusCode = 401;
        return Task.CompletedTask;
    }
}

/// <summary>Names of the claims in an access token, and how they become a CurrentUser.</summary>
public static class TokenClaims
{
    /// <summary>One per role in an organisation: <c>{organisation id}|{slug}|{role}|{office id or nothing}</c>.</summary>
    public const string Membership = "org";

    public const string SystemAdministrator = "sysadmin";

    public static string Write(Membership m) => $"{m.Tenant}|{m.Slug}|{m.Role}|{m.Office}";

    public static void Fill(CurrentUser user, ClaimsPrincipal principal)
    {
        if (principal.Identity?.IsAuthenticated != true || !Guid.TryParse(principal.FindFirst("sub")?.Value, out var id))
        {
            user.Set(null, "Người dân", []);
            return;
        }
        user.Set(id, principal.FindFirst("name")?.Value ?? "", principal.FindAll(Membership).Select(c => c.Value.Split('|')).Where(p => p.Length == 4)
            .Select(p => new Membership(new(Guid.Parse(p[0])), p[1], p[2], Guid.TryParse(p[3], out var office) ? office : null)),
            principal.HasClaim(SystemAdministrator, "true"));
    }
}
