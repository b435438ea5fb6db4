using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.Extensions.Hosting;

namespace Dialogue.Hosting;

/// <summary>Keeps the legal day of a training installation in PostgreSQL, so that every process believes the same: told of a change at once, and read again twice a minute.</summary>
public sealed class LegalDay(Databases databases, LegalClock clock, Changes changes) : BackgroundService, IHearsChanges
{
    public async Task Set(DateOnly day, CancellationToken cancellationToken = default)
    {
        clock.SetDay(day);
        await using var command = databases.Shared.CreateCommand(
            "insert into public.installation (key, value) values ('legal-offset', $1) on conflict (key) do update set value = excluded.value");
        command.Parameters.Add(new() { Value = clock.OffsetDays.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        await command.ExecuteNonQueryAsync(cancellationToken);
        await changes.Tell(Changes.LegalDay, cancellationToken);
    }

    public Task Heard(string what, CancellationToken cancellationToken) => what is Changes.LegalDay or Changes.Anything ? Read(cancellationToken) : Task.CompletedTask;

    public async Task Read(CancellationToken cancellationToken = default)
    {
        await using var command = databases.Shared.CreateCommand("select value from public.installation where key = 'legal-offset'");
        if (await command.ExecuteScalarAsync(cancellationToken) is string value) clock.SetOffset(int.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(30));
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            try { await Read(stoppingToken); }
            catch (Npgsql.NpgsqlException) { /* the database is away; health says so */ }
    }
}
