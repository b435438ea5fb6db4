using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Data;

/// <summary>Runs work once per active organisation, each in a scope of its own: without a tenant nothing is visible, so no job can forget it.</summary>
public sealed class EachTenant(IServiceScopeFactory scopes)
{
    /// <param name="work">Gets the scope's services, with the tenant set.</param>
    /// <param name="capability">Only organisations with this capability; all when null.</param>
    public async Task Run<TDb>(
        Func<TDb, IServiceProvider, CancellationToken, Task> work, string? capability = null, CancellationToken cancellationToken = default) where TDb : TenantDbContext
    {
        List<Reference.OrganisationCopy> organisations;
        await using (var scope = scopes.CreateAsyncScope())
            organisations = await scope.ServiceProvider.GetRequiredService<TDb>().Organisations.AsNoTracking()
                .Where(o => o.Active).OrderBy(o => o.Slug).ToListAsync(cancellationToken);

        foreach (var organisation in organisations.Where(o => capability is null || o.Capabilities.Contains(capability)))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(organisation.Tenant, organisation.Slug, organisation.Name, organisation.Capabilities);
            await work(scope.ServiceProvider.GetRequiredService<TDb>(), scope.ServiceProvider, cancellationToken);
        }
    }
}
