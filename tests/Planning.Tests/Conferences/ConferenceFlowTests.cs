using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dialogue.Contracts.Notifications;
using Dialogue.Contracts.Petitions;
using Dialogue.Contracts.Planning;
using Dialogue.Kernel;
using Dialogue.Testing;

namespace Dialogue.Planning.Tests.Conferences;

/// <summary>Conferences from their plan to their end, through the API; the rule set is the city's default of 2026 (that of Đại Sơn).</summary>
public sealed class ConferenceFlowTests(Planning planning)
{
    private static readonly DateOnly Day = new(2026, 10, 13), CutOff = new(2026, 9, 22);

    [Fact]
    public async Task Fifteen_registered_and_five_petitions_are_held_and_concluded()
    {
        var a = await Announced();
        for (var i = 0; i < 15; i++) await a.Register($"Công ty {i}");
        for (var i = 0; i < 5; i++) await a.Petition(new(2026, 9, 20));
        planning.Clock.SetDay(CutOff);
        await a.Post("decision", new { decision = "hold" }, HttpStatusCode.OK);
        Assert.Equal("Confirmed", (await a.Last()).State);

        planning.Clock.SetDay(Day);
        foreach (var id in await a.Registrations()) await a.Post("check-ins", new { registrationId = id }, HttpStatusCode.NoContent);
        foreach (var id in (await a.Registrations()).Take(2)) await a.Post("check-ins", new { registrationId = id }, HttpStatusCode.NoContent); // tapped twice
        await a.Post("check-ins", new { kind = "Association", name = "Hội Doanh nghiệp", key = Guid.CreateVersion7() }, HttpStatusCode.NoContent);
        await a.Post("opening", new { }, HttpStatusCode.OK);
        await a.Post("opinions", new { who = "Công ty 1", summary = "Đường vào xưởng hẹp", answer = "Sẽ mở rộng năm 2027", answeredBy = "Phòng Kinh tế" }, HttpStatusCode.Created);
        await a.Post("closing", new { }, HttpStatusCode.OK);
        await a.Post("conclusion", new { number = "12/TB-UBND", signer = "Chủ tịch", text = "Giao các phòng trả lời.", tasks = new[] { new { content = "Mở đường", due = "2026-11-30", officeId = a.Tenant.Offices[1].Id } } }, HttpStatusCode.OK);

        var last = await a.Last();
        Assert.Equal(("Concluded", "hold", true, Day), (last.State, last.Decision, last.Held, last.TermStart));
        Assert.Equal((15, 15, 5), (last.Registered.Total, last.Attended.Total, last.PetitionsInTime));
        Assert.Equal(new DateOnly(2026, 10, 22), last.ReportDue);
    }

    [Fact]
    public async Task Nine_registered_and_three_petitions_may_be_held_as_is_but_not_as_if_there_were_enough()
    {
        var a = await Announced();
        for (var i = 0; i < 9; i++) await a.Register($"Công ty {i}");
        for (var i = 0; i < 3; i++) await a.Petition(new(2026, 9, 22));
        planning.Clock.SetDay(CutOff);

        await a.Post("decision", new { decision = "hold" }, HttpStatusCode.Conflict);
        await a.Post("decision", new { decision = "hold-as-is" }, HttpStatusCode.OK);

        Assert.Equal(("Confirmed", "hold-as-is"), ((await a.Last()).State, (await a.Last()).Decision));
    }

