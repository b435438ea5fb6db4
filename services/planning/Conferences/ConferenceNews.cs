using Dialogue.Contracts.Notifications;
using Dialogue.Contracts.Planning;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Conferences;

/// <summary>Saves a change of a conference together with the news of it.</summary>
internal sealed class ConferenceNews(PlanningDb db, CurrentTenant tenant)
{
    /// <summary>
    /// Saves, counts, publishes the snapshot and the duties: one transaction (the caller's, when there is one). The version is taken under
    /// the row's lock and before the counting, so that the highest version always carries the newest counts.
    /// </summary>
    /// <param name="duties">False when only a count has changed (a registration, a check-in).</param>
    public async Task Save(Conference conference, CancellationToken cancellationToken, bool duties = true)
    {
        var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancellationToken) : null;
        await using (own)
        {
            await db.SaveChangesAsync(cancellationToken);
            var version = (await db.Database.SqlQuery<long>(
                $"update planning.conferences set version = version + 1 where id = {conference.Id} returning version as \"Value\"").ToListAsync(cancellationToken)).Single();
            db.Publish(await Snapshot(conference, version, cancellationToken));
            if (duties) Duties(conference, version);
            await db.SaveChangesAsync(cancellationToken);
            if (own is not null) await own.CommitAsync(cancellationToken);
        }
    }

    /// <summary>Units registered and not cancelled, by kind; one unit counts once however often it registered. Associations do not count.</summary>
    public async Task<UnitCounts> Registered(Guid conferenceId, CancellationToken cancellationToken)
    {
        var counts = await db.Registrations.Where(r => r.ConferenceId == conferenceId && r.CancelledOn == null && r.Kind != UnitKind.Association)
            .GroupBy(r => r.Kind).Select(g => new { g.Key, Count = g.Select(r => r.UnitKey).Distinct().Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return Counts(counts);
    }

    public async Task<UnitCounts> Attended(Guid conferenceId, CancellationToken cancellationToken)
    {
        var counts = await db.Attendances.Where(a => a.ConferenceId == conferenceId && a.Kind != UnitKind.Association)
            .GroupBy(a => a.Kind).Select(g => new { g.Key, Count = g.Select(a => a.UnitKey).Distinct().Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return Counts(counts);
    }

    public Task<int> PetitionsInTime(Conference conference, CancellationToken cancellationToken)
    {
        var last = conference.CutOff?.Due ?? conference.Day;
        return db.ConferencePetitions.CountAsync(p => p.ConferenceId == conference.Id && p.Channel != "spoken" && p.ReceivedOn <= last, cancellationToken);
    }

    public async Task<ConferenceChanged> Snapshot(Conference c, long version, CancellationToken cancellationToken)
    {
        var channels = await db.Postings.Where(p => p.ConferenceId == c.Id && !p.Superseded).Select(p => p.Channel).Distinct().ToArrayAsync(cancellationToken);
        var plan = await db.Plans.AsNoTracking().Where(p => p.Year == c.Year && p.IssuedOn != null).OrderByDescending(p => p.IssuedOn).Select(p => new { p.Number, p.IssuedOn }).FirstOrDefaultAsync(cancellationToken);
        return new ConferenceChanged(
            c.Id, version, c.Year, c.Ordinal, c.Title, c.State.ToString(), c.Day, c.StartsAt.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture), c.Place, c.Chair,
            c.AnnouncedOn, c.AnnounceBy?.Due, c.CutOff?.Due, c.Decision?.Word(), c.DecidedOn, c.TermStart, c.Held,
            await Registered(c.Id, cancellationToken), await Attended(c.Id, cancellationToken), await PetitionsInTime(c, cancellationToken),
            c.Held is null ? null : c.ReportBy?.Due, channels, plan?.Number ?? "", plan?.IssuedOn, c.ConclusionNumber, c.ConclusionOn);
    }

    private void Duties(Conference c, long version)
    {
        var root = $"/{tenant.Slug}/can-bo/hoi-nghi/{c.Id}";
        var announced = c.AnnouncedOn is not null && !c.MustAnnounceAgain;
        db.Publish(new DutyChanged(
            StableId.Of("duty", "announce", c.Id.ToString()), version, "announce", $"Ban hành thông báo tổ chức: {c.Title}", root + "/thong-bao", c.AnnounceBy?.Due,
            [Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader], null, null, announced || !c.State.IsOpen()));
        if (c.CutOff is not null)
            db.Publish(new DutyChanged(
                StableId.Of("duty", "decide-conditions", c.Id.ToString()), version, "decide-conditions", $"Quyết định việc tổ chức: {c.Title}", root + "/dieu-kien", c.CutOff.Due,
                [Role.Leader], null, null, (c.Decision is not null && c.Review.Length == 0) || !c.State.IsOpen()));
    }

    private static UnitCounts Counts(Dictionary<UnitKind, int> counts) => new(
        counts.GetValueOrDefault(UnitKind.Enterprise), counts.GetValueOrDefault(UnitKind.Cooperative), counts.GetValueOrDefault(UnitKind.Household));
}
