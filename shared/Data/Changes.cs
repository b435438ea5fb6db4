using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Dialogue.Data;

/// <summary>Something that keeps in memory what lies in PostgreSQL, and forgets it when any process of the installation says that it has changed.</summary>
public interface IHearsChanges
{
    /// <param name="what">What has changed, as it was told; <see cref="Changes.Anything"/> after a time without hearing.</param>
    Task Heard(string what, CancellationToken cancellationToken);
}

/// <summary>
/// Tells all processes of the installation what has changed, by PostgreSQL's NOTIFY: for what changes seldom (the legal day, organisations, the
/// calendar), since every notice takes a lock of the whole database. A notice may be lost with its sender: what hears also has a short life.
/// </summary>
public sealed class Changes(Databases databases, IServiceProvider services) : BackgroundService
{
    public const string Anything = "", LegalDay = "day", Calendar = "calendar";

    internal const string Channel = "dialogue_changes";
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1), Glance = TimeSpan.FromSeconds(30);

    /// <summary>A service's copy of the organisations.</summary>
    public static string Organisations(string schema) => $"organisations {schema}";

    public async Task Tell(string what, CancellationToken cancellationToken = default)
    {
        await using var notify = databases.Shared.CreateCommand("select pg_notify($1, $2)");
        notify.Parameters.Add(new() { Value = Channel });
        notify.Parameters.Add(new() { Value = what });
        await notify.ExecuteNonQueryAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var hearers = services.GetServices<IHearsChanges>().ToList();
        while (!stoppingToken.IsCancellationRequested)
            try
            {
                await using var connection = await databases.Shared.OpenConnectionAsync(stoppingToken);
                var heard = new Queue<string>([Anything]);
                connection.Notification += (_, notice) => heard.Enqueue(notice.Payload);
                await using var listen = new NpgsqlCommand($"listen {Channel}", connection);
                await listen.ExecuteNonQueryAsync(stoppingToken);
                while (true)
                {
                    while (heard.TryDequeue(out var what))
                        foreach (var hearer in hearers) await hearer.Heard(what, stoppingToken);
                    // A connection that is dead without a word is found by using it.
                    if (!await connection.WaitAsync(Glance, stoppingToken)) await listen.ExecuteNonQueryAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
            catch (NpgsqlException)
            {
                // The database is away; health says so.
                await Task.Delay(Again, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
    }
}
