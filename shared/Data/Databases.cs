using Npgsql;

namespace Dialogue.Data;

/// <summary>Connection strings of the roles that the program knows. None of them owns a table but the owner, which only migrates.</summary>
/// <param name="Owner">Migrates and grants; empty in processes that never migrate.</param>
/// <param name="App">Requests, consumers and jobs; under row level security.</param>
/// <param name="Relay">Reads and deletes outbox rows of every tenant, finds long works of every tenant and notes how far they are; nothing else.</param>
/// <param name="City">Reads the city-wide read models of reporting, nothing else.</param>
public sealed record DatabaseOptions(string Owner, string App, string Relay, string City);

/// <summary>Pools of a process, with stated sizes: one per role, and a small one for what all requests share. Singleton.</summary>
public sealed class Databases : IAsyncDisposable
{
    public Databases(DatabaseOptions options)
    {
        App = Pool(options.App, 60);
        Shared = Pool(options.App, 3, atMost: true);
        // The oldest rows, by their index, however many there are: sorting a long outbox to find its head would make it longer.
        Relay = Pool(options.Relay, 16, "-c enable_sort=off -c enable_seqscan=off -c enable_bitmapscan=off");
        City = Pool(options.City, 10);
        Owner = options.Owner.Length == 0 ? null : Pool(options.Owner, 4);
    }

    public NpgsqlDataSource App { get; }

    /// <summary>How many connections <see cref="App"/> has.</summary>
    public int AppSize => new NpgsqlConnectionStringBuilder(App.ConnectionString).MaxPoolSize;

    /// <summary>
    /// The same role, for what is read or told in the middle of a request or consumer that holds a connection of <see cref="App"/> already: taken from there,
    /// as many of them as it has connections would all wait for one more, and none would give its own back.
    /// </summary>
    public NpgsqlDataSource Shared { get; }

    public NpgsqlDataSource Relay { get; }
    public NpgsqlDataSource City { get; }
    public NpgsqlDataSource? Owner { get; }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Shared.DisposeAsync();
        await Relay.DisposeAsync();
        await City.DisposeAsync();
        if (Owner is not null) await Owner.DisposeAsync();
    }

    private static NpgsqlDataSource Pool(string connectionString, int size, string settingsOfServer = "", bool atMost = false)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "dialogue" };
        if (settingsOfServer.Length > 0) settings.Options = $"{settings.Options} {settingsOfServer}".Trim();
        // Without the reset a connection would carry one tenant's setting into another tenant's request.
        if (settings.NoResetOnClose) throw new InvalidOperationException("'No Reset On Close=true' would carry one tenant into another; remove it.");
        if (atMost || !Given(settings, "Maximum Pool Size")) settings.MaxPoolSize = size;
        WithoutKerberos(settings);
        if (!Given(settings, "Max Auto Prepare")) (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (100, 2);
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    /// <summary>Unless the connection string asks for it: otherwise every process loads Kerberos in order to find that nobody has a ticket.</summary>
    public static void WithoutKerberos(NpgsqlConnectionStringBuilder settings)
    {
        if (!Given(settings, "GSS Encryption Mode")) settings.GssEncryptionMode = GssEncryptionMode.Disable;
    }

    /// <remarks>ContainsKey would say yes to every keyword there is; Keys are those that were given.</remarks>
    private static bool Given(NpgsqlConnectionStringBuilder settings, string keyword) => settings.Keys.Cast<string>().Contains(keyword, StringComparer.OrdinalIgnoreCase);
}
