using Dialogue.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Planning.Conferences;

internal sealed class ConferenceConfiguration : IEntityTypeConfiguration<Conference>
{
    public void Configure(EntityTypeBuilder<Conference> conference)
    {
        conference.ToTable("conferences");
        conference.Property(c => c.Id).ValueGeneratedNever();
        conference.Property(c => c.Revision).IsConcurrencyToken();
        conference.Property(c => c.Title).HasMaxLength(300);
        conference.Property(c => c.Place).HasMaxLength(300);
        conference.Property(c => c.Chair).HasMaxLength(200);
        conference.Property(c => c.DayReason).HasMaxLength(1000);
        conference.Property(c => c.DecidedBy).HasMaxLength(200);
        conference.Property(c => c.DecisionReason).HasMaxLength(2000);
        conference.Property(c => c.Figures).HasColumnType("jsonb").HasConversion(new JsonConverter<DecisionFigures?>());
        conference.Property(c => c.Review).HasMaxLength(500);
        conference.Property(c => c.OpeningReason).HasMaxLength(1000);
        conference.Property(c => c.ConclusionNumber).HasMaxLength(40);
        conference.HasIndex(c => new { c.TenantId, c.Year, c.Ordinal }).IsUnique();
    }
}

internal sealed class ConferencePetitionConfiguration : IEntityTypeConfiguration<ConferencePetition>
{
    public void Configure(EntityTypeBuilder<ConferencePetition> petition)
    {
        petition.ToTable("conference_petitions");
        petition.Property(p => p.Id).ValueGeneratedNever();
        petition.Property(p => p.Code).HasMaxLength(40);
        petition.Property(p => p.Title).HasMaxLength(500);
        petition.Property(p => p.PublicName).HasMaxLength(300);
        petition.Property(p => p.FieldCode).HasMaxLength(80);
        petition.Property(p => p.Channel).HasMaxLength(20);
        petition.Property(p => p.State).HasMaxLength(40);
        petition.Property(p => p.AnsweredHow).HasMaxLength(40);
        petition.HasIndex(p => new { p.TenantId, p.ConferenceId, p.ReceivedOn });
    }
}
