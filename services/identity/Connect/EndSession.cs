using Dialogue.Hosting.Authentication;
using Dialogue.Identity.SigningIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dialogue.Identity.Connect;

/// <summary>Ends the sign-in that an id token names: its tokens, and the session of the sign-in page in this browser.</summary>
internal static class EndSession
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/connect/endsession", async (
        HttpContext http, IdentityDb db, SigningKeys keys, BrowserSessions sessions, Authority authority, TimeProvider time) =>
    {
        // Without the token that only the client has, any page could sign people out.
        var hint = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(http.Request.Query["id_token_hint"].ToString(), new TokenValidationParameters
        {
            ValidIssuer = authority.Issuer, ValidAudience = Clients.Gateway, IssuerSigningKeys = (await keys.All(http.RequestAborted)).Select(k => k.Key),
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256], ValidTypes = ["JWT"], ValidateLifetime = false,
        });
        if (!hint.IsValid || !Guid.TryParse(hint.Claims["sid"]?.ToString(), out var grantId))
            return Results.Json(new { error = "invalid_request", error_description = "A valid id_token_hint is needed." }, statusCode: StatusCodes.Status400BadRequest);

        var now = time.GetUtcNow();
        await db.Grants.Where(g => g.Id == grantId && g.RevokedAt == null).ExecuteUpdateAsync(s => s.SetProperty(g => g.RevokedAt, now), http.RequestAborted);
        if (await db.Grants.Where(g => g.Id == grantId).Select(g => new { g.UserId, g.BrowserSessionId }).FirstOrDefaultAsync(http.RequestAborted) is { BrowserSessionId: { } browser } ended)
            await sessions.End(ended.UserId, browser, http.RequestAborted);
        await http.SignOutAsync(SignInSession.Scheme);
        var (origin, back) = (PublicOrigin.Of(http), http.Request.Query["post_logout_redirect_uri"].ToString());
        var local = back.StartsWith(origin + "/", StringComparison.Ordinal) ? back[origin.Length..] : "/";
        if (!LocalAddress.Is(local)) local = "/";
        return Results.LocalRedirect(http.Request.Query["state"] is [{ Length: > 0 } state] ? QueryHelpers.AddQueryString(local, "state", state) : local);
    }).AllowAnonymous().ExcludeFromDescription();
}
