using Dialogue.Contracts.Planning;
using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Planning.Plans.Model;

/// <summary>A plan as its recipient holds it: a row of the recipient's own, so that no tenant's wall is lowered for the hand-over.</summary>
internal sealed class ReceivedPlan : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public TenantId TenantId { get; private set; }
    public Guid PlanId { get; init; }
    public long Version { get; private set; }
    public Guid SenderId { get; init; }
    public string SenderName { get; private set; } = "";
    public int Year { get; private set; }
    public string Number { get; private set; } = "";
    public DateOnly IssuedOn { get; private set; }
    public DateOnly SentOn { get; private set; }
    public DateOnly? Due { get; private set; }
    public bool InTime { get; private set; }
    public int Conferences { get; private set; }
    public string Title { get; private set; } = "";
    public List<SectionFacts> Body { get; private set; } = [];

    public void Take(PlanSent m)
    {
        (Version, SenderName, Year, Number, IssuedOn, SentOn) = (m.Version, m.SenderName, m.Year, m.Number, m.IssuedOn, m.SentOn);
        (Due, InTime, Conferences, Title, Body) = (m.Due, m.InTime, m.ConferencesPlanned, m.Title, [.. m.Body]);
    }
}

internal sealed class ReceivedPlanConfiguration : IEntityTypeConfiguration<ReceivedPlan>
{
    public void Configure(EntityTypeBuilder<ReceivedPlan> plan)
    {
        plan.ToTable("received_plans");
        plan.Property(p => p.Id).ValueGeneratedNever();
        plan.Property(p => p.SenderName).HasMaxLength(200);
        plan.Property(p => p.Number).HasMaxLength(40);
        plan.Property(p => p.Title).HasMaxLength(300);
        plan.Property(p => p.Body).HasColumnType("jsonb").HasConversion(new JsonConverter<List<SectionFacts>>(), new ValueComparer<List<SectionFacts>>(
            (a, b) => a!.SequenceEqual(b!), l => l.Count, l => l.ToList()));
        plan.HasIndex(p => new { p.TenantId, p.PlanId }).IsUnique();
        plan.HasIndex(p => new { p.TenantId, p.Year, p.SenderName });
    }
}
