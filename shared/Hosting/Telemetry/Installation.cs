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

    /// <summary>
    /// Quartz's own tables; it keeps instants as ticks of UTC. A job is told once: a schedule that no process looks after, as after the installation
    /// has run in another shape, counts only when no other has the job, and of a job that several services have, the one furthest behind speaks for all.
    /// </summary>
    public async Task<IReadOnlyList<ScheduledJob>> Jobs(CancellationToken cancellationToken = default)
    {
        await using var command = databases.Relay.CreateCommand("""
            with alive as (select distinct sched_name from jobs.qrtz_scheduler_state where last_checkin_time > (extract(epoch from now() - $1) + 62135596800) * 10000000)
            select * from (
                select distinct on (t.job_name) t.job_name, t.prev_fire_time, t.next_fire_time, t.trigger_state,
                    exists (select from jobs.qrtz_fired_triggers f where f.sched_name = t.sched_name and f.job_name = t.job_name and f.job_group = t.job_group and f.state = 'EXECUTING'), now()
                from jobs.qrtz_triggers t left join alive using (sched_name)
                order by t.job_name, alive.sched_name is null, t.trigger_state <> 'ERROR', case when alive.sched_name is not null then t.next_fire_time else -t.next_fire_time end
            ) jobs order by next_fire_time
            """);
        command.Parameters.Add(new() { Value = SilentAfter });
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
