using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Reporting.Model;
using Dialogue.Web;
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

        app.MapGet("/{tenant}/can-bo/bao-cao/{id:guid}/bieu-2", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader, Role.PortalEditor)] async Task<IResult> (
            Guid id, HttpContext http, ReportingDb db, DraftReport draft, CancellationToken cancellationToken) =>
            await db.Reports.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken) is { } report
                ? Table2(http, await draft.Of(report, cancellationToken), inside: http.Request.WantedFile()?.Internal == true) : Results.NotFound())
            .WithMetadata(new RequireCapabilityAttribute(Capability.HoldsDialogues)).ExcludeFromDescription();

        app.MapGet("/{tenant}/can-bo/bao-cao-nhan/{id:guid}/bieu-2", [RequireRole(Role.FinanceViewer, Role.FinanceOfficer, Role.CityCoordinator)] async Task<IResult> (
            Guid id, HttpContext http, ReportingDb db, CancellationToken cancellationToken) =>
            await db.ReceivedReports.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken) is { } report
                ? Table2(http, ReportContent.Parse(report.Content), inside: true) : Results.NotFound()).ExcludeFromDescription();
    }

    /// <summary>
    /// Biểu 2 as a file. Without <paramref name="inside"/> it holds only what is published, without remarks and causes; the internal one has all petitions with the words
    /// that the report sends: no phones, and names only of those who agreed.
    /// </summary>
    private static IResult Table2(HttpContext http, ReportContent content, bool inside)
    {
        if (http.Request.WantedFile() is not { } wanted) return Results.NotFound();
        var sheet = new Sheet<(int No, PetitionRow Row)>("Biểu 2")
            .Number("STT", p => p.No, 6).Text("Mã", p => p.Row.Code, 16).Text("Tên DN/HTX/HKD", p => p.Row.Name, 32).Text("Loại hình", p => p.Row.Kind, 16).When(inside, more => more.Text("Địa chỉ", p => p.Row.Address, 36)).Text("Nội dung", p => inside ? p.Row.Text : p.Row.Title, 60)
            .Text("Lĩnh vực", p => p.Row.Field, 24).Date("Ngày nhận", p => p.Row.ReceivedOn).Text("Kênh", p => p.Row.Channel, 14).Text("Phân loại thẩm quyền", p => p.Row.Authority).Text("Đơn vị chủ trì", p => p.Row.Lead, 24).Text("Đơn vị phối hợp", p => p.Row.CoOffices, 24)
            .Text("Hình thức trả lời", p => p.Row.AnsweredHow).Text("Số, ngày văn bản", p => p.Row.Document, 24).Date("Hạn", p => p.Row.Due).Date("Ngày trả lời", p => p.Row.AnsweredOn)
            .Text("Đúng hạn/quá hạn", p => ReportWords.InTime(p.Row).Text, 22).Text("Kết quả", p => p.Row.Result, 30).Text("Mức độ đồng tình", p => p.Row.Agreement, 20)
            .When(inside, more => more.Text("Nguyên nhân chậm", p => p.Row.DelayCause, 30).Text("Ghi chú", p => p.Row.Note, 30));
        return (wanted with { Internal = inside }).Of(http, $"bieu-2-{content.Year}", sheet, content.Petitions.Where(p => inside || p.Published).Select((p, i) => (i + 1, p)));
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
