using Dialogue.Data;
using Dialogue.Data.Reference;
using Dialogue.Kernel;
using Dialogue.Notifications.Events;
using Dialogue.Notifications.Model;
using Dialogue.Notifications.Texts;
using Dialogue.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Quartz;

namespace Dialogue.Notifications.Delivering;

/// <summary>
/// On every working morning makes one message of what waits for each member who wants it so. What is done by then is left out. Repeatable: a member
/// has one digest a day, and what is in one is marked in the same transaction.
/// </summary>
internal sealed partial class SendDigests(
    EachTenant eachTenant, CalendarSource<NotificationsDb> calendars, TimeProvider time, SendSignal signal, IOptions<MessagesOptions> options, ILogger<SendDigests> logger)
{
    /// <param name="day">The legal day.</param>
    /// <returns>How many digests were written.</returns>
    public async Task<int> Run(DateOnly day, CancellationToken cancellationToken = default)
    {
        if (!(await calendars.Get(cancellationToken)).IsWorkingDay(day)) return 0;
        var written = 0;
        await eachTenant.Run<NotificationsDb>(async (db, services, token) => written += await Run(db, services, day, token), cancellationToken: cancellationToken);
        if (written > 0) LogWritten(written, day);
        signal.Wake();
        return written;
    }

    private async Task<int> Run(NotificationsDb db, IServiceProvider services, DateOnly day, CancellationToken cancellationToken)
    {
        var people = await db.Deliveries.Where(d => d.State == DeliveryState.Gathering && d.UserId != null).Select(d => d.UserId!.Value).Distinct().ToListAsync(cancellationToken);
        if (people.Count == 0) return 0;
        var (tenant, kind) = (services.GetRequiredService<CurrentTenant>(), EventCatalogue.Find(EventCatalogue.Digest)!);
        var words = await services.GetRequiredService<EditText>().Read(kind, cancellationToken);
        var written = 0;
        foreach (var person in people)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var (id, now) = (db.Tenant.Value, time.GetUtcNow());
            // What is done meanwhile is told to nobody.
            await db.Database.ExecuteSqlAsync($"""
                update notifications.deliveries set state = 'Suppressed', error = 'Việc đã xong trước khi tin được gửi.'
                where tenant_id = {id} and user_id = {person} and state = 'Gathering' and exists (select from notifications.duties d where d.tenant_id = {id} and d.id = duty_id and d.done)
                """, cancellationToken);
            var waiting = await db.Deliveries.FromSql($"select * from notifications.deliveries where tenant_id = {id} and user_id = {person} and state = 'Gathering' order by id for update skip locked")
                .AsNoTracking().ToListAsync(cancellationToken);
            if (waiting.Count > 0)
            {
                var (subject, body, _) = words.Fill(new Dictionary<string, string>
                {
                    ["don_vi"] = tenant.Name, ["so_tin"] = Vn.Count(waiting.Count), ["duong_dan"] = $"{options.Value.Site}/{tenant.Slug}/can-bo/hop-thu",
                    ["danh_sach"] = string.Join("\n", waiting.Select(w => $"- {w.Subject}\n  {options.Value.Site}{w.Link}")),
                });
                var digest = new Delivery
                {
                    Event = kind.Key, Channel = MessageChannel.Email, Recipient = person.ToString(), Key = $"digest/{day:yyyy-MM-dd}", UserId = person, Address = waiting[^1].Address, Subject = subject,
                    Body = body, Link = $"/{tenant.Slug}/can-bo/hop-thu", TextVersion = words.Version, CreatedAt = now, NotBefore = now,
                };
                // Had today's already: what came since is in tomorrow's.
                if (await db.Insert([digest], cancellationToken) == 1)
                {
                    var ids = waiting.Select(w => w.Id).ToArray();
                    await db.Database.ExecuteSqlAsync(
                        $"update notifications.deliveries set state = 'Gathered', digest_id = {digest.Id}, sent_at = {now} where tenant_id = {id} and id = any({ids})", cancellationToken);
                    written++;
                }
            }
            await transaction.CommitAsync(cancellationToken);
        }
        return written;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} digests were written for {Day}")]
    private partial void LogWritten(int count, DateOnly day);
}

/// <summary>A quarter of an hour after the morning's reminders.</summary>
[DisallowConcurrentExecution]
internal sealed class SendDigestsJob(SendDigests digests, LegalClock clock) : IJob
{
    public const string Schedule = "0 15 7 * * ?";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await digests.Run(clock.Today, cancellationToken);
}

/// <summary>Every night, forgets deliveries that are older than the log is kept.</summary>
[DisallowConcurrentExecution]
internal sealed class ForgetDeliveriesJob(EachTenant eachTenant, TimeProvider time, IOptions<MessagesOptions> options) : IJob
{
    public const string Schedule = "0 30 2 * * ?";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().AddDays(-options.Value.KeepDays);
        await eachTenant.Run<NotificationsDb>((db, _, token) => db.Deliveries.Where(d => d.CreatedAt < before).ExecuteDeleteAsync(token), cancellationToken: cancellationToken);
    }
}
