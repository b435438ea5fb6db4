using Dialogue.Hosting.Jobs;
using Dialogue.Hosting.Telemetry;
using Dialogue.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Solution.Tests.Observability;

/// <summary>The administrator's page <c>/he-thong</c> over the whole product; what one service alone shows there is in tests/Identity.Tests.</summary>
public sealed class SystemPageTests(City city)
{
    [Fact]
    public async Task Every_job_is_told_once_by_a_name_in_Vietnamese_with_its_next_run_and_one_that_is_late_is_said_to_be()
    {
        var administrator = await city.SignedIn("quantri");
        var classes = city.Host.Services.GetServices<JobEntry>().Select(j => j.Job.Name).ToList();
        var jobs = await Eventually.Get("every job is on a schedule", async () => await Jobs(administrator), j => j.Count == classes.Count);
        Assert.DoesNotContain(jobs, j => classes.Contains(j.Name));
        Assert.All(jobs, j => Assert.Matches(@"^\d+/\d+/\d{4}, \d+:\d\d$", j.Next));

        try
        {
            // As after the installation has run in another shape: its schedule stays behind, two days old by now.
            await Do("""
                insert into jobs.qrtz_job_details select (jsonb_populate_record(d, '{"sched_name":"before"}')).* from jobs.qrtz_job_details d;
                insert into jobs.qrtz_triggers select (jsonb_populate_record(t, jsonb_build_object('sched_name', 'before', 'next_fire_time', t.next_fire_time - 2 * 864000000000))).* from jobs.qrtz_triggers t;
                """);
            Assert.Equal(jobs, await Jobs(administrator));

            // The control: were there a process that looks after it, it would count, and be late.
            await Do("insert into jobs.qrtz_scheduler_state (sched_name, instance_name, last_checkin_time, checkin_interval) select 'before', 'x', max(last_checkin_time), 7500 from jobs.qrtz_scheduler_state");
            var late = await Jobs(administrator);
            Assert.Equal(jobs.Select(j => j.Name).Order(), late.Select(j => j.Name).Order());
            Assert.All(late, j => Assert.Equal("Lỡ giờ", j.State));
            Assert.Contains($"{late[0].Name}: không chạy đúng giờ.", (await administrator.Get("/he-thong")).Text, StringComparison.Ordinal);
        }
        finally
        {
            await Do("delete from jobs.qrtz_scheduler_state where sched_name = 'before'; delete from jobs.qrtz_triggers where sched_name = 'before'; delete from jobs.qrtz_job_details where sched_name = 'before'");
        }
    }

    [Fact]
    public async Task Times_are_taken_of_what_people_ask_for_and_not_of_probes()
    {
        using var http = new HttpClient { BaseAddress = city.Host.ServicesAddress };
        Assert.Equal("ok", await http.GetStringAsync("/health/live"));
        await (await city.SignedIn("quantri")).Get("/he-thong");

        var routes = city.Host.Services.GetRequiredService<RouteTimes>().LastHour().Select(r => r.Route).ToList();
        Assert.Contains("GET /he-thong", routes);
        Assert.DoesNotContain(routes, r => r.Contains("/health", StringComparison.Ordinal));
    }

    private static async Task<List<(string Name, string Next, string State)>> Jobs(WebUser administrator) =>
        [.. (await administrator.Get("/he-thong")).Document.QuerySelectorAll("h2").Single(h => h.TextContent == "Công việc theo lịch").NextElementSibling!.QuerySelectorAll("tbody tr")
            .Select(row => row.Children.Select(cell => cell.TextContent.Trim()).ToList()).Select(cells => (cells[0], cells[2], cells[3]))];

    private async Task Do(string sql)
    {
        await using var command = city.Superuser.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
