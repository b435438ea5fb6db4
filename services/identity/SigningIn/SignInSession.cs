using System.Globalization;
using System.Security.Claims;
using Dialogue.Identity.Connect;
using Dialogue.Identity.Model;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Identity.SigningIn;

/// <summary>
/// That this browser has signed in, as the sign-in page remembers it: a cookie that counts on <c>/connect</c> and <c>/tai-khoan</c> only, for
/// giving codes. Every other page takes tokens.
/// </summary>
internal sealed class SignInSession(IdentityDb db, TimeProvider time)
{
    public const string Scheme = "sign-in", Cookie = "dialogue.sign-in";

    public static void Add(IServiceCollection services) => services.AddAuthentication().AddCookie(Scheme, options =>
    {
        options.Cookie.Name = Cookie;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = false;
        options.Events.OnSigningIn = signingIn =>
        {
            signingIn.CookieOptions.Secure = PublicOrigin.IsSecure(signingIn.HttpContext);
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToLogin = Unauthorized;
        options.Events.OnRedirectToAccessDenied = Unauthorized;
    });

    public Task Begin(HttpContext http, User user) => http.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity(
        [
            new("sub", user.Id.ToString()), new("name", user.DisplayName), new("stamp", user.SecurityStamp!),
            new("auth_time", time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ], Scheme)));

    /// <summary>Null when nobody is signed in here, or the account has since been closed or given another password.</summary>
    public async Task<(User User, DateTimeOffset SignedInAt)?> Read(HttpContext http)
    {
        if ((await http.AuthenticateAsync(Scheme)).Principal is not { } principal || !Guid.TryParse(principal.FindFirstValue("sub"), out var id)) return null;
        var user = await db.Users.FirstOrDefaultAsync(u => u.Id == id && u.Active, http.RequestAborted);
        if (user is null || user.SecurityStamp != principal.FindFirstValue("stamp")) return null;
        return (user, DateTimeOffset.FromUnixTimeSeconds(long.Parse(principal.FindFirstValue("auth_time")!, CultureInfo.InvariantCulture)));
    }

    private static Task Unauthorized(RedirectContext<CookieAuthenticationOptions> redirect)
    {
        redirect.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
