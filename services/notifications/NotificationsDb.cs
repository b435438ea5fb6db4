using Dialogue.Data;
using Dialogue.Notifications.Model;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Notifications;

/// <summary>Schema <c>notifications</c>.</summary>
public sealed class NotificationsDb(DbContextOptions<NotificationsDb> options) : TenantDbContext(options)
{
    public override string Schema => NotificationsModule.Service;

    public DbSet<Member> Members => Set<Member>();

    public DbSet<Duty> Duties => Set<Duty>();

    public DbSet<Note> Notes => Set<Note>();

    public DbSet<DutyFeed> DutyFeeds => Set<DutyFeed>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    public DbSet<BadAddress> BadAddresses => Set<BadAddress>();

    public DbSet<MessageText> MessageTexts => Set<MessageText>();

    public DbSet<Choices> Choices => Set<Choices>();

    public DbSet<Webhook> Webhooks => Set<Webhook>();

    /// <summary>The sender sees whose messages are due; it reads and sends them under their organisation's wall.</summary>
    public override IReadOnlyDictionary<string, string[]> ColumnsOpenToRelay { get; } = new Dictionary<string, string[]> { ["deliveries"] = ["tenant_id", "state", "not_before"] };
}

internal sealed class NotificationsDesignTime() : DesignTimeFactory<NotificationsDb>(NotificationsModule.Service);
