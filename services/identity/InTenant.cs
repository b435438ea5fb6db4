using Dialogue.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Identity;

/// <summary>
/// Work on one organisation from where no tenant, or any tenant, is at hand (the administrator's pages, seeding): in a scope of its own, so
/// that messages and history belong to that organisation.
/// </summary>
internal sealed class InTenant(IServiceScopeFactory scopes)
{
    /// <param name="by">Who does it; the system when left out.</param>
    public async Task<T> Run<T>(TenantId tenant, Func<IdentityDb, Task<T>> work, CurrentUser? by = null)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(tenant);
        if (by is not null) scope.ServiceProvider.GetRequiredService<CurrentUser>().Set(by.Id, by.Name, by.Memberships, by.IsSystemAdministrator);
        return await work(scope.ServiceProvider.GetRequiredService<IdentityDb>());
    }

    public Task Run(TenantId tenant, Func<IdentityDb, Task> work, CurrentUser? by = null) => Run(tenant, async db =>
    {
        await work(db);
        return true;
    }, by);
}
