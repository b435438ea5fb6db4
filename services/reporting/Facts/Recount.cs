using Microsoft.EntityFrameworkCore;

namespace Dialogue.Reporting.Facts;

/// <summary>
/// Counts all petitions of the tenant anew, in plain SQL that shares nothing with <see cref="Counting"/>: the yardstick of the tests, and the
/// repair of a damaged read model.
/// </summary>
internal sealed class Recount(ReportingDb db)
{
    public async Task Run(CancellationToken cancellationToken = default)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // No petition may change between the counting and the writing.
        await db.Database.ExecuteSqlRawAsync("lock table reporting.petition_facts in share row exclusive mode", cancellationToken);
        await db.YearCounters.ExecuteDeleteAsync(cancellationToken);
        await db.OpenByDue.ExecuteDeleteAsync(cancellationToken);
        await db.MonthCounters.ExecuteDeleteAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"""
            insert into reporting.year_counters (tenant_id, year, field_code, received, waiting, in_progress, escalated, answered, redirected, closed,
                own, coordinated, beyond, at_conference, in_writing, by_department, on_time, late, published)
            select tenant_id, year, field_code, count(*),
                count(*) filter (where state = 'Received'),
                count(*) filter (where state in ('Triaged', 'Drafting', 'AwaitingApproval')),
                count(*) filter (where state = 'Escalated'),
                count(*) filter (where state = 'Answered' or (state = 'Closed' and answered_how <> 'redirected')),
                count(*) filter (where state = 'Redirected' or (state = 'Closed' and answered_how = 'redirected')),
                count(*) filter (where state = 'Closed' and answered_how is null),
                count(*) filter (where authority = 'own'), count(*) filter (where authority = 'coordinated'), count(*) filter (where authority = 'beyond'),
                count(*) filter (where answered_how = 'at-conference'), count(*) filter (where answered_how = 'in-writing'),
                count(*) filter (where answered_how = 'by-department'),
                count(*) filter (where on_time), count(*) filter (where not on_time), count(*) filter (where published)
            from reporting.petition_facts where tenant_id = {db.Tenant.Value} group by 1, 2, 3
            """, cancellationToken);
        await db.Database.ExecuteSqlAsync($"""
            insert into reporting.open_by_due (tenant_id, year, due, count)
            select tenant_id, year, due, count(*) from reporting.petition_facts
            where tenant_id = {db.Tenant.Value} and due is not null and state in ('Received', 'Triaged', 'Drafting', 'AwaitingApproval') group by 1, 2, 3
            """, cancellationToken);
        await db.Database.ExecuteSqlAsync($"""
            insert into reporting.month_counters (tenant_id, month, received, answered)
            select tenant_id, month, sum(received), sum(answered) from (
                select tenant_id, date_trunc('month', received_on)::date as month, 1 as received, 0 as answered from reporting.petition_facts
                union all
                select tenant_id, date_trunc('month', answered_on)::date, 0, 1 from reporting.petition_facts where answered_on is not null) p
            where tenant_id = {db.Tenant.Value} group by 1, 2
            """, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
