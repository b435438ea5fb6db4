using System.ComponentModel.DataAnnotations;
using Dialogue.Data.Files;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Announcing;

/// <summary>The announcement was posted on a channel: when, where, by whom, and what proves it.</summary>
internal sealed class PostAnnouncement(PlanningDb db, ConferenceNews news, LegalClock clock, TimeProvider time, CurrentUser user)
{
    public sealed record Request(
        [Required, StringLength(20)] string Channel, DateOnly? PostedOn, [StringLength(300)] string? Place, [StringLength(200)] string? By = null,
        [Url, StringLength(500)] string? Link = null);

    /// <summary>Evidence: its name, and its bytes as they come in.</summary>
    public sealed record Evidence(string Name, Stream Content);

    /// <returns>The posting, or null when this tenant has no such conference.</returns>
    /// <exception cref="RuleBrokenException">Nothing is issued yet, the date is wrong, or the file is refused by its content or size.</exception>
    public async Task<Posting?> Handle(Guid id, Request request, Evidence? evidence, CancellationToken cancellationToken)
    {
        if (await db.Conferences.FindAsync([id], cancellationToken) is not { } conference) return null;
        if (conference.AnnouncedOn is not { } issued || conference.MustAnnounceAgain) throw AnnouncementRules.NotIssued();
        if (!ConferenceWords.Channels.ContainsKey(request.Channel)) throw AnnouncementRules.UnknownChannel();
        var on = request.PostedOn ?? clock.Today;
        if (on < issued || on > clock.Today) throw AnnouncementRules.PostedBeforeIssued(issued);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var posting = new Posting(id, request.Channel, on, request.Place?.Trim() ?? "", request.By is { Length: > 0 } by ? by.Trim() : user.Name, request.Link?.Trim());
        if (evidence is not null) posting.ProveBy((await db.SaveFile(posting.Id, evidence.Name, evidence.Content, time.GetUtcNow(), "Evidence", cancellationToken)).Id);
        db.Postings.Add(posting);
        await news.Save(conference, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return posting;
    }

    public async Task<Posting?> Prove(Guid id, Guid postingId, Evidence evidence, CancellationToken cancellationToken)
    {
        if (await db.Postings.FirstOrDefaultAsync(p => p.Id == postingId && p.ConferenceId == id, cancellationToken) is not { } posting) return null;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        posting.ProveBy((await db.SaveFile(posting.Id, evidence.Name, evidence.Content, time.GetUtcNow(), "Evidence", cancellationToken)).Id);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return posting;
    }

    /// <inheritdoc cref="ConferenceNews.MissingChannels"/>
    public Task<IReadOnlyList<string>> Missing(Conference conference, CancellationToken cancellationToken) => news.MissingChannels(conference, cancellationToken);

    public static void Map(RouteGroupBuilder conferences)
    {
        conferences.MapPost("/{id:guid}/postings", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader, Role.PortalEditor)] async Task<Results<Created<PostingView>, NotFound>> (
            Guid id, Request request, PostAnnouncement post, CancellationToken cancellationToken) =>
            await post.Handle(id, request, null, cancellationToken) is { } p ? TypedResults.Created((string?)null, PostingView.From(p)) : TypedResults.NotFound())
            .WithSummary("Record a posting of the announcement").ProducesProblem(409);

        // The body is the file itself: it is written chunk by chunk as it comes, and refused over 20 MB before it is read.
        conferences.MapPut("/{id:guid}/postings/{posting:guid}/evidence", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader, Role.PortalEditor)] async Task<Results<Ok<PostingView>, NotFound>> (
            Guid id, Guid posting, string name, HttpRequest http, PostAnnouncement post, CancellationToken cancellationToken) =>
            await post.Prove(id, posting, new(name, http.Body), cancellationToken) is { } p ? TypedResults.Ok(PostingView.From(p)) : TypedResults.NotFound())
            .WithMetadata(new RequestSizeLimitAttribute(FileStore.MaxFile)).Accepts<IFormFile>("application/octet-stream")
            .WithSummary("Send the photograph or PDF that proves a posting, as the body").ProducesProblem(409);
    }
}

internal sealed record PostingView(Guid Id, string Channel, DateOnly PostedOn, string Place, string By, string? Link, Guid? EvidenceId)
{
    public static PostingView From(Posting p) => new(p.Id, p.Channel, p.PostedOn, p.Place, p.By, p.Link, p.EvidenceId);
}
