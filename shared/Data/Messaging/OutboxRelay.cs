using System.Diagnostics;
using Dialogue.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dialogue.Data.Messaging;

/// <summary>
/// Moves outbox rows of one service on: claims the oldest with <c>for update skip locked</c> (any number of relays may run), delivers, deletes.
/// The claim is the row lock itself, so a relay that dies gives its rows back at once. Woken by the process that wrote, which is always one
/// that relays the same schema; a poll is the net. Each row stands or falls alone: a failed one waits longer each time and is parked at last.
/// In order for each receiver and consumer, side by side otherwise; a failed row does not hold back those behind it.
/// </summary>
public sealed partial class OutboxRelay(
    string schema, Databases databases, MessageDirectory directory, IOutboxDelivery delivery, TimeProvider time, ILogger<OutboxRelay> logger)
    : BackgroundService
{
    private const int Batch = 512, Lanes = 3, MaxAttempts = 8;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1), LongestWait = TimeSpan.FromMinutes(2);

    /// <summary>Pause of a row that is for another release, and how old it may become before it is parked.</summary>
    private static readonly TimeSpan NotHere = TimeSpan.FromSeconds(15), LongestNotHere = TimeSpan.FromDays(1);

    /// <summary>Rest after a batch that was not full: when much is written, the next one finds many rows, and many cost little more than one.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(25);

    /// <summary>Longest rest after a full batch.</summary>
    private static readonly TimeSpan MostRest = TimeSpan.FromMilliseconds(100);

    public string Schema => schema;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var signal = directory.Signal(schema);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var began = Stopwatch.GetTimestamp();
                var rows = await RelayBatch(stoppingToken);
                if (rows == Batch)
                {
                    // People who wait for an answer go before messages: while there is much to do, it rests as long as it works.
                    await Task.Delay(TimeSpan.FromTicks(Math.Min(Stopwatch.GetElapsedTime(began).Ticks, MostRest.Ticks)), stoppingToken);
                    continue;
                }
                if (rows > 0) await Task.Delay(Gather, stoppingToken);
                await signal.WaitAsync(Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
            catch (Exception e)
            {
                LogFailed(schema, e);
                await Task.Delay(Poll, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <returns>How many rows were dealt with.</returns>
    private async Task<int> RelayBatch(CancellationToken cancellationToken)
    {
        await using var connection = await databases.Relay.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var rows = await Claim(connection, cancellationToken);
        if (rows.Count == 0) return 0;

        var done = new List<Delivered>(rows.Count);
        await Parallel.ForEachAsync(rows.GroupBy(r => (r.ForTenant, r.Consumer)),
            new ParallelOptions { MaxDegreeOfParallelism = Lanes, CancellationToken = cancellationToken },
            async (group, token) =>
            {
                var results = await delivery.Deliver([.. group], token);
                lock (done) done.AddRange(results);
            });
        await using (var delete = new NpgsqlCommand($"delete from {schema}.outbox where id = any($1)", connection, transaction))
        {
            delete.Parameters.Add(new() { Value = done.Where(d => d.Error is null).Select(d => d.Row.Id).ToArray() });
            await delete.ExecuteNonQueryAsync(cancellationToken);
        }
        foreach (var (row, error) in done)
        {
            if (error is null) continue;
            if (error is OfAnotherReleaseException) LogNotHere(row.Type, row.Consumer, row.ForTenant);
            else LogNotDelivered(row.Type, row.Consumer, row.ForTenant, row.Attempts + 1, error);
            await Later(connection, row, error, cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        return done.Count;
    }

    private async Task<List<OutboxMessage>> Claim(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            select id, tenant_id, for_tenant, message_id, consumer, type, payload, created_at, attempts, trace
            from {schema}.outbox where parked_at is null and (not_before <= $1 or not_before > $2)
            order by id limit {Batch} for update skip locked
            """, connection);
        var now = time.GetUtcNow().UtcDateTime;
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = now + LongestWait }); // due later than anything ever is: the clock has been set back meanwhile
        var rows = new List<OutboxMessage>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new()
            {
                Id = reader.GetGuid(0), TenantId = new(reader.GetGuid(1)), ForTenant = new(reader.GetGuid(2)), MessageId = reader.GetGuid(3), Consumer = reader.GetString(4),
                Type = reader.GetString(5), Payload = reader.GetString(6), CreatedAt = reader.GetFieldValue<DateTimeOffset>(7), Attempts = reader.GetInt32(8),
                Trace = reader.IsDBNull(9) ? null : reader.GetString(9),
            });
        return rows;
    }

    private async Task Later(NpgsqlConnection connection, OutboxMessage row, Exception error, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (attempts, pause) = error is OfAnotherReleaseException ? (row.Attempts, NotHere) : (row.Attempts + 1, TimeSpan.FromSeconds(0.25 * Math.Pow(2, row.Attempts + 1)));
        var park = error is OfAnotherReleaseException ? now - row.CreatedAt > LongestNotHere : attempts >= MaxAttempts;
        await using var command = new NpgsqlCommand($"""
            update {schema}.outbox set attempts = $2, error = $3, not_before = $4, parked_at = $5 where id = $1
            """, connection);
        var message = error is OfAnotherReleaseException ? error.Message : error.ToString();
        command.Parameters.Add(new() { Value = row.Id });
        command.Parameters.Add(new() { Value = attempts });
        command.Parameters.Add(new() { Value = message.Length > 2000 ? message[..2000] : message });
        command.Parameters.Add(new() { Value = now + pause });
        command.Parameters.Add(new() { Value = park ? now : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Type} was not taken by {Consumer} for tenant {Tenant}, attempt {Attempt}; it is tried again")]
    private partial void LogNotDelivered(string type, string consumer, TenantId tenant, int attempt, Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Type} for {Consumer}, tenant {Tenant}, is for another release than this one; it waits for a process that knows it")]
    private partial void LogNotHere(string type, string consumer, TenantId tenant);

    [LoggerMessage(Level = LogLevel.Error, Message = "The relay of {Schema} could not read its outbox; it tries again in a second")]
    private partial void LogFailed(string schema, Exception exception);
}
