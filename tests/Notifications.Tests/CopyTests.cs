using Dialogue.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Notifications.Tests;

/// <summary>What two replicas do with two snapshots of one thing in the same moment; the rule is TenantDbContext's, and so that of every service's copies.</summary>
public sealed class CopyTests(Town town)
{
    [Fact]
    public async Task The_older_of_two_snapshots_kept_at_once_never_stays()
    {
        var commune = await town.Organisation();
        var duty = await town.Owed(commune, due: null);
        await using var slow = town.Scope(commune.Id);
        var db = slow.ServiceProvider.GetRequiredService<NotificationsDb>();
        (await db.Duties.SingleAsync(d => d.Id == duty.DutyId)).Take(duty with { Version = 2 }); // read, and not yet written

        await town.Deliver(commune.Id, duty with { Version = 3, Done = true });

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync());
        await town.Deliver(commune.Id, duty with { Version = 2 }); // as the relay tries it again
        Assert.Equal((3L, true), await Kept());

        // The control: one that nobody overtook is written.
        await town.Deliver(commune.Id, duty with { Version = 4 });
        Assert.Equal((4L, false), await Kept());

        async Task<(long, bool)> Kept()
        {
            await using var scope = town.Scope(commune.Id);
            var kept = await scope.ServiceProvider.GetRequiredService<NotificationsDb>().Duties.AsNoTracking().SingleAsync(d => d.Id == duty.DutyId);
            return (kept.Version, kept.Done);
        }
    }
}
