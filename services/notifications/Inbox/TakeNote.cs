using Dialogue.Contracts.Notifications;
using Dialogue.Kernel;
using Dialogue.Notifications.Delivering;
using Dialogue.Notifications.Events;
using Dialogue.Notifications.Model;
using Dialogue.Notifications.Reminding;
using Dialogue.Notifications.Texts;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Notifications.Inbox;

/// <summary>Puts what members should know into the inbox of those whom it concerns, once each.</summary>
internal sealed class TakeNote(NotificationsDb db, Tell tell, SendSignal signal, LegalClock clock, TimeProvider time) : IConsumer<NoteSent>
{
    public async Task Consume(ConsumeContext<NoteSent> context)
    {
        var (note, cancellationToken) = (context.Message, context.CancellationToken);
        var members = await db.Members.AsNoTracking().ToListAsync(cancellationToken);
        var recipients = Duty.Responsible(members, note.Roles, note.OfficeId, note.UserId);
        if (recipients.Count == 0) return;
        var title = Template.Line(note.Title); // no longer than a note may be
        var kind = EventCatalogue.Find(note.Kind) ?? EventCatalogue.Find(EventCatalogue.Note)!;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await tell.WhoTakeInApp(kind, recipients, cancellationToken) is { Count: > 0 } inApp)
            await db.SendNote(note.NoteId, note.Kind, title, note.Link, inApp, clock.Today, time.GetUtcNow(), cancellationToken);
        await tell.Members(kind, $"note/{note.NoteId}", [.. members.Where(m => recipients.Contains(m.UserId))], new() { ["tieu_de"] = title }, note.Link, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        signal.Wake();
    }
}
