using Dialogue.Data;
using Dialogue.Data.Reference;
using Dialogue.Kernel;
using Dialogue.Notifications.Events;
using Dialogue.Notifications.Model;
using Dialogue.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dialogue.Notifications.Reminding;

/// <summary>When in the life of a due date a person is told of it.</summary>
internal enum Reminder
{
    /// <summary>At most 3 working days are left.</summary>
    Before,

    /// <summary>The due date itself, or the last working day before one that is not worked.</summary>
    OnTheDay,

    /// <summary>From the next working day on.</summary>
    After,
}

/// <summary>
/// Tells those who owe something that it falls due: 3 working days before, on the day, and after it, once per kind, due date and person. What
/// was missed because nothing ran is made up for by the kind that fits the day. Runs on working days only. Repeatable, and safe beside itself:
/// the database refuses the second note of a kind, and a duty that was done meanwhile is passed over in the same statement.
/// </summary>
internal sealed partial class RemindOfDuties(EachTenant eachTenant, CalendarSource<NotificationsDb> calendars, TimeProvider time, ILogger<RemindOfDuties> logger)
{
    /// <summary>Working days left when the first reminder goes out.</summary>
    public const int DaysBefore = 3;

    /// <param name="day">The legal day.</param>
    /// <returns>How many notes were written.</returns>
    public async Task<int> Run(DateOnly day, CancellationToken cancellationToken = default)
    {
        var calendar = await calendars.Get(cancellationToken);
        if (!calendar.IsWorkingDay(day)) return 0;

        var sent = 0;
        await eachTenant.Run<NotificationsDb>(async (db, services, token) => sent += await Run(db, services.GetRequiredService<Tell>(), calendar, day, token), cancellationToken: cancellationToken);
        if (sent > 0) LogSent(sent, day);
        return sent;
    }

    /// <summary>Which reminder a due date asks for on a working day; null while it is further away.</summary>
    public static Reminder? KindOn(WorkingCalendar calendar, DateOnly day, DateOnly due)
    {
        if (day > due) return Reminder.After;
        return calendar.Remaining(day, due) switch { 0 => Reminder.OnTheDay, <= DaysBefore => Reminder.Before, _ => null };
    }

    private async Task<int> Run(NotificationsDb db, Tell tell, WorkingCalendar calendar, DateOnly day, CancellationToken cancellationToken)
    {
        var horizon = calendar.Add(day, DaysBefore + 1); // the first date that nothing is said about yet
        var duties = await db.Duties.AsNoTracking().Where(d => !d.Done && d.Due != null && d.Due < horizon).ToListAsync(cancellationToken);
        if (duties.Count == 0) return 0;

        var members = await db.Members.AsNoTracking().ToListAsync(cancellationToken);
        var sent = 0;
        foreach (var duty in duties)
        {
            var due = duty.Due!.Value;
            if (KindOn(calendar, day, due) is not { } kind) continue;
            var recipients = Duty.Responsible(members, duty.Roles, duty.OfficeId, duty.UserId);
            if (recipients.Count == 0) continue;
            var left = calendar.Remaining(day, due);
            sent += await db.SendReminder(duty.Id, due, kind, Say(kind, duty.Title, due, left), recipients, day, time.GetUtcNow(), cancellationToken);
            // Whoever has it done by the time it would be sent is not told; see SendWaiting.
            await tell.Members(EventOf(kind), Sending.KeyOf(duty.Id, due, kind), [.. members.Where(m => recipients.Contains(m.UserId))],
                new() { ["tieu_de"] = duty.Title, ["han"] = Vn.Date(due), ["con_lai"] = Vn.Count(left) }, duty.Link, duty.Id, cancellationToken);
        }
        return sent;
    }

    private static EventKind EventOf(Reminder kind) => EventCatalogue.Find(kind switch
    {
        Reminder.Before => EventCatalogue.ReminderBefore,
        Reminder.OnTheDay => EventCatalogue.ReminderOnTheDay,
        _ => EventCatalogue.ReminderAfter,
    })!;

    private static string Say(Reminder kind, string title, DateOnly due, int left) => kind switch
    {
        Reminder.Before => $"Còn {left} ngày làm việc, hạn {Vn.Date(due)}: {title}",
        Reminder.OnTheDay => $"Đến hạn {Vn.Date(due)}: {title}",
        _ => $"Đã quá hạn {Vn.Date(due)}: {title}",
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} reminders were sent for {Day}")]
    private partial void LogSent(int count, DateOnly day);
}

internal static class Sending
{
    /// <summary>One note per person, unless they had it, and only if the duty is still open with that due date at the moment of writing.</summary>
    /// <returns>How many were written.</returns>
    public static Task<int> SendReminder(
        this NotificationsDb db, Guid duty, DateOnly due, Reminder kind, string title, IReadOnlyList<Guid> recipients, DateOnly day, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (ids, people, tenant, key, word) = (Ids(recipients.Count), recipients.ToArray(), db.Tenant.Value, KeyOf(duty, due, kind), $"reminder-{kind}");
        return db.Database.ExecuteSqlAsync($"""
            insert into notifications.notes (id, tenant_id, recipient_id, key, kind, title, link, day, at)
            select r.id, d.tenant_id, r.recipient, {key}, {word}, {title}, d.link, {day}, {at}
            from notifications.duties d, unnest({ids}, {people}) as r (id, recipient)
            where d.tenant_id = {tenant} and d.id = {duty} and not d.done and d.due = {due}
            on conflict (tenant_id, recipient_id, key) do nothing
            """, cancellationToken);
    }

    /// <summary>One note per person, unless they had it.</summary>
    public static Task<int> SendNote(
        this NotificationsDb db, Guid note, string kind, string title, string link, IReadOnlyList<Guid> recipients, DateOnly day, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (ids, people, tenant, key) = (Ids(recipients.Count), recipients.ToArray(), db.Tenant.Value, $"note/{note}");
        return db.Database.ExecuteSqlAsync($"""
            insert into notifications.notes (id, tenant_id, recipient_id, key, kind, title, link, day, at)
            select r.id, {tenant}, r.recipient, {key}, {kind}, {title}, {link}, {day}, {at}
            from unnest({ids}, {people}) as r (id, recipient)
            on conflict (tenant_id, recipient_id, key) do nothing
            """, cancellationToken);
    }

    /// <summary>What a reminder is about, once per recipient.</summary>
    public static string KeyOf(Guid duty, DateOnly due, Reminder kind) => $"duty/{duty}/{kind}/{due:yyyy-MM-dd}";

    private static Guid[] Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7())];
}
