using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Records.Model;

/// <summary>A line of the register of outgoing or of incoming documents. What was issued is frozen: only the signed original is added later.</summary>
public sealed class RegisterEntry : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public TenantId TenantId { get; private set; }
    public bool Incoming { get; init; }

    /// <summary>Of the matter it is about, in the service that issued it.</summary>
    public Guid PaperId { get; init; }

    /// <summary>The organisation that issued it, or for a paper entered by hand its name alone.</summary>
    public Guid? SenderId { get; init; }
    public string SenderName { get; init; } = "";

    /// <summary>Key of a kind of document; empty for one entered by hand.</summary>
    public string Kind { get; init; } = "";
    public int Year { get; init; }

    /// <summary>Outgoing: the number series. Incoming: empty.</summary>
    public string Series { get; init; } = "";

    /// <summary>Outgoing: the number within the series. Incoming: the running number of arrival.</summary>
    public int Ordinal { get; init; }

    /// <summary>"05/KH-UBND".</summary>
    public string Number { get; init; } = "";
    public DateOnly IssuedOn { get; init; }

    /// <summary>The legal day on which it was entered; of an incoming one the day of arrival.</summary>
    public DateOnly EnteredOn { get; init; }
    public string Subject { get; init; } = "";
    public string Signer { get; init; } = "";
    public string SignerTitle { get; init; } = "";

    /// <summary>Who pressed the button.</summary>
    public string IssuedBy { get; init; } = "";

    /// <summary>Names of those who receive it.</summary>
    public string Receivers { get; init; } = "";

    /// <summary>Page of the matter; empty for a paper entered by hand.</summary>
    public string Link { get; init; } = "";

    /// <summary>The entry that this one corrects.</summary>
    public Guid? Corrects { get; init; }

    /// <summary>The paper as data; null for one entered by hand.</summary>
    public string? Content { get; init; }

    /// <summary>The document as it was issued, in this service's files.</summary>
    public Guid? FileId { get; init; }

    /// <summary>Of that file; it never changes again.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>A scan or a digitally signed PDF, in this service's files.</summary>
    public Guid? OriginalId { get; private set; }

    public void AttachOriginal(Guid file) => OriginalId = file;
}

internal sealed class RegisterEntryConfiguration : IEntityTypeConfiguration<RegisterEntry>
{
    public void Configure(EntityTypeBuilder<RegisterEntry> entry)
    {
        entry.ToTable("register");
        entry.Property(e => e.Id).ValueGeneratedNever();
        entry.Property(e => e.SenderName).HasMaxLength(300);
        entry.Property(e => e.Kind).HasMaxLength(40);
        entry.Property(e => e.Series).HasMaxLength(20);
        entry.Property(e => e.Number).HasMaxLength(60);
        entry.Property(e => e.Subject).HasMaxLength(600);
        entry.Property(e => e.Signer).HasMaxLength(200);
        entry.Property(e => e.SignerTitle).HasMaxLength(200);
        entry.Property(e => e.IssuedBy).HasMaxLength(200);
        entry.Property(e => e.Receivers).HasMaxLength(2000);
        entry.Property(e => e.Link).HasMaxLength(300);
        entry.Property(e => e.Content).HasColumnType("jsonb");
        entry.Property(e => e.Sha256).HasMaxLength(64);
        entry.HasIndex(e => new { e.TenantId, e.Incoming, e.Year, e.IssuedOn, e.Id });
        entry.HasIndex(e => new { e.TenantId, e.Incoming, e.PaperId, e.Number }).IsUnique();
    }
}
