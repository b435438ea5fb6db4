using Dialogue.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Escalations.Model;

internal sealed class FieldListConfiguration : IEntityTypeConfiguration<FieldList>
{
    public void Configure(EntityTypeBuilder<FieldList> list)
    {
        list.ToTable("field_lists");
        list.Property<uint>("RowVersion").IsRowVersion();
        list.HasIndex(l => l.TenantId).IsUnique(); // one list of the city
        list.Property(l => l.Fields).HasColumnType("jsonb").HasConversion(new JsonConverter<List<CityField>>(),
            new ValueComparer<List<CityField>>((a, b) => a!.SequenceEqual(b!), l => l.Count, l => l.ToList()));
    }
}

internal sealed class CityCaseConfiguration : IEntityTypeConfiguration<CityCase>
{
    public void Configure(EntityTypeBuilder<CityCase> c)
    {
        c.ToTable("city_cases");
        c.Property<uint>("RowVersion").IsRowVersion();
        c.Property(x => x.Code).HasMaxLength(40);
        c.Property(x => x.SenderName).HasMaxLength(200);
        c.Property(x => x.FieldCode).HasMaxLength(80);
        c.Property(x => x.Title).HasMaxLength(300);
        c.Property(x => x.DepartmentName).HasMaxLength(200);
        c.Property(x => x.ReasonBy).HasMaxLength(200);
        c.Property(x => x.ReportNumber).HasMaxLength(60);
        c.Property(x => x.AnswerNumber).HasMaxLength(60);
        c.HasIndex(x => new { x.TenantId, x.PetitionId }).IsUnique();
        c.HasIndex(x => new { x.TenantId, x.State, x.Id });
    }
}

internal sealed class DepartmentCaseConfiguration : IEntityTypeConfiguration<DepartmentCase>
{
    public void Configure(EntityTypeBuilder<DepartmentCase> c)
    {
        c.ToTable("department_cases");
        c.Property<uint>("RowVersion").IsRowVersion();
        c.Property(x => x.Code).HasMaxLength(40);
        c.Property(x => x.SenderName).HasMaxLength(200);
        c.Property(x => x.FieldCode).HasMaxLength(80);
        c.Property(x => x.Title).HasMaxLength(300);
        c.Property(x => x.DraftedBy).HasMaxLength(200);
        c.Property(x => x.AnswerNumber).HasMaxLength(60);
        c.HasIndex(x => new { x.TenantId, x.CaseId }).IsUnique();
        c.HasIndex(x => new { x.TenantId, x.State, x.Due, x.Id });
    }
}
