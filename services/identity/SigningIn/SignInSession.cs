using System.Security.Claims;
using Dialogue.Identity.Connect;
using Dialogue.Identity.Model;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dialogue.Identity.SigningIn;

/// <summary>
/// That this browser has signed in, as the sign-in page remembers it: a cookie that counts on <c>/connect</c> and <c>/tai-khoan</c> only, for
/// giving codes. Every other page takes tokens.
/// </summary>
internal sealed class SignInSession(IdentityDb db, BrowserSessions sessions, IOptions<IdentitySettings> settings, TimeProvider time)
{
    private const string SessionId = "browser";

    public const string Scheme = "sign-in", Cookie = "dialogue.sign-in";

    public static void Add(IServiceCollection services) => services.AddAuthentication().AddCookie(Scheme, options =>
    {
        options.Cookie.Name = Cookie;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = TimeSpan.FromHours(72); // the session's row says when it has ended
        options.SlidingExpiration = false;
        options.Events.OnSigningIn = signingIn =>
        {
            signingIn.CookieOptions.Secure = PublicOrigin.IsSecure(signingIn.HttpContext);
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToLogin = Unauthorized;
        options.Events.OnRedirectToAccessDenied = Unauthorized;
    });

    /// <param name="provider">Key of the outside provider that said who it is; null after a password.</param>
    public async Task Begin(HttpContext http, User user, string? provider = null)
    {
        // Who signs in again in the same browser is not there twice.
        if (await Principal(http) is { } before && Guid.TryParse(before.FindFirstValue(SessionId), out var last) && Guid.TryParse(before.FindFirstValue("sub"), out var whose))
            await sessions.End(whose, last, http.RequestAborted);
        var now = time.GetUtcNow();
        var session = new BrowserSession
        {
            UserId = user.Id, Device = Device.Of(http.Request.Headers.UserAgent.ToString()), Provider = provider, SignedInAt = now, LastSeenAt = now, ExpiresAt = now.AddHours(settings.Value.SignInHours),
        };
        db.BrowserSessions.Add(session);
        await db.SaveChangesAsync(http.RequestAborted);
        await Write(http, user, session);
    }

    /// <summary>The account's stamp has changed; this browser goes on.</summary>
    public Task Keep(HttpContext http, User user, BrowserSession session) => Write(http, user, session);

    /// <summary>Null when nobody is signed in here, or the session was ended, or the account has since been closed or given another password.</summary>
    public async Task<(User User, BrowserSession Session)?> Read(HttpContext http)
    {
        if (await Principal(http) is not { } principal || !Guid.TryParse(principal.FindFirstValue("sub"), out var id) || !Guid.TryParse(principal.FindFirstValue(SessionId), out var sessionId)) return null;
        var now = time.GetUtcNow();
        var session = await db.BrowserSessions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == sessionId && s.UserId == id && s.EndedAt == null && s.ExpiresAt > now, http.RequestAborted);
        if (session is null || await db.Users.FirstOrDefaultAsync(u => u.Id == id && u.Active, http.RequestAborted) is not { } user) return null;
        return user.SecurityStamp == principal.FindFirstValue("stamp") ? (user, session) : null;
    }

    private static async Task<ClaimsPrincipal?> Principal(HttpContext http) => (await http.AuthenticateAsync(Scheme)).Principal;

    private static Task Write(HttpContext http, User user, BrowserSession session) => http.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity(
        [new("sub", user.Id.ToString()), new("name", user.DisplayName), new("stamp", user.SecurityStamp!), new(SessionId, session.Id.ToString())], Scheme)));

    private static Task Unauthorized(RedirectContext<CookieAuthenticationOptions> redirect)
    {
        redirect.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
