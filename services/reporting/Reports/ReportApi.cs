using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Reporting.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Reporting.Reports;

/// <summary>The reports of an organisation for programs, and its tables as files.</summary>
internal static class ReportApi
{
    public sealed record Item(
        Guid Id, Guid ConferenceId, string Conference, int Year, bool Supplementary, Deadline? Deadline, string Number, DateOnly? SignedOn, DateOnly? SentOn, bool? InTime);

    public sealed record One(Item Report, ReportContent Content);

    public static void Map(IEndpointRouteBuilder app)
    {
        var reports = app.MapGroup("/api/{tenant}/reports").WithTags("Reporting").WithMetadata(new RequireCapabilityAttribute(Capability.HoldsDialogues));

        reports.MapGet("", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader)] async (ReportingDb db, CancellationToken cancellationToken) =>
            TypedResults.Ok(await Items(db, _ => true, cancellationToken))).WithSummary("Result reports of the organisation, sent and still owed, newest first");

        reports.MapGet("/{id:guid}", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader)] async Task<Results<Ok<One>, NotFound>> (
            Guid id, ReportingDb db, DraftReport draft, CancellationToken cancellationToken) =>
        {
            if (await db.Reports.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } report) return TypedResults.NotFound();
            return TypedResults.Ok(new One((await Items(db, r => r.Id == id, cancellationToken))[0], await draft.Of(report, cancellationToken)));
        }).WithSummary("One result report: as it was sent, or drafted from the data of today");

        reports.MapPost("/{id:guid}/send", [RequireRole(Role.Leader)] async Task<Results<NoContent, NotFound>> (
            Guid id, SendReport.Request request, SendReport send, CancellationToken cancellationToken) =>
            await send.Handle(id, request, cancellationToken) is null ? TypedResults.NotFound() : TypedResults.NoContent())
            .WithSummary("Sign and send a result report").ProducesProblem(409);

        app.MapGet("/{tenant}/can-bo/bao-cao/{id:guid}/bieu-2.csv", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader, Role.PortalEditor)] async Task<IResult> (
            Guid id, string? ban, ReportingDb db, DraftReport draft, CurrentTenant organisation, CancellationToken cancellationToken) =>
            await db.Reports.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken) is { } report
                ? Table2(await draft.Of(report, cancellationToken), organisation.Slug, ban == "cong-khai") : Results.NotFound())
            .WithMetadata(new RequireCapabilityAttribute(Capability.HoldsDialogues)).ExcludeFromDescription();

        app.MapGet("/{tenant}/can-bo/bao-cao-nhan/{id:guid}/bieu-2.csv", [RequireRole(Role.FinanceViewer, Role.FinanceOfficer, Role.CityCoordinator)] async Task<IResult> (
            Guid id, ReportingDb db, CancellationToken cancellationToken) =>
            await db.ReceivedReports.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken) is { } report
                ? Table2(ReportContent.Parse(report.Content), $"nhan-{report.Year}", publicly: false) : Results.NotFound()).ExcludeFromDescription();
    }

    /// <summary>Biểu 2 as a file. The public one holds only what is published, without remarks and causes.</summary>
    private static IResult Table2(ReportContent content, string slug, bool publicly)
    {
        string[] head = ["STT", "Mã", "Tên DN/HTX/HKD", "Loại hình", "Nội dung", "Lĩnh vực", "Ngày nhận", "Kênh", "Phân loại thẩm quyền", "Đơn vị chủ trì", "Hình thức trả lời",
            "Số, ngày văn bản", "Hạn", "Ngày trả lời", "Đúng hạn/quá hạn", "Kết quả"];
        var rows = content.Petitions.Where(p => !publicly || p.Published).Select((p, i) => (string[])[
            $"{i + 1}", p.Code, p.Name, p.Kind, publicly ? p.Title : p.Text, p.Field, Csv.Day(p.ReceivedOn), p.Channel, p.Authority, p.Lead, p.AnsweredHow,
            p.Document, Csv.Day(p.Due), Csv.Day(p.AnsweredOn), ReportWords.InTime(p).Text, p.Result, .. publicly ? (string[])[] : [p.DelayCause, p.Note]]);
        return Csv.File($"bieu-2-{slug}-{content.Year}{(publicly ? "-cong-khai" : "")}.csv", publicly ? head : [.. head, "Nguyên nhân chậm", "Ghi chú"], rows);
    }

    private static async Task<List<Item>> Items(ReportingDb db, System.Linq.Expressions.Expression<Func<ResultReport, bool>> which, CancellationToken cancellationToken) =>
        await db.Reports.AsNoTracking().Where(which).OrderByDescending(r => r.Year).ThenByDescending(r => r.Id)
            .Select(r => new Item(r.Id, r.ConferenceId, db.Conferences.Where(c => c.Id == r.ConferenceId).Select(c => c.Title).FirstOrDefault() ?? "", r.Year, r.Supplementary, r.Deadline, r.Number, r.SignedOn, r.SentOn, r.InTime))
            .ToListAsync(cancellationToken);
}

/// <summary>Words of a report's rows, the same on pages, paper and in files.</summary>
internal static class ReportWords
{
    public static (string Kind, string Text) InTime(PetitionRow row) => row switch
    {
        { LateDays: > 0, AnsweredOn: null } => ("bad", $"Quá hạn {row.LateDays} ngày làm việc"),
        { LateDays: > 0 } => ("warn", $"Trễ {row.LateDays} ngày làm việc"),
        { OnTime: true } => ("ok", "Đúng hạn"),
        { Due: not null, OnTime: null, IsOpen: true } => ("calm", "Còn hạn"),
        _ => ("plain", "Không quy định thời hạn"),
    };
}
