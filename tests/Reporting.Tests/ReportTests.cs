using System.Net;
using System.Net.Http.Json;
using Dialogue.Contracts.Notifications;
using Dialogue.Contracts.Reporting;
using Dialogue.Kernel;
using Dialogue.Reporting.Reports;
using Dialogue.Testing;

namespace Dialogue.Reporting.Tests;

public sealed class ReportTests(Service service)
{
    [Fact]
    public async Task A_report_is_due_seven_working_days_after_the_conference()
    {
        var (commune, _, report) = await Given();

        Assert.Equal(new DateOnly(2026, 10, 22), report.Deadline!.Due);
        Assert.Equal(RuleKeys.ReportWd, report.Deadline.RuleKey);
        var duty = (await service.Published<DutyChanged>(commune.Id)).Last().Message;
        Assert.Equal(("send-report", new DateOnly(2026, 10, 22), false), (duty.Kind, duty.Due!.Value, duty.Done));
        Assert.Equal($"/{commune.Slug}/can-bo/bao-cao/{report.Id}", duty.Link);
    }

    [Fact]
    public async Task A_report_without_a_term_is_never_late()
    {
        var (commune, finance, report) = await Given(wd: null);
        service.Clock.SetDay(new(2026, 12, 31));

        await Send(commune, report.Id);

        Assert.Null(report.Deadline);
        Assert.Null((await Received(finance)).InTime);
    }

    [Fact]
    public async Task A_report_sent_on_its_last_day_is_in_time_and_on_the_next_late()
    {
        var (inTime, finance, one) = await Given();
        service.Clock.SetDay(new(2026, 10, 22));
        await Send(inTime, one.Id);
        Assert.True((await Received(finance)).InTime);

        var (late, finance2, two) = await Given();
        service.Clock.SetDay(new(2026, 10, 23));
        await Send(late, two.Id);
        Assert.False((await Received(finance2)).InTime);
    }

    [Fact]
    public async Task Every_recipient_keeps_a_row_of_its_own_and_nobody_else_sees_it()
    {
        var (commune, finance, report) = await Given();
        var stranger = await service.Organisation("department");
        await Send(commune, report.Id);

        Assert.Equal(("05/BC-UBND", commune.Name), ((await Received(finance)).Number, (await Received(finance)).SenderName));
        var page = await service.Client(finance, Role.FinanceViewer).GetStringAsync($"/{finance.Slug}/can-bo/bao-cao-nhan/{report.Id}");
        Assert.Contains("Biểu 2", page);
        Assert.Equal(HttpStatusCode.NotFound, (await service.Client(stranger, Role.FinanceViewer).GetAsync($"/{stranger.Slug}/can-bo/bao-cao-nhan/{report.Id}")).StatusCode);
        Assert.Single(await service.Published<NoteSent>(finance.Id));
    }

    [Fact]
    public async Task An_overdue_petition_needs_its_cause_before_the_report_is_sent()
    {
        var (commune, _, report) = await Given();
        var late = Service.APetition(report.ConferenceId) with { Due = new(2026, 10, 9) };
        await service.Deliver(commune.Id, late);
        service.Clock.SetDay(new(2026, 10, 20));

        var refused = await Post(commune, report.Id);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("report-delay-cause-missing", await refused.Content.ReadAsStringAsync());

        await service.Deliver(commune.Id, late with { Version = 2, DelayCause = "Chờ trích đo địa chính." });
        await Send(commune, report.Id);
    }

    [Fact]
    public async Task What_is_still_open_is_reported_so_and_told_in_a_supplement_once_it_is_answered()
    {
        var (commune, finance, report) = await Given();
        var petition = Service.APetition(report.ConferenceId);
        await service.Deliver(commune.Id, petition);
        await Send(commune, report.Id);
        Assert.Contains("Đang giải quyết", await service.Client(finance, Role.FinanceViewer).GetStringAsync($"/{finance.Slug}/can-bo/bao-cao-nhan/{report.Id}"));

        await service.Deliver(commune.Id, Service.Answered(petition, new(2026, 10, 22)));
        await using var scope = service.Scope(commune.Id);
        var supplement = scope.ServiceProvider.GetService(typeof(SupplementReport)) as SupplementReport;
        var added = await supplement!.Handle(report.ConferenceId, CancellationToken.None);

        Assert.True(added!.Supplementary);
        var owed = (await service.Published<DutyChanged>(commune.Id)).Select(d => d.Message).Single(d => d.Kind == "send-supplement");
        Assert.Equal((added.Id, false, (DateOnly?)null), (owed.DutyId, owed.Done, owed.Due));
        Assert.True(owed.Version > 0); // the list takes no snapshot that is not newer than nothing
        Assert.Null(added.Deadline);
        Assert.Contains("Đã trả lời", await service.Client(commune, Role.Leader).GetStringAsync($"/{commune.Slug}/can-bo/bao-cao/{added.Id}"));
    }

    [Fact]
    public async Task A_report_is_owed_too_when_it_was_decided_to_answer_in_writing()
    {
        var commune = await service.Organisation();
        await service.Rules(commune.Id, 2026, Service.ReportRules());
        await service.Deliver(commune.Id, Service.AConference() with { State = "AnsweredInWriting", Held = false, Decision = "answer-in-writing", TermStart = new(2026, 9, 23) });

        Assert.Equal(new DateOnly(2026, 10, 2), (await Reports(commune)).Single().Deadline!.Due);
    }

