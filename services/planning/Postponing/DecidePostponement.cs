using System.ComponentModel.DataAnnotations;
using Dialogue.Contracts.Notifications;
using Dialogue.Contracts.Planning;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Postponing;

/// <summary>A request has arrived at the organisation that receives reports.</summary>
internal sealed class ReceivePostponement(PlanningDb db, CurrentTenant tenant) : IConsumer<PostponementRequested>
{
    public async Task Consume(ConsumeContext<PostponementRequested> context)
    {
        var m = context.Message;
        if (await db.ReceivedPostponements.AnyAsync(r => r.Id == m.RequestId, context.CancellationToken)) return;
        db.ReceivedPostponements.Add(new()
        {
            Id = m.RequestId, SenderId = m.SenderId, SenderName = m.SenderName, ConferenceId = m.ConferenceId, ConferenceTitle = m.ConferenceTitle, Year = m.Year, Day = m.Day,
            NewDay = m.NewDay, Reason = m.Reason, RequestedOn = m.RequestedOn, UsedThisYear = m.UsedThisYear, MaxPerYear = m.MaxPerYear,
        });
        db.Publish(Duty(m.RequestId, 1, m.SenderName, tenant.Slug, done: false));
        db.Publish(new NoteSent(
            StableId.Of("note", "postponement-asked", m.RequestId.ToString()), "postponement-asked", $"{m.SenderName} đề nghị hoãn hội nghị sang {Web.Vn.Date(m.NewDay)}", $"/{tenant.Slug}/can-bo/hoan",
            [Role.FinanceOfficer], null, null));
        await db.SaveChangesAsync(context.CancellationToken);
    }

    internal static DutyChanged Duty(Guid id, long version, string sender, string slug, bool done) => new(
        StableId.Of("duty", "decide-postponement", id.ToString()), version, "decide-postponement", $"Trả lời đề nghị hoãn hội nghị của {Web.Vn.LowerFirst(sender)}", $"/{slug}/can-bo/hoan", null,
        [Role.FinanceOfficer], null, null, done);
}

/// <summary>The receiving organisation grants or refuses; the answer goes back to whoever asked.</summary>
internal sealed class DecidePostponement(PlanningDb db, CurrentTenant tenant, LegalClock clock, CurrentUser user)
{
    /// <param name="Reason">Needed for a refusal.</param>
    public sealed record Request([Required] bool? Granted, [StringLength(2000)] string? Reason);

    /// <exception cref="RuleBrokenException">It is decided already, or refused without a reason.</exception>
    public async Task<ReceivedPostponement?> Handle(Guid id, Request request, CancellationToken cancellationToken)
    {
        if (await db.ReceivedPostponements.FindAsync([id], cancellationToken) is not { } received) return null;
        received.Decide(request.Granted!.Value, request.Reason?.Trim() ?? "", clock.Today, user.Name);
        db.PublishTo(new TenantId(received.SenderId), new PostponementDecided(
            received.Id, received.Version, received.ConferenceId, request.Granted.Value, received.DecisionReason, clock.Today));
        db.Publish(ReceivePostponement.Duty(received.Id, received.Version, received.SenderName, tenant.Slug, done: true));
        await db.SaveChangesAsync(cancellationToken);
        return received;
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        var postponements = app.MapGroup("/api/{tenant}/postponements").WithTags("Postponements");
        postponements.MapGet("/", [RequireRole(Role.FinanceOfficer, Role.FinanceViewer), RequireCapability(Capability.ReceivesReports)] async (PlanningDb db, CancellationToken cancellationToken) =>
            TypedResults.Ok(await db.ReceivedPostponements.AsNoTracking().OrderByDescending(p => p.RequestedOn).ThenBy(p => p.Id).Take(200)
                .Select(p => new View(p.Id, p.SenderName, p.ConferenceTitle, p.Day, p.NewDay, p.Reason, p.RequestedOn, p.State, p.DecidedOn, p.DecisionReason)).ToListAsync(cancellationToken)))
            .WithSummary("Postponements asked for");
        postponements.MapPost("/{id:guid}", [RequireRole(Role.FinanceOfficer), RequireCapability(Capability.ReceivesReports)] async Task<Results<NoContent, NotFound>> (
            Guid id, Request request, DecidePostponement decide, CancellationToken cancellationToken) =>
            await decide.Handle(id, request, cancellationToken) is null ? TypedResults.NotFound() : TypedResults.NoContent())
            .WithSummary("Grant or refuse a postponement").ProducesProblem(409);
    }

    internal sealed record View(
        Guid Id, string Sender, string Conference, DateOnly Day, DateOnly NewDay, string Reason, DateOnly RequestedOn, PostponementState State, DateOnly? DecidedOn, string DecisionReason);
}
