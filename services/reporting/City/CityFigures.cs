using Dialogue.Hosting.Tenancy;
using Dialogue.Kernel;
using Dialogue.Reporting.Facts;

namespace Dialogue.Reporting.City;

/// <summary>The state of the whole city in one year: some 114 rows, read from counters, whatever the number of petitions.</summary>
internal sealed class CityFigures(CityReader city, OrganisationDirectory organisations, LegalClock clock)
{
    public async Task<CityYear> Of(int year, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var units = (await organisations.All(cancellationToken)).Where(o => o.Kind == "commune").ToList();
        var read = await city.Read(
            [
                new("""
                    select tenant_id, sum(received)::int, sum(waiting + in_progress)::int, sum(escalated)::int, sum(answered)::int, sum(redirected)::int, sum(beyond)::int,
                        sum(on_time)::int, sum(late)::int from reporting.year_counters where year = $1 group by 1
                    """, year),
                new("select tenant_id, sum(count) filter (where due < $2)::int, sum(count) filter (where due >= $2)::int from reporting.open_by_due where year = $1 and due <= $3 and count > 0 group by 1",
                    year, today, today.AddDays(5)),
                new("select tenant_id, day, state, held, report_due, report_sent_on, report_in_time, term_start, title, id from reporting.conference_facts where year = $1 order by day", year),
                new("select distinct on (tenant_id) tenant_id, sent_on, in_time, number from reporting.plan_facts where year = $1 order by tenant_id, sent_on", year),
                new("select tenant_id, frequency_min, plan_due from reporting.rule_facts where year = $1", year),
                new("""
                    select c.field_code, coalesce(f.name, c.field_code), sum(received)::int, sum(waiting + in_progress)::int, sum(escalated)::int, sum(answered + redirected)::int,
                        sum(on_time)::int, sum(late)::int
                    from reporting.year_counters c left join reporting.fields f on f.code = c.field_code where c.year = $1 group by 1, 2 having sum(received) > 0 order by 3 desc, 2
                    """, year),
                new("select month, sum(received)::int, sum(answered)::int from reporting.month_counters where month >= $1 and month < $2 group by 1 order by 1",
                    new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1)),
                new("""
                    select case when c.state = 'Received' then '' else c.department_name end, count(*)::int, count(*) filter (where c.due < $2)::int
                    from reporting.case_facts c join reporting.petition_facts p on p.id = c.petition_id
                    where c.state in ('Received', 'Directed') and p.year = $1 group by 1 order by 2 desc, 1
                    """, year, today),
            ],
            async (reader, token) => (
                Petitions: await reader.All(r => (Tenant: r.GetGuid(0), Received: r.GetInt32(1), Open: r.GetInt32(2), Escalated: r.GetInt32(3), Answered: r.GetInt32(4),
                    Redirected: r.GetInt32(5), Beyond: r.GetInt32(6), OnTime: r.GetInt32(7), Late: r.GetInt32(8)), token),
                Due: await reader.Next(r => (Tenant: r.GetGuid(0), Overdue: r.IsDBNull(1) ? 0 : r.GetInt32(1), Soon: r.IsDBNull(2) ? 0 : r.GetInt32(2)), token),
                Conferences: await reader.Next(r => (Tenant: r.GetGuid(0), Facts: new BoardConference(r.GetGuid(9), r.GetString(8), r.GetFieldValue<DateOnly>(1), r.GetString(2), r.Flag(3),
                    r.Day(4), r.Day(5), r.Flag(6), r.Day(7))), token),
                Plans: await reader.Next(r => (Tenant: r.GetGuid(0), SentOn: r.GetFieldValue<DateOnly>(1), InTime: r.GetBoolean(2), Number: r.GetString(3)), token),
                Rules: await reader.Next(r => (Tenant: r.GetGuid(0), Min: r.IsDBNull(1) ? (int?)null : r.GetInt32(1), PlanDue: r.Day(2)), token),
                Fields: await reader.Next(r => new FieldTotals(r.GetString(0), r.GetString(1), r.GetInt32(2), r.GetInt32(3), r.GetInt32(4), r.GetInt32(5), r.GetInt32(6), r.GetInt32(7)), token),
                Months: await reader.Next(r => new MonthTotals(r.GetFieldValue<DateOnly>(0), r.GetInt32(1), r.GetInt32(2)), token),
                Departments: await reader.Next(r => new DepartmentTotals(r.GetString(0), r.GetInt32(1), r.GetInt32(2)), token)),
            cancellationToken);

