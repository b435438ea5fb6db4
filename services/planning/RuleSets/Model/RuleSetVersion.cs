using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Planning.RuleSets.Model;

/// <summary>One version of an organisation's own rule set of a year. Never edited: a change is a further version, so the rows are the history.</summary>
internal sealed class RuleSetVersion : ITenantOwned
{
    public TenantId TenantId { get; private set; }
    public int Year { get; init; }

    /// <summary>Follows the version in the data file, which is 1 where there is one.</summary>
    public int Version { get; init; }
    public List<Rule> Rules { get; init; } = [];
    public DateOnly Day { get; init; }
    public string By { get; init; } = "";

    /// <summary>Why it was changed.</summary>
    public string Note { get; init; } = "";
}

/// <summary>One version of the city's default set of a year: the same for every organisation without a set of its own.</summary>
internal sealed class CityRuleSet
{
    public int Year { get; init; }
    public int Version { get; init; }
    public List<Rule> Rules { get; init; } = [];
    public DateOnly Day { get; init; }
    public string By { get; init; } = "";
    public string Note { get; init; } = "";
}

internal sealed class RuleSetConfiguration : IEntityTypeConfiguration<RuleSetVersion>, IEntityTypeConfiguration<CityRuleSet>
{
    public void Configure(EntityTypeBuilder<RuleSetVersion> set)
    {
        set.ToTable("rule_set_versions");
        set.HasKey(s => new { s.TenantId, s.Year, s.Version });
        set.Property(s => s.By).HasMaxLength(200);
        set.Property(s => s.Note).HasMaxLength(500);
        Json(set.Property(s => s.Rules));
    }

    public void Configure(EntityTypeBuilder<CityRuleSet> set)
    {
        set.ToTable("city_rule_sets");
        set.HasKey(s => new { s.Year, s.Version });
        set.Property(s => s.By).HasMaxLength(200);
        set.Property(s => s.Note).HasMaxLength(500);
        Json(set.Property(s => s.Rules));
    }

    private static void Json(PropertyBuilder<List<Rule>> rules) => rules.HasColumnType("jsonb").HasConversion(
        new JsonConverter<List<Rule>>(), new ValueComparer<List<Rule>>((a, b) => a!.SequenceEqual(b!), l => l.Count, l => l.ToList()));
}
