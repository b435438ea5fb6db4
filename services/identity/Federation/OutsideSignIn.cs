using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dialogue.Identity.Connect;
using Dialogue.Identity.Model;
using Dialogue.Identity.SigningIn;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Secret = Dialogue.Identity.Model.Secret;

namespace Dialogue.Identity.Federation;

/// <summary>
/// Sign-in by the word of an outside provider. It says who somebody is there; who that is here, we decide: by a link made before, or by a verified
/// e-mail address that one of our administrators wrote on an account. Nobody is made an account, and roles are ours.
/// </summary>
internal sealed partial class OutsideSignIn(
    IdentityDb db, OutsideProviders providers, SignInSession session, IDataProtectionProvider protection, CurrentUser user, TimeProvider time, ILogger<OutsideSignIn> logger)
{
    private const string Started = "dialogue.outside.", ToLink = "dialogue.link";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("identity.outside").ToTimeLimitedDataProtector();

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/tai-khoan/dang-nhap/{provider}", (string provider, string? returnUrl, HttpContext http, OutsideSignIn outside) => outside.Start(http, provider, returnUrl, linkTo: null))
            .AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/tai-khoan/dang-nhap/{provider}/xong", (string provider, HttpContext http, OutsideSignIn outside) => outside.Finish(http, provider))
            .AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/tai-khoan/lien-ket/{provider}", (string provider, HttpContext http, OutsideSignIn outside, CurrentUser current) => outside.Start(http, provider, null, current.Id))
            .RequireAuthorization().ExcludeFromDescription();
    }

    /// <summary>The account there that this person came back with, when they asked to link one; waits in their browser until they say yes.</summary>
    public Pending? Waiting(HttpContext http) => Read<Pending>(http, ToLink) is { } pending && pending.UserId == user.Id ? pending : null;

    /// <exception cref="RuleBrokenException">That account there is somebody else's here.</exception>
    public async Task<bool> Link(HttpContext http, CancellationToken cancellationToken)
    {
        if (Waiting(http) is not { } pending) return false;
        http.Response.Cookies.Delete(ToLink, Cookie(http));
        var person = pending.Person;
        if (await db.OutsideAccounts.FirstOrDefaultAsync(a => a.Issuer == person.Issuer && a.Subject == person.Subject, cancellationToken) is { } known)
            return known.UserId == pending.UserId ? true : throw new RuleBrokenException("link-taken", "Tài khoản ấy đã gắn với một người khác. Hãy báo quản trị hệ thống.");
        await Add(pending.UserId, person, cancellationToken);
        return true;
    }

    private async Task<IResult> Start(HttpContext http, string key, string? returnUrl, Guid? linkTo)
    {
        if (providers.Find(key) is not { } provider) return Results.NotFound();
        var attempt = new Attempt(key, Secret.New(), Secret.New(), Secret.New(), LocalAddress.AfterSignIn(returnUrl), linkTo);
        var challenge = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(attempt.Verifier)));
        http.Response.Headers.CacheControl = "no-store";
        string address;
        try
        {
            address = await provider.AuthorizeAddress(RedirectUri(http, key), attempt.State, attempt.Nonce, challenge, http.RequestAborted);
        }
        catch (Exception e) when (IsAway(e, http)) { return await Away(http, provider, e); }
        Write(http, Started + attempt.State[..8], attempt);
        return Results.Redirect(address);
    }

    private async Task<IResult> Finish(HttpContext http, string key)
    {
        var query = http.Request.Query;
        var state = query["state"].ToString();
        http.Response.Headers.CacheControl = "no-store";
        if (providers.Find(key) is not { } provider) return Results.NotFound();
        // The state came back to the browser that was given it, from the provider that it was given for.
        if (state.Length < 8 || Read<Attempt>(http, Started + state[..8]) is not { } attempt || attempt.State != state || attempt.Provider != key)
            return await Refused(http, 400, "Lần đăng nhập này đã quá lâu, hoặc trình duyệt đang chặn cookie. Hãy cho phép cookie của trang này rồi đăng nhập lại.");
        http.Response.Cookies.Delete(Started + state[..8], Cookie(http));

        OutsidePerson? person = null;
        try
        {
            if (await provider.Sent(query["iss"], http.RequestAborted) && query["code"] is [{ Length: > 0 } code])
                person = await provider.Redeem(code, attempt.Verifier, attempt.Nonce, RedirectUri(http, key), http.RequestAborted);
        }
        catch (Exception e) when (IsAway(e, http)) { return await Away(http, provider, e); }
        if (person is null) return await Refused(http, 400, $"Chưa đăng nhập được bằng {provider.Name}. Hãy thử lại từ đầu, hoặc đăng nhập bằng mật khẩu.");

        if (attempt.LinkTo is { } asked)
        {
            Write(http, ToLink, new Pending(asked, provider.Name, person));
            return Results.LocalRedirect("/tai-khoan/lien-ket");
        }
        if (await PersonHere(provider, person, http.RequestAborted) is not { } found)
        {
            LogUnknown(key);
            return Results.LocalRedirect("/tai-khoan/chua-gan" + QueryString.Create("nguon", key));
        }
        await session.Begin(http, found, provider.Key);
        return Results.LocalRedirect(attempt.ReturnUrl);
    }

    private async Task<User?> PersonHere(OutsideProvider provider, OutsidePerson person, CancellationToken cancellationToken)
    {
        if (await db.OutsideAccounts.AsNoTracking().FirstOrDefaultAsync(a => a.Issuer == person.Issuer && a.Subject == person.Subject, cancellationToken) is { } link)
            return await db.Users.FirstOrDefaultAsync(u => u.Id == link.UserId && u.Active, cancellationToken);
        if (provider.LinkBy != LinkBy.VerifiedEmail || person.VerifiedEmail is not { } email) return null;

        var normal = email.ToUpperInvariant();
        if (await db.Users.FirstOrDefaultAsync(u => u.NormalizedEmail == normal && u.Active, cancellationToken) is not { } user) return null;
        // An address may be given to somebody new over there: who was linked once is not linked again by the same address.
        if (await db.OutsideAccounts.AnyAsync(a => a.UserId == user.Id && a.Issuer == person.Issuer, cancellationToken)) return null;
        await Add(user.Id, person, cancellationToken);
        return user;
    }

    private async Task Add(Guid userId, OutsidePerson person, CancellationToken cancellationToken)
    {
        db.OutsideAccounts.Add(new() { Issuer = person.Issuer, Subject = person.Subject, UserId = userId, Label = person.Label, LinkedAt = time.GetUtcNow() });
        await db.SaveChangesAsync(cancellationToken);
        LogLinked(userId, person.Issuer);
    }

    private static bool IsAway(Exception e, HttpContext http) => e is HttpRequestException or IOException or JsonException or InvalidOperationException or TaskCanceledException && !http.RequestAborted.IsCancellationRequested;

    private async Task<IResult> Away(HttpContext http, OutsideProvider provider, Exception e)
    {
        LogAway(e, provider.Key);
        return await Refused(http, 502, $"Hiện không liên lạc được với nơi cấp {provider.Name}. Hãy thử lại sau ít phút, hoặc đăng nhập bằng mật khẩu.");
    }

    private static async Task<IResult> Refused(HttpContext http, int status, string text)
    {
        await http.WriteProblemPage(status, text);
        return Results.Empty;
    }

    private static string RedirectUri(HttpContext http, string key) => $"{PublicOrigin.Of(http)}/tai-khoan/dang-nhap/{key}/xong";

    private void Write<T>(HttpContext http, string cookie, T value) => http.Response.Cookies.Append(cookie, protector.Protect(JsonSerializer.Serialize(value), Patience), Cookie(http, Patience));

    private T? Read<T>(HttpContext http, string cookie) where T : class
    {
        if (http.Request.Cookies[cookie] is not { } value) return null;
        try { return JsonSerializer.Deserialize<T>(protector.Unprotect(value)); }
        catch (Exception e) when (e is CryptographicException or JsonException) { return null; }
    }

    /// <param name="life">Null to take it away: a life would outrank the expiry that deletes it.</param>
    private static CookieOptions Cookie(HttpContext http, TimeSpan? life = null) =>
        new() { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = PublicOrigin.IsSecure(http), Path = "/tai-khoan", MaxAge = life };

    /// <summary>One attempt, kept by the browser, encrypted, so that any replica may see the end of it.</summary>
    private sealed record Attempt(string Provider, string State, string Nonce, string Verifier, string ReturnUrl, Guid? LinkTo);

    /// <param name="ProviderName">For showing.</param>
    public sealed record Pending(Guid UserId, string ProviderName, OutsidePerson Person);

    [LoggerMessage(Level = LogLevel.Information, Message = "Somebody known to provider {Provider} has no account here")]
    private partial void LogUnknown(string provider);

    [LoggerMessage(Level = LogLevel.Information, Message = "User {UserId} is linked to an account at {Issuer}")]
    private partial void LogLinked(Guid userId, string issuer);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outside provider {Provider} does not answer")]
    private partial void LogAway(Exception exception, string provider);
}
