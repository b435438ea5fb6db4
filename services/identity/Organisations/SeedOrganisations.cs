using Dialogue.Hosting.Reference;
using Dialogue.Hosting.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Identity.Organisations;

/// <summary>Founds the organisations that are not there yet; what the city has edited since stays as it is.</summary>
internal static class SeedOrganisations
{
    public static async Task Run(IServiceProvider services, CancellationToken cancellationToken)
    {
        HashSet<string> known;
        await using (var scope = services.CreateAsyncScope())
            known = [.. await scope.ServiceProvider.GetRequiredService<IdentityDb>().OwnedOrganisations.Select(o => o.Slug).ToListAsync(cancellationToken)];

        var inTenant = services.GetRequiredService<InTenant>();
        var missing = FoundingOrganisations.All().Where(o => !known.Contains(o.Slug));
        await Parallel.ForEachAsync(missing, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (organisation, token) =>
            await inTenant.Run(organisation.Tenant, async db =>
            {
                var snapshot = organisation.Snapshot();
                db.OwnedOrganisations.Add(organisation);
                // Its own copy at once, so that addresses of organisations work from the first second on.
                if (!await db.Organisations.AnyAsync(o => o.Id == organisation.Id, token)) db.Organisations.Add(snapshot.ToCopy());
                db.Publish(snapshot);
                await db.SaveChangesAsync(token);
            }));
        // Messages of the first ones may have been delivered, and the directory read, before the last one was there.
        services.GetRequiredService<OrganisationDirectory>().Refresh(IdentityModule.Service);
    }
}
