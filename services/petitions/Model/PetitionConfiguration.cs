using Dialogue.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Petitions;

internal sealed class PetitionConfiguration : IEntityTypeConfiguration<Petition>
{
    /// <summary>Name of the index that makes a second submission of the same form lead to the first one's receipt.</summary>
    public const string KeyIndex = "ix_petitions_tenant_id_key_ordinal";

    public void Configure(EntityTypeBuilder<Petition> petition)
    {
        petition.ToTable("petitions");
        petition.Property(p => p.Id).ValueGeneratedNever();
        petition.Property(p => p.Code).HasMaxLength(20);
        petition.Property(p => p.BusinessName).HasMaxLength(300);
        petition.Property(p => p.TaxCode).HasMaxLength(20);
        petition.Property(p => p.BusinessAddress).HasMaxLength(300);
        petition.Property(p => p.RepresentativeName).HasMaxLength(120);
        petition.Property(p => p.RepresentativeTitle).HasMaxLength(120);
        petition.Property(p => p.Phone).HasMaxLength(11);
        petition.Property(p => p.Email).HasMaxLength(200);
        petition.Property(p => p.Title).HasMaxLength(200);
        petition.Property(p => p.TitleFolded).HasMaxLength(400);
        petition.Property(p => p.FieldCode).HasMaxLength(60);
        petition.Property(p => p.AnswerNumber).HasMaxLength(60);
        petition.Property(p => p.ReportNumber).HasMaxLength(60);
        petition.Property(p => p.LastAct).HasMaxLength(500);
        petition.Property(p => p.Parts).HasColumnType("jsonb").HasConversion(new JsonConverter<List<Part>>(),
            new ValueComparer<List<Part>>((a, b) => a!.SequenceEqual(b!), list => list.Count, list => list.ToList()));
        petition.Property(p => p.RowVersion).IsRowVersion(); // xmin: two clerks never overwrite each other

        petition.HasIndex(p => new { p.TenantId, p.Code }).IsUnique();
        petition.HasIndex(p => new { p.TenantId, p.Key, p.Ordinal }).IsUnique().HasDatabaseName(KeyIndex);
        petition.HasIndex(p => new { p.TenantId, p.ReceivedOn, p.Id });
        petition.HasIndex(p => new { p.TenantId, p.ConferenceId });
        petition.HasIndex(p => new { p.TenantId, p.SubmissionId });
        petition.HasIndex(p => new { p.TenantId, p.PublishedOn, p.Id }).HasFilter("published_on is not null");
    }
}
