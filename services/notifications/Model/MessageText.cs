using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Notifications.Model;

/// <summary>One version of an organisation's own words for an event; the newest holds, and none is ever changed.</summary>
public sealed class MessageText : ITenantOwned
{
    public TenantId TenantId { get; private set; }
    public string Event { get; init; } = "";

    /// <summary>From 1.</summary>
    public int Version { get; init; }

    /// <summary>True: from here on the standard text again.</summary>
    public bool Standard { get; init; }
    public string Subject { get; init; } = "";
    public string Body { get; init; } = "";

    /// <summary>For SMS and Zalo.</summary>
    public string Short { get; init; } = "";
    public DateTimeOffset At { get; init; }

    /// <summary>Who wrote it.</summary>
    public string By { get; init; } = "";
}

internal sealed class MessageTextConfiguration : IEntityTypeConfiguration<MessageText>
{
    public void Configure(EntityTypeBuilder<MessageText> text)
    {
        text.ToTable("message_texts");
        text.HasKey(t => new { t.TenantId, t.Event, t.Version });
        text.Property(t => t.Event).HasMaxLength(60);
        text.Property(t => t.Subject).HasMaxLength(200);
        text.Property(t => t.Body).HasMaxLength(4000);
        text.Property(t => t.Short).HasMaxLength(300);
        text.Property(t => t.By).HasMaxLength(200);
    }
}
