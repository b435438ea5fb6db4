using Dialogue.Identity.Model;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dialogue.Identity.Demo;

/// <summary>Makes the demo accounts.</summary>
internal static class SeedDemoAccounts
{
    public static async Task Run(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetRequiredService<IHostEnvironment>().IsProduction())
            throw new InvalidOperationException("Demo accounts are refused in Production: their password is public.");

        await using (var scope = services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
            if (await db.Users.AnyAsync(u => u.UserName == "sotaichinh", cancellationToken)) return;
            // One password, one hash: hashing is slow on purpose, and nothing here is secret.
            var hash = services.GetRequiredService<IPasswordHasher<User>>().HashPassword(null!, DemoAccounts.Password);
            var known = await db.Users.Select(u => u.UserName).ToListAsync(cancellationToken);
            db.Users.AddRange(DemoAccounts.All.DistinctBy(a => a.User).Where(a => !known.Contains(a.User))
                .Select(a => new User(DemoAccounts.IdOf(a.User), a.User, a.Name) { Title = a.Title, PasswordHash = hash, IsSystemAdministrator = a.Organisation.Length == 0 }));
            await db.SaveChangesAsync(cancellationToken);
        }

        var inTenant = services.GetRequiredService<InTenant>();
        await Parallel.ForEachAsync(DemoAccounts.All.Where(a => a.Organisation.Length > 0).GroupBy(a => a.Organisation),
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (accounts, token) =>
        {
            var id = StableId.Of("organisation", accounts.Key);
            await inTenant.Run(new TenantId(id), async db =>
            {
                foreach (var account in accounts)
                {
                    var user = DemoAccounts.IdOf(account.User);
                    Guid? office = account.Office.Length > 0 ? StableId.Of("office", account.Organisation, account.Office) : null;
                    var members = account.Roles.Select(role => new Member { UserId = user, OrganisationId = id, Role = role, OfficeId = office }).ToList();
                    db.Members.AddRange(members);
                    db.Publish(new Contracts.Identity.MemberChanged(user, 1, account.Name, account.Roles, office));
                }
                await db.SaveChangesAsync(token);
            });
        });
    }
}
