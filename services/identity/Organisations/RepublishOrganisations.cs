using Dialogue.Identity.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Identity.Organisations;

/// <summary>Tells everybody again what every organisation is and who works there.</summary>
internal static class RepublishOrganisations
{
    public static async Task Run(IServiceProvider services, IProgress<string> progress, CancellationToken cancellationToken)
    {
        List<Guid> ids;
        await using (var scope = services.CreateAsyncScope())
            ids = await scope.ServiceProvider.GetRequiredService<IdentityDb>().OwnedOrganisations.OrderBy(o => o.Slug).Select(o => o.Id).ToListAsync(cancellationToken);

        foreach (var id in ids)
            progress.Report(await services.GetRequiredService<InTenant>().Run(new(id), async db =>
            {
                var organisation = await db.OwnedOrganisations.FirstAsync(o => o.Id == id, cancellationToken);
                db.Publish(organisation.Snapshot());
                var members = await (from m in db.Members join u in db.Users on m.UserId equals u.Id where m.OrganisationId == id select new { Member = m, User = u }).ToListAsync(cancellationToken);
                foreach (var person in members.GroupBy(m => m.User)) db.Publish(EditPeople.Snapshot(person.Key, [.. person.Select(p => p.Member)]));
                await db.SaveChangesAsync(cancellationToken);
                return organisation.Name;
            }));
    }
}
