using System.ComponentModel.DataAnnotations;
using Dialogue.Identity.Model;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dialogue.Identity.SigningIn;

/// <summary>Checks a name and a password, and begins the session of the sign-in page.</summary>
internal sealed class SignIn(IdentityDb db, IPasswordHasher<User> passwords, SignInSession session, IOptions<IdentitySettings> settings, TimeProvider time)
{
    private static string? unusable;

    public sealed class Request
    {
        [Required(ErrorMessage = "Hãy nhập tên đăng nhập."), StringLength(80)]
        public string UserName { get; set; } = "";

        [Required(ErrorMessage = "Hãy nhập mật khẩu."), StringLength(200), DataType(DataType.Password)]
        public string Password { get; set; } = "";
    }

    /// <exception cref="RuleBrokenException">Wrong name or password (not said which), or too many tries.</exception>
    public async Task Handle(Request request, HttpContext http, CancellationToken cancellationToken)
    {
        var name = request.UserName.Trim().ToUpperInvariant();
        var user = await db.Users.FirstOrDefaultAsync(u => u.NormalizedUserName == name, cancellationToken);
        if (user is not { Active: true, PasswordHash: not null })
        {
            // As slow as a wrong password, so that time does not tell which names exist.
            unusable ??= passwords.HashPassword(null!, Secret.New());
            passwords.VerifyHashedPassword(null!, unusable, request.Password);
            throw Wrong();
        }
        if (!await CountTry(user.Id, cancellationToken)) throw Resting();

        var verified = passwords.VerifyHashedPassword(user, user.PasswordHash, request.Password);
        if (verified == PasswordVerificationResult.Failed)
        {
            await db.Entry(user).ReloadAsync(cancellationToken);
            throw user.LockoutEnd > time.GetUtcNow() ? Resting() : Wrong();
        }
        await db.Users.Where(u => u.Id == user.Id)
            .ExecuteUpdateAsync(s => s.SetProperty(u => u.AccessFailedCount, 0).SetProperty(u => u.LockoutEnd, (DateTimeOffset?)null), cancellationToken);
        if (verified == PasswordVerificationResult.SuccessRehashNeeded)
        {
            var better = passwords.HashPassword(user, request.Password);
            await db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(s => s.SetProperty(u => u.PasswordHash, better), cancellationToken);
        }
        await session.Begin(http, user);
    }

    /// <summary>Counted before the password is looked at, in one statement: guesses sent side by side are all counted.</summary>
    /// <returns>False while the account rests.</returns>
    private async Task<bool> CountTry(Guid id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        DateTimeOffset? until = now.AddMinutes(settings.Value.LockoutMinutes);
        var most = settings.Value.LockoutAfter;
        return await db.Users.Where(u => u.Id == id && (u.LockoutEnd == null || u.LockoutEnd <= now)).ExecuteUpdateAsync(s => s
            .SetProperty(u => u.AccessFailedCount, u => u.LockoutEnd != null ? 1 : u.AccessFailedCount + 1)
            .SetProperty(u => u.LockoutEnd, u => u.LockoutEnd == null && u.AccessFailedCount + 1 >= most ? until : null), cancellationToken) == 1;
    }

    private static RuleBrokenException Wrong() => new("sign-in-failed", "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi nhập lại.", "Password");

    private RuleBrokenException Resting() => new("sign-in-resting",
        $"Tài khoản tạm khóa {settings.Value.LockoutMinutes} phút vì nhập sai mật khẩu {settings.Value.LockoutAfter} lần liên tiếp. Hãy thử lại sau; nếu quên mật khẩu, nhờ quản trị đơn vị đặt lại.", "Password");
}
