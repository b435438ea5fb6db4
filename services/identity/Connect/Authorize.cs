using Dialogue.Hosting.Authentication;
using Dialogue.Identity.Model;
using Dialogue.Identity.SigningIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Dialogue.Identity.Connect;

/// <summary>Sends the browser back to the client with a code: at once when the person is signed in, after the sign-in page otherwise.</summary>
internal static class Authorize
{
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromSeconds(60);

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/connect/authorize", Handle).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> Handle(
        HttpContext http, IdentityDb db, Clients clients, SignInSession session, Authority authority, IOptions<IdentitySettings> settings, TimeProvider time)
    {
        var query = http.Request.Query;
        var redirectUri = query["redirect_uri"].ToString();
        // Never send a browser to an address that is not this client's, not even with an error.
        if (!clients.Allows(query["client_id"].ToString(), redirectUri, http)) return Refused("invalid_request", "Unknown client or redirect_uri.");
        if (query.Any(q => q.Value.Count > 1)) return Back("invalid_request", "A parameter is given twice.");
        if (query["response_type"] != "code") return Back("unsupported_response_type", "Only response_type=code.");
        if (!query["scope"].ToString().Split(' ').Contains("openid")) return Back("invalid_scope", "The scope openid is needed.");
        if (query["code_challenge_method"] != "S256" || query["code_challenge"].ToString() is not { Length: 43 } challenge) return Back("invalid_request", "PKCE with S256 is needed.");
        if (query["state"].ToString() is not { Length: > 0 and <= 500 }) return Back("invalid_request", "A state is needed.");
        if (query["nonce"].ToString() is not { Length: > 0 and <= 200 } nonce) return Back("invalid_request", "A nonce is needed.");

        var here = http.Request.Path + http.Request.QueryString;
        if (await session.Read(http) is not var (user, browser))
            return query["prompt"] == "none" ? Back("login_required", "Nobody is signed in.") : Results.LocalRedirect("/tai-khoan/dang-nhap" + QueryString.Create("returnUrl", here));
        if (user.MustChangePassword && browser.Provider is null) return Results.LocalRedirect("/tai-khoan/mat-khau" + QueryString.Create("returnUrl", here));

        var now = time.GetUtcNow();
        var code = Secret.New();
        db.Grants.Add(new()
        {
            UserId = user.Id, ClientId = Clients.Gateway, SecurityStamp = user.SecurityStamp!, SignedInAt = browser.SignedInAt, ExpiresAt = now.AddHours(settings.Value.SignInHours), BrowserSessionId = browser.Id,
            CodeHash = Secret.Hash(code), CodeExpiresAt = now + CodeLifetime, RedirectUri = redirectUri, CodeChallenge = challenge, Nonce = nonce,
        });
        await db.SaveChangesAsync(http.RequestAborted);
        return Results.Redirect(QueryHelpers.AddQueryString(redirectUri, new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"], ["iss"] = authority.Issuer }));

        IResult Back(string error, string description) => Results.Redirect(QueryHelpers.AddQueryString(redirectUri, new Dictionary<string, string?>
        {
            ["error"] = error, ["error_description"] = description, ["state"] = query["state"].Count == 1 ? query["state"].ToString() : null, ["iss"] = authority.Issuer,
        }));
    }

    private static IResult Refused(string error, string description) => Results.Json(new { error, error_description = description }, statusCode: StatusCodes.Status400BadRequest);
}
