using System.Security.Cryptography;
using Dialogue.Data;
using Dialogue.Data.Messaging;
using Dialogue.Kernel;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dialogue.Hosting.Bus;

/// <summary>
/// Keeps a message on which a consumer failed in that consumer's own outbox, addressed to it alone: the relay tries it again, later each time, and
/// parks it in the end, where the administrator sees it together with all other parked messages.
/// </summary>
internal sealed partial class BrokerRetries(Databases databases, TimeProvider time, ILogger<BrokerRetries> logger)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500), Longest = TimeSpan.FromSeconds(5);

    /// <summary>Returns when it is kept, however long the database is away: until then the message is not acknowledged, and is the broker's.</summary>
    public async Task Keep(ConsumerEntry entry, TenantId tenant, Letter letter, Exception error)
    {
        for (var pause = First; ; pause = pause * 2 < Longest ? pause * 2 : Longest)
            try
            {
                await Insert(entry, tenant, letter, error);
                LogKept(MessageDirectory.NameOf(entry.Message), entry.Name, tenant, error);
                return;
            }
            catch (NpgsqlException e)
            {
                LogNotKept(entry.Name, e.GetType().Name);
                await Task.Delay(pause);
            }
    }

    private async Task Insert(ConsumerEntry entry, TenantId tenant, Letter letter, Exception error)
    {
        await using var connection = await databases.App.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select set_config('dialogue.tenant', $1, false)") { Parameters = { new() { Value = tenant.ToString() } } },
                // The id is the message's for this consumer: delivered and failed twice, it is kept once.
                new($"""
                    insert into {entry.Service}.outbox (id, tenant_id, for_tenant, message_id, consumer, type, payload, trace, created_at, not_before, attempts, error)
                    values ($1, $2, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10) on conflict do nothing
                    """)
                {
                    Parameters =
                    {
                        new() { Value = IdOf(entry, letter) }, new() { Value = tenant.Value }, new() { Value = letter.MessageId }, new() { Value = entry.Name },
                        new() { Value = MessageDirectory.NameOf(entry.Message) }, new() { Value = letter.Body },
                        new() { Value = (object?)letter.Trace ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text }, new() { Value = letter.PublishedAt.UtcDateTime },
                        new() { Value = (time.GetUtcNow() + First).UtcDateTime }, new() { Value = error.ToString() is { Length: > 2000 } text ? text[..2000] : error.ToString() },
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync();
    }

    private static Guid IdOf(ConsumerEntry entry, Letter letter) =>
        new(SHA256.HashData([.. letter.MessageId.ToByteArray(), .. System.Text.Encoding.UTF8.GetBytes(entry.Name)]).AsSpan(0, 16));

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Type} was not taken by {Consumer} for tenant {Tenant}; it is kept and tried again")]
    private partial void LogKept(string type, string consumer, TenantId tenant, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database of {Consumer} does not answer ({Kind}); its messages wait at the broker")]
    private partial void LogNotKept(string consumer, string kind);
}
