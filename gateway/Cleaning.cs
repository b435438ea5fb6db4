using Dialogue.Data;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Dialogue.Gateway;

/// <summary>Every ten minutes, forgets sessions and parked forms that have ended.</summary>
internal sealed class Cleaning(Databases databases, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(10), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await using var batch = databases.App.CreateBatch();
                foreach (var table in new[] { "sessions", "parked_forms" })
                    batch.BatchCommands.Add(new($"delete from gateway.{table} where expires_at < $1") { Parameters = { new() { Value = time.GetUtcNow().UtcDateTime } } });
                await batch.ExecuteNonQueryAsync(stoppingToken);
            }
            catch (NpgsqlException) { /* the database is away; the next round does it */ }
    }
}
