using System.Diagnostics;
using System.Text.Json;
using Npgsql;

namespace Dialogue.Load;

/// <summary>Filing with gateway and services as processes of their own: intake against pgbench, how soon a petition is on the city's board, how far the messages fall behind.</summary>
internal static class SplitBenchmark
{
    private const string Slug = "dai-son";
    private const int Connections = 32;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(10), WarmUp = TimeSpan.FromSeconds(60), Rest = TimeSpan.FromSeconds(20);

    /// <returns>What each process held when the filing stopped.</returns>
    public static async Task<IReadOnlyList<(string Target, double Megabytes, double Own)>> Run(Product product, Report report)
    {
        await using var superuser = NpgsqlDataSource.Create(product.Database("postgres"));
        var request = Wire.Post(product.Address, $"/api/{Slug}/petitions", await PetitionBenchmark.Petition(superuser));
        var written = await WrittenRows.OfOne(superuser, () => Wire.Once(product.Address, request));
        await Wire.Run(product.Address, request, Connections, WarmUp); // eight compilers on two processors
        await AllQuiet(superuser);

        var times = new List<TimeSpan>();
        for (var i = 0; i < 40; i++) times.Add(await UntilOnTheBoard(superuser, product.Address, request));
        times.Sort();
        report.Takes("from the answer to the board, over the broker", times[times.Count / 2], TimeSpan.FromMilliseconds(50), $"median of {times.Count}, one at a time; the longest {Report.Text(times[^1])}");

        await AllQuiet(superuser);
        var filed = await Wire.Run(product.Address, request, Connections, Time);
        var watch = Stopwatch.StartNew();
        var (behind, mails) = (await Behind(superuser), await Number(superuser, Mails));
        var busy = product.Memory();
        var caughtUp = await CaughtUp(superuser, TimeSpan.FromMinutes(2));
        report.Takes("until the board has all that was filed", caughtUp, TimeSpan.FromSeconds(10), $"{behind:N0} petitions behind when the filing stopped");
        await AllQuiet(superuser); // what is still to be sent must not slow the peer
        report.Takes("until everybody has got the receipt", watch.Elapsed, note: $"{mails:N0} to be sent when the filing stopped; into files, as without a provider");

        if (await Pgbench.Run(product, await ListBenchmark.Tenant(product, Slug), written.Script(), Connections, Time) is { } transactions)
            report.Rate("petition through gateway and service", filed.PerSecond, "pgbench, same rows", transactions, 0.3,
                $"32 connections; half within {Report.Text(filed.Within(0.5))}, 99 of 100 within {Report.Text(filed.Within(0.99))}; {written.Summary}");
        return busy;
    }

    /// <summary>What each process holds once it has had time to give back what the work before has left.</summary>
    /// <param name="busy">As <see cref="Run"/> returns it.</param>
    public static async Task Memory(Product product, Report report, IReadOnlyList<(string Target, double Megabytes, double Own)> busy)
    {
        await Rested(product);
        foreach (var (target, megabytes, own) in product.Memory().Where(m => m.Target != "supervisor").OrderBy(m => m.Target))
            report.Holds($"memory after load: {target}", megabytes, 200, $"{own:0} MB when what several map is shared out; {busy.FirstOrDefault(b => b.Target == target).Megabytes:0} MB when the filing stopped");
    }

    /// <summary>Returns when all messages have arrived and there was time to give memory back.</summary>
    public static async Task Rested(Product product)
    {
        await using var superuser = NpgsqlDataSource.Create(product.Database("postgres"));
        await AllSent(superuser);
        await Task.Delay(Rest);
    }

    /// <summary>From the answer to the one who filed until the counters' service has the petition: a look every millisecond.</summary>
    private static async Task<TimeSpan> UntilOnTheBoard(NpgsqlDataSource superuser, Uri address, byte[] request)
    {
        using var answer = JsonDocument.Parse(await Wire.Once(address, request));
        var watch = Stopwatch.StartNew();
        await using var command = superuser.CreateCommand("select exists (select from reporting.petition_facts where code = $1)");
        command.Parameters.Add(new() { Value = answer.RootElement.GetProperty("code").GetString()! });
        while (await command.ExecuteScalarAsync() is not true)
        {
            if (watch.Elapsed > TimeSpan.FromSeconds(20)) throw new TimeoutException("The petition did not reach the board within 20 s.");
            await Task.Delay(1);
        }
        return watch.Elapsed;
    }

    private static async Task<TimeSpan> CaughtUp(NpgsqlDataSource superuser, TimeSpan within)
    {
        var watch = Stopwatch.StartNew();
        while (await Behind(superuser) > 0)
        {
            if (watch.Elapsed > within) throw new TimeoutException($"The board is still behind after {within.TotalSeconds:0} s.");
            await Task.Delay(50);
        }
        return watch.Elapsed;
    }

    /// <summary>Returns when no message waits for a process and none for a person.</summary>
    private static async Task AllQuiet(NpgsqlDataSource superuser)
    {
        await CaughtUp(superuser, TimeSpan.FromMinutes(2));
        await AllSent(superuser);
    }

    /// <summary>Returns when no message waits for a process and none for a person, whatever the board has: of what pgbench commits it never hears.</summary>
    public static async Task AllSent(NpgsqlDataSource superuser)
    {
        for (var watch = Stopwatch.StartNew(); await PetitionBenchmark.Waiting(superuser) + await Number(superuser, Mails) > 0; await Task.Delay(100))
            if (watch.Elapsed > TimeSpan.FromMinutes(4)) throw new TimeoutException("Messages are still waiting after four minutes.");
    }

    private const string Mails = "select count(*) from notifications.deliveries where state = 'Waiting' and not_before <= now()";

    private static Task<long> Behind(NpgsqlDataSource superuser) => Number(superuser, "select (select count(*) from petitions.petitions) - (select count(*) from reporting.petition_facts)");

    private static async Task<long> Number(NpgsqlDataSource superuser, string sql)
    {
        await using var command = superuser.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
