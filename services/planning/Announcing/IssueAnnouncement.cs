using System.ComponentModel.DataAnnotations;
using Dialogue.Documents;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Announcing;

/// <summary>The announcement is drafted, mended, and issued with number, date and signer.</summary>
internal sealed class IssueAnnouncement(PlanningDb db, ConferenceNews news, PlanningPapers papers, CurrentTenant tenant, LegalClock clock)
{
    /// <summary>Texts that are left out are those of the draft.</summary>
    /// <param name="Number">Given by the office's own document system; empty: the next one of the series.</param>
    /// <param name="Signer">Name of who signs.</param>
    /// <param name="SignerTitle">"Chủ tịch", "Phó Chủ tịch"; as that person signed last when left out.</param>
    public sealed record Request(
        [StringLength(40)] string? Number, DateOnly? IssuedOn, [Required, StringLength(200)] string Signer,
        [StringLength(1000)] string? LateReason = null, [StringLength(10_000)] string? Body = null, [StringLength(5_000)] string? Guide = null,
        [StringLength(5_000)] string? PetitionForm = null, [StringLength(2_000)] string? CutOffText = null,
        [StringLength(200)] string? SignerTitle = null);

    /// <summary>The draft as it was last saved, or one written from the data and not yet stored.</summary>
    public async Task<AnnouncementText> Text(Conference conference, string site, CancellationToken cancellationToken) =>
        await Draft(conference.Id, cancellationToken) is { } draft ? new(draft.Body, draft.Guide, draft.PetitionForm, draft.CutOffText)
            : AnnouncementDraft.Write(conference, tenant.Name, tenant.Slug, site);

    public async Task SaveDraft(Conference conference, AnnouncementText text, CancellationToken cancellationToken)
    {
        await Store(conference, text, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <returns>The announcement, or null when this tenant has no such conference.</returns>
    /// <exception cref="RuleBrokenException">It lacks a part, is late without a reason, or the conference is past announcing.</exception>
    public async Task<Announcement?> Handle(Guid id, Request request, string site, CancellationToken cancellationToken)
    {
        if (await db.Conferences.FindAsync([id], cancellationToken) is not { } conference) return null;
        var on = request.IssuedOn ?? clock.Today;
        if (on > clock.Today) throw ConferenceRules.DocumentInFuture("IssuedOn");

        await using var transaction = await papers.Begin(cancellationToken);
        var draft = await Text(conference, site, cancellationToken);
        var announcement = await Store(conference, new(
            request.Body ?? draft.Body, request.Guide ?? draft.Guide, request.PetitionForm ?? draft.PetitionForm, request.CutOffText ?? draft.CutOffText), cancellationToken);
        var signer = await papers.SignerOf(request.Signer, request.SignerTitle, cancellationToken);
        var number = await papers.Number(PaperKinds.Announcement, request.Number, announcement.Id, on, cancellationToken);
        announcement.Issue(conference, number.Text, on, signer.Name.Length > 0 ? signer.Name : signer.Title, signer.Title, request.LateReason?.Trim() ?? "");
        Guid? corrects = null;
        foreach (var earlier in await db.Announcements.Where(a => a.ConferenceId == id && a.IssuedOn != null && a.Id != announcement.Id && !a.Superseded).OrderBy(a => a.Id).ToListAsync(cancellationToken))
        {
            earlier.Supersede();
            corrects = earlier.Id;
        }
        foreach (var posting in await db.Postings.Where(p => p.ConferenceId == id && !p.Superseded).ToListAsync(cancellationToken)) posting.Supersede();
        conference.Announce(on);
        var paper = AnnouncementPaper.Of(
            conference, new(announcement.Body, announcement.Guide, announcement.PetitionForm, announcement.CutOffText), await papers.Setting(conference.Year, signer, site, cancellationToken));
        await papers.Issue(id, announcement.Id, paper, number, on, signer, $"can-bo/hoi-nghi/{id}/thong-bao", cancellationToken, corrects: corrects);
        await news.Save(conference, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return announcement;
    }

    private async Task<Announcement> Store(Conference conference, AnnouncementText text, CancellationToken cancellationToken)
    {
        if (await Draft(conference.Id, cancellationToken) is { } draft)
        {
            draft.Write(text);
            return draft;
        }
        var announcement = new Announcement(conference.Id, text);
        db.Announcements.Add(announcement);
        return announcement;
    }

    private Task<Announcement?> Draft(Guid conferenceId, CancellationToken cancellationToken) =>
        db.Announcements.FirstOrDefaultAsync(a => a.ConferenceId == conferenceId && a.IssuedOn == null, cancellationToken);

    public static void Map(RouteGroupBuilder conferences) => conferences
        .MapPost("/{id:guid}/announcement", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader)] async Task<Results<Ok<AnnouncementView>, NotFound>> (
            Guid id, Request request, IssueAnnouncement issue, HttpRequest http, CancellationToken cancellationToken) =>
            await issue.Handle(id, request, PublicSite.Of(http), cancellationToken) is { } a ? TypedResults.Ok(AnnouncementView.From(a)) : TypedResults.NotFound())
        .WithSummary("Issue the announcement of a conference").ProducesProblem(409);
}

internal sealed record AnnouncementView(Guid Id, string Number, DateOnly? IssuedOn, string Signer, string Body, string Guide, string PetitionForm, string CutOffText)
{
    public static AnnouncementView From(Announcement a) => new(a.Id, a.Number, a.IssuedOn, a.Signer, a.Body, a.Guide, a.PetitionForm, a.CutOffText);
}
