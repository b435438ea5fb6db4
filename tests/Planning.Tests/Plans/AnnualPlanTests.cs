using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dialogue.Contracts.Notifications;
using Dialogue.Contracts.Planning;
using Dialogue.Kernel;
using Dialogue.Testing;

namespace Dialogue.Planning.Tests.Plans;

public sealed class AnnualPlanTests(Planning planning)
{
    [Theory]
    [InlineData("2026-04-14", true)]
    [InlineData("2026-04-15", false)]
    public async Task A_plan_sent_before_15_April_is_in_time_and_on_that_day_late(string sentOn, bool inTime)
    {
        var finance = await planning.Known("so-tai-chinh");
        var commune = await planning.Organisation();
        var plan = await Issued(commune, "2026-04-10");

        var sent = await Post(planning.Client(commune, Role.Clerk), $"/api/{commune.Slug}/plans/{Id(plan)}/send", new { sentOn });

        Assert.Equal(inTime, sent.GetProperty("inTime").GetBoolean());
        Assert.Equal("2026-04-14", sent.GetProperty("submitBy").GetProperty("due").GetString());
        var told = (await planning.Published<PlanSent>(commune.Id)).Where(m => m.Message.PlanId == Id(plan)).ToList();
        Assert.Equal(new HashSet<TenantId> { commune.Id, finance.Id }, told.Select(m => m.For).ToHashSet()); // written at once, in no order
        Assert.All(told, m => Assert.Equal(inTime, m.Message.InTime));
        var duty = (await planning.Published<DutyChanged>(commune.Id)).Where(m => m.Message.Kind == "send-plan").Select(m => m.Message).ToList();
        Assert.Equal([false, true], duty.Select(d => d.Done));
        Assert.Equal(new DateOnly(2026, 4, 14), duty[0].Due);
        Assert.Contains("ngày cuối cùng còn kịp là 14/4/2026", duty[0].Why, StringComparison.Ordinal);
        foreach (var kind in new[] { "sign-plan", "issue-plan" }) // what waited for the leader, then for the clerk
            Assert.Equal([false, true], (await planning.Published<DutyChanged>(commune.Id)).Where(m => m.Message.Kind == kind).Select(m => m.Message.Done));
    }

    [Fact]
    public async Task Each_recipient_keeps_a_row_of_its_own_and_only_once()
    {
        var finance = await planning.Known("so-tai-chinh");
        var commune = await planning.Organisation(name: "Xã Người Nhận");
        var plan = await Issued(commune, "2026-04-10");
        await Post(planning.Client(commune, Role.Clerk), $"/api/{commune.Slug}/plans/{Id(plan)}/send", new { sentOn = "2026-04-16" });
        var message = (await planning.Published<PlanSent>(commune.Id)).Last().Message;

        await planning.Deliver(finance.Id, message);
        await planning.Deliver(finance.Id, message);
        await planning.Deliver(commune.Id, message);

        var client = planning.Client(finance, Role.FinanceOfficer);
        var list = await client.GetStringAsync($"/{finance.Slug}/can-bo/ke-hoach-nhan?nam=2026&loc=late");
        Assert.Equal(1, list.Split("Xã Người Nhận").Length - 1);
        Assert.Contains("Xã Người Nhận", await client.GetStringAsync($"/{finance.Slug}/can-bo/ke-hoach-nhan?nam=2026&dinh-dang=csv"));
        Assert.Contains("Phương án tiếp nhận và xử lý kiến nghị", await client.GetStringAsync($"/{finance.Slug}/can-bo/ke-hoach-nhan/{message.PlanId}"));
        var missing = await planning.Organisation(name: "Xã Chưa Gửi");
        Assert.Contains(missing.Name, await client.GetStringAsync($"/{finance.Slug}/can-bo/ke-hoach-nhan?nam=2026&loc=missing"));
        Assert.DoesNotContain(commune.Name, await client.GetStringAsync($"/{finance.Slug}/can-bo/ke-hoach-nhan?nam=2026&loc=missing"));
    }

