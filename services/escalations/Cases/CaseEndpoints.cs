using Dialogue.Escalations.Answering;
using Dialogue.Escalations.Directing;
using Dialogue.Escalations.Model;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Escalations.Cases;

/// <summary>Reading cases by program. The city office and a department each see their own rows, in one shape.</summary>
internal static class CaseEndpoints
{
    /// <param name="Deadline">Proposed last day with its explanation; null before it is directed.</param>
    public sealed record CaseView(
        Guid Id, Guid CaseId, string Code, string Title, string Text, string Sender, string Field, string State, string Why, string Opinion, string Instruction, string Department,
        DateOnly? DirectedOn, Deadline? Deadline, DateOnly? ClosedOn, bool? OnTime, string AnswerNumber, string Answer, string Reason);

    public sealed record CaseRow(Guid Id, string Code, string Title, string Sender, string Field, string State, string Department, DateOnly? DirectedOn, DateOnly? Due, bool? OnTime);

    /// <param name="Next">Key of the next page, to be sent as <c>after</c>; null on the last.</param>
    public sealed record CasePage(IReadOnlyList<CaseRow> Items, string? Next);

    public static void Map(RouteGroupBuilder cases)
    {
        cases.MapGet("/", [RequireRole(Role.CityCoordinator, Role.DepartmentOfficer, Role.DepartmentLeader), AllowScope(Scope.CasesRead)] async (
            CurrentTenant tenant, ListCityCases city, ListDepartmentCases department, LegalClock clock, CancellationToken cancellationToken,
            string? state = null, string? field = null, string? after = null) =>
        {
            if (tenant.Can(Capability.RoutesCases))
            {
                var (rows, next) = await city.Handle(new(state, null, field), after, clock.Today, ListCityCases.PageSize, cancellationToken);
                return TypedResults.Ok(new CasePage([.. rows.Select(c => new CaseRow(
                    c.Id, c.Code, c.Title, c.SenderName, c.FieldCode, c.State.ToString(), c.DepartmentName, c.DirectedOn, c.Due, c.OnTime))], next));
            }
            else
            {
                var (rows, next) = await department.Handle(new(state, field), after, clock.Today, ListDepartmentCases.PageSize, cancellationToken);
                return TypedResults.Ok(new CasePage([.. rows.Select(c => new CaseRow(
                    c.Id, c.Code, c.Title, c.SenderName, c.FieldCode, c.State.ToString(), tenant.Name, c.DirectedOn, c.Deadline.Due, c.OnTime))], next));
            }
        }).WithSummary("Cases of the city office in order of arrival, or of a department by due date");

        cases.MapGet("/{id:guid}", [RequireRole(Role.CityCoordinator, Role.DepartmentOfficer, Role.DepartmentLeader), AllowScope(Scope.CasesRead)] async Task<Results<Ok<CaseView>, NotFound>> (
            Guid id, EscalationsDb db, CurrentTenant tenant, CancellationToken cancellationToken) =>
        {
            if (tenant.Can(Capability.RoutesCases))
                return await db.CityCases.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is { } c
                    ? TypedResults.Ok(new CaseView(c.Id, c.Id, c.Code, c.Title, c.Text, c.SenderName, c.FieldCode, c.State.ToString(), c.Why, c.Opinion, c.Instruction, c.DepartmentName,
                        c.DirectedOn, c.Deadline, c.ClosedOn, c.OnTime, c.AnswerNumber, c.Answer, c.Reason))
                    : TypedResults.NotFound();
            return await db.DepartmentCases.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is { } d
                ? TypedResults.Ok(new CaseView(d.Id, d.CaseId, d.Code, d.Title, d.Text, d.SenderName, d.FieldCode, d.State.ToString(), d.Why, d.Opinion, d.Instruction, tenant.Name,
                    d.DirectedOn, d.Deadline, d.ClosedOn, d.OnTime, d.AnswerNumber, d.Answer, d.Reason))
                : TypedResults.NotFound();
        }).WithSummary("One case with its deadline");
    }
}
