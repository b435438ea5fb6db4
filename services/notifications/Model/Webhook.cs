using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Notifications.Model;

/// <summary>Where an organisation's own system hears of events; at most one each.</summary>
public sealed class Webhook : IAggregate
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public TenantId TenantId { get; private set; }

    /// <summary>https.</summary>
    public string Url { get; set; } = "";

    /// <summary>Signs each call; protected by the installation's key ring, never shown again after it was made.</summary>
    [NotInHistory] public string Secret { get; set; } = "";

    /// <summary>Keys of the events it hears of.</summary>
    public List<string> Events { get; set; } = [];
    public bool Active { get; set; }
    public uint RowVersion { get; private set; }
}

internal sealed class WebhookConfiguration : IEntityTypeConfiguration<Webhook>
{
    public void Configure(EntityTypeBuilder<Webhook> hook)
    {
        hook.ToTable("webhooks");
        hook.Property(h => h.Url).HasMaxLength(400);
        hook.Property(h => h.RowVersion).IsRowVersion();
        hook.HasIndex(h => h.TenantId).IsUnique();
    }
}
