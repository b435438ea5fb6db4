using System.Security.Claims;
using System.Text.Encodings.Web;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dialogue.Hosting.Authentication;

/// <summary>Whom the services trust. The rest of the system knows nothing more of OpenID Connect.</summary>
public sealed class Authority
{
    /// <summary>The issuer named in tokens.</summary>
    public string Issuer { get; set; } = "https://dialogue.local";

    /// <summary>Where this process reads the issuer's metadata and keys; set once the services listen.</summary>
    public string MetadataAddress { get; set; } = "";

    /// <summary>Where the issuer's replicas are, when <see cref="MetadataAddress"/> calls it by its service's name.</summary>
    public ServiceAddresses Services { get; set; } = ServiceAddresses.None;

    public string Audience { get; set; } = "dialogue";

    /// <summary>How long a token may still be believed after its sign-in was ended.</summary>
    public TimeSpan EndedReadEvery { get; set; } = TimeSpan.FromSeconds(5);
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

    /// <summary>The organisation whose system has this token; such a token names scopes in place of roles.</summary>
    public const string SystemOf = "system";

    /// <summary>What it may do: <see cref="Kernel.Scope"/>, with spaces between.</summary>
    public const string Scopes = "scope";

    public static string Write(Membership m) => $"{m.Tenant}|{m.Slug}|{m.Role}|{m.Office}";

    public static void Fill(CurrentUser user, ClaimsPrincipal principal)
    {
        if (principal.Identity?.IsAuthenticated != true || !Guid.TryParse(principal.FindFirst("sub")?.Value, out var id))
        {
            user.Set(null, "Người dân", []);
            return;
        }
        if (principal.FindFirst(SystemOf)?.Value is { } of)
        {
            user.SetSystem(id, principal.FindFirst("name")?.Value ?? "", new(Guid.Parse(of)), (principal.FindFirst(Scopes)?.Value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries));
            return;
        }
        user.Set(id, principal.FindFirst("name")?.Value ?? "", principal.FindAll(Membership).Select(c => c.Value.Split('|')).Where(p => p.Length == 4)
            .Select(p => new Membership(new(Guid.Parse(p[0])), p[1], p[2], Guid.TryParse(p[3], out var office) ? office : null)),
            principal.HasClaim(SystemAdministrator, "true"));
    }
}
