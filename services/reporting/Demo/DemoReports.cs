using Dialogue.Data;
using Dialogue.Hosting.Demo;
using Dialogue.Kernel;
using Dialogue.Reporting.Model;
using Dialogue.Reporting.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Reporting.Demo;

/// <summary>The result reports of the demo city: each sent on the day of the script, with what was known on that day; those of
/// the model communes as numbered papers.</summary>
internal static class DemoReports
{
    public static Task Seed(IServiceProvider services, DemoScript script, CancellationToken cancellationToken)
    {
        var reported = script.Conferences.Where(c => c.Reported is not null).ToLookup(c => c.Commune.Slug);
        return services.GetRequiredService<EachTenant>().Run<ReportingDb>(async (db, scope, token) =>
        {
            var tenant = scope.GetRequiredService<CurrentTenant>();
            if (!reported.Contains(tenant.Slug)) return;
            var (draft, send) = (scope.GetRequiredService<DraftReport>(), scope.GetRequiredService<SendReport>());
            await using var transaction = await db.Database.BeginTransactionAsync(token);
            foreach (var told in reported[tenant.Slug].OrderBy(c => c.Reported))
                if (await db.Reports.FirstOrDefaultAsync(r => r.ConferenceId == told.Id && !r.Supplementary && r.SentOn == null, token) is { } report)
                    await Send(db, tenant, draft, send, report, told, place: 1 + reported[tenant.Slug].Count(c => c.Reported < told.Reported && c.Reported!.Value.Year == told.Reported!.Value.Year), token);
            await db.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
        }, Capability.HoldsDialogues, cancellationToken);
    }

    /// <param name="place">Among the result reports of its year, from 1.</param>
    private static async Task Send(
        ReportingDb db, CurrentTenant tenant, DraftReport draft, SendReport send, ResultReport report, DemoConference told, int place, CancellationToken cancellationToken)
    {
        var day = told.Reported!.Value;
        var content = await draft.Of(report, cancellationToken);
        report.Correct(new(
            Departments: "Sở Tài chính, Sở Nông nghiệp và Môi trường", Budget: "Dự toán 18.500.000 đ, quyết toán 17.900.000 đ",
            Difficulties: "Một số kiến nghị về đất đai cần nhiều cơ quan phối hợp, hồ sơ gốc lưu ở nhiều nơi.",
            Proposals: "Đề nghị các sở, ngành cử đầu mối dự hội nghị để trả lời ngay kiến nghị vượt thẩm quyền của xã, phường.",
            Rows: [.. content.Petitions.Where(p => p.IsLate && p.DelayCause.Length == 0).Select(p => new RowCorrection(p.Id, "Hồ sơ phải xác minh thực địa, thời tiết không thuận.", ""))]));
        content = await draft.Of(report, cancellationToken);
        // Answered later than the report: still open in it.
        content = content with
        {
            AsOf = day,
            Petitions = [.. content.Petitions.Select(p => p.AnsweredOn <= day || p.AnsweredOn is null ? p : p with
            {
                AnsweredHow = "", Document = "", AnsweredOn = null, OnTime = null, LateDays = 0, DelayCause = "", Result = ReportDraft.StillOpen, Published = false, Agreement = "",
            })],
        };
        content = content with { Fields = ReportDraft.ByField(content.Petitions) };
        var conference = await db.Conferences.FirstAsync(c => c.Id == report.ConferenceId, cancellationToken);
        // Reports to the city were numbered first, in the same series, and left this one its place by the dates.
        var number = place + await db.Petitions.CountAsync(p => p.ReportedOn <= day && p.ReportedOn!.Value.Year == day.Year, cancellationToken);
        if (told.Commune.IsModel) await send.Hand(report, conference, content, $"{number:00}/BC-UBND", day, new(told.Commune.Leader, "Chủ tịch"), day, cancellationToken);
        else await send.HandWithoutPaper(report, conference, content, $"{20 + 17 * told.Ordinal}/BC-UBND", day, day, cancellationToken);
    }
}
