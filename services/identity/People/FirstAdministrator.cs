using Dialogue.Identity.Model;
using Dialogue.Identity.SigningIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dialogue.Identity.People;

/// <summary>An installation without any account gets one administrator, when a first password is configured.</summary>
internal static class FirstAdministrator
{
    public static async Task Run(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var password = services.GetRequiredService<IOptions<IdentitySettings>>().Value.FirstAdministratorPassword;
        if (password.Length == 0 || await db.Users.AnyAsync(cancellationToken)) return;

        var user = new User("quantri", "Quản trị hệ thống") { IsSystemAdministrator = true, MustChangePassword = true };
        PasswordRules.Check(password, user.UserName!);
        user.PasswordHash = services.GetRequiredService<IPasswordHasher<User>>().HashPassword(user, password);
        db.Users.Add(user);
        await db.SaveChangesAsync(cancellationToken);
    }
}
