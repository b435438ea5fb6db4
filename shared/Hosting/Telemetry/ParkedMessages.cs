using Dialogue.Data;
using Npgsql;
using NpgsqlTypes;

namespace Dialogue.Hosting.Telemetry;

/// <summary>Messages of one kind: written by one service, of one type, for one consumer (empty: for the broker).</summary>
public sealed record MessageKind(string Schema, string Type, string Consumer);

/// <param name="Error">What went wrong with the newest; see <see cref="Words"/>.</param>
public sealed record ParkedKind(MessageKind Kind, long Count, DateTimeOffset Since, string Error);

/// <param name="Tenant">Under whom it would be consumed.</param>
public sealed record ParkedMessage(Guid Id, Guid Tenant, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset ParkedAt, string Error);

/// <summary>What an administrator did with messages of a kind at one moment.</summary>
public sealed record MessageAct(DateTimeOffset At, bool Dropped, string Person, string Reason, MessageKind Kind, long Count);

/// <summary>
/// Messages that failed at every attempt and wait for a decision, in the outboxes of all services. Seen with the relay's role; their content is
/// shown to nobody. Both decisions are recorded with who made them; what is dropped is kept there with its content.
/// </summary>
public sealed class ParkedMessages(Databases databases, Outboxes outboxes)
{
    public async Task<IReadOnlyList<ParkedKind>> Kinds(CancellationToken cancellationToken = default)
    {
        var schemas = await outboxes.Schemas(cancellationToken);
        if (schemas.Count == 0) return [];
        await using var command = databases.Relay.CreateCommand(string.Join(" union all ", schemas.Select(s => $"""
            select '{s}', type, consumer, count(*), min(parked_at), (array_agg(coalesce(error, '') order by parked_at desc))[1]
            from {s}.outbox where parked_at is not null group by type, consumer
            """)) + " order by 5");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var kinds = new List<ParkedKind>();
        while (await reader.ReadAsync(cancellationToken))
            kinds.Add(new(new(reader.GetString(0), reader.GetString(1), reader.GetString(2)), reader.GetInt64(3), reader.GetFieldValue<DateTimeOffset>(4), Words.Of(reader.GetString(5))));
        return kinds;
    }

    /// <param name="id">Only this one; all of the kind when null.</param>
    /// <param name="most">The oldest so many.</param>
    public async Task<IReadOnlyList<ParkedMessage>> Of(MessageKind kind, Guid? id, int most, CancellationToken cancellationToken = default)
    {
        if (await Table(kind, cancellationToken) is not { } table) return [];
        await using var command = databases.Relay.CreateCommand(
            $"select id, for_tenant, attempts, created_at, parked_at, coalesce(error, '') from {table} where {Chosen} order by id limit $4");
        Choose(command, kind, id);
        command.Parameters.Add(new() { Value = most });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var messages = new List<ParkedMessage>();
        while (await reader.ReadAsync(cancellationToken))
            messages.Add(new(reader.GetGuid(0), reader.GetGuid(1), reader.GetInt32(2), reader.GetFieldValue<DateTimeOffset>(3), reader.GetFieldValue<DateTimeOffset>(4), Words.Of(reader.GetString(5))));
        return messages;
    }

    /// <summary>Sends them once more, with all their attempts ahead of them. The relay takes them at its next look, a second later at most.</summary>
    /// <returns>How many.</returns>
    public Task<int> Retry(MessageKind kind, Guid? id, Guid? person, string personName, CancellationToken cancellationToken = default) => Act(kind, id, "retried", person, personName, "",
        "update {0} set parked_at = null, attempts = 0, not_before = now() where " + Chosen, "null::text", cancellationToken);

    /// <summary>Gives them up: their effect never comes. They are kept in <c>public.message_acts</c>, content included, where only the relay's role reads.</summary>
    /// <returns>How many.</returns>
    public Task<int> Drop(MessageKind kind, Guid? id, Guid? person, string personName, string reason, CancellationToken cancellationToken = default) =>
        Act(kind, id, "dropped", person, personName, reason, "delete from {0} where " + Chosen, "payload", cancellationToken);

    /// <summary>The latest decisions, newest first.</summary>
    public async Task<IReadOnlyList<MessageAct>> Acts(int most, CancellationToken cancellationToken = default)
    {
        await using var command = databases.Relay.CreateCommand("""
            select at, act, person_name, reason, schema, type, consumer, count(*) from public.message_acts
            group by at, act, person_name, reason, schema, type, consumer order by at desc limit $1
            """);
        command.Parameters.Add(new() { Value = most });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var acts = new List<MessageAct>();
        while (await reader.ReadAsync(cancellationToken))
            acts.Add(new(reader.GetFieldValue<DateTimeOffset>(0), reader.GetString(1) == "dropped", reader.GetString(2), reader.GetString(3),
                new(reader.GetString(4), reader.GetString(5), reader.GetString(6)), reader.GetInt64(7)));
        return acts;
    }

    private const string Chosen = "parked_at is not null and type = $1 and consumer = $2 and ($3::uuid is null or id = $3)";

    private async Task<int> Act(
        MessageKind kind, Guid? id, string act, Guid? person, string personName, string reason, string change, string payload, CancellationToken cancellationToken)
    {
        if (await Table(kind, cancellationToken) is not { } table) return 0;
        await using var command = databases.Relay.CreateCommand($"""
            with changed as ({string.Format(System.Globalization.CultureInfo.InvariantCulture, change, table)} returning *)
            insert into public.message_acts (act, person, person_name, reason, schema, message_id, consumer, type, tenant_id, for_tenant, error, payload, created_at)
            select $4, $5, $6, $7, $8, message_id, consumer, type, tenant_id, for_tenant, error, {payload}, created_at from changed
            """);
        Choose(command, kind, id);
        command.Parameters.Add(new() { Value = act });
        command.Parameters.Add(new() { Value = (object?)person ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = personName });
        command.Parameters.Add(new() { Value = reason });
        command.Parameters.Add(new() { Value = kind.Schema });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Choose(NpgsqlCommand command, MessageKind kind, Guid? id)
    {
        command.Parameters.Add(new() { Value = kind.Type });
        command.Parameters.Add(new() { Value = kind.Consumer });
        command.Parameters.Add(new() { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
    }

    /// <summary>The table that holds messages of a kind; null when there is no such service. The name comes from outside: only known ones go into SQL.</summary>
    private async Task<string?> Table(MessageKind kind, CancellationToken cancellationToken) =>
        (await outboxes.Schemas(cancellationToken)).Contains(kind.Schema) ? $"{kind.Schema}.outbox" : null;
}
