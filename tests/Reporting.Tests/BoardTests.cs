using System.Net;
using System.Net.Http.Json;
using Dialogue.Contracts.Planning;
using Dialogue.Kernel;
using Dialogue.Reporting.City;
using Dialogue.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dialogue.Reporting.Tests;

public sealed class BoardTests(Service service)
{
    [Fact]
    public async Task A_unit_shows_its_plan_conference_petitions_and_report()
    {
        service.Clock.SetDay(new(2026, 10, 26));
        var (finance, commune) = (await Finance(), await service.Organisation());
        await service.Rules(commune.Id, 2026, Service.ReportRules());
        var conference = Service.AConference();
        await service.Deliver(commune.Id, conference);
        await service.Deliver(commune.Id, new PlanSent(Guid.CreateVersion7(), 1, commune.Id.Value, commune.Name, 2026, "05/KH-UBND", new(2026, 4, 10), new(2026, 4, 14), new(2026, 4, 14), true, 1, "Kế hoạch", [], [finance.Id.Value]));
        var petition = Service.APetition(conference.ConferenceId);
        await service.Deliver(commune.Id, Service.Answered(petition, new(2026, 10, 20)));
        await service.Deliver(commune.Id, Service.APetition(conference.ConferenceId));                              // due 22/10: overdue by now
        await service.Deliver(commune.Id, Service.APetition(conference.ConferenceId) with { Due = new(2026, 10, 28) }); // due soon

        var unit = (await Board(finance)).Units.Single(u => u.Slug == commune.Slug);

        Assert.Equal((true, 1, 1, false), (unit.PlanInTime, unit.Held, unit.Minimum, unit.BelowMinimum));
        Assert.Equal((3, 2, 1, 1, 1, 0), (unit.Received, unit.Open, unit.Overdue, unit.Answered, unit.OnTime, unit.Late));
        Assert.Equal((1, 0, 1), (unit.ReportsOwed, unit.ReportsSent, unit.ReportsOverdue));
    }

