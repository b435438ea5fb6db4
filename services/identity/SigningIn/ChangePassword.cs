using System.ComponentModel.DataAnnotations;
using Dialogue.Identity.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.SigningIn;

/// <summary>A person chooses another password. Every other session of theirs ends; this browser stays signed in.</summary>
internal sealed class ChangePassword(IdentityDb db, IPasswordHasher<User> passwords, SignInSession session, BrowserSessions sessions)
{
    public sealed class Request
    {
        [Required(ErrorMessage = "Hãy nhập mật khẩu hiện tại."), StringLength(200), DataType(DataType.Password)]
        public string Current { get; set; } = "";

        [Required(ErrorMessage = "Hãy nhập mật khẩu mới."), StringLength(200), DataType(DataType.Password)]
        public string Password { get; set; } = "";

        [Required(ErrorMessage = "Hãy nhập lại mật khẩu mới."), Compare(nameof(Password), ErrorMessage = "Hai lần nhập mật khẩu mới không giống nhau."), DataType(DataType.Password)]
        public string Again { get; set; } = "";
    }

    /// <param name="sid">The grant of the present session, which lives on; null when there is none yet.</param>
    /// <exception cref="Kernel.RuleBrokenException">The present password is wrong, or the new one too weak.</exception>
    public async Task Handle(Guid userId, Guid? sid, Request request, HttpContext http, CancellationToken cancellationToken)
    {
        var user = await db.Users.FirstAsync(u => u.Id == userId && u.Active, cancellationToken);
        if (passwords.VerifyHashedPassword(user, user.PasswordHash ?? "", request.Current) == PasswordVerificationResult.Failed) throw UserRules.CurrentPasswordWrong();
        PasswordRules.Check(request.Password, user.UserName!);
        if (request.Password == request.Current) throw UserRules.Password("Mật khẩu mới phải khác mật khẩu hiện tại.");

        var here = await session.Read(http) is var (owner, browser) && owner.Id == userId ? browser
            : await (from g in db.Grants join b in db.BrowserSessions on g.BrowserSessionId equals b.Id where g.Id == sid && g.UserId == userId select b).FirstOrDefaultAsync(cancellationToken);
        user.PasswordHash = passwords.HashPassword(user, request.Password);
        (user.SecurityStamp, user.MustChangePassword) = (Secret.New(), false);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await sessions.EndAll(userId, here?.Id, cancellationToken);
        if (here is not null)
            await db.Grants.Where(g => g.BrowserSessionId == here.Id && g.RevokedAt == null).ExecuteUpdateAsync(s => s.SetProperty(g => g.SecurityStamp, user.SecurityStamp), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (here is null) await session.Begin(http, user);
        else await session.Keep(http, user, here);
    }
}
