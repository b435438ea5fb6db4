using Dialogue.Data;
using Dialogue.Data.Messaging;
using Dialogue.Hosting.Tenancy;
using Dialogue.Kernel;
using Dialogue.Notifications.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Dialogue.Notifications.Delivering;

/// <summary>Wakes this process's sender when something was written down. Singleton.</summary>
internal sealed class SendSignal
{
    private readonly SemaphoreSlim signal = new(0, 1);

    public void Wake()
    {
        if (signal.CurrentCount == 0) try { signal.Release(); } catch (SemaphoreFullException) { /* woken by another at the same moment */ }
    }

    public Task Wait(TimeSpan most, CancellationToken cancellationToken) => signal.WaitAsync(most, cancellationToken);
}

/// <summary>
/// Sends what waits. Which organisations have something due is read by the relay's role, which sees no more of it than that; the rest happens under the
/// organisation's own wall. A message is claimed by its row lock (<c>for update skip locked</c>) and marked, sent, and then committed: any number of
/// processes may run, and one that dies gives its messages back at once. See docs/adr/0013.
/// </summary>
internal sealed partial class SendWaiting(
    Databases databases, IServiceScopeFactory scopes, OrganisationDirectory organisations, Channels channels, TimeProvider time, IOptions<MessagesOptions> options, ILogger<SendWaiting> logger)
{
    public const string KnownBad = "Địa chỉ này đã bị máy chủ thư từ chối.";
    private const int Share = 50;

    /// <summary>Everything that is due, organisation by organisation in shares, so that none waits for the whole of another's.</summary>
    /// <returns>How many messages were dealt with.</returns>
    public async Task<int> Run(CancellationToken cancellationToken = default)
    {
        var lanes = options.Value.Lanes;
        var shares = new List<(TenantId Tenant, int No)>();
        foreach (var (tenant, due) in await Due(cancellationToken))
            shares.AddRange(Enumerable.Range(0, (int)Math.Min(lanes, 1 + (due - 1) / Share)).Select(no => (tenant, no)));
        var done = 0;
        await Parallel.ForEachAsync(shares, new ParallelOptions { MaxDegreeOfParallelism = lanes, CancellationToken = cancellationToken }, async (share, token) =>
            Interlocked.Add(ref done, await Send(share.Tenant, share.No, token)));
        return done;
    }

    /// <summary>Everything that is due of one organisation.</summary>
    internal async Task<int> Run(TenantId tenant, CancellationToken cancellationToken = default)
    {
        var done = 0;
        while (await Send(tenant, 0, cancellationToken) is var some and > 0) done += some;
        return done;
    }

    private async Task<List<(TenantId Tenant, long Due)>> Due(CancellationToken cancellationToken)
    {
        await using var command = databases.Relay.CreateCommand("select tenant_id, count(*) from notifications.deliveries where state = 'Waiting' and not_before <= $1 group by tenant_id");
        command.Parameters.Add(new() { Value = time.GetUtcNow().UtcDateTime });
        var due = new List<(TenantId, long)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) due.Add((new(reader.GetGuid(0)), reader.GetInt64(1)));
        return due;
    }

    /// <param name="no">Which share of what is due now; lanes of this process so do not reach for the same.</param>
    private async Task<int> Send(TenantId tenant, int no, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var current = scope.ServiceProvider.GetRequiredService<CurrentTenant>();
        await organisations.Enter(current, tenant, cancellationToken);
        var db = scope.ServiceProvider.GetRequiredService<NotificationsDb>();
        var sender = new Sender(current.Slug, current.Name);
        // Once for the share: one refused meanwhile to another lane is refused once more, which does no harm.
        var bad = (await db.BadAddresses.Select(b => b.Address).ToListAsync(cancellationToken)).ToHashSet();
        // Their ids first: looked for anew each time, the oldest that waits would stand behind all that have just been sent.
        var due = await db.Deliveries.Where(d => d.State == DeliveryState.Waiting && d.NotBefore <= time.GetUtcNow()).OrderBy(d => d.NotBefore).Skip(no * Share).Take(Share).Select(d => d.Id).ToListAsync(cancellationToken);
        var done = 0;
        foreach (var id in due)
            if (await SendOne(db, id, sender, bad, cancellationToken)) done++;
        return done;
    }

    /// <returns>False when somebody else has claimed it, or dealt with it.</returns>
    private async Task<bool> SendOne(NotificationsDb db, Guid id, Sender sender, HashSet<string> bad, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (tenant, now) = (db.Tenant.Value, time.GetUtcNow());
        // Marked as sent before it is, and committed when it is: between the other side's yes and the commit nothing else is to be done.
        var delivery = (await db.Deliveries.FromSql($"""
            with due as materialized (select id from notifications.deliveries where id = {id} and tenant_id = {tenant} and state = 'Waiting' and not_before <= {now} for update skip locked)
            update notifications.deliveries d set state = 'Sent', sent_at = {now}, attempts = attempts + 1, error = '' from due where d.id = due.id returning d.*
            """).IgnoreQueryFilters([TenantDbContext.TenantFilter]).ToListAsync(cancellationToken)).SingleOrDefault();
        if (delivery is null) return false;

        var why = await Prepare(db, delivery, cancellationToken) ?? (delivery.Channel != MessageChannel.Webhook && bad.Contains(Small(delivery.Address)) ? KnownBad : null);
        if (why is not null) delivery.NotTried(why);
        else
        {
            if (delivery.Channel == MessageChannel.Webhook) sender = sender with { Secret = await db.Webhooks.Where(h => h.Active).Select(h => h.Secret).FirstOrDefaultAsync(cancellationToken) };
            await Attempt(db, delivery, sender);
            if (delivery.State == DeliveryState.Bounced) bad.Add(Small(delivery.Address));
        }
        // Not given up half-way when the process is told to stop: what the other side has is marked.
        if (db.ChangeTracker.HasChanges()) await db.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        LogDone(db.Tenant, delivery.Id, delivery.Channel, delivery.State, delivery.Attempts);
        return true;
    }

    /// <summary>Looks again at what may have changed while a message to a member waited.</summary>
    /// <returns>Why it need not be sent any more; null: it is to be sent.</returns>
    private static async Task<string?> Prepare(NotificationsDb db, Delivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.DutyId is { } duty && await db.Duties.AnyAsync(d => d.Id == duty && d.Done, cancellationToken)) return "Việc đã xong trước khi tin được gửi.";
        if (delivery.UserId is { } user)
        {
            var member = await db.Members.AsNoTracking().FirstOrDefaultAsync(m => m.UserId == user, cancellationToken);
            if (member is null || member.Roles.Count == 0) return "Người này không còn làm việc tại đơn vị.";
            if (member.Email is not { Length: > 0 } email) return "Người này không còn địa chỉ thư điện tử.";
            // Only when it has changed: what is on its way has nothing more to be written.
            if (delivery.Address != email)
            {
                delivery.Address = email;
                await db.SaveChangesAsync(cancellationToken);
            }
        }
        return null;
    }

    /// <summary>As it stands in <see cref="BadAddress"/>.</summary>
    private static string Small(string address) => address.ToLowerInvariant();

    private async Task Attempt(NotificationsDb db, Delivery delivery, Sender sender)
    {
        if (channels.Find(delivery.Channel) is not { } channel)
        {
            delivery.NotTried(Channels.NotSetUp(delivery.Channel));
            return;
        }
        // Not the process's own token: what is on its way when it is told to stop is brought to an end, or it would be sent twice.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.SendSeconds));
        Outcome outcome;
        try
        {
            outcome = await channel.Send(delivery, sender, limit.Token);
        }
        catch (Exception e)
        {
            LogBroken(db.Tenant, delivery.Id, delivery.Channel, e.GetType().Name); // its words may hold the address
            outcome = new Outcome.Later("Lỗi ngoài dự kiến khi gửi.");
        }
        switch (outcome)
        {
            case Outcome.Taken:
                break; // as it is marked already
            case Outcome.Later(var why):
                delivery.Missed(why, time.GetUtcNow());
                break;
            case Outcome.Never(var why):
                delivery.NotTried(why);
                break;
            case Outcome.Refused(var why):
                delivery.Bounce(why);
                var (tenant, address, now) = (db.Tenant.Value, Small(delivery.Address), time.GetUtcNow());
                await db.Database.ExecuteSqlAsync(
                    $"insert into notifications.bad_addresses (tenant_id, address, at, reason) values ({tenant}, {address}, {now}, {why}) on conflict do nothing", CancellationToken.None);
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivery {Delivery} of tenant {Tenant} by {Channel} failed with {Kind}; it is tried again")]
    private partial void LogBroken(TenantId tenant, Guid delivery, MessageChannel channel, string kind);

    [LoggerMessage(Level = LogLevel.Information, Message = "Delivery {Delivery} of tenant {Tenant} by {Channel} is {State} after {Attempts} attempts")]
    private partial void LogDone(TenantId tenant, Guid delivery, MessageChannel channel, DeliveryState state, int attempts);
}

/// <summary>Sends as long as the process runs.</summary>
internal sealed partial class SendAlways(SendWaiting send, SendSignal signal, ILogger<SendAlways> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
            try
            {
                if (await send.Run(stoppingToken) == 0) await signal.Wait(Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
            catch (Exception e)
            {
                LogFailed(e);
                await Task.Delay(Poll, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Messages to people could not be read; it is tried again in a moment")]
    private partial void LogFailed(Exception exception);
}