    [Theory]
    [InlineData("2026-04-14", false)]
    [InlineData("2026-04-15", true)]
    public async Task A_plan_is_missing_from_the_named_day_on(string day, bool missing)
    {
        service.Clock.SetDay(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
        var (finance, commune) = (await Finance(), await service.Organisation());
        await service.Rules(commune.Id, 2026, Service.ReportRules());

        Assert.Equal(missing, (await Board(finance)).Units.Single(u => u.Slug == commune.Slug).PlanMissing);
    }

    [Fact]
    public async Task A_unit_below_its_own_yearly_minimum_is_named()
    {
        service.Clock.SetDay(new(2026, 10, 26));
        var (finance, twice, never) = (await Finance(), await service.Organisation(), await service.Organisation());
        await service.Rules(twice.Id, 2026, new Rule(RuleKeys.FrequencyMin, "2", "02 lần/năm", ""));
        await service.Deliver(twice.Id, Service.AConference());

        var units = (await Board(finance)).Units;

        Assert.True(units.Single(u => u.Slug == twice.Slug).BelowMinimum);
        Assert.False(units.Single(u => u.Slug == never.Slug).BelowMinimum); // no rule, no minimum
    }

    [Fact]
    public async Task The_page_is_for_the_city_and_the_finance_department_alone()
    {
        var (finance, commune) = (await Finance(), await service.Organisation());
        Assert.Equal(HttpStatusCode.OK, (await service.Client(finance, Role.FinanceViewer).GetAsync($"/{finance.Slug}/can-bo/toan-thanh-pho")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.Client(finance, Role.Clerk).GetAsync($"/{finance.Slug}/can-bo/toan-thanh-pho")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.Client().GetAsync($"/{finance.Slug}/can-bo/toan-thanh-pho")).StatusCode);
        // Even with the role, where the organisation does not see the city there is no such page.
        Assert.Equal(HttpStatusCode.NotFound, (await service.Client(commune, Role.FinanceViewer).GetAsync($"/{commune.Slug}/can-bo/toan-thanh-pho")).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?ban-do=hoi-nghi&sap=qua-han&loc=bao-cao-qua-han")]
    [InlineData("?nam=2025&sap=khong-co&loc=khong-co")]
    [InlineData("/kien-nghi")]
    [InlineData("/kien-nghi?loc=qua-han&linh-vuc=dat-dai")]
    [InlineData("/kien-nghi?sau=2026-09-14_0199f000-0000-7000-8000-000000000000")]
    public async Task Every_view_is_shown(string address)
    {
        var (finance, commune) = (await Finance(), await service.Organisation());
        await service.Deliver(commune.Id, Service.APetition());
        var answer = await service.Client(finance, Role.FinanceOfficer).GetAsync($"/{finance.Slug}/can-bo/toan-thanh-pho{address}");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_unit_is_shown_with_the_words_of_a_petition_hidden_until_it_is_published()
    {
        var (finance, commune) = (await Finance(), await service.Organisation());
        var hidden = Service.APetition() with { Title = "Chưa công khai", Text = "Nội dung kín" };
        var shown = Service.Answered(Service.APetition() with { Title = "Đã công khai" }, new(2026, 10, 20)) with { Published = true };
        await service.Deliver(commune.Id, hidden);
        await service.Deliver(commune.Id, shown);

        var page = await service.Client(finance, Role.FinanceViewer).GetStringAsync($"/{finance.Slug}/can-bo/toan-thanh-pho/{commune.Slug}?nam=2026");

        Assert.Contains("Đã công khai", page);
        Assert.Contains(hidden.Code, page);
        Assert.DoesNotContain("Chưa công khai", page);
        Assert.DoesNotContain("Nội dung kín", page);
    }

    [Fact]
    public async Task Nothing_of_a_person_is_in_a_table_that_is_open_to_the_city()
    {
        var open = new List<string>();
        await using var command = service.Superuser.CreateCommand("""
            select c.table_name || '.' || c.column_name from information_schema.columns c
            where c.table_schema = 'reporting' and has_table_privilege('dialogue_city', format('%I.%I', c.table_schema, c.table_name), 'select') order by 1
            """);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) open.Add(reader.GetString(0));

        Assert.Contains("petition_facts.code", open); // the question is the right one
        string[] personal = ["name", "phone", "email", "address", "tax", "text", "answer", "representative", "content", "cause", "payload", "changes"];
        string[] publicBodies = ["organisations.name", "organisations.place_name", "fields.name", "petition_facts.department_name", "case_facts.department_name"];
        Assert.DoesNotContain(open, c => personal.Any(word => c.Split('.')[1].Split('_').Contains(word)) && !publicBodies.Contains(c) && c != "case_facts.answer_number");
        Assert.DoesNotContain(open, c => c.StartsWith("petition_texts.", StringComparison.Ordinal) || c.StartsWith("result_reports.", StringComparison.Ordinal)
            || c.StartsWith("received_reports.", StringComparison.Ordinal) || c.StartsWith("history.", StringComparison.Ordinal) || c.StartsWith("outbox.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_city_role_only_reads()
    {
        await using var city = NpgsqlDataSource.Create(service.Databases.City);
        await using var write = city.CreateCommand("update reporting.year_counters set received = 0");
        await Assert.ThrowsAsync<PostgresException>(() => write.ExecuteNonQueryAsync());
        await using var peek = city.CreateCommand("select text from reporting.petition_texts");
        await Assert.ThrowsAsync<PostgresException>(() => peek.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_communes_own_request_cannot_reach_the_city_role()
    {
        var commune = await service.Organisation();
        await using var scope = service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(commune.Id, commune.Slug, commune.Name, [Capability.HoldsDialogues]);
        var city = scope.ServiceProvider.GetRequiredService<CityReader>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => city.List(new("select 1"), r => r.GetInt32(0), CancellationToken.None));
    }

    private Task<TestTenant> Finance() => service.Organisation("department", "Sở Tài chính", null, Capability.ReceivesReports, Capability.SeesCity);

    private async Task<BoardApi.Answer> Board(TestTenant finance) =>
        (await service.Client(finance, Role.FinanceViewer).GetFromJsonAsync<BoardApi.Answer>($"/api/{finance.Slug}/board?year=2026"))!;
}
