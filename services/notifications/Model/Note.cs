using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Notifications.Model;

/// <summary>One message in one person's inbox.</summary>
public sealed class Note : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public TenantId TenantId { get; private set; }
    public Guid RecipientId { get; init; }

    /// <summary>What it is about, once per recipient: the duty with the kind of reminder and the due date, or the note's own id.</summary>
    public string Key { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Title { get; init; } = "";
    public string Link { get; init; } = "";

    /// <summary>The legal day on which it was sent.</summary>
    public DateOnly Day { get; init; }
    public DateTimeOffset At { get; init; }
    public DateTimeOffset? ReadAt { get; private set; }

    public void Read(DateTimeOffset at) => ReadAt ??= at;
}

internal sealed class NoteConfiguration : IEntityTypeConfiguration<Note>
{
    public void Configure(EntityTypeBuilder<Note> note)
    {
        note.ToTable("notes");
        note.Property(n => n.Key).HasMaxLength(120);
        note.Property(n => n.Kind).HasMaxLength(60);
        note.Property(n => n.Title).HasMaxLength(500);
        note.Property(n => n.Link).HasMaxLength(300);
        note.HasIndex(n => new { n.TenantId, n.RecipientId, n.Key }).IsUnique(); // never told twice
        note.HasIndex(n => new { n.TenantId, n.RecipientId, n.Id });
    }
}
