using System.ComponentModel.DataAnnotations;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Planning.Plans.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Plans;

/// <summary>The annual plan over the API.</summary>
internal static class PlanEndpoints
{
    /// <param name="Key">Of the caller's making: sent twice, it gives the same plan.</param>
    /// <param name="From"><c>template</c> (when left out) or <c>last-year</c>.</param>
    public sealed record CreateRequest([Range(2020, 2100)] int Year, Guid? Key, string? From, bool Correction);

    public sealed record WriteRequest(long Version, [Required, StringLength(300)] string Title, [Required] PlanBody Body, DateOnly[]? Days);

    /// <param name="Number">Given by the office's own document system; empty: the next one of the series.</param>
    /// <param name="Signer">The leader's name; that of the person who is signed in when left out. Only a leader signs.</param>
    public sealed record IssueRequest([StringLength(40)] string? Number, [Required] DateOnly? IssuedOn, [StringLength(120)] string? Signer, [StringLength(120)] string? SignerTitle);

    public sealed record ReturnRequest([Required, StringLength(1000)] string Reason);

    /// <param name="LetterNumber">Of the letter that sends it; empty: the next one of the series.</param>
    public sealed record SendRequest([Required] DateOnly? SentOn, [StringLength(40)] string? LetterNumber = null);

    public sealed record Answer(
        Guid Id, int Year, long Version, PlanStatus Status, string Title, PlanBody Body, IReadOnlyList<DateOnly> Days, Guid? Corrects, string Number, DateOnly? IssuedOn, string Signer,
        string SignerTitle, DateOnly? SentOn, Deadline? SubmitBy, bool? InTime);

    private static readonly RequireRoleAttribute Writers = new(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader), Leaders = new(Role.Leader), Issuers = new(Role.Leader, Role.Clerk);

    public static void Map(IEndpointRouteBuilder app)
    {
        var plans = app.MapGroup("/api/{tenant}/plans").WithTags("Plans").WithMetadata(new RequireCapabilityAttribute(Capability.HoldsDialogues));

        plans.MapGet("/", async (int? year, PlanningDb db, CancellationToken cancellationToken) =>
            TypedResults.Ok((await db.Plans.AsNoTracking().Where(p => year == null || p.Year == year).OrderByDescending(p => p.Year).ThenByDescending(p => p.Id).Take(100).ToListAsync(cancellationToken)).Select(Of)))
            .WithMetadata(new RequireMemberAttribute()).WithSummary("Annual plans, newest first");

        plans.MapGet("/{id:guid}", async Task<Results<Ok<Answer>, NotFound>> (Guid id, PlanningDb db, CancellationToken cancellationToken) =>
            One(await db.Plans.FindAsync([id], cancellationToken)))
            .WithMetadata(new RequireMemberAttribute()).WithSummary("One plan");

        plans.MapPost("/", async (string tenant, CreateRequest request, PlanWorkflow workflow, CancellationToken cancellationToken) =>
        {
            var plan = await workflow.Create(request.Key ?? Guid.CreateVersion7(), request.Year, request.From == "last-year", request.Correction, cancellationToken);
            return TypedResults.Created($"/api/{tenant}/plans/{plan.Id}", Of(plan));
        }).WithMetadata(Writers).WithSummary("Draft the plan of a year from the organisation's wording or last year's plan").ProducesProblem(409);

        plans.MapPut("/{id:guid}", async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> (Guid id, WriteRequest request, PlanWorkflow workflow, PlanningDb db, CancellationToken cancellationToken) =>
        {
            try
            {
                return await workflow.Write(id, request.Version, request.Title, request.Body, request.Days ?? [], cancellationToken) is { } plan ? TypedResults.Ok(Of(plan)) : TypedResults.NotFound();
            }
            catch (DbUpdateConcurrencyException)
            {
                db.ChangeTracker.Clear();
                return TypedResults.Problem("Bản hiện tại nằm trong current.", statusCode: 409, title: "Kế hoạch vừa được người khác thay đổi.", type: "urn:dialogue:changed-meanwhile",
                    extensions: [new("current", Of((await db.Plans.FindAsync([id], cancellationToken))!))]);
            }
        }).WithMetadata(Writers).WithSummary("Edit a draft").ProducesProblem(409);

        plans.MapPost("/{id:guid}/submit", async Task<Results<Ok<Answer>, NotFound>> (Guid id, PlanWorkflow workflow, CancellationToken cancellationToken) =>
            One(await workflow.Submit(id, cancellationToken))).WithMetadata(Writers).WithSummary("Put it before the leader").ProducesProblem(409);

        plans.MapPost("/{id:guid}/return", async Task<Results<Ok<Answer>, NotFound>> (Guid id, ReturnRequest request, PlanWorkflow workflow, CancellationToken cancellationToken) =>
            One(await workflow.Return(id, request.Reason, cancellationToken))).WithMetadata(Leaders).WithSummary("Give it back to be mended").ProducesProblem(409);

        plans.MapPost("/{id:guid}/issue", async Task<Results<Ok<Answer>, NotFound>> (
            Guid id, IssueRequest request, PlanWorkflow workflow, PlanningDb db, CurrentUser user, CurrentTenant tenant, CancellationToken cancellationToken) =>
        {
            if (await db.Plans.FindAsync([id], cancellationToken) is not { } plan) return TypedResults.NotFound();
            // A leader who issues signs in the same breath; a clerk numbers what a leader has signed.
            if (user.Has(tenant.Id, Role.Leader) && plan.SignedOn is null)
            {
                if (plan.Status == PlanStatus.Draft) await workflow.Submit(id, cancellationToken);
                await workflow.Sign(id, request.Signer ?? user.Name, request.SignerTitle ?? PlanServices.ChiefTitle(tenant.Name), cancellationToken);
            }
            return One(await workflow.Issue(id, request.Number, request.IssuedOn!.Value, cancellationToken));
        }).WithMetadata(Issuers).WithSummary("Sign (a leader) and issue with number and date").ProducesProblem(409);

        plans.MapPost("/{id:guid}/send", async Task<Results<Ok<Answer>, NotFound>> (Guid id, SendRequest request, PlanWorkflow workflow, CancellationToken cancellationToken) =>
            One(await workflow.Send(id, request.SentOn!.Value, request.LetterNumber, cancellationToken))).WithMetadata(Issuers).WithSummary("Send to the recipients of the rule set").ProducesProblem(409);
    }

    private static Results<Ok<Answer>, NotFound> One(AnnualPlan? plan) => plan is null ? TypedResults.NotFound() : TypedResults.Ok(Of(plan));

    private static Answer Of(AnnualPlan p) => new(
        p.Id, p.Year, p.Version, p.Status, p.Title, p.Body, p.Days, p.Corrects, p.Number, p.IssuedOn, p.Signer, p.SignerTitle, p.SentOn, p.SubmitBy, p.InTime);
}
