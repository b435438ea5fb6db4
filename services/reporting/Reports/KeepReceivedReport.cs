using Dialogue.Contracts.Notifications;
using Dialogue.Contracts.Reporting;
using Dialogue.Kernel;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Reporting.Reports;

/// <summary>A report arrives at a recipient, who keeps a row of its own. What the sender says to itself is not one.</summary>
internal sealed class KeepReceivedReport(ReportingDb db, CurrentTenant tenant) : IConsumer<ResultReportSent>
{
    public async Task Consume(ConsumeContext<ResultReportSent> context)
    {
        var m = context.Message;
        if (m.SenderId == tenant.Id.Value) return;
        var report = await db.ReceivedReports.FirstOrDefaultAsync(r => r.Id == m.ReportId, context.CancellationToken);
        if (report is not null && report.Version >= m.Version) return;
        if (report is null)
        {
            db.ReceivedReports.Add(report = new() { Id = m.ReportId });
            db.Publish(new NoteSent(m.ReportId, "report-received", $"{m.SenderName} gửi báo cáo {(m.Supplementary ? "bổ sung " : "")}{m.Number}", $"/{tenant.Slug}/can-bo/bao-cao-nhan/{m.ReportId}",
                [Role.FinanceOfficer, Role.FinanceViewer, Role.CityCoordinator], null, null));
        }
        (report.Version, report.SenderId, report.SenderName, report.ConferenceId, report.Year) = (m.Version, m.SenderId, m.SenderName, m.ConferenceId, m.Year);
        (report.Title, report.Number, report.SentOn, report.Due, report.InTime, report.Supplementary) = (m.Title, m.Number, m.SentOn, m.Due, m.InTime, m.Supplementary);
        report.Content = m.Content;
        await db.SaveChangesAsync(context.CancellationToken);
    }
}
