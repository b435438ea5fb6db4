using Dialogue.Contracts.Planning;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Conferences;

/// <summary>A conference as the API tells it: public facts, every date with its explanation.</summary>
internal sealed record ConferenceView(
    Guid Id, int Year, int Ordinal, string Title, ConferenceState State, DateOnly Day, TimeOnly StartsAt, string Place, string Chair, DateOnly? AnnouncedOn,
    Deadline? AnnounceBy, Deadline? CutOff, Deadline? OwnAnswersBy, Deadline? CoordinatedAnswersBy, Deadline? ReportBy,
    string? Decision, DateOnly? DecidedOn, bool? Held, DateOnly? TermStart, int? PresentAtOpening, string ConclusionNumber, DateOnly? ConclusionOn, int Version)
{
    public static ConferenceView From(Conference c) => new(
        c.Id, c.Year, c.Ordinal, c.Title, c.State, c.Day, c.StartsAt, c.Place, c.Chair, c.AnnouncedOn, c.AnnounceBy, c.CutOff, c.OwnAnswersBy, c.CoordinatedAnswersBy, c.ReportBy,
        c.Decision is { } d ? Decisions.Word(d) : null, c.DecidedOn, c.Held, c.TermStart, c.PresentAtOpening, c.ConclusionNumber, c.ConclusionOn, c.Revision);

    public static void Map(RouteGroupBuilder conferences)
    {
        conferences.MapGet("/", [AllowAnonymous] async (PlanningDb db, CancellationToken cancellationToken, int? year = null) =>
            TypedResults.Ok((await db.Conferences.AsNoTracking().Where(c => year == null || c.Year == year).OrderByDescending(c => c.Day).Take(100).ToListAsync(cancellationToken)).Select(From)))
            .WithSummary("Conferences of an organisation, newest first");
        conferences.MapGet("/{id:guid}", [AllowAnonymous] async Task<Results<Ok<ConferenceView>, NotFound>> (Guid id, PlanningDb db, CancellationToken cancellationToken) =>
            await db.Conferences.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is { } c ? TypedResults.Ok(From(c)) : TypedResults.NotFound())
            .WithSummary("A conference with its dates");
    }
}
