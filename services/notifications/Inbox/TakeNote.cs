using Dialogue.Contracts.Notifications;
using Dialogue.Kernel;
using Dialogue.Notifications.Model;
using Dialogue.Notifications.Reminding;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Notifications.Inbox;

/// <summary>Puts what members should know into the inbox of those whom it concerns, once each.</summary>
internal sealed class TakeNote(NotificationsDb db, LegalClock clock, TimeProvider time) : IConsumer<NoteSent>
{
    public async Task Consume(ConsumeContext<NoteSent> context)
    {
        var note = context.Message;
        var members = await db.Members.AsNoTracking().ToListAsync(context.CancellationToken);
        var recipients = Duty.Responsible(members, note.Roles, note.OfficeId, note.UserId);
        if (recipients.Count > 0)
            await db.SendNote(note.NoteId, note.Kind, note.Title, note.Link, recipients, clock.Today, time.GetUtcNow(), context.CancellationToken);
    }
}