    [Fact]
    public async Task An_issued_plan_is_frozen_public_and_can_be_corrected()
    {
        await planning.Known("so-tai-chinh");
        var commune = await planning.Organisation();
        var writer = planning.Client(commune, Role.Specialist);
        Assert.Equal(HttpStatusCode.NotFound, (await planning.Client().GetAsync($"/{commune.Slug}/ke-hoach/2026")).StatusCode);
        var plan = await Issued(commune, "2026-04-10");

        var edit = await writer.PutAsJsonAsync($"/api/{commune.Slug}/plans/{Id(plan)}", new { version = plan.GetProperty("version").GetInt64(), title = "Khác", body = new { } });
        Assert.Equal(HttpStatusCode.Conflict, edit.StatusCode);
        Assert.Contains("plan-frozen", await edit.Content.ReadAsStringAsync());
        Assert.Contains("05/KH-UBND", await planning.Client().GetStringAsync($"/{commune.Slug}/ke-hoach/2026"));

        Assert.Equal(HttpStatusCode.Conflict, (await writer.PostAsJsonAsync($"/api/{commune.Slug}/plans", new { year = 2026 })).StatusCode);
        var correction = await Post(writer, $"/api/{commune.Slug}/plans", new { year = 2026, correction = true });
        Assert.Equal(Id(plan), correction.GetProperty("corrects").GetGuid());
    }

    [Fact]
    public async Task A_plan_that_was_sent_and_then_corrected_must_be_sent_again_and_one_that_was_not_sent_need_not()
    {
        await planning.Known("so-tai-chinh");
        var (sent, unsent) = (await planning.Organisation(), await planning.Organisation());
        foreach (var commune in new[] { sent, unsent })
        {
            var plan = await Issued(commune, "2026-04-10");
            if (commune == sent) await Post(planning.Client(commune, Role.Clerk), $"/api/{commune.Slug}/plans/{Id(plan)}/send", new { sentOn = "2026-04-10" });
        }
        var first = await Correction(sent, "07/KH-UBND");
        await Correction(unsent, "07/KH-UBND");

        Assert.Empty(await Again(unsent));
        var owed = Assert.Single(await Again(sent));
        Assert.Equal(("send-plan", "Gửi lại kế hoạch đối thoại năm 2026 đã đính chính, số 07/KH-UBND", null, false), (owed.Kind, owed.Title, owed.Due, owed.Done));
        Assert.EndsWith(Id(first).ToString(), owed.Link, StringComparison.Ordinal);

        var second = await Correction(sent, "08/KH-UBND"); // in place of the first, which nobody need send any more
        Assert.Equal([Id(second)], (await Again(sent)).Where(d => !d.Done).Select(d => Guid.Parse(d.Link[^36..])));
        await Post(planning.Client(sent, Role.Clerk), $"/api/{sent.Slug}/plans/{Id(second)}/send", new { sentOn = "2026-04-12" });
        Assert.All(await Again(sent), d => Assert.True(d.Done));

        async Task<JsonElement> Correction(TestTenant commune, string number)
        {
            var plan = await Post(planning.Client(commune, Role.Specialist), $"/api/{commune.Slug}/plans", new { year = 2026, correction = true });
            return await Post(planning.Client(commune, Role.Leader), $"/api/{commune.Slug}/plans/{Id(plan)}/issue", new { number, issuedOn = "2026-04-11", signer = "Đào Văn Soái" });
        }

        async Task<List<DutyChanged>> Again(TestTenant commune) => [.. (await planning.Published<DutyChanged>(commune.Id)).Select(m => m.Message)
            .Where(d => d.Title.StartsWith("Gửi lại", StringComparison.Ordinal)).GroupBy(d => d.DutyId).Select(g => g.OrderBy(d => d.Version).ThenBy(d => d.Done).Last())];
    }

