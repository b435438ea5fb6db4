using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;

namespace Dialogue.Reporting.Facts;

/// <summary>Petitions of one organisation, year and field, counted once per measure. As many rows as there are fields, however many petitions.</summary>
public sealed class YearCounter : ITenantOwned
{
    public TenantId TenantId { get; private set; }
    public int Year { get; init; }
    public string FieldCode { get; init; } = "";

    public int Received { get; init; }

    // One of these six for every petition received.
    public int Waiting { get; init; }
    public int InProgress { get; init; }
    public int Escalated { get; init; }
    public int Answered { get; init; }
    public int Redirected { get; init; }
    public int Closed { get; init; }

    public int Own { get; init; }
    public int Coordinated { get; init; }
    public int Beyond { get; init; }

    public int AtConference { get; init; }
    public int InWriting { get; init; }
    public int ByDepartment { get; init; }

    /// <summary>Frozen in time, and frozen late; a petition without a term is in neither.</summary>
    public int OnTime { get; init; }
    public int Late { get; init; }
    public int Published { get; init; }
}

/// <summary>How many open petitions of a year fall due on a day: what is overdue depends on today, so it is asked and never stored.</summary>
public sealed class OpenByDue : ITenantOwned
{
    public TenantId TenantId { get; private set; }
    public int Year { get; init; }
    public DateOnly Due { get; init; }
    public int Count { get; init; }
}

/// <summary>Petitions received and answered in a month (its first day).</summary>
public sealed class MonthCounter : ITenantOwned
{
    public TenantId TenantId { get; private set; }
    public DateOnly Month { get; init; }
    public int Received { get; init; }
    public int Answered { get; init; }
}

/// <summary>What one petition adds to the counters. Old taken away and new added in the transaction of the change, they never need a recount.</summary>
public static class Counting
{
    public static readonly IReadOnlyList<(string Column, Func<PetitionFact, bool> Counts)> Measures =
    [
        ("received", _ => true),
        ("waiting", p => p.Stage == PetitionStage.Waiting),
        ("in_progress", p => p.Stage == PetitionStage.InProgress),
        ("escalated", p => p.Stage == PetitionStage.Escalated),
        ("answered", p => p.Stage == PetitionStage.Answered),
        ("redirected", p => p.Stage == PetitionStage.Redirected),
        ("closed", p => p.Stage == PetitionStage.Closed),
        ("own", p => p.Authority == "own"),
        ("coordinated", p => p.Authority == "coordinated"),
        ("beyond", p => p.Authority == "beyond"),
        ("at_conference", p => p.AnsweredHow == "at-conference"),
        ("in_writing", p => p.AnsweredHow == "in-writing"),
        ("by_department", p => p.AnsweredHow == "by-department"),
        ("on_time", p => p.OnTime == true),
        ("late", p => p.OnTime == false),
        ("published", p => p.Published),
    ];

    private static readonly string Columns = string.Join(", ", Measures.Select(m => m.Column));
    private static readonly string AddYear = $"""
        insert into reporting.year_counters as c (tenant_id, year, field_code, {Columns})
        values ($1, $2, $3, {string.Join(", ", Measures.Select((_, i) => $"${i + 4}"))})
        on conflict (tenant_id, year, field_code) do update set {string.Join(", ", Measures.Select(m => $"{m.Column} = c.{m.Column} + excluded.{m.Column}"))}
        """;
    private const string AddDue = """
        insert into reporting.open_by_due as c (tenant_id, year, due, count) values ($1, $2, $3, $4)
        on conflict (tenant_id, year, due) do update set count = c.count + excluded.count
        """;
    private const string AddMonth = """
        insert into reporting.month_counters as c (tenant_id, month, received, answered) values ($1, $2, $3, $4)
        on conflict (tenant_id, month) do update set received = c.received + excluded.received, answered = c.answered + excluded.answered
        """;

