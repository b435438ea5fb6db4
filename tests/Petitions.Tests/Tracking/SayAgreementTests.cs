using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dialogue.Contracts.Notifications;
using Dialogue.Contracts.Petitions;
using Dialogue.Kernel;
using Dialogue.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Petitions.Tests;

/// <summary>After the answer its business says whether it agrees; nobody else does.</summary>
public sealed class SayAgreementTests(PetitionService service)
{
    private const string Digits = "5218";

    [Fact]
    public async Task The_business_says_it_once_may_think_again_and_the_report_hears_it()
    {
        var commune = await service.Commune();
        var code = await Answered(commune);
        var person = new WebUser(service.Address);
        var page = await Look(person, commune, code, Digits);
        Assert.Contains("Bạn có đồng tình với kết quả này không?", page.Text);
        Assert.Equal(["Đồng tình", "Đồng tình một phần", "Chưa đồng tình"], page.Document.QuerySelectorAll(".choice label").Select(l => l.TextContent));
        Assert.Null((await Told(commune)).Agreement);

        var said = await person.Submit(page, "handler=Agreement", new() { ["Opinion.Agreement"] = "Partly" });

        Assert.Contains("Đã ghi nhận: đồng tình một phần.", said.Text);
        Assert.DoesNotContain(Digits, said.Address.Query);
        Assert.NotNull(said.Document.QuerySelector("input[name='Opinion.Agreement'][value='Partly'][checked]"));
        var told = await Told(commune);
        Assert.Equal("partly", told.Agreement);

        said = await person.Submit(said, "handler=Agreement", new() { ["Opinion.Agreement"] = "Disagrees" });
        Assert.Contains("Đã ghi nhận: chưa đồng tình.", said.Text);
        Assert.Equal("disagrees", (await Told(commune)).Agreement);
        Assert.True((await Told(commune)).Version > told.Version);

        // It stands in the history like any other act, and the officers see it.
        var officer = new WebUser(service.Address);
        officer.Http.DefaultRequestHeaders.Authorization = service.Client(commune, Role.Specialist).DefaultRequestHeaders.Authorization;
        var theirs = await officer.Get($"/{commune.Slug}/can-bo/kien-nghi/{code}");
        Assert.Contains("Chưa đồng tình, đơn vị cho biết ngày 1/10/2026", theirs.Text);
        Assert.Contains("Đơn vị kiến nghị cho biết: đồng tình một phần với kết quả trả lời", theirs.Text);
    }

    [Fact]
    public async Task Wrong_digits_no_choice_and_an_open_petition_are_refused_and_change_nothing()
    {
        var commune = await service.Commune();
        var (open, code) = (await service.Filed(commune), await Answered(commune));
        var person = new WebUser(service.Address);

        var waiting = await Look(person, commune, open, Digits);
        Assert.DoesNotContain("Bạn có đồng tình", waiting.Text);

        var page = await Look(person, commune, code, Digits);
        var none = await person.Submit(page, "handler=Agreement", []);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.Status);
        Assert.Contains("Hãy chọn một mức độ đồng tình.", none.Text);
        Assert.Contains("Trường hợp này được cấp đổi.", none.Text); // the petition stays in sight

        var wrong = await person.Submit(page, "handler=Agreement", new() { ["Opinion.Agreement"] = "Agrees", ["Input.Digits"] = "0000" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("Không tìm thấy kiến nghị với mã và bốn số này.", wrong.Text);
        Assert.DoesNotContain("Trường hợp này được cấp đổi.", wrong.Text);

        var early = await person.Submit(page, "handler=Agreement", new() { ["Opinion.Agreement"] = "Agrees", ["Input.Code"] = open });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.Status);
        Assert.Contains("Kiến nghị chưa có kết quả", early.Text);

        Assert.All((await service.Published<PetitionChanged>(commune.Id)), m => Assert.Null(m.Message.Agreement));
    }

    [Fact]
    public async Task Another_organisation_does_not_know_the_code()
    {
        var (commune, other) = (await service.Commune(), await service.Commune());
        var code = await Answered(commune);
        var person = new WebUser(service.Address);
        var page = await Look(person, commune, code, Digits);
        var elsewhere = await person.Get($"/{other.Slug}/kien-nghi/tra-cuu");

        using var refused = await person.Http.PostAsync($"/{other.Slug}/kien-nghi/tra-cuu?handler=Agreement", new FormUrlEncodedContent(
            [new("Input.Code", code), new("Input.Digits", Digits), new("Opinion.Agreement", "Agrees"), new("__RequestVerificationToken", elsewhere.Document.QuerySelector("input[name='__RequestVerificationToken']")?.GetAttribute("value") ?? "")]));

        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        Assert.Contains("Bạn có đồng tình", page.Text);
        Assert.Null((await Told(commune)).Agreement);
    }

