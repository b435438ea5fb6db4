using Dialogue.Data;
using Dialogue.Documents;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Planning.Papers;

/// <summary>
/// A paper of this service as it was issued, so that its page shows what was signed and not what the data say today. The clerk's office keeps
/// the document itself.
/// </summary>
internal sealed class FrozenPaper : ITenantOwned
{
    /// <summary>Of the matter: the plan, the announcement, the request; the same as in the register.</summary>
    public Guid Id { get; init; }
    public TenantId TenantId { get; private set; }

    /// <summary>The conference or the plan that it belongs to.</summary>
    public Guid MatterId { get; init; }

    /// <summary>Key of a <see cref="PaperKind"/>.</summary>
    public string Kind { get; init; } = "";
    public string Number { get; init; } = "";
    public DateOnly IssuedOn { get; init; }
    public string Signer { get; init; } = "";
    public string SignerTitle { get; init; } = "";
    public Paper Content { get; init; } = null!;

    /// <summary>In the order of issuing.</summary>
    public DateTimeOffset At { get; init; }
}

internal sealed class FrozenPaperConfiguration : IEntityTypeConfiguration<FrozenPaper>
{
    public void Configure(EntityTypeBuilder<FrozenPaper> paper)
    {
        paper.ToTable("papers");
        paper.Property(p => p.Id).ValueGeneratedNever();
        paper.Property(p => p.Kind).HasMaxLength(40);
        paper.Property(p => p.Number).HasMaxLength(40);
        paper.Property(p => p.Signer).HasMaxLength(200);
        paper.Property(p => p.SignerTitle).HasMaxLength(200);
        // Text, not jsonb: what kind a block is must stay its first word.
        paper.Property(p => p.Content).HasColumnType("text").HasConversion(new JsonConverter<Paper>());
        paper.HasIndex(p => new { p.TenantId, p.MatterId, p.Kind, p.At });
        paper.HasIndex(p => new { p.TenantId, p.At });
    }
}