    [Fact]
    public async Task The_draft_has_the_wording_and_the_figures_of_its_rule_set()
    {
        var commune = await planning.Organisation(name: "Xã Mẫu Dự Thảo");
        var client = planning.Client(commune, Role.Specialist);
        var key = Guid.CreateVersion7();

        var plan = await Post(client, $"/api/{commune.Slug}/plans", new { year = 2026, key });
        var again = await Post(client, $"/api/{commune.Slug}/plans", new { year = 2026, key });

        Assert.Equal(Id(plan), Id(again));
        var body = plan.GetProperty("body");
        Assert.Contains("tối thiểu 15 doanh nghiệp", body.GetProperty("conditions").GetString());
        Assert.Contains("tối đa 15 ngày làm việc", body.GetProperty("handling").GetString());
        Assert.Contains("Xã Mẫu Dự Thảo".ToLowerInvariant()[..2], body.GetProperty("place").GetString());
        Assert.NotEmpty(body.GetProperty("budget").EnumerateArray());
        var stale = await client.PutAsJsonAsync($"/api/{commune.Slug}/plans/{Id(plan)}", new { version = 999, title = "Khác", body });
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Contains("current", await stale.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_is_missing_wrong_or_out_of_order_is_refused()
    {
        await planning.Known("so-tai-chinh");
        var commune = await planning.Organisation();
        var (writer, leader, clerk) = (planning.Client(commune, Role.Specialist), planning.Client(commune, Role.Leader), planning.Client(commune, Role.Clerk));
        var plan = await Post(writer, $"/api/{commune.Slug}/plans", new { year = 2026 });
        var at = $"/api/{commune.Slug}/plans/{Id(plan)}";

        await Refused(clerk, at + "/send", new { sentOn = "2026-04-10" }, "plan-cannot-become");
        await Refused(clerk, at + "/issue", new { number = "05/KH-UBND", issuedOn = "2026-04-10" }, "plan-cannot-become");
        await Post(writer, at + "/submit", new { });
        await Refused(clerk, at + "/issue", new { number = "05/KH-UBND", issuedOn = "2026-04-10" }, "plan-not-signed");
        await Post(leader, at + "/return", new { reason = "Thiếu kinh phí" });
        await Refused(leader, at + "/issue", new { number = "5 KH", issuedOn = "2026-04-10" }, "plan-number");
        await Refused(leader, at + "/issue", new { number = "05/KH-UBND", issuedOn = "2030-04-10" }, "plan-issued-in-future");
        await Post(clerk, at + "/issue", new { number = "05/KH-UBND", issuedOn = "2026-04-10" });
        await Refused(clerk, at + "/send", new { sentOn = "2026-04-09" }, "plan-sent-before-issued");
        await Refused(clerk, at + "/send", new { sentOn = "2030-04-09" }, "plan-sent-in-future");
        Assert.Equal(HttpStatusCode.Forbidden, (await writer.PostAsJsonAsync(at + "/send", new { sentOn = "2026-04-14" })).StatusCode);
        var other = await planning.Organisation();
        Assert.Equal(HttpStatusCode.NotFound, (await planning.Client(other, Role.Clerk).PostAsJsonAsync($"/api/{other.Slug}/plans/{Id(plan)}/send", new { sentOn = "2026-04-14" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await planning.Client(other, Role.Clerk).GetAsync(at)).StatusCode);
    }

    private async Task<JsonElement> Issued(TestTenant commune, string issuedOn)
    {
        var plan = await Post(planning.Client(commune, Role.Specialist), $"/api/{commune.Slug}/plans", new { year = 2026 });
        return await Post(planning.Client(commune, Role.Leader), $"/api/{commune.Slug}/plans/{Id(plan)}/issue", new { number = "05/KH-UBND", issuedOn, signer = "Đào Văn Soái" });
    }

    private static Guid Id(JsonElement plan) => plan.GetProperty("id").GetGuid();

    private static async Task<JsonElement> Post(HttpClient client, string address, object body)
    {
        var response = await client.PostAsJsonAsync(address, body);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task Refused(HttpClient client, string address, object body, string code)
    {
        var response = await client.PostAsJsonAsync(address, body);
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains($"urn:dialogue:{code}", await response.Content.ReadAsStringAsync());
    }
}
