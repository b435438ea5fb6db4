using Dialogue.Contracts.Identity;
using Dialogue.Contracts.Notifications;
using Dialogue.Notifications.Model;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Notifications.Duties;

/// <summary>Keeps what is owed. Snapshots: the newest version wins, whatever the order.</summary>
internal sealed class KeepDuties(NotificationsDb db) : IConsumer<Batch<DutyChanged>>
{
    public async Task Consume(ConsumeContext<Batch<DutyChanged>> context)
    {
        var ids = context.Message.Select(m => m.Message.DutyId).Distinct().ToArray();
        var duties = await db.Duties.Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, context.CancellationToken);
        foreach (var m in context.Message.Select(m => m.Message))
        {
            if (!duties.TryGetValue(m.DutyId, out var duty)) db.Duties.Add(duties[m.DutyId] = duty = new() { Id = m.DutyId });
            duty.Take(m);
        }
        await db.SaveChangesAsync(context.CancellationToken);
    }
}

/// <summary>Keeps who is in the organisation and what they may do.</summary>
internal sealed class KeepMembers(NotificationsDb db) : IConsumer<MemberChanged>
{
    public async Task Consume(ConsumeContext<MemberChanged> context)
    {
        var m = context.Message;
        var member = await db.Members.FirstOrDefaultAsync(x => x.UserId == m.UserId, context.CancellationToken);
        if (member is null) db.Members.Add(member = new() { UserId = m.UserId });
        else if (member.Version > m.Version) return; // the same again may bring what an earlier release did not tell
        (member.Version, member.Name, member.OfficeId, member.Email) = (m.Version, m.Name, m.OfficeId, m.Email);
        member.Roles = [.. m.Roles];
        await db.SaveChangesAsync(context.CancellationToken);
    }
}
