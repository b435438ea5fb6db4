using System.ComponentModel.DataAnnotations;
using Dialogue.Documents;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Dialogue.Planning.Minutes;

/// <summary>The minutes get their number and are frozen: by this act after the closing, or at the latest when the conclusion is issued.</summary>
internal sealed class IssueMinutes(PlanningDb db, PlanningPapers papers, ConferencePapers read, LegalClock clock)
{
    /// <param name="Number">Given by the office's own document system; empty: the next one of the series.</param>
    /// <param name="Secretary">Who wrote them, where they do not say it yet.</param>
    public sealed record Request([StringLength(40)] string? Number = null, [StringLength(200)] string? Secretary = null);

    /// <returns>The minutes, or null when this tenant has no such conference.</returns>
    /// <exception cref="RuleBrokenException">The conference is not closed, nobody wrote them, or they have their number already.</exception>
    public async Task<ConferenceMinutes?> Handle(Guid id, Request request, CancellationToken cancellationToken)
    {
        if (await db.Conferences.FindAsync([id], cancellationToken) is not { } conference) return null;
        if (conference.ClosedAt is null || await db.MinutesOfConferences.FindAsync([id], cancellationToken) is not { } minutes) throw MinutesRules.NotClosed();
        if (minutes.Secretary.Length == 0) minutes.Secretary = request.Secretary?.Trim() ?? "";
        await using var transaction = await papers.Begin(cancellationToken);
        await db.SaveChangesAsync(cancellationToken); // the paper is written from what is stored
        await Issue(conference, minutes, request.Number, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return minutes;
    }

    /// <summary>In the caller's transaction; minutes that say too little to be signed are left as they are.</summary>
    public async Task IssueIfWritten(Conference conference, CancellationToken cancellationToken)
    {
        if (await db.MinutesOfConferences.FindAsync([conference.Id], cancellationToken) is { IsIssued: false, Secretary.Length: > 0 } minutes)
            await Issue(conference, minutes, null, cancellationToken);
    }

    private async Task Issue(Conference conference, ConferenceMinutes minutes, string? typed, CancellationToken cancellationToken)
    {
        var paperId = StableId.Of("minutes", conference.Id.ToString());
        var number = await papers.Number(PaperKinds.Minutes, typed, paperId, clock.Today, cancellationToken);
        minutes.Issue(number.Text, clock.Today);
        var signer = Signer.Read(minutes.Chair, null, "Chủ tọa");
        var paper = await read.Minutes(conference, await papers.Setting(conference.Year, signer, "", cancellationToken), cancellationToken);
        await papers.Issue(conference.Id, paperId, paper, number, clock.Today, signer, $"can-bo/hoi-nghi/{conference.Id}/bien-ban", cancellationToken);
    }

    public static void Map(RouteGroupBuilder conferences) => conferences
        .MapPost("/{id:guid}/minutes/issue", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader)] async Task<Results<Ok<View>, NotFound>> (
            Guid id, Request request, IssueMinutes issue, CancellationToken cancellationToken) =>
            await issue.Handle(id, request, cancellationToken) is { } m ? TypedResults.Ok(new View(m.Number, m.IssuedOn)) : TypedResults.NotFound())
        .WithSummary("Give the minutes their number and freeze them").ProducesProblem(409);

    internal sealed record View(string Number, DateOnly? IssuedOn);
}
