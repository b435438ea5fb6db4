using System.ComponentModel.DataAnnotations;
using Dialogue.Contracts.Planning;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Conditions;

/// <summary>The figures as they were when it was decided, the proposal that followed from them, and the rule set it followed from.</summary>
internal sealed record DecisionFigures(UnitCounts Registered, int PetitionsInTime, int UnitsWithPetition, int PostponementsUsed, string Proposal, string Sentence, int RuleSetVersion);

/// <summary>The conditions of a conference as they are now.</summary>
internal sealed record ConditionsNow(UnitCounts Registered, ConditionsFigures Figures, ConditionsProposal Proposal, RuleSet Rules)
{
    public DecisionFigures Freeze() => new(
        Registered, Figures.PetitionsInTime, Figures.UnitsWithPetition, Figures.PostponementsUsed, Proposal.Decision.Word(), Proposal.Sentence, Rules.Version);
}

internal sealed class ReadConditions(PlanningDb db, ConferenceNews news, ConferenceTerms terms)
{
    public async Task<ConditionsNow> Of(Conference conference, CancellationToken cancellationToken)
    {
        var rules = await terms.Rules(conference.Year, cancellationToken);
        var registered = await news.Registered(conference.Id, cancellationToken);
        var used = await db.PostponementRequests.CountAsync(p => p.Year == conference.Year && p.Slot != null, cancellationToken);
        var figures = new ConditionsFigures(
            registered.Total, await news.PetitionsInTime(conference, cancellationToken), await UnitsWithPetition(conference, cancellationToken), used);
        return new(registered, figures, ConditionsCheck.Propose(rules, figures), rules);
    }

    /// <summary>Registered units recognised among the petitioners by the name they let be shown: a lower bound, as no other link is told between services.</summary>
    private async Task<int> UnitsWithPetition(Conference conference, CancellationToken cancellationToken)
    {
        var last = conference.CutOff?.Due ?? conference.Day;
        var names = await db.ConferencePetitions.Where(p => p.ConferenceId == conference.Id && p.Channel != "spoken" && p.ReceivedOn <= last)
            .Select(p => p.PublicName.ToLower()).Distinct().ToListAsync(cancellationToken);
        return names.Count == 0 ? 0 : await db.Registrations
            .Where(r => r.ConferenceId == conference.Id && r.CancelledOn == null && r.Kind != UnitKind.Association && names.Contains(r.Name.ToLower()))
            .Select(r => r.UnitKey).Distinct().CountAsync(cancellationToken);
    }
}

/// <summary>A leader decides whether the conference is held; the figures are frozen with the decision.</summary>
internal sealed class DecideConditions(PlanningDb db, ConferenceNews news, ConferenceTerms terms, ReadConditions conditions, CurrentTenant tenant, LegalClock clock, CurrentUser user)
{
    /// <param name="Reason">Needed when the decision differs from the proposal.</param>
    public sealed record Request([Required] Decision? Decision, [StringLength(2000)] string? Reason);

    /// <returns>The conference as it now stands, or null when this tenant has none with that id.</returns>
    /// <exception cref="RuleBrokenException">The conditions forbid it, it is too early, or it is already decided.</exception>
    public async Task<Conference?> Handle(Guid id, Request request, CancellationToken cancellationToken)
    {
        if (await db.Conferences.FindAsync([id], cancellationToken) is not { } conference) return null;
        var decision = request.Decision!.Value;
        if (decision == Decision.Postpone) throw ConditionsRules.ThroughRequest();
        if (conference.AnnouncedOn is null || conference.MustAnnounceAgain) throw ConditionsRules.NotAnnounced();

        var now = await conditions.Of(conference, cancellationToken);
        if (ConditionsCheck.Forbids(now.Rules, now.Figures, decision) is { } no) throw no;
        if (decision != Decision.Hold && conference.CutOff is { } cutOff && clock.Today < cutOff.Due) throw ConditionsRules.TooEarly(cutOff.Due);
        if (decision != now.Proposal.Decision && string.IsNullOrWhiteSpace(request.Reason)) throw ConditionsRules.NeedsReason();

        var notHeld = decision is Decision.AnswerInWriting or Decision.NotHeld;
        conference.Decide(decision, clock.Today, user.Name, request.Reason ?? "", now.Freeze(),
            notHeld ? await terms.DatesWhenNotHeld(conference.Year, clock.Today, cancellationToken) : null);
        if (notHeld) await db.TellRegistrants(conference, RegistrantNews.NotHeld, conference.Whereabouts(), tenant.Slug, cancellationToken);
        await news.Save(conference, cancellationToken);
        return conference;
    }

    public static void Map(RouteGroupBuilder conferences)
    {
        conferences.MapGet("/{id:guid}/conditions", [RequireMember] async Task<Results<Ok<ConditionsView>, NotFound>> (
            Guid id, PlanningDb db, ReadConditions read, CancellationToken cancellationToken) =>
            await db.Conferences.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is { } conference
                ? TypedResults.Ok(ConditionsView.From(conference, await read.Of(conference, cancellationToken))) : TypedResults.NotFound())
            .WithSummary("The conditions of a conference: figures, proposal, decision");
        conferences.MapPost("/{id:guid}/decision", [RequireRole(Role.Leader)] async Task<Results<Ok<ConferenceView>, NotFound>> (
            Guid id, Request request, DecideConditions decide, CancellationToken cancellationToken) =>
            await decide.Handle(id, request, cancellationToken) is { } conference ? TypedResults.Ok(ConferenceView.From(conference)) : TypedResults.NotFound())
            .WithSummary("Decide whether a conference is held").ProducesProblem(409);
    }
}

/// <summary>What the API tells of the conditions.</summary>
internal sealed record ConditionsView(
    string Basis, UnitCounts Registered, int PetitionsInTime, int UnitsWithPetition, int MinUnits, int MinPetitions, bool Forecast, string Proposal, string Sentence, string Rule,
    string? Decision, DateOnly? DecidedOn, string Review)
{
    public static ConditionsView From(Conference c, ConditionsNow now) => new(
        now.Rules[RuleKeys.QuorumBasis].Value ?? "register", now.Registered, now.Figures.PetitionsInTime, now.Figures.UnitsWithPetition, now.Proposal.MinUnits,
        now.Proposal.MinPetitions, now.Proposal.Forecast, now.Proposal.Decision.Word(), now.Proposal.Sentence, now.Proposal.Rule.Cited, c.Decision?.Word(), c.DecidedOn, c.Review);
}
