using Dialogue.Contracts.Planning;
using Dialogue.Data.Reference;
using Dialogue.Kernel;
using Dialogue.Reporting.Model;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Reporting.Facts;

/// <summary>Keeps the conference, and opens its result report once it is held or it is decided that it will not be.</summary>
internal sealed class KeepConference(ReportingDb db, CurrentTenant tenant, CalendarSource<ReportingDb> calendar) : IConsumer<ConferenceChanged>
{
    public async Task Consume(ConsumeContext<ConferenceChanged> context)
    {
        var (m, cancellationToken) = (context.Message, context.CancellationToken);
        var fact = await db.Conferences.FirstOrDefaultAsync(c => c.Id == m.ConferenceId, cancellationToken);
        if (fact is not null && fact.Version >= m.Version) return;
        if (fact is null) db.Conferences.Add(fact = new() { Id = m.ConferenceId });
        fact.Become(m);

        var report = await db.Reports.FirstOrDefaultAsync(r => r.ConferenceId == m.ConferenceId && !r.Supplementary, cancellationToken);
        if (fact.OwesReport)
        {
            if (report is null) db.Reports.Add(report = ResultReport.For(fact));
            if (!report.IsSent)
            {
                var rules = await db.RuleSetCopies.AsNoTracking().FirstOrDefaultAsync(r => r.Year == fact.Year, cancellationToken);
                var due = ResultReport.DeadlineOf(fact, rules?.ToRuleSet(), await calendar.Get(cancellationToken));
                fact.ReportIsDue(due?.Due);
                if (report.IsDue(due)) db.Publish(report.Duty(fact.Title, tenant.Slug));
            }
        }
        await db.SaveChangesAsync(cancellationToken);
    }
}