        var petitions = read.Petitions.ToDictionary(p => p.Tenant);
        var due = read.Due.ToDictionary(d => d.Tenant);
        var conferences = read.Conferences.ToLookup(c => c.Tenant, c => c.Facts);
        var plans = read.Plans.ToDictionary(p => p.Tenant);
        var rules = read.Rules.ToDictionary(r => r.Tenant);
        var rows = units.Select(unit =>
        {
            var p = petitions.GetValueOrDefault(unit.Id);
            var d = due.GetValueOrDefault(unit.Id);
            var rule = rules.GetValueOrDefault(unit.Id);
            var plan = plans.TryGetValue(unit.Id, out var sent) ? new BoardPlan(sent.SentOn, sent.InTime, sent.Number) : null;
            return new BoardRow(unit, plan, rule.PlanDue, rule.Min, [.. conferences[unit.Id]],
                p.Received, p.Open, p.Escalated, p.Answered, p.Redirected, p.Beyond, p.OnTime, p.Late, d.Overdue, d.Soon, today);
        }).ToList();
        return new(year, today, rows, read.Fields, read.Months, read.Departments);
    }

    /// <summary>Years that have a conference or a plan, newest first; the present one always.</summary>
    public async Task<IReadOnlyList<int>> Years(CancellationToken cancellationToken)
    {
        var years = await city.List(new("select year from reporting.conference_facts union select year from reporting.plan_facts"), r => r.GetInt32(0), cancellationToken);
        return [.. years.Append(clock.Today.Year).Distinct().OrderDescending()];
    }
}

internal sealed record CityYear(
    int Year, DateOnly Today, IReadOnlyList<BoardRow> Rows, IReadOnlyList<FieldTotals> Fields, IReadOnlyList<MonthTotals> Months, IReadOnlyList<DepartmentTotals> Departments)
{
    public int Holding => Rows.Count(r => r.Held > 0);
    public int Received => Rows.Sum(r => r.Received);
    public int Answered => Rows.Sum(r => r.Answered + r.Redirected);
    public int OnTime => Rows.Sum(r => r.OnTime);
    public int Late => Rows.Sum(r => r.Late);
    public int Overdue => Rows.Sum(r => r.Overdue);
    public int Beyond => Rows.Sum(r => r.Beyond);
    public int ReportsOverdue => Rows.Sum(r => r.ReportsOverdue);
    public int AtDepartments => Departments.Sum(d => d.Open);
}

/// <param name="PlanDue">Last timely day of the plan; null without a term.</param>
/// <param name="Minimum">Fewest conferences of the year; null without such a rule.</param>
/// <param name="Open">With the organisation itself; those past their day are <paramref name="Overdue"/>, those due within five days <paramref name="Soon"/>.</param>
internal sealed record BoardRow(
    OrganisationFacts Unit, BoardPlan? Plan, DateOnly? PlanDue, int? Minimum, IReadOnlyList<BoardConference> Conferences,
    int Received, int Open, int Escalated, int Answered, int Redirected, int Beyond, int OnTime, int Late, int Overdue, int Soon, DateOnly Today)
{
    public int Held => Conferences.Count(c => c.Held == true);
    public bool PlanMissing => Plan is null && PlanDue < Today;
    public double? OnTimeShare => OnTime + Late == 0 ? null : (double)OnTime / (OnTime + Late);
    public int ReportsOverdue => Conferences.Count(c => c.ReportIsOverdue(Today));
    public int ReportsSent => Conferences.Count(c => c.ReportSentOn is not null);
    public int ReportsOwed => Conferences.Count(c => c.OwesReport);
    public bool BelowMinimum => Held < Minimum;

    /// <summary>The conference that says most about where the unit stands: the next one, else the last one.</summary>
    public BoardConference? Telling => Conferences.FirstOrDefault(c => c.Held is null && c.State is not ("Postponed" or "NotHeld") && c.Day >= Today) ?? Conferences.LastOrDefault();
}

internal sealed record BoardPlan(DateOnly SentOn, bool InTime, string Number);

internal sealed record BoardConference(
    Guid Id, string Title, DateOnly Day, string State, bool? Held, DateOnly? ReportDue, DateOnly? ReportSentOn, bool? ReportInTime, DateOnly? TermStart)
{
    public bool OwesReport => Held is not null && TermStart is not null && State is not ("Postponed" or "Postponing");
    public bool ReportIsOverdue(DateOnly today) => OwesReport && ReportSentOn is null && ReportDue < today;
}

internal sealed record FieldTotals(string Code, string Name, int Received, int Open, int Escalated, int Answered, int OnTime, int Late);

internal sealed record MonthTotals(DateOnly Month, int Received, int Answered);

/// <param name="Name">Empty: not yet directed, with the city office.</param>
internal sealed record DepartmentTotals(string Name, int Open, int Overdue);