    [Fact]
    public async Task Petitions_without_enough_for_a_conference_are_answered_in_writing_from_the_day_of_the_decision()
    {
        var a = await Announced();
        await a.Petition(new(2026, 9, 10));
        await a.Post("decision", new { decision = "answer-in-writing" }, HttpStatusCode.Conflict); // before the cut-off
        planning.Clock.SetDay(new(2026, 9, 23));
        await a.Post("decision", new { decision = "answer-in-writing" }, HttpStatusCode.OK);

        var last = await a.Last();
        Assert.Equal(("AnsweredInWriting", false, new DateOnly(2026, 9, 23)), (last.State, last.Held, last.TermStart));

        await a.Petition(new(2026, 9, 21), "paper"); // received in time, entered afterwards
        using var conditions = JsonDocument.Parse(await a.Leader.GetStringAsync(a.Path + "/conditions"));
        Assert.Contains("nhập sau khi đã quyết định", conditions.RootElement.GetProperty("review").GetString());
    }

    [Fact]
    public async Task Nobody_registered_the_conference_is_postponed_once_and_the_second_request_is_refused()
    {
        var finance = await planning.Known("so-tai-chinh");
        var a = await Announced();
        planning.Clock.SetDay(CutOff);
        await a.Post("postponement", new { newDay = "2026-11-17", reason = "Chưa có đơn vị đăng ký" }, HttpStatusCode.OK);
        Assert.Equal("Postponing", (await a.Last()).State);

        await planning.RelayOwn(a.Tenant.Id);
        var client = planning.Client(finance, Role.FinanceOfficer);
        using var list = JsonDocument.Parse(await client.GetStringAsync($"/api/{finance.Slug}/postponements"));
        var id = list.RootElement.EnumerateArray().First(p => p.GetProperty("sender").GetString() == a.Tenant.Name).GetProperty("id").GetGuid();
        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsJsonAsync($"/api/{finance.Slug}/postponements/{id}", new { granted = true })).StatusCode);
        await planning.RelayOwn(finance.Id);

        var last = await a.Last();
        Assert.Equal(("Postponed", new DateOnly(2026, 11, 17)), (last.State, last.Day));
        await a.Announce("07/TB-UBND");
        planning.Clock.SetDay(new(2026, 11, 2));
        await a.Post("postponement", new { newDay = "2026-12-15", reason = "Vẫn chưa có" }, HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task The_same_form_sent_twice_at_once_is_one_registration()
    {
        var a = await Announced();
        var key = Guid.CreateVersion7();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => a.Register("Hộ bà Tư", key: key)));

        Assert.Single(await a.Registrations());
        Assert.Equal(1, (await a.Last()).Registered.Total);
    }

    [Fact]
    public async Task One_tax_code_registers_twice_only_when_that_is_meant_and_counts_once()
    {
        var a = await Announced();
        await a.Register("Công ty A", taxCode: "0100109106");
        await a.Register("Công ty A", taxCode: "0100109106", expect: HttpStatusCode.Conflict);
        await a.Register("Công ty A", taxCode: "0100109106", anyway: true);

        Assert.Equal(2, (await a.Registrations()).Count);
        Assert.Equal(1, (await a.Last()).Registered.Total);
    }

    [Fact]
    public async Task Evidence_that_is_neither_picture_nor_document_is_refused_by_its_content()
    {
        var a = await Announced();
        var posting = (await (await a.Leader.PostAsJsonAsync(a.Path + "/postings", new { channel = "hcc", place = "Bảng tin" })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();

        var bad = await a.Leader.PutAsync($"{a.Path}/postings/{posting}/evidence?name=anh.png", new ByteArrayContent(Encoding.UTF8.GetBytes("MZ this is a program")));
        var good = await a.Leader.PutAsync($"{a.Path}/postings/{posting}/evidence?name=anh.png", new ByteArrayContent([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]));

        var large = await a.Leader.SendAsync(new(HttpMethod.Put, $"{a.Path}/postings/{posting}/evidence?name=anh.png")
        {
            Content = new ByteArrayContent(new byte[21 * 1024 * 1024]), Headers = { ExpectContinue = true }, // answered before the body is sent
        });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.StatusCode);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.Equal(["hcc"], (await a.Last()).PostedChannels);
    }

    [Fact]
    public async Task An_announcement_that_does_not_say_until_when_is_refused()
    {
        var a = await Planned();

        await a.Post("announcement", new { number = "05/TB-UBND", signer = "Chủ tịch", cutOffText = "Sớm nhất có thể" }, HttpStatusCode.Conflict);
        await a.Post("announcement", new { number = "5 TB", signer = "Chủ tịch" }, HttpStatusCode.Conflict);
        await a.Announce();
    }

    [Fact]
    public async Task A_conference_that_was_announced_and_moved_must_be_announced_again()
    {
        var a = await Announced();
        var change = new { day = "2026-10-20", startsAt = "08:00", place = "Hội trường", chair = "Chủ tịch", reason = "Hội trường sửa chữa" };

        Assert.Equal(HttpStatusCode.OK, (await a.Leader.PutAsJsonAsync(a.Path, change)).StatusCode);

        var last = await a.Last();
        Assert.Equal(("Planned", new DateOnly(2026, 9, 29)), (last.State, last.CutOff));
        await a.Register("Công ty A", expect: HttpStatusCode.Conflict);
        await a.Announce("06/TB-UBND");
        await a.Register("Công ty A");
    }

    [Fact]
    public async Task Each_step_owes_the_next_and_what_is_done_is_told_in_the_same_act()
    {
        var a = await Planned();
        Assert.Equal(["announce", "decide-conditions"], await a.Owed());
        await a.Announce();
        Assert.Equal(["decide-conditions", "post-announcement"], await a.Owed());
        var posting = (await a.Duties())["post-announcement"];
        Assert.Equal((await a.Last()).AnnounceBy, posting.Due);
        Assert.StartsWith("Quy định: ", posting.Why, StringComparison.Ordinal);
        Assert.EndsWith("/thong-bao", posting.Link, StringComparison.Ordinal);

        var channels = (await planning.Published<RuleSetPublished>(a.Tenant.Id)).Select(r => r.Message).ToList() is { Count: > 0 } own
            ? own[^1].Rules.Single(r => r.Key == RuleKeys.NoticeChannels).Value!.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries) : ["hcc", "office", "village", "portal", "loudspeaker", "media"];
        foreach (var channel in channels)
        {
            Assert.Contains("post-announcement", await a.Owed()); // until the last
            await a.Post("postings", new { channel, postedOn = "2026-09-01", place = "Bảng tin" }, HttpStatusCode.Created);
            if (!(await a.Owed()).Contains("post-announcement")) break;
        }
        Assert.Equal(["decide-conditions"], await a.Owed());

        for (var i = 0; i < 15; i++) await a.Register($"Công ty {i}");
        for (var i = 0; i < 5; i++) await a.Petition(new(2026, 9, 20));
        planning.Clock.SetDay(CutOff);
        await a.Post("decision", new { decision = "hold" }, HttpStatusCode.OK);
        Assert.Equal(["open-conference", "send-invitations"], await a.Owed());
        var opening = (await a.Duties())["open-conference"];
        Assert.Equal(Day, opening.Due);
        Assert.EndsWith("/diem-danh", opening.Link, StringComparison.Ordinal);
        await a.Post("invitations/from-registrations", new { }, HttpStatusCode.OK);
        Assert.Equal(["open-conference", "send-invitations"], await a.Owed());
        await a.Post("invitations/sent", new { }, HttpStatusCode.OK);
        Assert.Equal(["open-conference"], await a.Owed());
        await a.Post("invitations", new { kind = "Leader", name = "Sở Tài chính" }, HttpStatusCode.Created);
        Assert.Equal(["open-conference", "send-invitations"], await a.Owed()); // one more to be sent

        planning.Clock.SetDay(Day);
        foreach (var id in await a.Registrations()) await a.Post("check-ins", new { registrationId = id }, HttpStatusCode.NoContent);
        await a.Post("opening", new { }, HttpStatusCode.OK);
        Assert.Equal(["close-conference"], await a.Owed());
        await a.Post("closing", new { }, HttpStatusCode.OK);
        Assert.Equal(["conclude"], await a.Owed());
        await a.Post("conclusion", new { number = "12/TB-UBND", signer = "Chủ tịch", text = "Giao các phòng trả lời.", tasks = new[] { new { content = "Mở đường", due = "2026-11-30", officeId = a.Tenant.Offices[1].Id } } }, HttpStatusCode.OK);
        Assert.Equal(["conclusion-task"], await a.Owed());
    }

    private async Task<Actor> Planned()
    {
        planning.Clock.SetDay(new(2026, 9, 1));
        var tenant = await planning.Organisation();
        var leader = planning.Client(tenant, Role.Leader);
        var created = await leader.PostAsJsonAsync($"/api/{tenant.Slug}/conferences", new { day = "2026-10-13", startsAt = "08:00", place = "Hội trường UBND xã", chair = "Chủ tịch UBND xã" });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        return new(planning, tenant, leader, id);
    }

    private async Task<Actor> Announced()
    {
        var a = await Planned();
        await a.Announce();
        return a;
    }

    private sealed class Actor(Planning planning, TestTenant tenant, HttpClient leader, Guid id)
    {
        public TestTenant Tenant => tenant;
        public HttpClient Leader => leader;
        public string Path => $"/api/{tenant.Slug}/conferences/{id}";

        public Task Announce(string number = "05/TB-UBND") => Post("announcement", new { number, signer = "Đào Văn Soái" }, HttpStatusCode.OK);

        public async Task Post(string what, object body, HttpStatusCode expected)
        {
            var response = await leader.PostAsJsonAsync($"{Path}/{what}", body);
            Assert.True(expected == response.StatusCode, $"{what}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }

        public async Task Register(string name, Guid? key = null, string? taxCode = null, bool anyway = false, HttpStatusCode expect = HttpStatusCode.Created)
        {
            var response = await planning.Client().PostAsJsonAsync(Path + "/registrations", new
            {
                key = key ?? Guid.CreateVersion7(), kind = "Enterprise", name, taxCode, address = "Thôn 1", participants = 1, representative = "Nguyễn Văn A", title = "Giám đốc",
                phone = "0912345678", consent = true, sendAnyway = anyway,
            });
            Assert.True(expect == response.StatusCode, $"{response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }

        public Task Petition(DateOnly receivedOn, string channel = "online") => planning.Deliver(tenant.Id, new PetitionChanged(
            Guid.CreateVersion7(), 1, "KN-1", id, 2026, "Đất", "Đất", "Một doanh nghiệp", "Enterprise", "dat-dai", channel, receivedOn, true, "Received", null, null, null, null, null, null,
            null, "", false, null, "", null, ""));

        public async Task<List<Guid>> Registrations()
        {
            using var rows = JsonDocument.Parse(await leader.GetStringAsync(Path + "/registrations"));
            return [.. rows.RootElement.EnumerateArray().Select(r => r.GetProperty("id").GetGuid())];
        }

        /// <summary>Every duty as it was last told.</summary>
        public async Task<Dictionary<string, DutyChanged>> Duties() => (await planning.Published<DutyChanged>(tenant.Id)).Select(m => m.Message)
            .Where(d => d.Link.Contains(id.ToString(), StringComparison.Ordinal)).GroupBy(d => d.Kind).ToDictionary(g => g.Key, g => g.MaxBy(d => d.Version)!);

        /// <summary>Kinds that are open.</summary>
        public async Task<List<string>> Owed() => [.. (await Duties()).Values.Where(d => !d.Done).Select(d => d.Kind).Order(StringComparer.Ordinal)];

        public async Task<ConferenceChanged> Last() => (await planning.Published<ConferenceChanged>(tenant.Id)).Select(m => m.Message).Where(m => m.ConferenceId == id).MaxBy(m => m.Version)!;
    }
}
