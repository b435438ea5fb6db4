using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Data.Reference;

/// <summary>This service's copy of one year of the working calendar, fed by planning's <c>CalendarYearPublished</c>.</summary>
public sealed class CalendarYearCopy
{
    public int Year { get; init; }
    public int Version { get; set; }

    /// <summary>JSON of a <see cref="CalendarYear"/>.</summary>
    public CalendarYear Days { get; set; } = null!;

    internal static void Configure(EntityTypeBuilder<CalendarYearCopy> year)
    {
        year.ToTable("calendar_years");
        year.HasKey(y => y.Year);
        year.Property(y => y.Year).ValueGeneratedNever();
        year.Property(y => y.Days).HasColumnType("jsonb").HasConversion(new JsonConverter<CalendarYear>());
    }
}

/// <summary>This service's copy of a tenant's rule set of one year, fed by planning's <c>RuleSetPublished</c>.</summary>
public sealed class RuleSetCopy : ITenantOwned
{
    public TenantId TenantId { get; private set; }
    public int Year { get; init; }
    public int Version { get; set; }
    public List<Rule> Rules { get; set; } = [];

    public RuleSet ToRuleSet() => new(Year, Version, Rules);

    internal static void Configure(EntityTypeBuilder<RuleSetCopy> rules)
    {
        rules.ToTable("rule_set_copies");
        rules.HasKey(r => new { r.TenantId, r.Year });
        rules.Property(r => r.Rules).HasColumnType("jsonb").HasConversion(new JsonConverter<List<Rule>>(), new Microsoft.EntityFrameworkCore.ChangeTracking.ValueComparer<List<Rule>>(
            (a, b) => a!.SequenceEqual(b!), list => list.Count, list => list.ToList()));
    }
}
