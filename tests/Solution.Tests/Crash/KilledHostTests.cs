using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Dialogue.Data;
using Dialogue.Host;
using Dialogue.Hosting;
using Dialogue.Hosting.Demo;
using Dialogue.Identity;
using Dialogue.Testing;
using Npgsql;

namespace Dialogue.Solution.Tests.Crash;

/// <summary>The host, as a process of its own, is killed in the middle of its work and started again.</summary>
public sealed class KilledHostTests
{
    private const int Writers = 4;

    [Fact]
    public async Task A_killed_host_loses_no_accepted_petition_and_sends_every_escalation_exactly_once()
    {
        await using var postgres = await TestPostgres.Shared();
        var connections = await postgres.CreateDatabase();
        var databases = new DatabaseOptions(connections.Owner, connections.App, connections.Relay, connections.City);
        await using var superuser = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres.Server.SuperuserConnectionString) { Database = new NpgsqlConnectionStringBuilder(connections.App).Database }.ConnectionString);
        await Accounts(databases);

        var accepted = new ConcurrentBag<string>();
        var reported = new ConcurrentBag<string>();
        using (var first = await Start(databases))
        {
            var officer = await WebUser.SignIn(first.Address, "chuyenvien.dai-son", DemoAccounts.Password);
            var work = Enumerable.Range(0, Writers).Select(n => Stream(first.Address, officer, n, accepted, reported)).ToList();
            await Eventually.True("petitions and escalations are under way", () => accepted.Count > 60 && reported.Count > 15, within: TimeSpan.FromSeconds(60));
            first.Kill();
            await Task.WhenAll(work);
        }

        using var second = await Start(databases);
        await Drained(superuser);

        var petitions = await Column(superuser, "select code from petitions.petitions");
        Assert.Empty(accepted.Except(petitions));
        var cases = await Column(superuser, "select code from escalations.city_cases");
        Assert.Empty(reported.Except(cases));
        // Exactly once: nothing doubled, and nothing that the petition itself does not know of.
        Assert.Equal((await Column(superuser, "select code from petitions.petitions where report_number <> ''")).Order(), cases.Order());
        // The board equals a recount.
        Assert.Equal(petitions.Count, await Number(superuser, "select sum(received) from reporting.year_counters"));
        Assert.Equal(cases.Count, await Number(superuser, "select sum(escalated) from reporting.year_counters"));
        Assert.Equal(0, await Number(superuser, "select count(*) from petitions.outbox where parked_at is not null"));
    }

    [Fact]
    public async Task An_effect_without_its_inbox_mark_would_be_doubled_and_found()
    {
        await using var postgres = await TestPostgres.Shared();
        var connections = await postgres.CreateDatabase();
        await using var source = NpgsqlDataSource.Create(connections.Owner);
        await using (var create = source.CreateCommand("create table effects (message uuid); create table inbox (message uuid primary key)")) await create.ExecuteNonQueryAsync();
        var message = Guid.CreateVersion7();

        foreach (var marked in new[] { false, true })
        {
            for (var delivery = 0; delivery < 2; delivery++)
            {
                await using var effect = source.CreateCommand(marked
                    ? "with first as (insert into inbox values ($1) on conflict do nothing returning 1) insert into effects select $1 from first"
                    : "insert into effects values ($1)");
                effect.Parameters.Add(new() { Value = message });
                await effect.ExecuteNonQueryAsync();
            }
            Assert.Equal(marked ? 1 : 2, await Number(source, "select count(*) from effects"));
            await using var clear = source.CreateCommand("truncate effects");
            await clear.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Files petitions without end and reports every second one to the city, until the host is gone.</summary>
    private static async Task Stream(Uri address, WebUser officer, int writer, ConcurrentBag<string> accepted, ConcurrentBag<string> reported)
    {
        using var client = new HttpClient { BaseAddress = address };
        try
        {
            for (var n = 0; n < 5000; n++)
            {
                using var filed = await client.PostAsJsonAsync("/api/dai-son/petitions", new
                {
                    kind = "Enterprise", name = $"Công ty {writer}-{n}", representative = "Nguyễn Văn A", title = "Giám đốc", phone = "0912345678", consent = true, consentToUse = true,
                    text = $"Kiến nghị số {n} của người gửi {writer}", field = "dat-dai", outsideConference = true,
                });
                if (!filed.IsSuccessStatusCode) throw new InvalidOperationException($"A petition was refused: {await filed.Content.ReadAsStringAsync()}");
                var code = (await filed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!;
                accepted.Add(code);
                if (n % 2 == 1) continue;
                await officer.Call(HttpMethod.Post, $"/api/dai-son/petitions/{code}/triage", new { field = "dat-dai", authority = "Beyond", title = $"Việc {n}" });
                await officer.Call(HttpMethod.Post, $"/api/dai-son/petitions/{code}/report", new { number = "12/BC-UBND", date = "2026-10-05", why = "Thuộc thẩm quyền của thành phố" });
                reported.Add(code);
            }
        }
        catch (HttpRequestException)
        {
            // The host is gone.
        }
        catch (IOException)
        {
            // Gone in the middle of an answer: accepted or not, nobody was told.
        }
    }

    private static async Task Accounts(DatabaseOptions databases)
    {
        await using var host = await DialogueHost.Start(new HostArguments { Port = 0, Empty = true, Environment = "Testing", Databases = databases, DemoDate = new(2026, 10, 5) });
        await ((IServiceModule)new IdentityModule()).SeedDemo(host.Services, new DemoScript(new(2026, 10, 5), TestCalendar.Working, []), CancellationToken.None);
        await using var owner = NpgsqlDataSource.Create(databases.Relay);
        await Drained(owner);
    }

    private static Task Drained(NpgsqlDataSource source) => Eventually.True("every outbox is empty", async () =>
        await Number(source, "select " + string.Join(" + ", City.Schemas.Select(s => $"(select count(*) from {s}.outbox)"))) == 0, within: TimeSpan.FromSeconds(60));

    private static async Task<HashSet<string>> Column(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync()) values.Add(reader.GetString(0));
        Assert.Equal(values.Count, values.Distinct().Count());
        return [.. values];
    }

    private static async Task<long> Number(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync() is var value and not DBNull ? value : 0, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<HostProcess> Start(DatabaseOptions databases)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [typeof(DialogueHost).Assembly.Location, "--port", $"{port}", "--empty"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["DIALOGUE_DATABASE_OWNER"], start.Environment["DIALOGUE_DATABASE_APP"]) = (databases.Owner, databases.App);
        (start.Environment["DIALOGUE_DATABASE_RELAY"], start.Environment["DIALOGUE_DATABASE_CITY"]) = (databases.Relay, databases.City);
        (start.Environment["DIALOGUE_RATE_LIMIT"], start.Environment["ASPNETCORE_ENVIRONMENT"]) = ("off", "Testing");
        var process = new HostProcess(Process.Start(start)!, new Uri($"http://127.0.0.1:{port}"));
        using var client = new HttpClient();
        await Eventually.True("the host answers", async () => (await client.GetAsync(new Uri(process.Address, "/health/ready"))).IsSuccessStatusCode, within: TimeSpan.FromSeconds(60));
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed record HostProcess(Process Process, Uri Address) : IDisposable
    {
        /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
        public void Kill() => Process.Kill();

        public void Dispose()
        {
            if (!Process.HasExited) Process.Kill();
            Process.Dispose();
        }
    }
}
