using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dialogue.Contracts.Escalations;
using Dialogue.Contracts.Notifications;
using Dialogue.Contracts.Petitions;
using Dialogue.Kernel;
using Dialogue.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Petitions.Tests;

/// <summary>From triage to publication, as officers do it.</summary>
public sealed class HandlePetitionTests(PetitionService service)
{
    [Fact]
    public async Task An_answer_is_drafted_signed_published_and_seen_by_all()
    {
        var commune = await service.Commune();
        var code = await service.Filed(commune);
        using var officer = service.Client(commune, Role.Specialist);
        using var leader = service.Client(commune, Role.Leader);
        await PetitionService.Do(officer, commune, code, "triage", new { field = "dat-dai", authority = "coordinated", office = commune.Offices[1].Id, title = "Cấp đổi giấy chứng nhận" });
        await PetitionService.Do(officer, commune, code, "draft", new { text = "Trường hợp này được cấp đổi." });
        await PetitionService.Do(officer, commune, code, "submit");
        using (var notHis = await officer.PostAsJsonAsync($"/api/{commune.Slug}/petitions/{code}/approve", new { number = "15/UBND-KT", date = "2026-10-01" }))
            Assert.Equal(HttpStatusCode.Forbidden, notHis.StatusCode);
        var answered = await PetitionService.Do(leader, commune, code, "approve", new { number = "15/UBND-KT", date = "2026-10-01" });
        Assert.True(answered.GetProperty("onTime").GetBoolean());
        var person = new WebUser(service.Address);
        Assert.Equal(HttpStatusCode.NotFound, (await person.Get($"/{commune.Slug}/kien-nghi/{code}")).Status);
        await PetitionService.Do(service.Client(commune, Role.PortalEditor), commune, code, "publish");

        var page = await person.Get($"/{commune.Slug}/kien-nghi/{code}");
        Assert.Contains("Trường hợp này được cấp đổi.", page.Text);
        foreach (var secret in new[] { "Trần Thị Tư", "Bà Tư", "0912345218" }) Assert.DoesNotContain(secret, page.Html);
        Assert.Contains("Cấp đổi giấy chứng nhận", (await person.Get($"/{commune.Slug}/kien-nghi?tim=cap%20doi")).Text);
        var told = (await service.Published<PetitionChanged>(commune.Id)).Select(m => m.Message).MaxBy(m => m.Version)!;
        Assert.Equal(("Answered", "in-writing", true, "coordinated"), (told.State, told.AnsweredHow, told.Published, told.Authority));
        var duties = (await service.Published<DutyChanged>(commune.Id)).Select(d => d.Message).GroupBy(d => d.DutyId).Select(g => g.MaxBy(d => d.Version)!).ToList();
        Assert.Equal(["answer-petition", "approve-answer", "publish-answer", "triage-petition"], duties.Select(d => d.Kind).Order());
        Assert.All(duties, d => Assert.True(d.Done));
    }

    [Fact]
    public async Task An_answer_waits_to_be_published_until_it_is_and_not_again_once_it_was_taken_off()
    {
        var commune = await service.Commune();
        var code = await service.Filed(commune);
        using var officer = service.Client(commune, Role.Specialist);
        using var leader = service.Client(commune, Role.Leader);
        await PetitionService.Do(officer, commune, code, "triage", new { field = "dat-dai", authority = "own" });
        await PetitionService.Do(officer, commune, code, "draft", new { text = "Được cấp đổi." });
        await PetitionService.Do(officer, commune, code, "submit");
        await PetitionService.Do(leader, commune, code, "approve", new { number = "15/UBND-KT", date = "2026-10-01" });

        var owed = Assert.Single(await Owed(commune));
        Assert.Equal(("publish-answer", null), (owed.Kind, owed.Due));
        Assert.Contains(Role.PortalEditor, owed.Roles);
        await PetitionService.Do(officer, commune, code, "publish");
        Assert.Empty(await Owed(commune));
        await PetitionService.Do(officer, commune, code, "publish", new { published = false });
        Assert.Empty(await Owed(commune));
        await service.Module.Republish(service.Services, new Progress<string>(), default);
        Assert.Empty(await Owed(commune));
    }

