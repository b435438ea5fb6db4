using Dialogue.Data;
using Dialogue.Planning.Calendar.Model;
using Dialogue.Planning.Plans.Model;
using Dialogue.Planning.RuleSets.Model;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning;

/// <summary>Schema <c>planning</c>.</summary>
public sealed partial class PlanningDb(DbContextOptions<PlanningDb> options) : TenantDbContext(options)
{
    public override string Schema => PlanningModule.Service;

    public override IReadOnlyDictionary<string, string> CityWideTables { get; } = new Dictionary<string, string>(CommonCityWideTables)
    {
        ["working_years"] = "the working calendar is the same for the whole city",
        ["city_rule_sets"] = "the city's default terms hold for every organisation without its own, and are public",
    };

    internal DbSet<WorkingYear> WorkingYears => Set<WorkingYear>();
    internal DbSet<RuleSetVersion> RuleSetVersions => Set<RuleSetVersion>();
    internal DbSet<CityRuleSet> CityRuleSets => Set<CityRuleSet>();
    internal DbSet<AnnualPlan> Plans => Set<AnnualPlan>();
    internal DbSet<ReceivedPlan> ReceivedPlans => Set<ReceivedPlan>();
}

internal sealed class PlanningDesignTime() : DesignTimeFactory<PlanningDb>(PlanningModule.Service);
