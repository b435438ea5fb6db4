using Dialogue.Data;
using Dialogue.Reporting.Facts;
using Dialogue.Reporting.Model;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Reporting;

/// <summary>Schema <c>reporting</c>.</summary>
public sealed class ReportingDb(DbContextOptions<ReportingDb> options) : TenantDbContext(options)
{
    public override string Schema => ReportingModule.Service;

    public override IReadOnlyDictionary<string, string> CityWideTables { get; } = new Dictionary<string, string>(CommonCityWideTables)
    {
        ["fields"] = "the names of petition fields are the same for the whole city",
    };

    /// <summary>Figures, dates and published titles. Never a text, a name, an answer, a report: those stay with their organisation.</summary>
    public override IReadOnlyList<string> TablesOpenToCity =>
        ["organisations", "fields", "plan_facts", "rule_facts", "conference_facts", "case_facts", "petition_facts", "year_counters", "open_by_due", "month_counters"];

    public DbSet<PlanFact> Plans => Set<PlanFact>();
    public DbSet<RuleFact> RuleFacts => Set<RuleFact>();
    public DbSet<ConferenceFact> Conferences => Set<ConferenceFact>();
    public DbSet<PetitionFact> Petitions => Set<PetitionFact>();
    public DbSet<PetitionText> PetitionTexts => Set<PetitionText>();
    public DbSet<CaseFact> Cases => Set<CaseFact>();
    public DbSet<FieldName> Fields => Set<FieldName>();
    public DbSet<YearCounter> YearCounters => Set<YearCounter>();
    public DbSet<OpenByDue> OpenByDue => Set<OpenByDue>();
    public DbSet<MonthCounter> MonthCounters => Set<MonthCounter>();
    public DbSet<ResultReport> Reports => Set<ResultReport>();
    public DbSet<ReceivedReport> ReceivedReports => Set<ReceivedReport>();
}

internal sealed class ReportingDesignTime() : DesignTimeFactory<ReportingDb>(ReportingModule.Service);
