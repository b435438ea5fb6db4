using System.Globalization;
using Dialogue.Postgres;
using Npgsql;

namespace Dialogue.Testing;

/// <summary>
/// A real PostgreSQL for the tests of one process, in a folder that is gone afterwards. As <c>[assembly: AssemblyFixture(typeof(TestPostgres))]</c>
/// it is shared by all tests of an assembly; every caller of <see cref="Shared"/> in the process gets the same server.
/// </summary>
public sealed class TestPostgres : Xunit.IAsyncLifetime
{
    private static readonly string Root = Path.Combine(Path.GetTempPath(), $"dialogue-tests-{Environment.UserName}");
    private static readonly SemaphoreSlim One = new(1, 1);
    private static Running? running;
    private static int users;

    private bool joined;

    private sealed record Running(EmbeddedPostgres Server, string Folder, Dictionary<string, Task> Templates)
    {
        public int Databases;
    }

    public EmbeddedPostgres Server => (running ?? throw new InvalidOperationException("Await InitializeAsync (or Shared) first.")).Server;

    /// <summary>The server of this process, for fixtures that start it themselves; dispose it when done.</summary>
    public static async Task<TestPostgres> Shared()
    {
        var postgres = new TestPostgres();
        await postgres.InitializeAsync();
        return postgres;
    }

    public async ValueTask InitializeAsync()
    {
        await One.WaitAsync();
        try
        {
            if (joined) return;
            if (running is null)
            {
                await RemoveLeftovers();
                var folder = NewFolder();
                running = new(await EmbeddedPostgres.Start(new() { DataFolder = folder, FastAndUnsafe = true, EndWithHost = true, MaxConnections = 400 }), folder, []);
            }
            users++;
            joined = true;
        }
        finally
        {
            One.Release();
        }
    }

    /// <summary>A new, empty database with the four roles; about 50 ms.</summary>
    public Task<DatabaseConnections> CreateDatabase() => Provision.Database(Server, NextName());

    /// <summary>A new database that is a copy of what <paramref name="prepare"/> made of an empty one; prepared once per process and name.</summary>
    /// <param name="template">Name of the kind of database, such as <c>petitions</c>; letters, digits and underscores.</param>
    /// <param name="prepare">Migrates and fills it. Every connection it opened must be closed or pooled when it returns.</param>
    public async Task<DatabaseConnections> CreateDatabase(string template, Func<DatabaseConnections, Task> prepare)
    {
        var name = $"template_{template}";
        Task prepared;
        lock (running!.Templates)
            if (!running.Templates.TryGetValue(template, out prepared!)) running.Templates[template] = prepared = Prepare();
        await prepared;
        return await Provision.Database(Server, NextName(), name);

        async Task Prepare()
        {
            var connections = await Provision.Database(Server, name);
            await prepare(connections);
            // A template may have no connections, so none is let in from here on, and those that pools still hold are ended.
            await using var superuser = new NpgsqlConnection(Server.SuperuserConnectionString);
            await superuser.OpenAsync();
            await using var command = new NpgsqlCommand($"""
                alter database "{name}" with allow_connections false;
                select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '{name}';
                """, superuser);
            await command.ExecuteNonQueryAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await One.WaitAsync();
        try
        {
            if (!joined) return;
            joined = false;
            if (--users > 0) return;
            NpgsqlConnection.ClearAllPools();
            await running!.Server.DisposeAsync();
            Directory.Delete(running.Folder, recursive: true);
            running = null;
        }
        finally
        {
            One.Release();
        }
    }

    /// <summary>The name of a new data folder where that of a killed run is found and removed by the next.</summary>
    public static string NewFolder() => Path.Combine(Root, $"{Environment.ProcessId}-{Guid.CreateVersion7():N}");

    private static string NextName() => string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref running!.Databases)}");

    /// <summary>Whether the run that named this folder is still at it; what it keeps there need not be a database, and that may just be down.</summary>
    private static bool Lives(string folder) => Directory.Exists($"/proc/{Path.GetFileName(folder).Split('-')[0]}");

    /// <summary>Servers and folders of test runs that were killed.</summary>
    private static async Task RemoveLeftovers()
    {
        Directory.CreateDirectory(Root);
        var aMinuteAgo = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-1); // younger ones may be about to be locked
        foreach (var folder in Directory.GetDirectories(Root).Where(f => Directory.GetLastWriteTimeUtc(f) < aMinuteAgo && !Lives(f)))
        {
            try
            {
                if (await EmbeddedPostgres.StopStray(folder)) Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or PostgresUnavailableException)
            {
                // Another run is at it, or it is another user's: not ours to remove.
            }
        }
    }
}
