using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Escalations.Model;

/// <summary>Name of a petition field as the city office last published it: what departments' pages show for a code.</summary>
public sealed class FieldName
{
    public string Code { get; init; } = "";
    public string Name { get; set; } = "";
    public int Version { get; set; }
}

internal sealed class FieldNameConfiguration : IEntityTypeConfiguration<FieldName>
{
    public void Configure(EntityTypeBuilder<FieldName> field)
    {
        field.ToTable("field_names");
        field.HasKey(f => f.Code);
        field.Property(f => f.Code).HasMaxLength(80);
        field.Property(f => f.Name).HasMaxLength(200);
    }
}
