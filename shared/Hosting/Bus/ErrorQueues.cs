using System.Text;
using System.Text.Json;
using Dialogue.Data;
using Dialogue.Data.Messaging;
using Dialogue.Hosting.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Dialogue.Hosting.Bus;

/// <param name="Queue">The consumer's, such as <c>reporting.KeepPetition</c>.</param>
/// <param name="Error">What was wrong with the oldest, without what people have typed; empty when the broker does not say.</param>
public sealed record ErrorQueue(string Queue, long Count, string Error);

/// <summary>
/// Messages that a queue refused (without an organisation, or not to be read), which lie in RabbitMQ's <c>…_error</c> queues until an administrator
/// sends them again or gives them up. Decisions are kept beside those on parked messages; what is given up is kept with its content. Singleton.
/// </summary>
public sealed class ErrorQueues(Databases databases, BrokerAddress broker)
{
    /// <summary>Key in <c>public.installation</c> of the list of all queues, which the migration writes: a process knows only its own.</summary>
    public const string Key = "queues";

    private const string Suffix = "_error";
    private const int MostAtOnce = 10_000;

    /// <summary>Writes down which queues there are.</summary>
    public static async Task Note(NpgsqlDataSource app, IEnumerable<string> queues, CancellationToken cancellationToken)
    {
        await using var command = app.CreateCommand("insert into public.installation (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value");
        command.Parameters.Add(new() { Value = Key });
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(queues.Distinct().Order(StringComparer.Ordinal)) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>True when the broker did not answer, or ceased to.</summary>
    public static bool IsAway(Exception e) => e is BrokerUnreachableException or RabbitMQClientException or TimeoutException;

    /// <summary>Those in which something lies.</summary>
    /// <returns>Null: the broker did not answer.</returns>
    public async Task<IReadOnlyList<ErrorQueue>?> All(CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await Connect(cancellationToken);
            var found = new List<ErrorQueue>();
            foreach (var queue in await Names(cancellationToken))
                if (await Look(connection, queue, cancellationToken) is { } held) found.Add(held);
            return found;
        }
        catch (Exception e) when (IsAway(e))
        {
            return null;
        }
    }

    /// <summary>Gives each to its consumer once more.</summary>
    /// <returns>How many.</returns>
    public Task<int> Retry(string queue, Guid? person, string personName, CancellationToken cancellationToken = default) => Take(queue, async (channel, message, again) =>
    {
        await channel.BasicPublishAsync("", queue, mandatory: true, again, message.Body, cancellationToken);
        await Record("retried", person, personName, "", queue, message, keeps: false, cancellationToken);
    }, cancellationToken);

    /// <summary>Gives them up.</summary>
    /// <returns>How many.</returns>
    public Task<int> Drop(string queue, Guid? person, string personName, string reason, CancellationToken cancellationToken = default) =>
        Take(queue, (_, message, _) => Record("dropped", person, personName, reason, queue, message, keeps: true, cancellationToken), cancellationToken);

