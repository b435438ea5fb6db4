using System.Text.Json;
using Dialogue.Contracts.Notifications;
using Dialogue.Data;
using Dialogue.Data.Files;
using Dialogue.Data.Messaging;
using Dialogue.Data.Works;
using Dialogue.Hosting.Tenancy;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dialogue.Hosting.Works;

/// <summary>
/// Runs the long works of one service: takes the oldest that waits, or that a dead process left behind, with <c>for update skip locked</c> (any
/// number of processes may look), and says four times a second at most that it lives and how far it is. Each take-over counts as an attempt, and
/// the attempt is the fence: who has lost a work can write nothing of it any more. The lease is measured by the clock of PostgreSQL, the one
/// that all processes share.
/// </summary>
public sealed partial class WorkRunner(
    string service, Databases databases, WorkDirectory directory, MessageDirectory messages, OrganisationDirectory organisations, IServiceScopeFactory scopes, WorkOptions options,
    TimeProvider time, IServiceProvider services, ILogger<WorkRunner> logger) : BackgroundService
{
    /// <summary>A work that brings its process down each time is not begun a fourth time.</summary>
    public const int MostAttempts = 3;

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    /// <summary>A word of the owner or of another process is heard this often, though there is nothing new to say.</summary>
    private static readonly TimeSpan Listens = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim free = services.GetRequiredService<WorkSlots>().Free;

    public string Service => service;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var signal = messages.Signal(Work.SignalOf(service));
        var running = new List<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await Next(stoppingToken) is { } work)
                {
                    running.RemoveAll(t => t.IsCompleted);
                    running.Add(Task.Run(() => Run(work, stoppingToken), CancellationToken.None));
                }
                else await signal.WaitAsync(options.Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
            catch (Exception e)
            {
                LogBlind(service, e);
                await Task.Delay(Again, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        await Task.WhenAll(running);
    }

    /// <summary>A work and a place to run it in, which <see cref="Run"/> gives back; null when nothing waits.</summary>
    private async Task<Taken?> Next(CancellationToken cancellationToken)
    {
        await free.WaitAsync(cancellationToken);
        Taken? work = null;
        try
        {
            await using var connection = await databases.Relay.OpenConnectionAsync(cancellationToken);
            await GiveUp(connection, cancellationToken);
            return work = await Take(connection, cancellationToken);
        }
        finally
        {
            if (work is null) free.Release();
        }
    }

    /// <summary>Ends what was left behind and shall not be begun again.</summary>
    private async Task GiveUp(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            update {service}.works set state = case when cancel_asked then 'Cancelled' else 'Failed' end, error = case when cancel_asked then '' else $3 end, ended_at = $4
            where id in (select id from {service}.works where state = 'Running' and seen_at < now() - $1 and (cancel_asked or attempts >= $2) for update skip locked)
            """, connection);
        command.Parameters.Add(new() { Value = options.Lease });
        command.Parameters.Add(new() { Value = MostAttempts });
        command.Parameters.Add(new() { Value = "Việc này bị ngắt giữa chừng ba lần nên đã dừng. Hãy thử với phạm vi nhỏ hơn, hoặc báo quản trị hệ thống." });
        command.Parameters.Add(new() { Value = time.GetUtcNow().UtcDateTime });
        var ended = await command.ExecuteNonQueryAsync(cancellationToken);
        if (ended > 0) LogGivenUp(service, ended);
    }

    private async Task<Taken?> Take(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            update {service}.works w set state = 'Running', attempts = attempts + 1, seen_at = now(), started_at = $3, done = 0, total = 0
            where w.id = (
                select id from {service}.works where state in ('Queued', 'Running') and kind = any($2) and (state = 'Queued' or seen_at < now() - $1)
                order by id limit 1 for update skip locked)
            returning w.id, w.tenant_id, w.owner_id, w.kind, w.title, w.arguments, w.attempts, w.requested_at
            """, connection);
        command.Parameters.Add(new() { Value = options.Lease });
        command.Parameters.Add(new() { Value = directory.KindsOf(service).ToArray() });
        command.Parameters.Add(new() { Value = time.GetUtcNow().UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        return new(reader.GetGuid(0), new(reader.GetGuid(1)), reader.GetGuid(2), reader.GetString(3), reader.GetString(4), WorkOrder.Read(reader.GetString(5)), reader.GetInt32(6),
            reader.GetFieldValue<DateTimeOffset>(7));
    }

    private async Task Run(Taken work, CancellationToken stoppingToken)
    {
        try
        {
            if (work.Attempt > 1) LogTakenOver(work.Kind, work.Id, work.Tenant, work.Attempt);
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            using var over = new CancellationTokenSource();
            await using var context = new WorkContext(work.Id, work.Title, work.Order.Arguments);
            var beats = Beat(work, context, cancel, over.Token);
            Exception? failure = null;
            try
            {
                await Do(work, context, cancel.Token);
                await Keep(work, context, cancel.Token);
            }
            catch (Exception e)
            {
                failure = e;
            }
            await over.CancelAsync();
            var word = await beats;
            if (failure is null) LogDone(work.Kind, work.Id, work.Tenant);
            else if (word == Word.Lost || failure is LostWorkException) LogLost(work.Kind, work.Id, work.Tenant);
            else if (word == Word.Cancel && cancel.IsCancellationRequested) await End(work, context, WorkState.Cancelled, "");
            else if (stoppingToken.IsCancellationRequested) await GiveBack(work);
            else if (work.Attempt < MostAttempts && IsOfTheDatabase(failure)) LogLeft(work.Kind, work.Id, work.Tenant, failure); // begun anew when its lease has run out
            else if (failure is RuleBrokenException no) await End(work, context, WorkState.Failed, no.Message);
            else
            {
                LogFailed(work.Kind, work.Id, work.Tenant, failure);
                await End(work, context, WorkState.Failed, $"Có lỗi trong khi làm nên chưa có kết quả. Hãy bấm “Làm lại”; nếu vẫn lỗi, báo quản trị hệ thống mã {work.Id.ToString()[^12..]}.");
            }
        }
        catch (Exception e)
        {
            LogLeft(work.Kind, work.Id, work.Tenant, e); // its lease runs out, and another takes it
        }
        finally
        {
            free.Release();
        }
    }

    /// <summary>PostgreSQL was restarted, or the connection to it cut: no fault of the work's.</summary>
    private static bool IsOfTheDatabase(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
            if (failure is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } or NpgsqlException { IsTransient: true }) return true;
        return false;
    }

    private async Task Do(Taken work, WorkContext context, CancellationToken cancellationToken)
    {
        await using var scope = await Enter(work, cancellationToken);
        var entry = directory.Find(service, work.Kind)!;
        await ((ILongWork)scope.ServiceProvider.GetRequiredService(entry.Work)).Run(context, cancellationToken);
    }

    /// <summary>Result and end in one transaction: never one without the other.</summary>
    private async Task Keep(Taken work, WorkContext context, CancellationToken cancellationToken)
    {
        await using var scope = await Enter(work, cancellationToken);
        var db = directory.Context(scope.ServiceProvider, service)!;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var file = await context.Written() is { } result ? await db.SaveResult(work.Id, context.ResultName!, result, time.GetUtcNow(), cancellationToken) : null;
        await db.SaveChangesAsync(cancellationToken);
        await End(db, scope, work, context, WorkState.Done, "", file?.Id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task End(Taken work, WorkContext context, WorkState state, string error)
    {
        await using var scope = await Enter(work, CancellationToken.None);
        var db = directory.Context(scope.ServiceProvider, service)!;
        await using var transaction = await db.Database.BeginTransactionAsync();
        await End(db, scope, work, context, state, error, null, CancellationToken.None);
        await transaction.CommitAsync();
    }

    private async Task End(TenantDbContext db, AsyncServiceScope scope, Taken work, WorkContext context, WorkState state, string error, Guid? file, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        DateTimeOffset? ended = now;
        var (done, total) = context.Progress;
        if (state == WorkState.Done && total > 0) done = total;
        var text = error.Length > 2000 ? error[..2000] : error;
        var mine = await db.Works.Where(w => w.Id == work.Id && w.Attempts == work.Attempt && w.State == WorkState.Running).ExecuteUpdateAsync(set => set
            .SetProperty(w => w.State, state).SetProperty(w => w.Error, text).SetProperty(w => w.FileId, file).SetProperty(w => w.EndedAt, ended)
            .SetProperty(w => w.Done, done).SetProperty(w => w.Total, total), cancellationToken);
        if (mine == 0) throw new LostWorkException();
        if (state == WorkState.Cancelled || now - work.RequestedAt < options.Tells) return;
        // Whoever waited so long has gone on to something else.
        var slug = scope.ServiceProvider.GetRequiredService<CurrentTenant>().Slug;
        db.Publish(new NoteSent(work.Id, state == WorkState.Done ? "work-done" : "work-failed", $"{(state == WorkState.Done ? "Đã xong" : "Chưa làm được")}: {work.Title}",
            WorkOrder.Page(slug, service, work.Id), [], null, work.Owner));
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>This process stops in good order: another begins it anew at once, and this attempt does not count.</summary>
    private async Task GiveBack(Taken work)
    {
        await using var command = databases.Relay.CreateCommand(
            $"update {service}.works set state = 'Queued', attempts = attempts - 1, done = 0, total = 0 where id = $1 and attempts = $2 and state = 'Running'");
        command.Parameters.Add(new() { Value = work.Id });
        command.Parameters.Add(new() { Value = work.Attempt });
        await command.ExecuteNonQueryAsync();
        LogGivenBack(work.Kind, work.Id, work.Tenant);
    }

    /// <summary>Says that the work lives and how far it is, and hears whether it shall end.</summary>
    /// <returns>What was heard in the end.</returns>
    private async Task<Word> Beat(Taken work, WorkContext context, CancellationTokenSource cancel, CancellationToken over)
    {
        var said = context.Progress;
        var (last, heard) = (time.GetTimestamp(), time.GetTimestamp());
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(options.Beat, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested) break;
            var now = context.Progress;
            if (now == said && time.GetElapsedTime(last) < Listens) continue;
            try
            {
                var word = await Say(work, now, over);
                (said, last, heard) = (now, time.GetTimestamp(), time.GetTimestamp());
                if (word == Word.On) continue;
                await cancel.CancelAsync();
                if (word == Word.Lost) return word;
                // Cancelled, but perhaps slow to end: still ours until it has.
                while (!over.IsCancellationRequested)
                {
                    await Task.Delay(Listens, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    if (!over.IsCancellationRequested && await Say(work, context.Progress, over) == Word.Lost) return Word.Lost;
                }
                return word;
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested) { }
            catch (Exception)
            {
                if (time.GetElapsedTime(heard) < options.Lease) continue;
                // The database was away longer than the lease: another may have the work by now.
                await cancel.CancelAsync();
                return Word.Lost;
            }
        }
        return Word.On;
    }

    private async Task<Word> Say(Taken work, (int Done, int Total) progress, CancellationToken cancellationToken)
    {
        await using var command = databases.Relay.CreateCommand(
            $"update {service}.works set done = $3, total = $4, seen_at = now() where id = $1 and attempts = $2 and state = 'Running' returning cancel_asked");
        command.Parameters.Add(new() { Value = work.Id });
        command.Parameters.Add(new() { Value = work.Attempt });
        command.Parameters.Add(new() { Value = progress.Done });
        command.Parameters.Add(new() { Value = progress.Total });
        return await command.ExecuteScalarAsync(cancellationToken) switch { true => Word.Cancel, false => Word.On, _ => Word.Lost };
    }

    private async Task<AsyncServiceScope> Enter(Taken work, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await organisations.Enter(scope.ServiceProvider.GetRequiredService<CurrentTenant>(), work.Tenant, cancellationToken);
        scope.ServiceProvider.GetRequiredService<CurrentUser>().Set(work.Owner, work.Order.Name, work.Order.Memberships);
        return scope;
    }

    private enum Word
    {
        On, Cancel, Lost,
    }

    private sealed record Taken(Guid Id, TenantId Tenant, Guid Owner, string Kind, string Title, WorkOrder Order, int Attempt, DateTimeOffset RequestedAt);

    /// <summary>Another process has it: nothing of this attempt may be kept.</summary>
    private sealed class LostWorkException() : Exception("Another process has taken the work over.");

    [LoggerMessage(Level = LogLevel.Information, Message = "Work {Kind} {Id} of tenant {Tenant} is done")]
    private partial void LogDone(string kind, Guid id, TenantId tenant);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Work {Kind} {Id} of tenant {Tenant} was left behind by its process; attempt {Attempt} begins")]
    private partial void LogTakenOver(string kind, Guid id, TenantId tenant, int attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "Work {Kind} {Id} of tenant {Tenant} is given back, since this process stops")]
    private partial void LogGivenBack(string kind, Guid id, TenantId tenant);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Work {Kind} {Id} of tenant {Tenant} was taken over by another process, which heard nothing of this one")]
    private partial void LogLost(string kind, Guid id, TenantId tenant);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} works of {Service} that were left behind are not begun again")]
    private partial void LogGivenUp(string service, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Work {Kind} {Id} of tenant {Tenant} failed")]
    private partial void LogFailed(string kind, Guid id, TenantId tenant, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The end of work {Kind} {Id} of tenant {Tenant} could not be written")]
    private partial void LogLeft(string kind, Guid id, TenantId tenant, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The long works of {Service} could not be looked at; tried again in a second")]
    private partial void LogBlind(string service, Exception exception);
}
