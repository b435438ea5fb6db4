using Dialogue.Data;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Notifications;

/// <summary>Schema <c>notifications</c>.</summary>
public sealed class NotificationsDb(DbContextOptions<NotificationsDb> options) : TenantDbContext(options)
{
    public override string Schema => NotificationsModule.Service;
}

internal sealed class NotificationsDesignTime() : DesignTimeFactory<NotificationsDb>(NotificationsModule.Service);
