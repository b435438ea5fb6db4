using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dialogue.Contracts.Notifications;
using Dialogue.Contracts.Petitions;
using Dialogue.Kernel;
using Dialogue.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Petitions.Tests;

public sealed class FilePetitionTests(PetitionService service)
{
    [Fact]
    public async Task A_petition_gets_its_code_and_its_due_date_at_once()
    {
        var commune = await service.Commune();
        var filed = await service.File(commune);

        Assert.Matches("^KN-DS-[0-9A-Z]{6}$", filed.GetProperty("code").GetString());
        Assert.Equal("2026-10-12", filed.GetProperty("due").GetString());
        Assert.Equal("2026-10-22", filed.GetProperty("dueIfCoordinated").GetString());
        Assert.False(filed.GetProperty("expected").GetBoolean());
        var told = Assert.Single(await service.Published<PetitionChanged>(commune.Id)).Message;
        Assert.Equal(("Received", "Một hộ kinh doanh", new DateOnly(2026, 10, 12)), (told.State, told.PublicName, told.Due!.Value));
        Assert.Equal("triage-petition", Assert.Single(await service.Published<DutyChanged>(commune.Id)).Message.Kind);
    }

    [Fact]
    public async Task The_receipt_can_be_kept_as_a_paper_that_names_nobody()
    {
        var commune = await service.Commune();
        var filed = await service.File(commune, PetitionService.Body("Bà Trần Thị Tư, số 0912345218, xin **cấp đổi** giấy chứng nhận cho xưởng."));
        await using var scope = service.Scope(commune.Id);
        var code = filed.GetProperty("code").GetString()!;
        var db = scope.ServiceProvider.GetRequiredService<PetitionsDb>();
        var submission = (await db.Petitions.AsNoTracking().SingleAsync(p => p.Code == code, TestContext.Current.CancellationToken)).SubmissionId;
        using var person = service.Client();
        Assert.Contains("handler=Word", await person.GetStringAsync($"/{commune.Slug}/kien-nghi/bien-nhan/{submission}"));

        var docx = await person.GetByteArrayAsync($"/{commune.Slug}/kien-nghi/bien-nhan/{submission}?handler=Word");

        if (Environment.GetEnvironmentVariable("DIALOGUE_PAPERS") is { } folder) await File.WriteAllBytesAsync($"{folder}/bien-nhan.docx", docx, TestContext.Current.CancellationToken);
        Assert.Equal("", WordFile.Faults(docx));
        Assert.Equal("", WordFile.Findings(docx));
        var text = WordFile.Text(docx);
        foreach (var said in new[] { "BIÊN NHẬN", "đã nhận 01 kiến nghị ngày 1/10/2026, trực tuyến", code, "12/10/2026", "22/10/2026", "tra-cuu?ma=" + code }) Assert.Contains(said, text);
        foreach (var secret in new[] { "Trần Thị Tư", "Bà Tư", "0912345218" }) Assert.DoesNotContain(secret, text);
        Assert.Equal(HttpStatusCode.NotFound, (await person.GetAsync($"/{commune.Slug}/kien-nghi/bien-nhan/{Guid.CreateVersion7()}?handler=Word")).StatusCode);
    }

    [Fact]
    public async Task The_same_key_gives_the_same_petition()
    {
        var commune = await service.Commune();
        var body = PetitionService.Body();
        body["key"] = "một biểu mẫu";
        var (first, second) = (await service.Filed(commune, body), await service.Filed(commune, body));

        Assert.Equal(first, second);
        Assert.Single(await service.Published<PetitionChanged>(commune.Id));
        Assert.NotEqual(first, await service.Filed(commune));
    }

    [Fact]
    public async Task A_petition_is_for_the_conference_ahead_unless_it_says_otherwise_and_its_term_follows_it()
    {
        var commune = await service.Commune();
        var (id, day) = (Guid.CreateVersion7(), new DateOnly(2026, 11, 2));
        await service.Deliver(commune.Id, PetitionService.Conference(id, 1, day));
        var filed = await service.File(commune);
        var outside = PetitionService.Body();
        outside["outsideConference"] = true;

        Assert.Equal(id, filed.GetProperty("conferenceId").GetGuid());
        Assert.True(filed.GetProperty("expected").GetBoolean());
        Assert.Equal("2026-11-11", filed.GetProperty("due").GetString());
        Assert.Equal(JsonValueKind.Null, (await service.File(commune, outside)).GetProperty("conferenceId").ValueKind);

        await service.Deliver(commune.Id, PetitionService.Conference(id, 2, day, day, true));
        var last = (await service.Published<PetitionChanged>(commune.Id)).Select(m => m.Message).Last(m => m.Code == filed.GetProperty("code").GetString());
        Assert.Equal(new DateOnly(2026, 11, 11), last.Due);
        await service.Deliver(commune.Id, PetitionService.Conference(id, 1, day.AddDays(7))); // older: ignored
        Assert.Equal(last.Version, (await service.Published<PetitionChanged>(commune.Id)).Select(m => m.Message).Last(m => m.PetitionId == last.PetitionId).Version);
    }

