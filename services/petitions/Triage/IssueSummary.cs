using Dialogue.Documents;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>Makes and issues the summary of a conference's petitions. May be issued again: each is a document of its own day.</summary>
internal sealed class IssueSummary(PetitionsDb db, PetitionDesk desk, PaperDesk papers, Signers signers, CurrentTenant tenant, LegalClock clock)
{
    public sealed class Request : IssueRequest;

    /// <summary>The summary as of now; null when this organisation has no such conference.</summary>
    /// <param name="contacts">With representatives and phones, for the organisation itself; never issued.</param>
    public async Task<Paper?> Draft(Guid conferenceId, Signer signer, bool contacts, CancellationToken cancellationToken)
    {
        if (await db.Conferences.AsNoTracking().FirstOrDefaultAsync(c => c.Id == conferenceId, cancellationToken) is not { } conference) return null;
        var petitions = await db.Petitions.AsNoTracking().Where(p => p.ConferenceId == conferenceId).OrderBy(p => p.ReceivedOn).ThenBy(p => p.Code).ToListAsync(cancellationToken);
        var fields = await db.Fields.AsNoTracking().ToDictionaryAsync(f => f.Code, f => f.Name, cancellationToken);
        return PetitionSummary.Of(conference, petitions, fields, await desk.Offices(cancellationToken), await papers.Head(db, cancellationToken), signer, contacts) with { Year = clock.Today.Year };
    }

    /// <returns>Number of the issued summary; null when there is no such conference.</returns>
    /// <exception cref="RuleBrokenException">There is nothing to sum up, a date ahead, or the number is taken.</exception>
    public async Task<string?> Handle(Guid conferenceId, Request request, CancellationToken cancellationToken)
    {
        var date = request.Date!.Value;
        if (date > clock.Today) throw PetitionRules.DateAhead();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await Draft(conferenceId, await signers.Choose(db, request.SignerName, request.SignerTitle, cancellationToken), contacts: false, cancellationToken) is not { } paper) return null;
        if (paper.Lists["kien-nghi"].Count == 0) throw PetitionRules.NothingToSumUp();
        var id = MatterPapers.IdOf(paper.Kind, conferenceId);
        var number = await papers.Number(db, paper.Kind, paper.Symbol, request.Number, id, date, cancellationToken);
        await papers.Issue(db, paper, number, date, new(id, $"/{tenant.Slug}/can-bo/kien-nghi/tong-hop/{conferenceId}", []), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return number.Text;
    }

    public sealed record Issued(string Number);

    public static void Map(RouteGroupBuilder petitions) => petitions
        .MapPost("/summary/{conference:guid}", [RequireRole(Role.OfficeHead, Role.Clerk, Role.Leader, Role.DepartmentLeader)] async Task<Results<Ok<Issued>, NotFound, ProblemHttpResult>> (
            Guid conference, Request request, IssueSummary summary, CancellationToken cancellationToken) =>
            Input.Errors(request) is { } errors ? Input.Invalid(errors)
                : await summary.Handle(conference, request, cancellationToken) is { } number ? TypedResults.Ok(new Issued(number)) : TypedResults.NotFound())
        .WithSummary("Issue the summary of a conference's petitions").ProducesProblem(409);
}
