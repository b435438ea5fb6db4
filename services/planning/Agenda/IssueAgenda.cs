using System.ComponentModel.DataAnnotations;
using Dialogue.Documents;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Dialogue.Planning.Agenda;

/// <summary>The programme is issued as a document, where an organisation does so; a changed one is issued again and corrects the first.</summary>
internal sealed class IssueAgenda(PlanningDb db, WriteAgenda agenda, PlanningPapers papers, LegalClock clock)
{
    /// <param name="Number">Given by the office's own document system; empty: the next one of the series.</param>
    public sealed record Request([StringLength(40)] string? Number = null, [StringLength(200)] string? Signer = null, [StringLength(200)] string? SignerTitle = null);

    /// <returns>Its number, or null when this tenant has no such conference.</returns>
    /// <exception cref="RuleBrokenException">The conference is over, or the number will not do.</exception>
    public async Task<string?> Handle(Guid id, Request request, CancellationToken cancellationToken)
    {
        if (await db.Conferences.FindAsync([id], cancellationToken) is not { } conference) return null;
        if (!conference.State.IsOpen()) throw ConferenceRules.Over(conference.State);
        await using var transaction = await papers.Begin(cancellationToken);
        var (paperId, earlier) = (Guid.CreateVersion7(), await papers.Latest(id, PaperKinds.Agenda, cancellationToken));
        var signer = await papers.SignerOf(request.Signer, request.SignerTitle, cancellationToken);
        var number = await papers.Number(PaperKinds.Agenda, request.Number, paperId, clock.Today, cancellationToken);
        var paper = AgendaPaper.Of(conference, ProgrammeStep.Of(conference, await agenda.Read(id, cancellationToken)), await papers.Setting(conference.Year, signer, "", cancellationToken));
        await papers.Issue(id, paperId, paper, number, clock.Today, signer, $"can-bo/hoi-nghi/{id}/chuong-trinh", cancellationToken, corrects: earlier?.Id);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return number.Text;
    }

    public static void Map(RouteGroupBuilder conferences) => conferences
        .MapPost("/{id:guid}/agenda/issue", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader)] async Task<Results<Ok<View>, NotFound>> (
            Guid id, Request request, IssueAgenda issue, CancellationToken cancellationToken) =>
            await issue.Handle(id, request, cancellationToken) is { } number ? TypedResults.Ok(new View(number)) : TypedResults.NotFound())
        .WithSummary("Issue the programme as a document").ProducesProblem(409);

    internal sealed record View(string Number);
}
