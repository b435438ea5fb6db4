using System.Globalization;
using System.Text;
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

    /// <summary>The coordinator's list as a file for a spreadsheet, with the filters of the address.</summary>
    public static void MapCsv(IEndpointRouteBuilder app) => app
        .MapGet("/{tenant}/can-bo/vu-viec/danh-sach.csv", [RequireRole(Role.CityCoordinator)] async (
            EscalationsDb db, ListCityCases list, LegalClock clock, HttpContext http, CancellationToken cancellationToken) =>
        {
            var query = http.Request.Query;
            var filter = new ListCityCases.Filter(query["trang-thai"], Guid.TryParse(query["don-vi"], out var department) ? department : null, query["linh-vuc"]);
            var names = await db.FieldNames.AsNoTracking().ToDictionaryAsync(f => f.Code, f => f.Name, cancellationToken);
            http.Response.ContentType = "text/csv; charset=utf-8";
            http.Response.Headers.ContentDisposition = "attachment; filename=\"vu-viec.csv\"";
            await using var writer = new StreamWriter(http.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            await writer.WriteLineAsync(Line("Mã kiến nghị", "Nội dung", "Đơn vị gửi", "Lĩnh vực", "Tình trạng", "Đang ở", "Ngày báo cáo", "Ngày chuyển", "Hạn đề xuất", "Ngày kết thúc", "Đúng hạn"));
            string? after = null;
            do
            {
                (var rows, after) = await list.Handle(filter, after, clock.Today, 500, cancellationToken);
                foreach (var c in rows)
                    await writer.WriteLineAsync(Line(
                        c.Code, c.Title, c.SenderName, names.GetValueOrDefault(c.FieldCode, c.FieldCode), Words.Of(c.State), c.DepartmentName, Day(c.ReportedOn), Day(c.DirectedOn),
                        Day(c.Due), Day(c.ClosedOn), c.OnTime switch { true => "Có", false => "Không", null => "" }));
            }
            while (after is not null);
        }).WithMetadata(new RequireCapabilityAttribute(Capability.RoutesCases)).ExcludeFromDescription();

    private static string Day(DateOnly? day) => day?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A spreadsheet must not take a cell for a formula, and no cell may break its line.</summary>
    internal static string Line(params string[] cells) => string.Join(',', cells.Select(cell =>
        $"\"{(cell.Length > 0 && "=+-@\t\r".Contains(cell[0]) ? "'" : "")}{cell.Replace("\"", "\"\"").ReplaceLineEndings(" ")}\""));
}
