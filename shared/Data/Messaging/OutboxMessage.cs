using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Data.Messaging;

/// <summary>
/// A message on its way: one row per message and consumer while both live in one process (so that one bad consumer holds back nobody), one row
/// per message when a broker takes it. Written in the transaction of what it tells; deleted when delivered.
/// </summary>
public sealed class OutboxMessage : ITenantOwned
{
    /// <summary>Grows with every message of a process, so that the relay takes them in the order in which they were published.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Who wrote it; the row is this tenant's.</summary>
    public TenantId TenantId { get; init; }

    /// <summary>Under whom it is consumed: the writer itself, or the organisation it is handed to.</summary>
    public TenantId ForTenant { get; init; }

    /// <summary>Same for all rows of one message: the key of the inbox.</summary>
    public Guid MessageId { get; init; }

    /// <summary>Name of the consumer, or empty for the broker.</summary>
    public string Consumer { get; init; } = "";

    /// <summary>Stable name of the contract, such as <c>Petitions.PetitionChanged</c>.</summary>
    public string Type { get; init; } = "";

    /// <summary>JSON of the message.</summary>
    public string Payload { get; init; } = "";

    /// <summary>The trace in which it was published, as W3C's <c>traceparent</c>: its consumers' work belongs to the same trace.</summary>
    public string? Trace { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset NotBefore { get; init; }
    public int Attempts { get; init; }
    public string? Error { get; init; }

    /// <summary>Set after the last attempt: shown to the administrator, retried only by hand, in nobody's way.</summary>
    public DateTimeOffset? ParkedAt { get; init; }

    internal static void Configure(EntityTypeBuilder<OutboxMessage> outbox)
    {
        outbox.ToTable("outbox");
        outbox.Property(m => m.Consumer).HasMaxLength(120);
        outbox.Property(m => m.Type).HasMaxLength(120);
        outbox.Property(m => m.Trace).HasMaxLength(64);
        outbox.Property(m => m.Error).HasMaxLength(2000);
        outbox.HasIndex(m => new { m.ParkedAt, m.Id });
    }
}

/// <summary>Says that a consumer has had its effect for a message.</summary>
public sealed class InboxEntry : ITenantOwned
{
    public TenantId TenantId { get; private set; }
    public string Consumer { get; init; } = "";
    public Guid MessageId { get; init; }
    public DateTimeOffset At { get; init; }

    internal static void Configure(EntityTypeBuilder<InboxEntry> inbox)
    {
        inbox.ToTable("inbox");
        inbox.HasKey(i => new { i.TenantId, i.Consumer, i.MessageId });
        inbox.Property(i => i.Consumer).HasMaxLength(120);
    }
}
