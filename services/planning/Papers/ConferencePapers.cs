using Dialogue.Documents;
using Dialogue.Kernel;
using Dialogue.Planning.Budgeting;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Papers;

/// <summary>The papers of a conference from what is stored: as they would be issued now, or as they were.</summary>
internal sealed class ConferencePapers(PlanningDb db, PlanningPapers papers, ConferenceNews news, ReadConditions conditions, WriteAgenda agenda, WriteBudget budgets, CurrentTenant tenant)
{
    /// <summary>Kinds that this service makes of a conference.</summary>
    public static IReadOnlyList<PaperKind> Kinds { get; } =
    [
        PaperKinds.Announcement, PaperKinds.RegistrationForm, PaperKinds.PetitionForm, PaperKinds.Invitation, PaperKinds.Agenda, PaperKinds.Attendance, PaperKinds.Minutes, PaperKinds.Conclusion,
        PaperKinds.Postponement, PaperKinds.Estimate, PaperKinds.Settlement,
    ];

    /// <summary>The paper as it was issued, else as a draft; of invitations one for each who is invited.</summary>
    /// <param name="site">Address of the public site.</param>
    /// <returns>Empty when there is nothing to write of that kind yet.</returns>
    public async Task<IReadOnlyList<Paper>> Read(Conference c, PaperKind kind, string site, CancellationToken cancellationToken)
    {
        if (kind == PaperKinds.Invitation) return await Invitations(c, site, cancellationToken);
        if (kind.Numbered && await papers.Latest(c.Id, kind, cancellationToken) is { } frozen && !(kind == PaperKinds.Announcement && c.MustAnnounceAgain)) return [frozen.Content];
        return await Draft(c, kind, await papers.Setting(c.Year, await papers.LastSigner(cancellationToken), site, cancellationToken), cancellationToken) is { } paper ? [paper] : [];
    }

    public async Task<Paper?> Draft(Conference c, PaperKind kind, PaperSetting set, CancellationToken cancellationToken)
    {
        if (kind == PaperKinds.Announcement) return await Announcement(c, set, cancellationToken);
        if (kind == PaperKinds.RegistrationForm) return RegistrationFormPaper.Of(c, set);
        if (kind == PaperKinds.PetitionForm) return PetitionFormPaper.Of(c, set);
        if (kind == PaperKinds.Agenda) return AgendaPaper.Of(c, ProgrammeStep.Of(c, await agenda.Read(c.Id, cancellationToken)), set);
        if (kind == PaperKinds.Attendance) return AttendancePaper.Of(c, await Registered(c, cancellationToken), await Present(c, cancellationToken), set);
        if (kind == PaperKinds.Minutes) return await Minutes(c, set, cancellationToken);
        if (kind == PaperKinds.Conclusion) return await Conclusion(c, set, cancellationToken);
        if (kind == PaperKinds.Postponement) return await Postponement(c, null, set, cancellationToken);
        if (kind == PaperKinds.Estimate && await budgets.Read(c.Id, cancellationToken) is { } estimate) return EstimatePaper.Of(c, estimate, set);
        if (kind == PaperKinds.Settlement && await budgets.Read(c.Id, cancellationToken) is { State: not BudgetState.Draft } settlement) return SettlementPaper.Of(c, settlement, set);
        return null;
    }

    private static readonly System.Globalization.CultureInfo Vietnamese = new("vi-VN");

    /// <summary>The list of who is invited, in the order in which their letters lie in the file.</summary>
    public Task<List<Invitation>> Invited(Guid conference, CancellationToken cancellationToken) =>
        db.Invitations.AsNoTracking().Where(i => i.ConferenceId == conference).OrderBy(i => i.Kind).ThenBy(i => i.Id).ToListAsync(cancellationToken);

    /// <summary>One letter for each, under the number of the round in which it was sent; those that were not sent yet are drafts.</summary>
    public async Task<IReadOnlyList<Paper>> Invitations(Conference c, string site, CancellationToken cancellationToken)
    {
        var invited = await Invited(c.Id, cancellationToken);
        if (invited.Count == 0) return [];
        var rounds = await db.Papers.AsNoTracking().Where(p => p.MatterId == c.Id && p.Kind == PaperKinds.Invitation.Key).OrderBy(p => p.At).ToListAsync(cancellationToken);
        var draft = await papers.Setting(c.Year, await papers.LastSigner(cancellationToken), site, cancellationToken);
        var petitioned = (await db.ConferencePetitions.Where(p => p.ConferenceId == c.Id).Select(p => p.PublicName.ToLower()).Distinct().ToListAsync(cancellationToken)).ToHashSet();
        return [.. invited.Select(i =>
        {
            var (round, has) = (i.SentOn is null ? null : rounds.Find(r => r.Id == i.PaperId), petitioned.Contains(i.Name.ToLower(Vietnamese)));
            if (round is null) return InvitationPaper.Of(c, i, draft, has);
            return InvitationPaper.Of(c, i, draft with { Signer = new(round.Signer, round.SignerTitle) }, has) with { Number = round.Content.Number, Symbol = round.Content.Symbol, Date = round.IssuedOn };
        })];
    }