    /// <summary>Each that lies there now; what comes meanwhile is left. One whose turn fails stays where it is.</summary>
    private async Task<int> Take(string queue, Func<IChannel, BasicGetResult, BasicProperties, Task> act, CancellationToken cancellationToken)
    {
        if (!(await Names(cancellationToken)).Contains(queue)) return 0;
        await using var connection = await Connect(cancellationToken);
        if (await Look(connection, queue, cancellationToken) is not { } held) return 0;
        // Confirmed before it is taken off the error queue: a crash between the two doubles it, and a consumer knows what it has had.
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
        var count = 0;
        for (; count < Math.Min(held.Count, MostAtOnce); count++)
        {
            if (await channel.BasicGetAsync(queue + Suffix, autoAck: false, cancellationToken) is not { } message) break;
            var again = new BasicProperties(message.BasicProperties) { Headers = message.BasicProperties.Headers?.Where(h => !h.Key.StartsWith("MT-", StringComparison.Ordinal)).ToDictionary() };
            await act(channel, message, again);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellationToken);
        }
        return count;
    }

    private static async Task<ErrorQueue?> Look(IConnection connection, string queue, CancellationToken cancellationToken)
    {
        try
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            var count = await channel.MessageCountAsync(queue + Suffix, cancellationToken);
            if (count == 0) return null;
            var oldest = await channel.BasicGetAsync(queue + Suffix, autoAck: false, cancellationToken); // goes back when the channel closes
            return new(queue, count, oldest is null ? "" : Words.Of(Error(oldest)));
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == 404)
        {
            return null; // it comes to be with the first message in it
        }
    }

    private async Task Record(string act, Guid? person, string personName, string reason, string queue, BasicGetResult message, bool keeps, CancellationToken cancellationToken)
    {
        var (id, type) = Describe(message);
        var tenant = Guid.TryParse(Header(message, Broker.TenantHeader), out var given) ? given : Guid.Empty;
        await using var command = databases.Relay.CreateCommand("""
            insert into public.message_acts (act, person, person_name, reason, schema, message_id, consumer, type, tenant_id, for_tenant, error, payload, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11, now())
            """);
        command.Parameters.Add(new() { Value = act });
        command.Parameters.Add(new() { Value = (object?)person ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = personName });
        command.Parameters.Add(new() { Value = reason });
        command.Parameters.Add(new() { Value = queue.Split('.')[0] });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = queue });
        command.Parameters.Add(new() { Value = type });
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = Error(message) });
        command.Parameters.Add(new() { Value = keeps ? Clean(message.Body.Span) : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Id (of the first letter) and name of the contract as MassTransit's envelope tells them; a message that is none has neither.</summary>
    private static (Guid Id, string Type) Describe(BasicGetResult message)
    {
        try
        {
            using var envelope = JsonDocument.Parse(message.Body);
            var id = envelope.RootElement.TryGetProperty("messageId", out var text) && Guid.TryParse(text.GetString(), out var given) ? given : Guid.Empty;
            var urn = envelope.RootElement.TryGetProperty("messageType", out var types) ? types.EnumerateArray().FirstOrDefault().GetString() ?? "" : "";
            var names = urn[(urn.LastIndexOf('.') + 1)..].TrimEnd(']').Split(':'); // urn:message:Dialogue.Hosting.Bus:Parcel[[Dialogue.Contracts.Petitions:PetitionChanged]]
            return (id, string.Join('.', names.TakeLast(2)));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return (Guid.Empty, "?");
        }
    }

    private static string Error(BasicGetResult message) => Header(message, "MT-Fault-Message") is { Length: > 0 } said ? said[..Math.Min(said.Length, 2000)] : "";

    private static string Header(BasicGetResult message, string name) =>
        message.BasicProperties.Headers?.TryGetValue(name, out var value) == true ? value is byte[] bytes ? Clean(bytes) : $"{value}" : "";

    /// <summary>Text that PostgreSQL takes.</summary>
    private static string Clean(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8).Replace("\0", "", StringComparison.Ordinal);

    private async Task<IReadOnlyList<string>> Names(CancellationToken cancellationToken)
    {
        await using var command = databases.Relay.CreateCommand("select value from public.installation where key = $1");
        command.Parameters.Add(new() { Value = Key });
        return await command.ExecuteScalarAsync(cancellationToken) is string names ? JsonSerializer.Deserialize<string[]>(names)! : [];
    }

    private Task<IConnection> Connect(CancellationToken cancellationToken) =>
        new ConnectionFactory { Uri = broker.Uri, AutomaticRecoveryEnabled = false, RequestedConnectionTimeout = TimeSpan.FromSeconds(5), ContinuationTimeout = TimeSpan.FromSeconds(10) }.CreateConnectionAsync(cancellationToken);
}
