using System.ComponentModel.DataAnnotations;
using Dialogue.Contracts.Notifications;
using Dialogue.Contracts.Planning;
using Dialogue.Documents;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dialogue.Planning.Postponing;

/// <summary>Nobody has registered and nobody has petitioned: the organisation asks to hold the conference later.</summary>
internal sealed class RequestPostponement(PlanningDb db, ConferenceNews news, ReadConditions conditions, PlanningPapers papers, ConferencePapers read, CurrentTenant tenant, LegalClock clock, CurrentUser user)
{
    /// <param name="Number">Of the letter, given by the office's own document system; empty: the next one of the series.</param>
    /// <param name="Signer">Name of who signs the letter; who signed last when left out.</param>
    public sealed record Request(
        [Required] DateOnly? NewDay, [Required, StringLength(2000)] string Reason, [StringLength(40)] string? Number = null, [StringLength(200)] string? Signer = null,
        [StringLength(200)] string? SignerTitle = null);

    /// <returns>The request, or null when this tenant has no such conference.</returns>
    /// <exception cref="RuleBrokenException">There is a registration or a petition, the year's quota is used up, or the new day will not do.</exception>
    public async Task<PostponementRequest?> Handle(Guid id, Request request, CancellationToken cancellationToken)
    {
        if (await db.Conferences.FindAsync([id], cancellationToken) is not { } conference) return null;
        if (conference.AnnouncedOn is null || conference.MustAnnounceAgain) throw ConditionsRules.NotAnnounced();
        var now = await conditions.Of(conference, cancellationToken);
        if (ConditionsCheck.Forbids(now.Rules, now.Figures, Decision.Postpone) is { } no) throw no;
        if (conference.CutOff is { } cutOff && clock.Today < cutOff.Due) throw ConditionsRules.TooEarly(cutOff.Due);
        var newDay = request.NewDay!.Value;
        if (newDay <= clock.Today || newDay <= conference.Day || newDay.Year != conference.Year) throw PostponementRules.NewDayNotLater(conference.Day);
        var receiver = await read.Receiver(now.Rules, cancellationToken) ?? throw PostponementRules.NobodyToAsk();

        await using var transaction = await papers.Begin(cancellationToken);
        conference.Decide(Decision.Postpone, clock.Today, user.Name, request.Reason, now.Freeze(), null);
        var asked = new PostponementRequest(id, conference.Year, now.Figures.PostponementsUsed + 1, newDay, request.Reason.Trim(), clock.Today);
        var signer = await papers.SignerOf(request.Signer, request.SignerTitle, cancellationToken);
        var number = await papers.Number(PaperKinds.Postponement, request.Number, asked.Id, clock.Today, cancellationToken);
        var letter = await read.Postponement(conference, asked, await papers.Setting(conference.Year, signer, "", cancellationToken), cancellationToken);
        await papers.Issue(id, asked.Id, letter, number, clock.Today, signer, $"can-bo/hoi-nghi/{id}/hoan", cancellationToken, [receiver.Id]);
        db.PostponementRequests.Add(asked);
        var most = now.Rules[RuleKeys.PostponeMaxPerYear].Number!.Value;
        db.PublishTo(receiver.Tenant, new PostponementRequested(
            asked.Id, 1, tenant.Id.Value, tenant.Name, id, conference.Title, conference.Year, conference.Day, newDay, asked.Reason, asked.RequestedOn, now.Figures.PostponementsUsed, most));
        try
        {
            await news.Save(conference, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw PostponementRules.JustTaken(most); // another request took the place between the count and the insert
        }
        return asked;
    }

    public static void Map(RouteGroupBuilder conferences) => conferences
        .MapPost("/{id:guid}/postponement", [RequireRole(Role.Leader)] async Task<Results<Ok<PostponementView>, NotFound>> (
            Guid id, Request request, RequestPostponement ask, CancellationToken cancellationToken) =>
            await ask.Handle(id, request, cancellationToken) is { } p ? TypedResults.Ok(new PostponementView(p.Id, p.ConferenceId, p.NewDay, p.Reason, p.State)) : TypedResults.NotFound())
        .WithSummary("Ask to postpone a conference").ProducesProblem(409);

    internal sealed record PostponementView(Guid Id, Guid ConferenceId, DateOnly NewDay, string Reason, PostponementState State);
}

/// <summary>The answer has come: the conference gets its new day, or stays and must be decided otherwise.</summary>
internal sealed class TakePostponementDecision(PlanningDb db, ConferenceNews news, ConferenceTerms terms, CurrentTenant tenant) : IConsumer<PostponementDecided>
{
    public async Task Consume(ConsumeContext<PostponementDecided> context)
    {
        var (m, cancellationToken) = (context.Message, context.CancellationToken);
        if (await db.PostponementRequests.FindAsync([m.RequestId], cancellationToken) is not { State: PostponementState.Asked } request) return;
        var conference = await db.Conferences.FirstAsync(c => c.Id == request.ConferenceId, cancellationToken);
        request.Decide(m.Granted, m.Reason, m.DecidedOn);
        if (m.Granted) conference.PostponeTo(request.NewDay, await terms.Dates(conference.Year, request.NewDay, cancellationToken));
        else conference.StayOn();
        db.Publish(new NoteSent(
            StableId.Of("note", "postponement-decided", request.Id.ToString()), "postponement-decided",
            m.Granted ? $"Được hoãn {Vn.LowerFirst(conference.Title)} tới {Vn.Date(request.NewDay)}" : $"Không được hoãn {Vn.LowerFirst(conference.Title)}", $"/{tenant.Slug}/can-bo/hoi-nghi/{conference.Id}/hoan",
            [Role.Leader, Role.OfficeHead, Role.Specialist], null, null));
        if (m.Granted) await db.TellRegistrants(conference, RegistrantNews.Moved, $"{request.Id} {conference.Whereabouts()}", tenant.Slug, cancellationToken);
        await news.Save(conference, cancellationToken);
    }
}
