using System.Security.Cryptography;
using System.Text;
using Dialogue.Identity.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Dialogue.Identity.Connect;

/// <summary>Gives tokens for a code, once, and for a refresh token, once; whoever shows either a second time ends the whole family.</summary>
internal sealed partial class Token(IdentityDb db, Tokens tokens, TimeProvider time, ILogger<Token> logger)
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/connect/token", async (HttpContext http, Token token, MachineToken machine) =>
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!http.Request.HasFormContentType) return Error("invalid_request", "A form is needed.");
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return form["grant_type"].ToString() switch
        {
            "authorization_code" => await token.ForCode(form, http.RequestAborted),
            "refresh_token" => await token.ForRefreshToken(form, http.RequestAborted),
            "client_credentials" => await machine.Handle(http, form),
            _ => Error("unsupported_grant_type", "authorization_code, refresh_token or client_credentials."),
        };
    }).AllowAnonymous().ExcludeFromDescription();

    private async Task<IResult> ForCode(IFormCollection form, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var hash = Secret.Hash(form["code"].ToString());
        // One statement decides who was first.
        var first = await db.Grants.Where(g => g.CodeHash == hash && g.CodeUsedAt == null).ExecuteUpdateAsync(s => s.SetProperty(g => g.CodeUsedAt, now), cancellationToken) == 1;
        if (await db.Grants.FirstOrDefaultAsync(g => g.CodeHash == hash, cancellationToken) is not { } grant) return Error("invalid_grant", "The code is not known.");
        if (!first) return await UsedTwice(grant, "code", cancellationToken);
        if (grant.CodeExpiresAt < now) return Error("invalid_grant", "The code has expired.");
        if (form["client_id"] != grant.ClientId || form["redirect_uri"] != grant.RedirectUri) return Error("invalid_grant", "The code was given to another client or address.");
        var challenge = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(challenge), Encoding.ASCII.GetBytes(grant.CodeChallenge)))
            return Error("invalid_grant", "The code_verifier does not fit.");
        return await Issue(grant, withIdToken: true, cancellationToken);
    }

    private async Task<IResult> ForRefreshToken(IFormCollection form, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var hash = Secret.Hash(form["refresh_token"].ToString());
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var first = await db.RefreshTokens.Where(t => t.Hash == hash && t.UsedAt == null).ExecuteUpdateAsync(s => s.SetProperty(t => t.UsedAt, now), cancellationToken) == 1;
        var grant = await (from t in db.RefreshTokens join g in db.Grants on t.GrantId equals g.Id where t.Hash == hash select g).FirstOrDefaultAsync(cancellationToken);
        if (grant is null) return Error("invalid_grant", "The refresh token is not known.");
        var result = !first ? await UsedTwice(grant, "refresh token", cancellationToken)
            : form["client_id"] != grant.ClientId ? Error("invalid_grant", "The refresh token was given to another client.")
            : await Issue(grant, withIdToken: false, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private async Task<IResult> Issue(Grant grant, bool withIdToken, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var user = await db.Users.FirstAsync(u => u.Id == grant.UserId, cancellationToken);
        if (grant.RevokedAt is not null || grant.ExpiresAt < now || !user.Active || user.SecurityStamp != grant.SecurityStamp)
            return Error("invalid_grant", "The sign-in has ended.");
        if (grant.BrowserSessionId is { } browser
            && await db.BrowserSessions.Where(s => s.Id == browser && s.EndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(b => b.LastSeenAt, now), cancellationToken) == 0)
            return Error("invalid_grant", "The sign-in has ended.");

        var refresh = Secret.New();
        db.RefreshTokens.Add(new() { Hash = Secret.Hash(refresh), GrantId = grant.Id, IssuedAt = now });
        await db.SaveChangesAsync(cancellationToken);
        var answer = new Dictionary<string, object>
        {
            ["access_token"] = await tokens.Access(user, grant, cancellationToken), ["token_type"] = "Bearer", ["expires_in"] = (int)tokens.AccessLifetime.TotalSeconds,
            ["refresh_token"] = refresh, ["scope"] = "openid profile offline_access",
        };
        if (withIdToken) answer["id_token"] = await tokens.Id(user, grant, cancellationToken);
        return Results.Json(answer);
    }

    private async Task<IResult> UsedTwice(Grant grant, string what, CancellationToken cancellationToken)
    {
        grant.RevokedAt ??= time.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
        LogUsedTwice(what, grant.UserId);
        return Error("invalid_grant", $"The {what} was already used; the sign-in has ended.");
    }

    private static IResult Error(string error, string description) =>
        Results.Json(new { error, error_description = description }, statusCode: StatusCodes.Status400BadRequest);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A {What} was shown twice; that sign-in of user {UserId} is ended")]
    private partial void LogUsedTwice(string what, Guid userId);
}
