using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Dialogue.Reporting.City;

/// <summary>The board for programs.</summary>
internal static class BoardApi
{
    public sealed record Totals(int Units, int Holding, int Received, int Answered, int OnTime, int Late, int Overdue, int Beyond, int AtDepartments, int ReportsOverdue);

    public sealed record Unit(
        string Slug, string Name, DateOnly? PlanSentOn, bool? PlanInTime, bool PlanMissing, int Held, int? Minimum, bool BelowMinimum, int Received, int Open, int Overdue, int Escalated,
        int Answered, int Redirected, int Beyond, int OnTime, int Late, int ReportsOwed, int ReportsSent, int ReportsOverdue);

    public sealed record Field(string Code, string Name, int Received, int Open, int Escalated, int Answered, int OnTime, int Late);

    public sealed record Answer(int Year, DateOnly Today, Totals City, IReadOnlyList<Unit> Units, IReadOnlyList<Field> Fields);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/{tenant}/board", [RequireRole(Role.FinanceViewer, Role.FinanceOfficer, Role.CityCoordinator), AllowScope(Scope.BoardRead)] async Task<Ok<Answer>> (
            int? year, CityFigures figures, LegalClock clock, CancellationToken cancellationToken) =>
        {
            var c = await figures.Of(year ?? clock.Today.Year, cancellationToken);
            return TypedResults.Ok(new Answer(c.Year, c.Today,
                new(c.Rows.Count, c.Holding, c.Received, c.Answered, c.OnTime, c.Late, c.Overdue, c.Beyond, c.AtDepartments, c.ReportsOverdue),
                [.. c.Rows.Select(r => new Unit(r.Unit.Slug, r.Unit.Name, r.Plan?.SentOn, r.Plan?.InTime, r.PlanMissing, r.Held, r.Minimum, r.BelowMinimum, r.Received, r.Open, r.Overdue, r.Escalated,
                    r.Answered, r.Redirected, r.Beyond, r.OnTime, r.Late, r.ReportsOwed, r.ReportsSent, r.ReportsOverdue))],
                [.. c.Fields.Select(f => new Field(f.Code, f.Name, f.Received, f.Open, f.Escalated, f.Answered, f.OnTime, f.Late))]));
        }).WithMetadata(new RequireCapabilityAttribute(Capability.SeesCity)).WithTags("Reporting").WithSummary("The state of the whole city in one year, unit by unit and field by field");
    }
}
