using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Reporting.Facts;

/// <summary>A plan that was sent: one a year counts, the last one.</summary>
public sealed class PlanFact : ITenantOwned
{
    public Guid Id { get; init; }
    public TenantId TenantId { get; private set; }
    public long Version { get; set; }
    public int Year { get; set; }
    public string Title { get; set; } = "";
    public string Number { get; set; } = "";
    public DateOnly IssuedOn { get; set; }
    public DateOnly SentOn { get; set; }
    public DateOnly? Due { get; set; }
    public bool InTime { get; set; }
    public int ConferencesPlanned { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<PlanFact>
    {
        public void Configure(EntityTypeBuilder<PlanFact> plan)
        {
            plan.ToTable("plan_facts");
            plan.Property(p => p.Id).ValueGeneratedNever();
            plan.HasIndex(p => new { p.TenantId, p.Year });
            plan.HasIndex(p => p.Year);
        }
    }
}

/// <summary>Of a rule set, what the board measures an organisation by in a year.</summary>
public sealed class RuleFact : ITenantOwned
{
    public TenantId TenantId { get; private set; }
    public int Year { get; init; }
    public int Version { get; set; }

    /// <summary>Fewest conferences a year; null without such a rule.</summary>
    public int? FrequencyMin { get; set; }

    /// <summary>Last timely day of the annual plan; null without a term.</summary>
    public DateOnly? PlanDue { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<RuleFact>
    {
        public void Configure(EntityTypeBuilder<RuleFact> rules)
        {
            rules.ToTable("rule_facts");
            rules.HasKey(r => new { r.TenantId, r.Year });
        }
    }
}

/// <summary>The city's side of a petition beyond authority, kept under the organisation whose petition it is.</summary>
public sealed class CaseFact : ITenantOwned
{
    public Guid Id { get; init; }
    public TenantId TenantId { get; private set; }
    public long Version { get; set; }
    public Guid PetitionId { get; set; }

    /// <summary>Received, Directed, Answered or Returned.</summary>
    public string State { get; set; } = "";
    public string DepartmentName { get; set; } = "";
    public string FieldCode { get; set; } = "";
    public DateOnly? DirectedOn { get; set; }
    public DateOnly? Due { get; set; }
    public DateOnly? AnsweredOn { get; set; }
    public bool? OnTime { get; set; }
    public string AnswerNumber { get; set; } = "";

    internal sealed class Configuration : IEntityTypeConfiguration<CaseFact>
    {
        public void Configure(EntityTypeBuilder<CaseFact> fact)
        {
            fact.ToTable("case_facts");
            fact.Property(c => c.Id).ValueGeneratedNever();
            fact.HasIndex(c => new { c.TenantId, c.PetitionId });
            fact.HasIndex(c => c.DepartmentName).HasFilter("state in ('Received', 'Directed')");
        }
    }
}

/// <summary>A petition field by its name. The same for the whole city.</summary>
public sealed class FieldName
{
    public string Code { get; init; } = "";
    public int Version { get; set; }
    public string Name { get; set; } = "";
    public int Ordinal { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<FieldName>
    {
        public void Configure(EntityTypeBuilder<FieldName> field)
        {
            field.ToTable("fields");
            field.HasKey(f => f.Code);
            field.Property(f => f.Code).HasMaxLength(80);
        }
    }
}