    /// <summary>Adds <paramref name="after"/> minus <paramref name="before"/> in one round trip, in the context's transaction.</summary>
    internal static async Task Apply(ReportingDb db, Tally before, Tally after, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var batch = new NpgsqlBatch(connection);
        // Rows in one order everywhere, so that two at a time wait for each other and never in a circle.
        foreach (var key in before.Years.Keys.Union(after.Years.Keys).Order())
        {
            var (old, now) = (before.Years.GetValueOrDefault(key), after.Years.GetValueOrDefault(key));
            var delta = Measures.Select((_, i) => (now?[i] ?? 0) - (old?[i] ?? 0)).ToArray();
            if (delta.Any(d => d != 0)) Add(AddYear, [db.Tenant.Value, key.Year, key.Field, .. delta.Cast<object>()]);
        }
        foreach (var key in before.Dues.Keys.Union(after.Dues.Keys).Order())
            if (after.Dues.GetValueOrDefault(key) - before.Dues.GetValueOrDefault(key) is var delta and not 0)
                Add(AddDue, [db.Tenant.Value, key.Year, key.Due, delta]);
        foreach (var month in before.Months.Keys.Union(after.Months.Keys).Order())
        {
            var (old, now) = (before.Months.GetValueOrDefault(month), after.Months.GetValueOrDefault(month));
            if (old != now) Add(AddMonth, [db.Tenant.Value, month, now.Received - old.Received, now.Answered - old.Answered]);
        }
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancellationToken);

        void Add(string sql, object[] values)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in values) command.Parameters.Add(new() { Value = value });
            batch.BatchCommands.Add(command);
        }
    }

}

/// <summary>Counts by the key of the row they belong to.</summary>
public sealed class Tally
{
    public Dictionary<(int Year, string Field), int[]> Years { get; } = [];
    public Dictionary<(int Year, DateOnly Due), int> Dues { get; } = [];
    public Dictionary<DateOnly, (int Received, int Answered)> Months { get; } = [];

    /// <summary>Adds all that a petition counts for, in the rows it counts in.</summary>
    public void Add(PetitionFact petition)
    {
        var year = Years.GetValueOrDefault((petition.Year, petition.FieldCode)) ?? (Years[(petition.Year, petition.FieldCode)] = new int[Counting.Measures.Count]);
        for (var i = 0; i < year.Length; i++)
            if (Counting.Measures[i].Counts(petition)) year[i]++;
        if (petition is { IsOpen: true, Due: { } due }) Dues[(petition.Year, due)] = Dues.GetValueOrDefault((petition.Year, due)) + 1;
        Month(petition.ReceivedOn, 1, 0);
        if (petition.AnsweredOn is { } answered) Month(answered, 0, 1);
    }

    private void Month(DateOnly day, int received, int answered)
    {
        var month = new DateOnly(day.Year, day.Month, 1);
        var (r, a) = Months.GetValueOrDefault(month);
        Months[month] = (r + received, a + answered);
    }
}

internal sealed class YearCounterConfiguration : IEntityTypeConfiguration<YearCounter>
{
    public void Configure(EntityTypeBuilder<YearCounter> counter)
    {
        counter.ToTable("year_counters");
        counter.HasKey(c => new { c.TenantId, c.Year, c.FieldCode });
        counter.HasIndex(c => c.Year);
    }
}

internal sealed class OpenByDueConfiguration : IEntityTypeConfiguration<OpenByDue>
{
    public void Configure(EntityTypeBuilder<OpenByDue> open)
    {
        open.ToTable("open_by_due");
        open.HasKey(c => new { c.TenantId, c.Year, c.Due });
        // Days that are done with stay as zero rows; nobody reads them.
        open.HasIndex(c => new { c.Year, c.Due }).HasFilter("count > 0");
    }
}

internal sealed class MonthCounterConfiguration : IEntityTypeConfiguration<MonthCounter>
{
    public void Configure(EntityTypeBuilder<MonthCounter> month)
    {
        month.ToTable("month_counters");
        month.HasKey(c => new { c.TenantId, c.Month });
    }
}
