using Dialogue.Contracts.Identity;
using Dialogue.Hosting.Bus;
using Dialogue.Kernel;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Calendar;

/// <summary>When the organisation that keeps the calendar becomes known, tells everybody the years that they have not heard of yet.</summary>
internal sealed class PublishCalendar(PlanningDb db) : IConsumer<OrganisationChanged>
{
    public async Task Consume(ConsumeContext<OrganisationChanged> context)
    {
        if (!context.Message.Capabilities.Contains(Capability.ReceivesReports)) return;
        if (!await db.FirstTime<PublishCalendar>(context)) return;
        await Publish(db, missingOnly: true, context.CancellationToken);
    }

    /// <summary>Publishes snapshots under the current tenant.</summary>
    /// <param name="missingOnly">Only what this service's own copies do not have yet; false repeats every year.</param>
    /// <exception cref="InvalidOperationException">The calendar is not seeded yet; the message is tried again.</exception>
    public static async Task Publish(PlanningDb db, bool missingOnly, CancellationToken cancellationToken)
    {
        var years = await db.WorkingYears.AsNoTracking().ToListAsync(cancellationToken);
        if (years.Count == 0) throw new InvalidOperationException("The calendar is not seeded yet.");
        var known = missingOnly ? await db.CalendarYears.ToDictionaryAsync(y => y.Year, y => y.Version, cancellationToken) : [];
        foreach (var year in years.Where(y => known.GetValueOrDefault(y.Year) < y.Version)) db.Publish(year.Snapshot());
        await db.SaveChangesAsync(cancellationToken);
    }
}