    [Fact]
    public async Task A_page_keeps_what_was_typed_when_the_number_is_wrong()
    {
        var (commune, _, report) = await Given();
        var client = service.Client(commune, Role.Leader);
        var address = $"/{commune.Slug}/can-bo/bao-cao/{report.Id}";
        var answer = await client.PostAsync(address + "?handler=Send", new FormUrlEncodedContent(await Form(client, address, ("Send.Number", "5"), ("Send.SignedOn", "2026-10-13"))));

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("12/BC-UBND", page);
        Assert.Contains("value=\"5\"", page);
    }

    [Fact]
    public async Task Corrections_are_kept_beside_the_data_and_a_stale_edit_is_refused()
    {
        var (commune, _, report) = await Given();
        var client = service.Client(commune, Role.Specialist);
        var address = $"/{commune.Slug}/can-bo/bao-cao/{report.Id}";
        var first = await Form(client, address, ("Input.Difficulties", "Thiếu quỹ đất cho xưởng."));
        var stale = await Form(client, address, ("Input.Difficulties", "Bản cũ."));

        Assert.Equal(HttpStatusCode.Redirect, (await client.PostAsync(address, new FormUrlEncodedContent(first))).StatusCode);
        Assert.Contains("Thiếu quỹ đất cho xưởng.", await client.GetStringAsync(address));
        var refused = await client.PostAsync(address, new FormUrlEncodedContent(stale));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("Bản cũ.", await refused.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Only_a_leader_signs()
    {
        var (commune, _, report) = await Given();
        var refused = await service.Client(commune, Role.Specialist).PostAsJsonAsync($"/api/{commune.Slug}/reports/{report.Id}/send", new { number = "05/BC-UBND", signedOn = "2026-10-13" });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task The_public_table_holds_only_what_is_published_and_no_cell_is_a_formula()
    {
        var (commune, _, report) = await Given();
        await service.Deliver(commune.Id, Service.APetition(report.ConferenceId) with { Text = "=HYPERLINK(\"http://x\")", Code = "KN-AN" });
        await service.Deliver(commune.Id, Service.Answered(Service.APetition(report.ConferenceId) with { Code = "KN-HIEN" }, new(2026, 10, 20)) with { Published = true });
        var client = service.Client(commune, Role.Specialist);

        var inside = await client.GetStringAsync($"/{commune.Slug}/can-bo/bao-cao/{report.Id}/bieu-2?noi-bo=true&dinh-dang=csv");
        var outside = await client.GetStringAsync($"/{commune.Slug}/can-bo/bao-cao/{report.Id}/bieu-2?dinh-dang=csv");

        Assert.Contains("\"'=HYPERLINK", inside); // quoted as it holds quotes itself
        Assert.Contains("KN-HIEN", outside);
        Assert.DoesNotContain("KN-AN", outside);
    }

    private async Task<(TestTenant Commune, TestTenant Finance, ReportApi.Item Report)> Given(string? wd = "7")
    {
        service.Clock.SetDay(new(2026, 10, 14));
        var finance = await service.Organisation("department", null, null, Capability.ReceivesReports, Capability.SeesCity);
        var commune = await service.Organisation();
        await service.Rules(commune.Id, 2026, Service.ReportRules(wd, finance.Slug));
        await service.Deliver(commune.Id, Service.AConference());
        return (commune, finance, (await Reports(commune)).Single());
    }

    private async Task<List<ReportApi.Item>> Reports(TestTenant commune) =>
        (await service.Client(commune, Role.Leader).GetFromJsonAsync<List<ReportApi.Item>>($"/api/{commune.Slug}/reports"))!;

    private Task<HttpResponseMessage> Post(TestTenant commune, Guid report) =>
        service.Client(commune, Role.Leader).PostAsJsonAsync($"/api/{commune.Slug}/reports/{report}/send", new { number = "05/BC-UBND", signedOn = "2026-10-14" });

    private async Task Send(TestTenant commune, Guid report)
    {
        var answer = await Post(commune, report);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        await service.RelayOwn(commune.Id);
    }

    private async Task<(string Number, string SenderName, bool? InTime)> Received(TestTenant finance)
    {
        await using var command = service.Superuser.CreateCommand("select number, sender_name, in_time from reporting.received_reports where tenant_id = $1");
        command.Parameters.Add(new() { Value = finance.Id.Value });
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        return (reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetBoolean(2));
    }

    /// <summary>The hidden values of a page's forms, with some of our own on top.</summary>
    private static async Task<Dictionary<string, string>> Form(HttpClient client, string address, params (string Name, string Value)[] values)
    {
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await client.GetStringAsync(address));
        var form = page.QuerySelectorAll("main form input[type=hidden]").Where(i => i.GetAttribute("name") is not null)
            .GroupBy(i => i.GetAttribute("name")!).ToDictionary(g => g.Key, g => g.First().GetAttribute("value") ?? "");
        foreach (var (name, value) in values) form[name] = value;
        return form;
    }
}