    public async Task<Paper> Postponement(Conference c, PostponementRequest? request, PaperSetting set, CancellationToken cancellationToken)
    {
        var now = await conditions.Of(c, cancellationToken);
        var asked = request ?? await db.PostponementRequests.AsNoTracking().Where(r => r.ConferenceId == c.Id).OrderByDescending(r => r.Id).FirstOrDefaultAsync(cancellationToken);
        var announcement = await db.Announcements.AsNoTracking().Where(a => a.ConferenceId == c.Id && a.IssuedOn != null && !a.Superseded).FirstOrDefaultAsync(cancellationToken);
        var postings = await db.Postings.AsNoTracking().Where(p => p.ConferenceId == c.Id && !p.Superseded).OrderBy(p => p.PostedOn).ThenBy(p => p.Id).ToListAsync(cancellationToken);
        var receiver = await Receiver(now.Rules, cancellationToken);
        return PostponementPaper.Of(c, asked?.NewDay, asked?.Reason ?? "", receiver?.Name ?? "Sở Tài chính", announcement is null ? null : new(announcement.Number, announcement.IssuedOn!.Value, c.Title), postings,
            now.Figures.Registered, now.Figures.PetitionsInTime, now.Figures.PostponementsUsed, now.Rules[RuleKeys.PostponeMaxPerYear].Number, set);
    }

    /// <summary>The organisation that grants postponements: one that the rule set names, else any that receives reports.</summary>
    public Task<Data.Reference.OrganisationCopy?> Receiver(RuleSet rules, CancellationToken cancellationToken)
    {
        var named = rules[RuleKeys.ReportRecipients].Words.ToList();
        return db.Organisations.AsNoTracking().Where(o => o.Active && o.Capabilities.Contains(Capability.ReceivesReports))
            .OrderByDescending(o => named.Contains(o.Slug)).ThenBy(o => o.Slug).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<Paper> Minutes(Conference c, PaperSetting set, CancellationToken cancellationToken) => MinutesPaper.Of(
        c, await db.MinutesOfConferences.AsNoTracking().FirstOrDefaultAsync(m => m.Id == c.Id, cancellationToken),
        await db.Opinions.AsNoTracking().Where(o => o.ConferenceId == c.Id).OrderBy(o => o.Position).ToListAsync(cancellationToken),
        await db.ConferencePetitions.AsNoTracking().Where(p => p.ConferenceId == c.Id).OrderBy(p => p.ReceivedOn).ThenBy(p => p.Id).ToListAsync(cancellationToken),
        await Present(c, cancellationToken), await Invited(c.Id, cancellationToken), set);

    private async Task<Paper> Announcement(Conference c, PaperSetting set, CancellationToken cancellationToken)
    {
        var draft = await db.Announcements.AsNoTracking().Where(a => a.ConferenceId == c.Id && !a.Superseded).OrderBy(a => a.IssuedOn != null).ThenByDescending(a => a.Id).FirstOrDefaultAsync(cancellationToken);
        var text = draft is null || (draft.IsIssued && c.MustAnnounceAgain) ? AnnouncementDraft.Write(c, tenant.Name, tenant.Slug, set.Site) : new AnnouncementText(draft.Body, draft.Guide, draft.PetitionForm, draft.CutOffText);
        var paper = AnnouncementPaper.Of(c, text, draft is { IsIssued: true } ? set with { Signer = Signer.Read(draft.Signer, draft.SignerTitle, set.Signer.Title) } : set);
        // Issued before papers were kept: under the number that was typed then.
        return draft is { IsIssued: true } && !c.MustAnnounceAgain ? paper.Under(draft.Number, draft.IssuedOn!.Value) : paper;
    }

    private async Task<Paper?> Conclusion(Conference c, PaperSetting set, CancellationToken cancellationToken)
    {
        var stored = await db.Conclusions.AsNoTracking().FirstOrDefaultAsync(x => x.Id == c.Id, cancellationToken);
        if (stored is null && c.OpenedAt is null) return null;
        var tasks = (await db.ConclusionTasks.AsNoTracking().Where(t => t.ConferenceId == c.Id).ToListAsync(cancellationToken)).OrderBy(t => t.Due.Due).ToList();
        if (stored is not null) set = set with { Signer = Signer.Read(stored.Signer, stored.SignerTitle, set.Signer.Title) };
        var paper = ConclusionPaper.Of(c, stored?.Text ?? "", tasks, c.Chair, (await news.Attended(c.Id, cancellationToken)).Total, set);
        return stored is null ? paper : paper.Under(stored.Number, stored.IssuedOn);
    }

    private Task<List<Registration>> Registered(Conference c, CancellationToken cancellationToken) =>
        db.Registrations.AsNoTracking().Where(r => r.ConferenceId == c.Id && r.CancelledOn == null).ToListAsync(cancellationToken);

    private Task<List<Attendance>> Present(Conference c, CancellationToken cancellationToken) =>
        db.Attendances.AsNoTracking().Where(a => a.ConferenceId == c.Id).ToListAsync(cancellationToken);
}

internal static class NumberedPapers
{
    /// <summary>The paper under a number that was given outside: "05/TB-UBND".</summary>
    public static Paper Under(this Paper paper, string number, DateOnly on) => number.IndexOf('/', StringComparison.Ordinal) is > 0 and var at
        ? paper with { Number = number[..at], Symbol = number[(at + 1)..], Date = on } : paper;
}
