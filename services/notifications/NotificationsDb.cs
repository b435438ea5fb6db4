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
}

internal sealed class NotificationsDesignTime() : DesignTimeFactory<NotificationsDb>(NotificationsModule.Service);
