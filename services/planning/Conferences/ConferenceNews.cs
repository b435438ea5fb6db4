using Dialogue.Contracts.Notifications;
using Dialogue.Contracts.Planning;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Conferences;

/// <summary>Saves a change of a conference together with the news of it.</summary>
internal sealed class ConferenceNews(PlanningDb db, ConferenceTerms terms, CurrentTenant tenant)
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
            if (duties) await Duties(conference, version, cancellationToken);
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

    /// <summary>Channels that the rule set asks for and that have no posting yet.</summary>
    public async Task<IReadOnlyList<string>> MissingChannels(Conference conference, CancellationToken cancellationToken)
    {
        if (await terms.Find(conference.Year, cancellationToken) is not { } rules) return [];
        var posted = await db.Postings.Where(p => p.ConferenceId == conference.Id && !p.Superseded).Select(p => p.Channel).Distinct().ToListAsync(cancellationToken);
        return [.. rules[RuleKeys.NoticeChannels].Words.Except(posted)];
    }

    /// <summary>What is owed for the conference from its announcement to its conclusion, each open or done as it now is.</summary>
    private async Task Duties(Conference c, long version, CancellationToken cancellationToken)
    {
        var root = $"/{tenant.Slug}/can-bo/hoi-nghi/{c.Id}";
        var announced = c.AnnouncedOn is not null && !c.MustAnnounceAgain;
        db.Publish(new DutyChanged(
            StableId.Of("duty", "announce", c.Id.ToString()), version, "announce", $"Ban hành thông báo tổ chức: {c.Title}", root + "/thong-bao", c.AnnounceBy?.Due,
            [Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader], null, null, announced || !c.State.IsOpen(), Web.DeadlineWords.WhyInLines(c.AnnounceBy)));
        if (c.CutOff is not null)
            db.Publish(new DutyChanged(
                StableId.Of("duty", "decide-conditions", c.Id.ToString()), version, "decide-conditions", $"Quyết định việc tổ chức: {c.Title}", root + "/dieu-kien", c.CutOff.Due,
                [Role.Leader], null, null, (c.Decision is not null && c.Review.Length == 0) || !c.State.IsOpen(), Web.DeadlineWords.WhyInLines(c.CutOff)));

        var posting = announced && c.State.IsOpen() && (await MissingChannels(c, cancellationToken)).Count > 0;
        Owe("post-announcement", "Niêm yết, đăng tải thông báo", "/thong-bao", c.AnnounceBy?.Due, [Role.Specialist, Role.Clerk, Role.PortalEditor], posting, Web.DeadlineWords.WhyInLines(c.AnnounceBy));
        // No plan names a day for these: the conference's own day is the last on which an invitation is of use, and the rest follow without a term.
        var inviting = c.State == ConferenceState.Confirmed
            && (!await db.Invitations.AnyAsync(i => i.ConferenceId == c.Id, cancellationToken) || await db.Invitations.AnyAsync(i => i.ConferenceId == c.Id && i.SentOn == null, cancellationToken));
        Owe("send-invitations", "Gửi giấy mời", "/giay-moi", c.Day, [Role.Specialist, Role.OfficeHead, Role.Clerk], inviting, $"Ngày: hội nghị họp ngày {Web.Vn.Date(c.Day)}; giấy mời phải tới trước đó.");
        // Where attendance alone is judged there is no decision before the day.
        var opening = c.OpenedAt is null && (c.State == ConferenceState.Confirmed
            || (c.State == ConferenceState.Announced && await terms.Find(c.Year, cancellationToken) is { } rules && ConditionsCheck.JudgedByAttendance(rules)));
        Owe("open-conference", "Điểm danh và khai mạc", "/diem-danh", c.Day, [Role.Specialist, Role.OfficeHead, Role.Leader], opening, $"Ngày: hội nghị họp ngày {Web.Vn.Date(c.Day)}.");
        Owe("close-conference", "Ghi biên bản và bế mạc", "/bien-ban", null, [Role.Specialist, Role.OfficeHead], c.State == ConferenceState.Held && c.ClosedAt is null);
        Owe("conclude", "Ban hành thông báo kết luận", "/ket-luan", null, [Role.Specialist, Role.OfficeHead, Role.Leader], c.State == ConferenceState.Held && c.ClosedAt is not null);

        void Owe(string kind, string what, string page, DateOnly? due, string[] roles, bool open, string why = "") => db.Publish(new DutyChanged(
            StableId.Of("duty", kind, c.Id.ToString()), version, kind, $"{what}: {c.Title}", root + page, due, roles, null, null, !open, why));
    }

    private static UnitCounts Counts(Dictionary<UnitKind, int> counts) => new(
        counts.GetValueOrDefault(UnitKind.Enterprise), counts.GetValueOrDefault(UnitKind.Cooperative), counts.GetValueOrDefault(UnitKind.Household));
}