    [Fact]
    public async Task A_program_says_it_with_the_same_code_and_digits_and_is_told_nothing_more()
    {
        var (commune, other) = (await service.Commune(), await service.Commune());
        var (open, code) = (await service.Filed(commune), await Answered(commune));

        Assert.Equal((HttpStatusCode.NotFound, null), await Say(commune, code, new { digits = "0000", agreement = "Agrees" }));
        Assert.Equal((HttpStatusCode.NotFound, null), await Say(commune, "KN-XX-000000", new { digits = Digits, agreement = "Agrees" }));
        Assert.Equal((HttpStatusCode.NotFound, null), await Say(other, code, new { digits = Digits, agreement = "Agrees" }));
        Assert.Equal((HttpStatusCode.Conflict, "urn:dialogue:petition-not-answered"), await Say(commune, open, new { digits = Digits, agreement = "Agrees" }));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "urn:dialogue:invalid"), await Say(commune, code, new { digits = Digits }));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "urn:dialogue:invalid"), await Say(commune, code, new { digits = "521", agreement = "Agrees" }));
        Assert.Equal(HttpStatusCode.BadRequest, (await Say(commune, code, new { digits = Digits, agreement = "Maybe" })).Status);
        Assert.All(await service.Published<PetitionChanged>(commune.Id), m => Assert.Null(m.Message.Agreement));

        Assert.Equal(HttpStatusCode.NoContent, (await Say(commune, code, new { digits = Digits, agreement = "Partly" })).Status);
        Assert.Equal("partly", (await Told(commune)).Agreement);
    }

    [Fact]
    public async Task What_it_says_neither_ends_the_wait_for_publication_nor_begins_it_again_after_the_answer_was_taken_off()
    {
        var commune = await service.Commune();
        var code = await Answered(commune);
        using var officer = service.Client(commune, Role.Specialist);
        Assert.True(await Awaits());

        await Say(commune, code, new { digits = Digits, agreement = "Partly" });
        Assert.True(await Awaits());
        await Say(commune, code, new { digits = Digits, agreement = "Agrees" });
        Assert.True(await Awaits());

        await PetitionService.Do(officer, commune, code, "publish");
        Assert.False(await Awaits());
        await PetitionService.Do(officer, commune, code, "publish", new { published = false });
        await Say(commune, code, new { digits = Digits, agreement = "Disagrees" }); // now this is the last act, not the taking off
        Assert.False(await Awaits());
        await service.Module.Republish(service.Services, new Progress<string>(), default);
        Assert.False(await Awaits());

        async Task<bool> Awaits()
        {
            await using var scope = service.Scope(commune.Id);
            var awaits = (await scope.ServiceProvider.GetRequiredService<PetitionsDb>().Petitions.AsNoTracking().SingleAsync(p => p.Code == code)).AwaitsPublication();
            var duty = (await service.Published<DutyChanged>(commune.Id)).Select(d => d.Message).Where(d => d.Kind == "publish-answer").MaxBy(d => d.Version)!;
            Assert.Equal(awaits, !duty.Done); // those who publish are told the same
            return awaits;
        }
    }

    [Fact]
    public async Task The_report_hears_the_address_of_a_named_enterprise_and_never_that_of_a_household()
    {
        var commune = await service.Commune();
        var firm = PetitionService.Body();
        (firm["kind"], firm["name"], firm["address"], firm["publishName"]) = ("Enterprise", "Công ty Ánh Dương", "Số 5, thôn Đông", true);
        var shy = new Dictionary<string, object?>(firm) { ["publishName"] = false };
        var household = new Dictionary<string, object?>(firm) { ["kind"] = "Household", ["name"] = "Hộ bà Tư" };
        var codes = new[] { await service.Filed(commune, firm), await service.Filed(commune, shy), await service.Filed(commune, household) };
        using var officer = service.Client(commune, Role.Specialist);
        await PetitionService.Do(officer, commune, codes[0], "triage", new { field = "dat-dai", authority = "coordinated", office = commune.Offices[1].Id });
        foreach (var (office, task) in new[] { (commune.Offices[0].Id, "Kiểm tra hồ sơ"), (commune.Offices[1].Id, "Trả lời chung"), (commune.Offices[0].Id, "Đo đạc") })
            await PetitionService.Do(officer, commune, codes[0], "parts", new { office, task });

        var told = (await service.Published<PetitionChanged>(commune.Id)).Select(m => m.Message).GroupBy(m => m.Code).ToDictionary(g => g.Key, g => g.MaxBy(m => m.Version)!);
        Assert.Equal(["Số 5, thôn Đông", "", ""], codes.Select(c => told[c].PublicAddress));
        Assert.Equal([commune.Offices[0].Id], told[codes[0]].CoOfficeIds);
        Assert.Null(told[codes[1]].CoOfficeIds);
    }

    private async Task<string> Answered(TestTenant commune)
    {
        var code = await service.Filed(commune);
        using var officer = service.Client(commune, Role.Specialist);
        await PetitionService.Do(officer, commune, code, "triage", new { field = "dat-dai", authority = "own", office = commune.Offices[1].Id });
        await PetitionService.Do(officer, commune, code, "draft", new { text = "Trường hợp này được cấp đổi." });
        await PetitionService.Do(officer, commune, code, "submit");
        await PetitionService.Do(service.Client(commune, Role.Leader), commune, code, "approve", new { number = "15/UBND-KT", date = "2026-10-01" });
        return code;
    }

    private async Task<(HttpStatusCode Status, string? Type)> Say(TestTenant commune, string code, object said)
    {
        using var person = service.Client();
        using var answer = await person.PostAsJsonAsync($"/api/{commune.Slug}/petitions/{code}/agreement", said);
        var problem = answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity;
        return (answer.StatusCode, problem ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString() : null);
    }

    private async Task<PetitionChanged> Told(TestTenant commune) => (await service.Published<PetitionChanged>(commune.Id)).Select(m => m.Message).MaxBy(m => m.Version)!;

    private static async Task<WebPage> Look(WebUser person, TestTenant commune, string code, string digits) =>
        await person.Submit(await person.Get($"/{commune.Slug}/kien-nghi/tra-cuu"), "tra-cuu", new() { ["Input.Code"] = code, ["Input.Digits"] = digits });
}
