using Dialogue.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Identity.Model;

internal sealed class OrganisationConfiguration : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> organisation)
    {
        organisation.ToTable("organisations_owned");
        organisation.Property(o => o.Id).ValueGeneratedNever();
        organisation.Ignore(o => o.Tenant);
        organisation.Property(o => o.Version).IsConcurrencyToken();
        organisation.Property(o => o.Slug).HasMaxLength(80);
        organisation.Property(o => o.Name).HasMaxLength(200);
        organisation.Property(o => o.Kind).HasMaxLength(20);
        organisation.Property(o => o.UnitType).HasMaxLength(20);
        organisation.Property(o => o.Code).HasMaxLength(20);
        organisation.Property(o => o.PlaceName).HasMaxLength(100);
        organisation.Property(o => o.Offices).HasColumnType("jsonb").HasConversion(new JsonConverter<List<Office>>(),
            new ValueComparer<List<Office>>((a, b) => a!.SequenceEqual(b!), list => list.Count, list => list.ToList()));
        organisation.HasIndex(o => o.Slug).IsUnique();
    }
}