    [Fact]
    public async Task Each_office_owes_its_part_of_a_coordinated_petition_until_its_own_day_and_no_longer_than_the_whole_is_owed()
    {
        var commune = await service.Commune();
        var (lead, other) = (commune.Offices[1].Id, commune.Offices[0].Id);
        var code = await service.Filed(commune);
        using var officer = service.Client(commune, Role.Specialist);
        await PetitionService.Do(officer, commune, code, "triage", new { field = "dat-dai", authority = "coordinated", office = lead });
        await PetitionService.Do(officer, commune, code, "parts", new { office = other, task = "Kiểm tra hồ sơ lưu", due = "2026-10-05" });
        await PetitionService.Do(officer, commune, code, "parts", new { office = other, task = "Cho ý kiến" });
        await PetitionService.Do(officer, commune, code, "parts", new { office = lead, task = "Trả lời chung" });

        var whole = (await Owed(commune)).Single(d => d.Kind == "answer-petition");
        var parts = (await Owed(commune)).Where(d => d.Kind == "petition-part").ToDictionary(d => d.Title[(d.Title.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
        Assert.Equal(["Cho ý kiến", "Kiểm tra hồ sơ lưu"], parts.Keys.Order(StringComparer.Ordinal)); // the lead's own part is the answer itself
        Assert.Equal((new DateOnly(2026, 10, 5), other), (parts["Kiểm tra hồ sơ lưu"].Due!.Value, parts["Kiểm tra hồ sơ lưu"].OfficeId!.Value));
        Assert.Equal((whole.Due, whole.Why), (parts["Cho ý kiến"].Due, parts["Cho ý kiến"].Why));
        Assert.All(parts.Values, d => Assert.Contains(": ", d.Why, StringComparison.Ordinal));

        await using (var scope = service.Scope(commune.Id))
        {
            var first = (await scope.ServiceProvider.GetRequiredService<PetitionsDb>().Petitions.AsNoTracking().SingleAsync(p => p.Code == code)).Parts[0];
            await PetitionService.Do(officer, commune, code, "parts", new { done = new[] { first.Id } });
        }
        Assert.Equal(["answer-petition", "petition-part"], (await Owed(commune)).Select(d => d.Kind).Order());

        await PetitionService.Do(officer, commune, code, "draft", new { text = "Được cấp đổi." });
        await PetitionService.Do(officer, commune, code, "submit");
        await PetitionService.Do(service.Client(commune, Role.Leader), commune, code, "approve", new { number = "16/UBND-KT", date = "2026-10-01" });
        Assert.Equal(["publish-answer"], (await Owed(commune)).Select(d => d.Kind));
    }

    private async Task<List<DutyChanged>> Owed(TestTenant commune) =>
        [.. (await service.Published<DutyChanged>(commune.Id)).Select(d => d.Message).GroupBy(d => d.DutyId).Select(g => g.MaxBy(d => d.Version)!).Where(d => !d.Done)];

    [Fact]
    public async Task A_stale_edit_is_refused_in_the_API_and_on_the_page_where_the_typed_text_stays()
    {
        var commune = await service.Commune();
        var code = await service.Filed(commune);
        using var officer = service.Client(commune, Role.Specialist);
        var triaged = await PetitionService.Do(officer, commune, code, "triage", new { field = "dat-dai", authority = "own" });
        var person = new WebUser(service.Address);
        person.Http.DefaultRequestHeaders.Authorization = officer.DefaultRequestHeaders.Authorization;
        var page = await person.Get($"/{commune.Slug}/can-bo/kien-nghi/{code}");
        await PetitionService.Do(officer, commune, code, "draft", new { text = "Bản của người khác." });

        using var stale = await officer.PostAsJsonAsync($"/api/{commune.Slug}/petitions/{code}/draft", new { text = "Bản của tôi.", version = triaged.GetProperty("rowVersion").GetUInt32() });
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        var back = await person.Submit(page, "handler=Draft", new() { ["Draft.Text"] = "Bản của tôi." });
        Assert.Equal(HttpStatusCode.Conflict, back.Status);
        Assert.Contains("Bản của tôi.", back.Document.QuerySelector("#Draft_Text")!.TextContent);
        Assert.Equal("Soạn dự thảo trả lời", Assert.Single((await person.Submit(back, "handler=Draft", new() { ["Draft.Text"] = "Bản của tôi." })).Document
            .QuerySelectorAll("ol.steps li.done").Select(l => l.FirstChild!.TextContent.Trim()).Where(t => t == "Soạn dự thảo trả lời").Distinct()));
    }

    [Fact]
    public async Task The_whole_path_works_on_the_page_and_the_phone_is_masked_until_asked_for()
    {
        var commune = await service.Commune();
        var code = await service.Filed(commune);
        var person = new WebUser(service.Address);
        person.Http.DefaultRequestHeaders.Authorization = service.ClientOf("Lê An", [(commune, [Role.Specialist, Role.Leader])]).DefaultRequestHeaders.Authorization;
        var page = await person.Get($"/{commune.Slug}/can-bo/kien-nghi/{code}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("0912345218", page.Html);
        page = await person.Submit(page, "handler=Phone");
        Assert.Contains("0912345218", page.Html);
        page = await person.Get($"/{commune.Slug}/can-bo/kien-nghi/{code}");
        Assert.Contains("Xem số điện thoại", page.Text);
        Assert.DoesNotContain("0912345218", page.Html);

        page = await person.Submit(page, "handler=Triage", new() { ["Triage.Authority"] = "Own", ["Triage.Field"] = "dat-dai" });
        Assert.Contains("Phân loại: thuộc thẩm quyền", page.Text);
        page = await person.Submit(page, "handler=Draft", new() { ["Draft.Text"] = "Được cấp đổi." });
        page = await person.Submit(page, "handler=Submit");
        Assert.Contains("Chờ ký", page.Text);
        var refused = await person.Submit(page, "handler=Approve", new() { ["Approve.Number"] = "sai" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        page = await person.Submit(refused, "handler=Approve", new() { ["Approve.Number"] = "15/UBND-KT" });
        Assert.Contains("Đúng hạn", page.Text);
        page = await person.Submit(page, "handler=Publish");
        Assert.Contains("Đã công khai", page.Text);
    }

    [Fact]
    public async Task A_petition_beyond_authority_goes_to_the_city_without_a_phone_and_its_answer_comes_back()
    {
        var commune = await service.Commune();
        var city = await service.Organisation("city-office", "Ủy ban nhân dân thành phố", $"aaa-city-{Guid.CreateVersion7():N}");
        var code = await service.Filed(commune);
        using var officer = service.Client(commune, Role.Specialist);
        await PetitionService.Do(officer, commune, code, "triage", new { field = "dat-dai", authority = "beyond" });
        await PetitionService.Do(officer, commune, code, "report", new { number = "31/BC-UBND", date = "2026-10-01", why = "Thuộc thẩm quyền thành phố" });

        var (to, report) = Assert.Single(await service.Published<PetitionEscalated>(commune.Id));
        Assert.Equal((code, "Hộ kinh doanh Bà Tư", new DateOnly(2026, 10, 12)), (report.Code, report.BusinessName, report.ReportDue!.Value));
        Assert.DoesNotContain("0912345218", JsonSerializer.Serialize(report));
        Assert.NotEqual(commune.Id, to);
        Assert.NotEqual(default, city.Id);

        var caseId = Guid.CreateVersion7();
        CaseChanged Case(long version, string state) => new(caseId, version, report.PetitionId, commune.Id.Value, state, Guid.CreateVersion7(), "Sở Xây dựng", new(2026, 10, 1), new(2026, 10, 22),
            state == "Answered" ? new(2026, 10, 1) : null, true, "99/SXD", "Sở trả lời.", null, "dat-dai");
        await service.Deliver(commune.Id, Case(2, "Directed"));
        var person = new WebUser(service.Address);
        var tracked = await Track(person, commune, code, "5218");
        Assert.Contains("Đang ở Sở Xây dựng", tracked.Text);
        Assert.Contains("22/10/2026", tracked.Text);
        await service.Deliver(commune.Id, Case(3, "Answered"));
        Assert.Contains("Sở trả lời.", (await Track(person, commune, code, "5218")).Text);
        var told = (await service.Published<PetitionChanged>(commune.Id)).Select(m => m.Message).MaxBy(m => m.Version)!;
        Assert.Equal(("Answered", "by-department"), (told.State, told.AnsweredHow));
    }

    [Fact]
    public async Task Tracking_says_the_same_of_an_unknown_code_and_of_wrong_digits()
    {
        var commune = await service.Commune();
        var code = await service.Filed(commune);
        var person = new WebUser(service.Address);
        var (wrong, unknown) = (await Track(person, commune, code, "0000"), await Track(person, commune, "KN-DS-000000", "5218"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal(wrong.Status, unknown.Status);
        Assert.Equal(wrong.Document.QuerySelector(".error-summary")!.TextContent, unknown.Document.QuerySelector(".error-summary")!.TextContent);
        var right = await Track(person, commune, code.ToLowerInvariant(), "5218");
        Assert.Contains("Tiếp nhận trực tuyến", right.Text);
        Assert.Contains("12/10/2026", right.Text);
    }

    [Fact]
    public async Task The_list_pages_by_key_and_filters_and_exports_without_formulas()
    {
        var commune = await service.Commune();
        var body = PetitionService.Body();
        body["name"] = "=cmd|calc";
        for (var n = 0; n < 25; n++) await service.Filed(commune, body);
        using var officer = service.Client(commune, Role.Specialist);
        var first = await officer.GetFromJsonAsync<JsonElement>($"/api/{commune.Slug}/petitions?take=20");
        var rest = await officer.GetFromJsonAsync<JsonElement>($"/api/{commune.Slug}/petitions?take=20&after={first.GetProperty("next").GetString()}");
        Assert.Equal(25, first.GetProperty("items").EnumerateArray().Concat(rest.GetProperty("items").EnumerateArray()).Select(i => i.GetProperty("code").GetString()).Distinct().Count());
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("next").ValueKind);

        var person = new WebUser(service.Address);
        person.Http.DefaultRequestHeaders.Authorization = officer.DefaultRequestHeaders.Authorization;
        Assert.Equal("25 kiến nghị chờ phân loại", (await person.Get($"/{commune.Slug}/can-bo/kien-nghi")).Title);
        Assert.Equal(20, (await person.Get($"/{commune.Slug}/can-bo/kien-nghi?TrangThai=moi")).Document.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("khớp bộ lọc", (await person.Get($"/{commune.Slug}/can-bo/kien-nghi?Han=qua-han&Phong=&LinhVuc=")).Text);

        var list = $"/{commune.Slug}/can-bo/kien-nghi?TrangThai=moi&Phong=&dinh-dang=";
        var csv = await officer.GetStringAsync(list + "csv&noi-bo=true");
        Assert.Contains(";'=cmd|calc;", csv);
        Assert.Equal(26, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        var outside = await officer.GetAsync(list + "csv");
        Assert.DoesNotContain("cmd", await outside.Content.ReadAsStringAsync());
        Assert.StartsWith($"kien-nghi-{commune.Slug}-2", outside.Content.Headers.ContentDisposition!.FileName);
        var book = Exchange.Xlsx.Read(await officer.GetByteArrayAsync(list + "xlsx&noi-bo=true"));
        Assert.Equal((26, "=cmd|calc", Exchange.ReadKind.Date), (book.Rows.Count, book.Rows[1][5].Text, book.Rows[1][1].Kind));
        Assert.Single(Exchange.Xlsx.Read(await officer.GetByteArrayAsync($"/{commune.Slug}/can-bo/kien-nghi?Han=qua-han&dinh-dang=xlsx")).Rows);
    }

    [Fact]
    public async Task Contacts_leave_only_in_the_internal_file_which_is_noted_and_not_for_everybody()
    {
        var commune = await service.Commune();
        await service.Filed(commune);
        using var officer = service.Client(commune, Role.Specialist);
        using var editor = service.Client(commune, Role.PortalEditor);
        var list = $"/{commune.Slug}/can-bo/kien-nghi?dinh-dang=csv";
        var phone = "0912345218";

        Assert.DoesNotContain(phone, await officer.GetStringAsync(list));
        Assert.Equal(0, await Exported());
        Assert.Contains(phone, await officer.GetStringAsync(list + "&noi-bo=true"));
        Assert.Equal(1, await Exported());

        Assert.Equal(HttpStatusCode.Forbidden, (await editor.GetAsync(list + "&noi-bo=true")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await editor.GetAsync(list)).StatusCode);

        async Task<int> Exported()
        {
            await using var scope = service.Scope(commune.Id);
            return await scope.ServiceProvider.GetRequiredService<PetitionsDb>().History.CountAsync(h => h.Action == "Exported" && h.SubjectId == commune.Id.Value);
        }
    }

    [Fact]
    public async Task Everybody_can_take_the_published_list_and_nothing_personal_with_it()
    {
        var commune = await service.Commune();
        var filed = await service.Filed(commune);
        using var both = service.Client(commune, Role.Specialist, Role.Leader);
        await PetitionService.Do(both, commune, filed, "triage", new { field = "dat-dai", authority = "own" });
        await PetitionService.Do(both, commune, filed, "draft", new { text = "Đã trả lời." });
        await PetitionService.Do(both, commune, filed, "submit");
        await PetitionService.Do(both, commune, filed, "approve", new { number = "15/UBND-KT", date = "2026-10-01" });
        await service.Filed(commune); // not published
        using var anybody = new HttpClient { BaseAddress = service.Address };
        Assert.Single(Exchange.Xlsx.Read(await anybody.GetByteArrayAsync($"/{commune.Slug}/kien-nghi?dinh-dang=xlsx")).Rows);
        await PetitionService.Do(both, commune, filed, "publish");

        var csv = await anybody.GetStringAsync($"/{commune.Slug}/kien-nghi?dinh-dang=csv");
        Assert.Contains("Đã trả lời.", csv);
        Assert.Equal(2, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("0912345218", csv);
    }

    [Fact]
    public async Task When_the_calendar_changes_open_deadlines_move_and_closed_ones_do_not()
    {
        var commune = await service.Commune();
        var (open, closed) = (await service.Filed(commune), await service.Filed(commune));
        using var both = service.Client(commune, Role.Specialist, Role.Leader);
        await PetitionService.Do(both, commune, closed, "triage", new { field = "dat-dai", authority = "own" });
        await PetitionService.Do(both, commune, closed, "draft", new { text = "Xong." });
        await PetitionService.Do(both, commune, closed, "submit");
        await PetitionService.Do(both, commune, closed, "approve", new { number = "15/UBND-KT", date = "2026-10-01" });
        var real = TestCalendar.Years.First(y => y.Year == 2026);
        Contracts.Planning.CalendarYearPublished Year(int version, params Contracts.Planning.DayFacts[] more) => new(2026, version, true,
            [.. real.DaysOff.Select(d => new Contracts.Planning.DayFacts(d.Date, d.Reason, d.Notice)), .. more], [.. real.WorkedDays.Select(d => new Contracts.Planning.DayFacts(d.Date, d.Reason, d.Notice))]);

        await service.Deliver(commune.Id, Year(2, new Contracts.Planning.DayFacts(new(2026, 10, 8), "Nghỉ bão", "CĐ 1")));
        var told = (await service.Published<PetitionChanged>(commune.Id)).Select(m => m.Message).GroupBy(m => m.Code).ToDictionary(g => g.Key, g => g.MaxBy(m => m.Version)!.Due);
        await service.Deliver(commune.Id, Year(3));

        Assert.Equal(new DateOnly(2026, 10, 13), told[open]);
        Assert.Equal(new DateOnly(2026, 10, 12), told[closed]);
    }

    private static async Task<WebPage> Track(WebUser person, TestTenant commune, string code, string digits)
    {
        var form = await person.Get($"/{commune.Slug}/kien-nghi/tra-cuu");
        var page = await person.Submit(form, "tra-cuu", new() { ["Input.Code"] = code, ["Input.Digits"] = digits });
        return page with { Html = page.Html.Replace(code, "", StringComparison.Ordinal) };
    }
}
