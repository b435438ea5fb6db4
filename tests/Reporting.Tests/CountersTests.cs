using Dialogue.Contracts.Petitions;
using Dialogue.Kernel;
using Dialogue.Reporting.Facts;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Reporting.Tests;

public sealed class CountersTests(Service service)
{
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public async Task Counters_equal_a_recount_after_any_sequence_of_snapshots(int seed)
    {
        var random = new Random(seed);
        var commune = await service.Organisation();
        var petitions = Enumerable.Range(0, 8).Select(_ => Service.APetition()).ToList();
        // Every version of every petition, some twice, in any order.
        var snapshots = petitions.SelectMany(p => Enumerable.Range(1, random.Next(1, 7)).Select(v => Random(p, v, random))).ToList();
        snapshots.AddRange(snapshots.Where(_ => random.Next(3) == 0).ToList());

        foreach (var snapshot in snapshots.OrderBy(_ => random.Next())) await service.Deliver(commune.Id, snapshot);
        var counted = await Counters(commune.Id);
        await using (var scope = service.Scope(commune.Id)) await scope.ServiceProvider.GetRequiredService<Recount>().Run();

        Assert.Equal(await Counters(commune.Id), counted);
        Assert.Contains($"received {petitions.Count}", counted);
    }

    [Fact]
    public async Task A_recount_repairs_damaged_counters()
    {
        var commune = await service.Organisation();
        await service.Deliver(commune.Id, Service.APetition());
        var right = await Counters(commune.Id);
        await using (var damage = service.Superuser.CreateCommand("update reporting.year_counters set received = received + 5, on_time = 3 where tenant_id = $1"))
        {
            damage.Parameters.Add(new() { Value = commune.Id.Value });
            await damage.ExecuteNonQueryAsync();
        }
        Assert.NotEqual(right, await Counters(commune.Id)); // the check can fail

        await using (var scope = service.Scope(commune.Id)) await scope.ServiceProvider.GetRequiredService<Recount>().Run();

        Assert.Equal(right, await Counters(commune.Id));
    }

    [Fact]
    public async Task Snapshots_that_arrive_at_the_same_moment_are_all_counted()
    {
        var commune = await service.Organisation();
        var petitions = Enumerable.Range(0, 24).Select(_ => Service.APetition()).ToList();

        await Parallel.ForEachAsync(petitions, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (p, _) => await service.Deliver(commune.Id, p));
        await Parallel.ForEachAsync(petitions, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (p, _) => await service.Deliver(commune.Id, Service.Answered(p, new(2026, 10, 20))));

        Assert.Contains("received 24", await Counters(commune.Id));
        Assert.Contains("answered 24", await Counters(commune.Id));
    }

    private static PetitionChanged Random(PetitionChanged p, int version, Random random)
    {
        T One<T>(params T[] of) => of[random.Next(of.Length)];
        var state = One("Received", "Triaged", "Drafting", "AwaitingApproval", "Answered", "Escalated", "Redirected", "Closed");
        var done = state is "Answered" or "Redirected" || (state == "Closed" && random.Next(2) == 0);
        return p with
        {
            Version = version, State = state, Year = One(2025, 2026), FieldCode = One("dat-dai", "quy-hoach", "thue-phi"), Authority = One<string?>(null, "own", "coordinated", "beyond"),
            Due = random.Next(4) == 0 ? null : new DateOnly(2026, 10, random.Next(1, 29)), ReceivedOn = new(2026, random.Next(1, 13), 5), Published = random.Next(2) == 0,
            AnsweredHow = done ? state == "Redirected" ? "redirected" : One("at-conference", "in-writing", "by-department", "redirected") : null,
            AnsweredOn = done ? new DateOnly(2026, random.Next(1, 13), 9) : null, OnTime = done ? One<bool?>(true, false, null) : null,
        };
    }

    /// <summary>All counters of a tenant that are not zero, as text, in one order.</summary>
    private async Task<string> Counters(TenantId tenant)
    {
        var lines = new List<string>();
        foreach (var (sql, names) in new[]
        {
            ($"select year::text || ' ' || field_code, {string.Join(", ", Counting.Measures.Select(m => m.Column))} from reporting.year_counters where tenant_id = $1", Counting.Measures.Select(m => m.Column).ToArray()),
            ("select year::text || ' ' || due::text, count from reporting.open_by_due where tenant_id = $1", ["open"]),
            ("select month::text, received, answered from reporting.month_counters where tenant_id = $1", ["in", "out"]),
        })
        {
            await using var command = service.Superuser.CreateCommand(sql);
            command.Parameters.Add(new() { Value = tenant.Value });
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var counts = names.Select((name, i) => (name, Count: reader.GetInt32(i + 1))).Where(c => c.Count != 0).Select(c => $"{c.name} {c.Count}").ToList();
                if (counts.Count > 0) lines.Add($"{reader.GetString(0)}: {string.Join(", ", counts)}");
            }
        }
        var sums = lines.Where(l => l.Contains("received ")).Select(l => Sum(l, "received ")).Sum();
        var answered = lines.Where(l => l.Contains(" answered ")).Select(l => Sum(l, " answered ")).Sum();
        return string.Join('\n', lines.Order(StringComparer.Ordinal)) + $"\nreceived {sums}, answered {answered}";

        static int Sum(string line, string word) => int.Parse(line[(line.IndexOf(word, StringComparison.Ordinal) + word.Length)..].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture);
    }
}
