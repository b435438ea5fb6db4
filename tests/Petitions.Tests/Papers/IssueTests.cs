using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dialogue.Contracts.Records;
using Dialogue.Documents;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;
using Dialogue.Testing;

namespace Dialogue.Petitions.Tests;

/// <summary>Papers of petitions from the draft to the register.</summary>
public sealed class IssueTests(PetitionService service)
{
    [Fact]
    public async Task An_answer_without_a_typed_number_gets_the_next_one_and_is_told_to_the_register_once()
    {
        var commune = await service.Commune();
        var (first, second) = (await Submitted(commune), await Submitted(commune));

        Assert.Equal("01/UBND-KT", (await Approve(commune, first)).GetProperty("answerNumber").GetString());
        Assert.Equal("02/UBND-KT", (await Approve(commune, second)).GetProperty("answerNumber").GetString());

        var papers = await service.Published<PaperIssued>(commune.Id);
        Assert.Equal(["01/UBND-KT", "02/UBND-KT"], papers.Select(p => p.Message.Number));
        Assert.All(papers, p => Assert.Equal(commune.Id, p.For));
        var (_, told) = papers[0];
        Assert.Equal(("answer", "CV", "Người Thử Nghiệm", "CHỦ TỊCH", $"/{commune.Slug}/can-bo/kien-nghi/{first}"), (told.Kind, told.Series, told.Signer, told.SignerTitle, told.Link));
        Assert.Empty(told.Receivers);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(told.Docx)), told.Sha256);
        var text = WordFile.Text(told.Docx);
        Assert.Equal("", WordFile.Faults(told.Docx));
        Assert.Equal("", WordFile.Findings(told.Docx));
        foreach (var part in new[] { "Số: 01/UBND-KT", "ngày 01 tháng 10 năm 2026", "Trường hợp này được cấp đổi.", "Hộ kinh doanh Bà Tư" }) Assert.Contains(part, text);
        foreach (var secret in new[] { "0912345218", "Trần Thị Tư" }) Assert.DoesNotContain(secret, text);
        Assert.Contains(first, JsonSerializer.Deserialize<Paper>(told.Content, Data.Messaging.MessageDirectory.Json)!.Fields.Values);
    }

    [Fact]
    public async Task A_typed_number_is_kept_and_another_letter_cannot_have_it()
    {
        var commune = await service.Commune();
        var answer = await Submitted(commune);
        Assert.Equal("15/UBND-KT", (await Approve(commune, answer, "15/UBND-KT")).GetProperty("answerNumber").GetString());
        var other = await Triaged(commune, "beyond");
        using var officer = service.Client(commune, Role.Specialist);

        using var taken = await officer.PostAsJsonAsync($"/api/{commune.Slug}/petitions/{other}/redirect", new { agency = "Công ty Điện lực", guidance = "Gửi hồ sơ.", number = "15/UBND-KT", date = "2026-10-01" });

        Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        Assert.Contains("number-taken", await taken.Content.ReadAsStringAsync());
        Assert.Equal("16/UBND-KT", (await PetitionService.Do(officer, commune, other, "redirect", new { agency = "Công ty Điện lực", guidance = "Gửi hồ sơ.", date = "2026-10-01" })).GetProperty("answerNumber").GetString());
    }

    [Fact]
    public async Task A_refused_answer_gives_its_number_back_and_tells_nobody()
    {
        var commune = await service.Commune();
        var code = await Submitted(commune);
        try
        {
            service.Clock.SetDay(new(2026, 10, 15)); // its term ended on 12/10
            using var leader = service.Client(commune, Role.Leader);
            using var refused = await leader.PostAsJsonAsync($"/api/{commune.Slug}/petitions/{code}/approve", new { date = "2026-10-15" });
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Contains("delay-cause-missing", await refused.Content.ReadAsStringAsync());
            Assert.Empty(await service.Published<PaperIssued>(commune.Id));

            var answered = await PetitionService.Do(leader, commune, code, "approve", new { date = "2026-10-15", delayCause = "Chờ trích đo." });
            Assert.Equal("01/UBND-KT", answered.GetProperty("answerNumber").GetString());
            Assert.Single(await service.Published<PaperIssued>(commune.Id));
        }
        finally
        {
            service.Clock.SetDay(PetitionService.Today);
        }
    }

    [Fact]
    public async Task One_letter_answers_several_petitions_of_one_petitioner_and_of_nobody_else()
    {
        var commune = await service.Commune();
        var (one, two) = (await Submitted(commune), await Submitted(commune, text: "Đề nghị giảm phí chợ."));
        var body = PetitionService.Body();
        body["name"] = "Hộ kinh doanh Ông Năm";
        var stranger = await Submitted(commune, body);
        using var leader = service.Client(commune, Role.Leader);

        using (var refused = await leader.PostAsJsonAsync($"/api/{commune.Slug}/petitions/{one}/approve", new { date = "2026-10-01", with = new[] { two, stranger } }))
            Assert.Contains("petitions-not-together", await refused.Content.ReadAsStringAsync());
        await PetitionService.Do(leader, commune, one, "approve", new { date = "2026-10-01", with = new[] { two } });

        var other = await leader.GetFromJsonAsync<JsonElement>($"/api/{commune.Slug}/petitions/{two}");
        Assert.Equal(("Answered", "01/UBND-KT"), (other.GetProperty("status").GetString(), other.GetProperty("answerNumber").GetString()));
        var text = WordFile.Text(Assert.Single(await service.Published<PaperIssued>(commune.Id)).Message.Docx);
        Assert.Contains("Đề nghị giảm phí chợ.", text);
        Assert.Contains(one, text);
        Assert.Contains("01/UBND-KT", (await Page(commune, $"can-bo/kien-nghi/{two}", Role.Leader)).Text);
    }

    [Fact]
    public async Task A_report_to_the_city_goes_to_its_register_and_has_neither_phone_nor_representative()
    {
        var commune = await service.Commune();
        var city = await service.Organisation("city-office", "Ủy ban nhân dân thành phố Hải Phòng", $"aaa-city-{Guid.CreateVersion7():N}");
        var code = await Triaged(commune, "beyond", text: "Điện áp yếu. Gọi 0912 345 218 gặp Trần Thị Tư.");
        using var officer = service.Client(commune, Role.Specialist);

        var reported = await PetitionService.Do(officer, commune, code, "report", new { date = "2026-10-01", why = "Thuộc thẩm quyền thành phố", signerName = "Đào Văn Soái", signerTitle = "Phó Chủ tịch" });

        Assert.Equal("01/BC-UBND", reported.GetProperty("reportNumber").GetString());
        var papers = await service.Published<PaperIssued>(commune.Id);
        Assert.Equal(2, papers.Select(p => p.For).Distinct().Count());
        Assert.Single(papers.Select(p => p.Message.Sha256).Distinct());
        var told = papers.First(p => p.For == commune.Id).Message;
        Assert.Equal(("escalation", "Đào Văn Soái", "PHÓ CHỦ TỊCH"), (told.Kind, told.Signer, told.SignerTitle));
        Assert.Equal(papers.Single(p => p.For != commune.Id).For.Value, Assert.Single(told.Receivers));
        Assert.NotEqual(default, city.Id);
        foreach (var secret in new[] { "0912", "Trần Thị Tư" }) Assert.DoesNotContain(secret, WordFile.Text(told.Docx) + told.Content);
        // Who signed and with which title is proposed the next time.
        var next = await Triaged(commune, "beyond");
        var page = await Page(commune, $"can-bo/kien-nghi/{next}", Role.Specialist);
        Assert.Equal("", page.Document.QuerySelector("#Report_SignerName")!.GetAttribute("value") ?? ""); // another person's choice is not this one's
    }

    [Fact]
    public async Task The_title_that_a_leader_chose_is_proposed_the_next_time()
    {
        var commune = await service.Commune();
        var me = Guid.CreateVersion7();
        using var leader = service.ClientOf("Lê Phó", [(commune, [Role.Leader, Role.Specialist])], id: me);
        var (first, second) = (await Submitted(commune), await Submitted(commune));
        await PetitionService.Do(leader, commune, first, "approve", new { date = "2026-10-01", signerTitle = "Phó Chủ tịch" });

        var person = new WebUser(service.Address);
        person.Http.DefaultRequestHeaders.Authorization = leader.DefaultRequestHeaders.Authorization;
        var page = await person.Get($"/{commune.Slug}/can-bo/kien-nghi/{second}");
        Assert.Equal("Lê Phó", page.Document.QuerySelector("#Approve_SignerName")!.GetAttribute("value"));
        Assert.Equal("Phó Chủ tịch", page.Document.QuerySelector("#Approve_SignerTitle option[selected]")!.TextContent.Trim());
        await person.Submit(page, "handler=Approve");
        Assert.All(await service.Published<PaperIssued>(commune.Id), p => Assert.Equal(("Lê Phó", "PHÓ CHỦ TỊCH"), (p.Message.Signer, p.Message.SignerTitle)));
    }

    [Fact]
    public async Task A_draft_is_saved_as_Word_or_printed_without_a_number_from_what_is_stored_and_from_what_is_typed()
    {
        var commune = await service.Commune();
        var (answer, beyond) = (await Submitted(commune), await Triaged(commune, "beyond"));
        using var officer = service.Client(commune, Role.Specialist);

        var word = await officer.GetAsync($"/{commune.Slug}/can-bo/kien-nghi/{answer}/van-ban/tra-loi?handler=Word");
        Assert.Equal(PaperDesk.DocxType, word.Content.Headers.ContentType!.MediaType);
        var text = WordFile.Text(await word.Content.ReadAsByteArrayAsync());
        Assert.Contains("Trường hợp này được cấp đổi.", text);
        Assert.Matches(@"Số:\s+/UBND-KT", text);
        Assert.Contains("Trường hợp này được cấp đổi.", (await Page(commune, $"can-bo/kien-nghi/{answer}/van-ban/tra-loi", Role.Specialist)).Text);
        Assert.Contains("PHIẾU CHUYỂN", (await Page(commune, $"can-bo/kien-nghi/{beyond}/van-ban/phieu-chuyen", Role.Specialist)).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync($"/{commune.Slug}/can-bo/kien-nghi/{beyond}/van-ban/tra-loi")).StatusCode);

        var person = new WebUser(service.Address);
        person.Http.DefaultRequestHeaders.Authorization = officer.DefaultRequestHeaders.Authorization;
        var form = await person.Get($"/{commune.Slug}/can-bo/kien-nghi/{beyond}");
        var token = form.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var typed = await person.Http.PostAsync($"/{commune.Slug}/can-bo/kien-nghi/{beyond}/van-ban/bao-cao?handler=Word",
            new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["Report.Why"] = "Vượt quy hoạch của xã." }));
        Assert.Contains("Vượt quy hoạch của xã.", WordFile.Text(await typed.Content.ReadAsByteArrayAsync()));
        Assert.Empty(await service.Published<PaperIssued>(commune.Id));
    }

    [Fact]
    public async Task An_assignment_is_issued_and_stands_on_the_page_and_in_the_timeline()
    {
        var commune = await service.Commune();
        var code = await Triaged(commune, "own");
        using var clerk = service.Client(commune, Role.Clerk);

        await PetitionService.Do(clerk, commune, code, "assign", new { date = "2026-10-01" });

        var told = Assert.Single(await service.Published<PaperIssued>(commune.Id)).Message;
        Assert.Equal(("assignment", "01/PC-UBND"), (told.Kind, told.Number));
        Assert.Contains("Phòng Kinh tế", WordFile.Text(told.Docx));
        var page = await Page(commune, $"can-bo/kien-nghi/{code}", Role.Clerk);
        Assert.Contains("Ban hành phiếu chuyển số 01/PC-UBND", page.Text);
        Assert.Contains($"/{commune.Slug}/can-bo/van-ban?Nam=2026&Tim=01%2FPC-UBND", page.Document.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
        using var refused = await service.Client(commune, Role.Specialist).PostAsJsonAsync($"/api/{commune.Slug}/petitions/{code}/assign", new { date = "2026-10-01" });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task The_summary_of_a_conference_is_issued_and_the_internal_list_leaves_a_trace()
    {
        var commune = await service.Commune();
        var conference = Guid.CreateVersion7();
        await service.Deliver(commune.Id, PetitionService.Conference(conference, 1, new(2026, 10, 13)));
        var code = await service.Filed(commune);
        var person = new WebUser(service.Address);
        person.Http.DefaultRequestHeaders.Authorization = service.Client(commune, Role.OfficeHead).DefaultRequestHeaders.Authorization;
        var address = $"/{commune.Slug}/can-bo/kien-nghi/tong-hop/{conference}";

        var page = await person.Get(address);
        Assert.Contains("Hộ kinh doanh Bà Tư", page.Text);
        Assert.DoesNotContain("0912345218", page.Html);
        page = await person.Submit(page, "handler=Issue");
        Assert.Contains("01/BC-UBND", page.Text);
        var told = Assert.Single(await service.Published<PaperIssued>(commune.Id)).Message;
        Assert.Equal("petition-summary", told.Kind);
        Assert.DoesNotContain("0912345218", WordFile.Text(told.Docx) + told.Content);

        var token = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var contacts = await person.Http.PostAsync(address + "?handler=Contacts", new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token }));
        Assert.Contains("0912345218", WordFile.Text(await contacts.Content.ReadAsByteArrayAsync()));
        await using var trace = service.Superuser.CreateCommand("select count(*) from petitions.history where subject_id = $1 and action = 'Viewed'");
        trace.Parameters.Add(new() { Value = conference });
        Assert.Equal(1L, await trace.ExecuteScalarAsync());
        Assert.NotEmpty(code);
        Assert.Equal(HttpStatusCode.NotFound, (await person.Get($"/{commune.Slug}/can-bo/kien-nghi/tong-hop/{Guid.CreateVersion7()}")).Status);
    }

    [Fact]
    public async Task All_answers_of_a_conference_are_made_into_one_file_as_a_long_work()
    {
        var commune = await service.Commune();
        var conference = Guid.CreateVersion7();
        await service.Deliver(commune.Id, PetitionService.Conference(conference, 1, new(2026, 10, 13)));
        var codes = new[] { await Submitted(commune), await Submitted(commune), await Submitted(commune) };
        foreach (var code in codes) await Approve(commune, code);
        var person = new WebUser(service.Address);
        person.Http.DefaultRequestHeaders.Authorization = service.ClientOf("Lê An", [(commune, [Role.Specialist])], id: Guid.CreateVersion7()).DefaultRequestHeaders.Authorization;

        var page = await person.Get($"/{commune.Slug}/can-bo/kien-nghi/tong-hop/{conference}");
        await person.Submit(page, "handler=Answers");

        var docx = await Eventually.Get("the work leaves its file", async () =>
        {
            await using var command = service.Superuser.CreateCommand("select c.bytes from petitions.works w join petitions.file_chunks c on c.file_id = w.file_id where w.tenant_id = $1 order by c.no");
            command.Parameters.Add(new() { Value = commune.Id.Value });
            await using var reader = await command.ExecuteReaderAsync();
            var bytes = new List<byte>();
            while (await reader.ReadAsync()) bytes.AddRange((byte[])reader[0]);
            return bytes.Count > 0 ? [.. bytes] : (byte[]?)null;
        });
        Assert.Equal("", WordFile.Faults(docx));
        var text = WordFile.Text(docx);
        foreach (var part in codes.Concat(["Số: 01/UBND-KT", "Số: 02/UBND-KT", "Số: 03/UBND-KT", "Người Thử Nghiệm"])) Assert.Contains(part, text);
    }

    private async Task<string> Triaged(TestTenant commune, string authority, Dictionary<string, object?>? body = null, string? text = null)
    {
        body ??= PetitionService.Body();
        if (text is not null) body["text"] = text;
        var code = await service.Filed(commune, body);
        using var officer = service.Client(commune, Role.Specialist);
        await PetitionService.Do(officer, commune, code, "triage", new { field = "dat-dai", authority, office = commune.Offices[1].Id });
        return code;
    }

    /// <summary>Drafted and put before the leader.</summary>
    private async Task<string> Submitted(TestTenant commune, Dictionary<string, object?>? body = null, string? text = null)
    {
        var code = await Triaged(commune, "own", body, text);
        using var officer = service.Client(commune, Role.Specialist);
        await PetitionService.Do(officer, commune, code, "draft", new { text = "Trường hợp này được cấp đổi." });
        await PetitionService.Do(officer, commune, code, "submit");
        return code;
    }

    private async Task<JsonElement> Approve(TestTenant commune, string code, string? number = null)
    {
        using var leader = service.Client(commune, Role.Leader);
        return await PetitionService.Do(leader, commune, code, "approve", new { number, date = "2026-10-01" });
    }

    private async Task<WebPage> Page(TestTenant commune, string path, params string[] roles)
    {
        var person = new WebUser(service.Address);
        person.Http.DefaultRequestHeaders.Authorization = service.Client(commune, roles).DefaultRequestHeaders.Authorization;
        return await person.Get($"/{commune.Slug}/{path}");
    }
}
