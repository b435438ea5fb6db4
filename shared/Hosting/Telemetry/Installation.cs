using System.Text.Json;
using Dialogue.Data;
using Npgsql;

namespace Dialogue.Hosting.Telemetry;

/// <summary>One running part, as it last said of itself.</summary>
/// <param name="Parts">Services in it, or <c>gateway</c>.</param>
/// <param name="Health">Empty when it is ready; otherwise what it waits for.</param>
/// <param name="Memory">Of the whole process, in bytes.</param>
public sealed record RunningPart(
    IReadOnlyList<string> Parts, string Host, int Pid, string Version, DateTimeOffset StartedAt, DateTimeOffset SeenAt, bool Silent, string Health, long Memory, IReadOnlyList<RouteTime> Routes);

/// <param name="Last">Null when it has not run yet.</param>
/// <param name="Late">Its time has passed by more than a minute, and no process has taken it.</param>
public sealed record ScheduledJob(string Name, DateTimeOffset? Last, DateTimeOffset? Next, bool Running, bool Late, string State);

/// <summary>What the whole installation knows of itself, from PostgreSQL: any process can show it, whatever the others do.</summary>
public sealed class Installation(Databases databases)
{
    /// <summary>Three missed beats.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(30);

    public async Task<IReadOnlyList<RunningPart>> Parts(CancellationToken cancellationToken = default)
    {
        await using var command = databases.App.CreateCommand(
            "select parts, host, pid, version, started_at, seen_at, now() - seen_at > $1, health, memory, routes::text from public.processes order by parts, started_at");
        command.Parameters.Add(new() { Value = SilentAfter });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var parts = new List<RunningPart>();
        while (await reader.ReadAsync(cancellationToken))
            parts.Add(new(reader.GetFieldValue<string[]>(0), reader.GetString(1), reader.GetInt32(2), reader.GetString(3), reader.GetFieldValue<DateTimeOffset>(4), reader.GetFieldValue<DateTimeOffset>(5),
                reader.GetBoolean(6), reader.GetString(7), reader.GetInt64(8), JsonSerializer.Deserialize<List<RouteTime>>(reader.GetString(9))!));
        return parts;
    }

    /// <summary>Quartz's own tables; it keeps instants as ticks of UTC. Schedules of a shape in which the installation ran before stand still and are left out.</summary>
    public async Task<IReadOnlyList<ScheduledJob>> Jobs(CancellationToken cancellationToken = default)
    {
        await using var command = databases.Relay.CreateCommand("""
            select t.job_name, t.prev_fire_time, t.next_fire_time, t.trigger_state,
                exists (select from jobs.qrtz_fired_triggers f where f.sched_name = t.sched_name and f.job_name = t.job_name and f.job_group = t.job_group and f.state = 'EXECUTING'), now()
            from jobs.qrtz_triggers t
            where not exists (select from jobs.qrtz_triggers other where other.job_name = t.job_name and other.job_group = t.job_group and other.next_fire_time > t.next_fire_time)
            order by t.next_fire_time
            """);
        var jobs = new List<ScheduledJob>();
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var (last, next, running) = (At(reader, 1), At(reader, 2), reader.GetBoolean(4));
                jobs.Add(new(reader.GetString(0), last, next, running, !running && next < reader.GetFieldValue<DateTimeOffset>(5).AddMinutes(-1), reader.GetString(3)));
            }
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            // No process with a job has started yet.
        }
        return jobs;
    }

    private static DateTimeOffset? At(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) || reader.GetInt64(column) <= 0 ? null : new DateTimeOffset(reader.GetInt64(column), TimeSpan.Zero);
}
