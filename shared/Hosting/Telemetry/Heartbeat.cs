using System.Reflection;
using System.Text.Json;
using Dialogue.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;
using NpgsqlTypes;

namespace Dialogue.Hosting.Telemetry;

/// <summary>
/// Every ten seconds, says in <c>public.processes</c> that this part of the installation lives and how it fares: services do not ask one
/// another. A part that is stopped takes its row away; one that is killed leaves a row that grows old, and is forgotten after an hour.
/// </summary>
internal sealed class Heartbeat(Databases databases, RouteTimes times, Outboxes outboxes, HealthCheckService health, IServiceProvider services, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private readonly Guid id = Guid.CreateVersion7();
    private readonly DateTimeOffset started = time.GetUtcNow();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var schemas = services.GetServices<ServiceSchema>().Select(s => s.Name).ToList();
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do
                try
                {
                    await Beat(schemas, stoppingToken);
                    if (OtlpExport.WantsMeasures) Measures.Saw(await outboxes.States(schemas, stoppingToken));
                }
                catch (NpgsqlException) { /* the database is away, or not migrated yet; the next beat says so by its absence */ }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await using var gone = databases.Shared.CreateCommand("delete from public.processes where id = $1");
            gone.Parameters.Add(new() { Value = id });
            await gone.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException) { /* it is forgotten in an hour */ }
    }

    /// <summary>Empty when all is well; what is waited for, or the names of the checks that fail.</summary>
    private async Task<string> Health(CancellationToken cancellationToken) => await ServiceDefaults.Waits(databases, services, cancellationToken)
        ?? string.Join(", ", (await health.CheckHealthAsync(cancellationToken)).Entries.Where(e => e.Value.Status == HealthStatus.Unhealthy).Select(e => e.Key));

    private async Task Beat(List<string> schemas, CancellationToken cancellationToken)
    {
        await using var beat = databases.Shared.CreateCommand("""
            with old as (delete from public.processes where seen_at < now() - interval '1 hour')
            insert into public.processes (id, parts, host, pid, version, started_at, seen_at, health, memory, routes)
            values ($1, $2, $3, $4, $5, $6, now(), $7, $8, $9)
            on conflict (id) do update set seen_at = now(), health = excluded.health, memory = excluded.memory, routes = excluded.routes
            """);
        beat.Parameters.Add(new() { Value = id });
        beat.Parameters.Add(new() { Value = schemas.Count == 0 ? new[] { "gateway" } : [.. schemas] });
        beat.Parameters.Add(new() { Value = Environment.MachineName });
        beat.Parameters.Add(new() { Value = Environment.ProcessId });
        beat.Parameters.Add(new() { Value = Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "" });
        beat.Parameters.Add(new() { Value = started.UtcDateTime });
        beat.Parameters.Add(new() { Value = await Health(cancellationToken) });
        beat.Parameters.Add(new() { Value = Environment.WorkingSet });
        beat.Parameters.Add(new() { Value = JsonSerializer.Serialize(times.LastHour().Take(40)), NpgsqlDbType = NpgsqlDbType.Jsonb });
        await beat.ExecuteNonQueryAsync(cancellationToken);
    }
}