    [Theory, InlineData("name"), InlineData("representative"), InlineData("title"), InlineData("phone"), InlineData("text"), InlineData("field"), InlineData("kind"), InlineData("consent")]
    public async Task What_is_missing_is_named_in_Vietnamese(string field)
    {
        var commune = await service.Commune();
        var body = PetitionService.Body();
        body.Remove(field);
        using var response = await service.Client().PostAsJsonAsync($"/api/{commune.Slug}/petitions", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Matches("[ăâêôơưđáàảãạ]", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetProperty(field)[0].GetString()!);
    }

    [Theory, InlineData("phone", "12345"), InlineData("taxCode", "123"), InlineData("email", "không phải thư"), InlineData("field", "khong-co")]
    public async Task What_is_wrong_is_refused(string field, string value)
    {
        var commune = await service.Commune();
        var body = PetitionService.Body();
        body[field] = value;
        using var response = await service.Client().PostAsJsonAsync($"/api/{commune.Slug}/petitions", body);
        Assert.InRange((int)response.StatusCode, 409, 422);
    }

    [Fact]
    public async Task A_text_over_its_limit_and_a_body_that_is_no_JSON_are_the_callers_fault()
    {
        var commune = await service.Commune();
        using var overlong = await service.Client().PostAsJsonAsync($"/api/{commune.Slug}/petitions", PetitionService.Body(new string('x', 20_001)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, overlong.StatusCode);
        using var broken = await service.Client().PostAsync($"/api/{commune.Slug}/petitions", new StringContent("{", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);
    }

    [Fact]
    public async Task The_form_shows_due_dates_takes_several_requests_and_leads_to_a_receipt()
    {
        var commune = await service.Commune();
        var person = new WebUser(service.Address);
        var form = await person.Get($"/{commune.Slug}/kien-nghi/gui");
        Assert.Equal(HttpStatusCode.OK, form.Status);
        Assert.Contains("12/10/2026", form.Text);
        Assert.Equal(["Doanh nghiệp", "Hợp tác xã", "Hộ kinh doanh"], form.Document.QuerySelectorAll(".choices:has([name='Input.Contact.Kind']) label").Select(l => l.TextContent));

        var filled = Fields();
        var two = await person.Submit(form, "", new(filled) { ["Add"] = "1" });
        Assert.Equal(HttpStatusCode.OK, two.Status);
        Assert.Contains("Hộ Bà Tư", two.Html);
        var receipt = await person.Submit(two, "", new(filled) { ["Input.Requests[1].Text"] = "Việc thứ hai cần hỏi.", ["Input.Requests[1].Field"] = "thue-phi" });

        Assert.Contains("/bien-nhan/", receipt.Address.AbsolutePath);
        Assert.Equal(2, receipt.Document.QuerySelectorAll("p.code").Length);
        Assert.Contains("22/10/2026", receipt.Text);
        Assert.DoesNotContain("0912345218", receipt.Html);
        Assert.Equal(2, (await service.Published<PetitionChanged>(commune.Id)).Count);

        // The same form sent once more (the back button): the same receipt.
        var again = await person.Submit(two, "", new(filled) { ["Input.Requests[1].Text"] = "Việc thứ hai cần hỏi.", ["Input.Requests[1].Field"] = "thue-phi" });
        Assert.Equal(receipt.Address, again.Address);
    }

    [Fact]
    public async Task A_form_with_mistakes_comes_back_filled_with_the_reason_and_nothing_runs_as_HTML()
    {
        var commune = await service.Commune();
        var person = new WebUser(service.Address);
        var form = await person.Get($"/{commune.Slug}/kien-nghi/gui");
        const string Script = "<script>alert(1)</script><b>x</b>";
        var back = await person.Submit(form, "", new(Fields(Script, Script)) { ["Input.Contact.Phone"] = Script, ["Input.Contact.Representative"] = Script });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, back.Status);
        Assert.Contains("Số điện thoại", back.Text);
        Assert.DoesNotContain("<script>alert", back.Html);
        Assert.Contains(Script, back.Document.QuerySelector("textarea")!.TextContent);

        var receipt = await person.Submit(back, "", new() { ["Input.Contact.Phone"] = "0912345218" });
        Assert.Contains("/bien-nhan/", receipt.Address.AbsolutePath);
        Assert.DoesNotContain("<script>alert", receipt.Html);
    }

    [Fact]
    public async Task Files_are_taken_by_content_and_size()
    {
        var commune = await service.Commune();
        var person = new WebUser(service.Address);
        var form = await person.Get($"/{commune.Slug}/kien-nghi/gui");

        using var wrong = await Post(person, form, ("bang-chung.pdf", Encoding.UTF8.GetBytes("<html>không phải PDF</html>")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var page = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync());
        Assert.Contains("bang-chung.pdf", page);
        Assert.Contains("Hộ Bà Tư", page);

        var large = new byte[21 * 1024 * 1024];
        "%PDF-1.7"u8.CopyTo(large);
        using var tooLarge = await Post(person, form, ("lon.pdf", large));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
        Assert.Contains("Hộ Bà Tư", WebUtility.HtmlDecode(await tooLarge.Content.ReadAsStringAsync()));
        Assert.Equal(0L, await Count("file_chunks", commune)); // nothing is left of what was refused

        using var good = await Post(person, form, ("ho-so.pdf", "%PDF-1.7 hồ sơ"u8.ToArray()));
        Assert.Equal(HttpStatusCode.Redirect, good.StatusCode);
        Assert.Equal(1L, await Count("files", commune));
        Assert.Contains("ho-so.pdf", (await person.Get(good.Headers.Location!.ToString())).Text);
    }

    [Fact]
    public async Task An_officer_enters_a_paper_petition_with_its_earlier_day_of_receipt()
    {
        var commune = await service.Commune();
        var person = new WebUser(service.Address);
        person.Http.DefaultRequestHeaders.Authorization = service.Client(commune, Role.Clerk).DefaultRequestHeaders.Authorization;
        var form = await person.Get($"/{commune.Slug}/can-bo/kien-nghi/nhap?kenh=paper");
        var fields = Fields().Where(f => !f.Key.Contains("Requests")).Append(new("Input.Field", "dat-dai")).Append(new("Input.Text", "Nội dung trên giấy."))
            .Append(new("Input.ReceivedOn", "28/9/2026")).ToDictionary();
        var done = await person.Submit(form, "", fields);

        Assert.StartsWith($"/{commune.Slug}/can-bo/kien-nghi/KN-", done.Address.AbsolutePath);
        var told = Assert.Single(await service.Published<PetitionChanged>(commune.Id)).Message;
        Assert.Equal(("paper", new DateOnly(2026, 9, 28), new DateOnly(2026, 10, 7)), (told.Channel, told.ReceivedOn, told.Due!.Value));
    }

    private static Dictionary<string, string> Fields(string name = "Hộ Bà Tư", string text = "Đề nghị hướng dẫn cấp đổi giấy chứng nhận.") => new()
    {
        ["Input.Contact.Kind"] = "Household", ["Input.Contact.Name"] = name, ["Input.Contact.Representative"] = "Trần Thị Tư", ["Input.Contact.Title"] = "Chủ hộ",
        ["Input.Contact.Phone"] = "0912 345 218", ["Input.Contact.Consent"] = "true", ["Input.Requests[0].Field"] = "dat-dai", ["Input.Requests[0].Text"] = text,
    };

    private static async Task<HttpResponseMessage> Post(WebUser person, WebPage form, (string Name, byte[] Content) file)
    {
        var content = new MultipartFormDataContent();
        foreach (var input in form.Document.QuerySelectorAll("input[type=hidden]"))
            if (input.GetAttribute("name") is "Input.Key" or "__RequestVerificationToken") content.Add(new StringContent(input.GetAttribute("value")!), input.GetAttribute("name")!);
        foreach (var (name, value) in Fields()) content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(file.Content), "Input.Requests[0].Files", file.Name);
        var request = new HttpRequestMessage(HttpMethod.Post, form.Address) { Content = content };
        request.Headers.Accept.ParseAdd("text/html");
        return await person.Http.SendAsync(request);
    }

    private async Task<long> Count(string table, TestTenant tenant)
    {
        await using var command = service.Superuser.CreateCommand($"select count(*) from petitions.{table} where tenant_id = $1");
        command.Parameters.Add(new() { Value = tenant.Id.Value });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
