using System.Net;
using System.Net.Http.Json;
using Dialogue.Contracts.Records;
using Dialogue.Contracts.Reporting;
using Dialogue.Documents;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;
using Dialogue.Reporting.Model;
using Dialogue.Reporting.Reports;
using Dialogue.Testing;

namespace Dialogue.Reporting.Tests;

/// <summary>The result report as a paper.</summary>
public sealed class ReportPaperTests(Service service)
{
    [Fact]
    public async Task A_report_without_a_typed_number_gets_the_next_one_and_reaches_the_recipients_register()
    {
        var (commune, finance, report) = await Given();
        var late = Service.APetition(report.ConferenceId) with { Due = new(2026, 10, 9), DelayCause = "Chờ trích đo địa chính." };
        await service.Deliver(commune.Id, late);

        await Send(commune, report.Id, new { signedOn = "2026-10-14", signerTitle = "Phó Chủ tịch" });

        var papers = await service.Published<PaperIssued>(commune.Id);
        Assert.Equal(new[] { commune.Id, finance.Id }.ToHashSet(), papers.Select(p => p.For).ToHashSet());
        Assert.Equal(2, papers.Count);
        var told = papers[0].Message;
        Assert.Equal(("result-report", "01/BC-UBND", "BC", "PHÓ CHỦ TỊCH", "Người Thử Nghiệm"), (told.Kind, told.Number, told.Series, told.SignerTitle, told.Signer));
        Assert.Equal([finance.Id.Value], told.Receivers);
        Assert.Equal("01/BC-UBND", (await service.Published<ResultReportSent>(commune.Id))[0].Message.Number);
        Good("report", told.Docx, "Số: 01/BC-UBND", "ngày 14 tháng 10 năm 2026", finance.Name, "Biểu 1", "Biểu 2", "Biểu 3", "Biểu 4", late.Code, "Xin cấp đổi giấy chứng nhận đất của xưởng.", "Chờ trích đo địa chính.", "05/KH-UBND", "Tổng cộng");
        var page = await service.Client(commune, Role.Leader).GetStringAsync($"/{commune.Slug}/can-bo/bao-cao/{report.Id}/in");
        Assert.Contains("PHÓ CHỦ TỊCH", page);
        Assert.Contains("01/BC-UBND", page);
    }

    [Fact]
    public async Task A_refused_report_gives_its_number_back()
    {
        var (commune, _, report) = await Given();
        var late = Service.APetition(report.ConferenceId) with { Due = new(2026, 10, 9) };
        await service.Deliver(commune.Id, late);
        using (var refused = await Post(commune, report.Id, new { signedOn = "2026-10-14" })) Assert.Contains("report-delay-cause-missing", await refused.Content.ReadAsStringAsync());
        Assert.Empty(await service.Published<PaperIssued>(commune.Id));

        await service.Deliver(commune.Id, late with { Version = 2, DelayCause = "Chờ trích đo." });
        await Send(commune, report.Id, new { signedOn = "2026-10-14" });
        Assert.All(await service.Published<PaperIssued>(commune.Id), p => Assert.Equal("01/BC-UBND", p.Message.Number));
    }

    [Fact]
    public async Task A_supplementary_report_is_a_document_of_its_own_with_what_is_new()
    {
        var (commune, _, report) = await Given();
        var (open, closed) = (Service.APetition(report.ConferenceId), Service.Answered(Service.APetition(report.ConferenceId), new(2026, 10, 14)));
        await service.Deliver(commune.Id, open);
        await service.Deliver(commune.Id, closed);
        await Send(commune, report.Id, new { signedOn = "2026-10-14", number = "31/BC-UBND" });
        await service.Deliver(commune.Id, Service.Answered(open, new(2026, 10, 14)));
        await using (var scope = service.Scope(commune.Id))
        {
            var supplement = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<SupplementReport>(scope.ServiceProvider);
            var added = (await supplement.Handle(report.ConferenceId, TestContext.Current.CancellationToken))!;
            await Send(commune, added.Id, new { signedOn = "2026-10-14" });
        }

        var told = (await service.Published<PaperIssued>(commune.Id)).Select(p => p.Message).Last();
        Assert.Equal("32/BC-UBND", told.Number);
        Good("report-supplement", told.Docx, "bổ sung", open.Code);
        Assert.DoesNotContain(closed.Code, WordFile.Text(told.Docx));
    }

    [Fact]
    public async Task A_draft_is_saved_as_Word_without_number_and_day()
    {
        var (commune, _, report) = await Given();
        await service.Deliver(commune.Id, Service.APetition(report.ConferenceId));
        var client = service.Client(commune, Role.Specialist);

        var word = await client.GetAsync($"/{commune.Slug}/can-bo/bao-cao/{report.Id}/in?handler=Word");

        Assert.Equal(PaperDesk.DocxType, word.Content.Headers.ContentType!.MediaType);
        var docx = await word.Content.ReadAsByteArrayAsync();
        Good("report-draft", docx, "Xin cấp đổi giấy chứng nhận đất của xưởng.");
        Assert.Matches(@"Số:\s+/BC-UBND", WordFile.Text(docx));
        Assert.Contains("Biểu 4", await client.GetStringAsync($"/{commune.Slug}/can-bo/bao-cao/{report.Id}/in"));
    }

    [Fact]
    public async Task Table_2_has_the_address_the_offices_that_helped_and_what_the_business_says_in_every_form()
    {
        var (commune, _, report) = await Given();
        var said = Service.Answered(Service.APetition(report.ConferenceId) with
        {
            PublicName = "Công ty Ánh Dương", BusinessKind = "Enterprise", PublicAddress = "Số 5, thôn Đông", Authority = "coordinated", OfficeId = commune.Offices[1].Id, CoOfficeIds = [commune.Offices[0].Id], Published = true,
        }, new(2026, 10, 14)) with { Agreement = "partly" };
        await service.Deliver(commune.Id, said);
        await service.Deliver(commune.Id, Service.APetition(report.ConferenceId) with { Agreement = null });
        var client = service.Client(commune, Role.Specialist);

        var page = await client.GetStringAsync($"/{commune.Slug}/can-bo/bao-cao/{report.Id}");
        foreach (var text in new[] { "Số 5, thôn Đông", "Phối hợp: Văn phòng HĐND và UBND", "Đơn vị: đồng tình một phần" }) Assert.Contains(text, page);
        Good("report-table-2", await client.GetByteArrayAsync($"/{commune.Slug}/can-bo/bao-cao/{report.Id}/in?handler=Word"),
            "Mức độ đồng tình", "Công ty Ánh Dương (DN); Số 5, thôn Đông", "phối hợp: Văn phòng HĐND và UBND", "Đồng tình một phần");
        var inside = await client.GetStringAsync($"/{commune.Slug}/can-bo/bao-cao/{report.Id}/bieu-2?noi-bo=true&dinh-dang=csv");
        var outside = await client.GetStringAsync($"/{commune.Slug}/can-bo/bao-cao/{report.Id}/bieu-2?dinh-dang=csv");
        Assert.Contains("Địa chỉ", inside);
        Assert.Contains("thôn Đông", inside);
        Assert.DoesNotContain("thôn Đông", outside);
        foreach (var file in new[] { inside, outside })
        {
            Assert.Contains("Mức độ đồng tình", file);
            Assert.Contains("Đồng tình một phần", file);
            Assert.Contains("Văn phòng HĐND và UBND", file);
        }

        // What was sent stays as it was, whatever the business says later.
        await Send(commune, report.Id, new { signedOn = "2026-10-14" });
        await service.Deliver(commune.Id, said with { Version = said.Version + 1, Agreement = "disagrees" });
        Assert.Contains("Đơn vị: đồng tình một phần", await client.GetStringAsync($"/{commune.Slug}/can-bo/bao-cao/{report.Id}"));
    }

    [Fact]
    public void A_report_that_was_sent_before_agreement_was_asked_is_still_read()
    {
        var row = new PetitionRow(Guid.Empty, "KN-1", "Một doanh nghiệp", "DN", "Đất", "Đất", "Đất đai", new(2026, 9, 14), "Trực tuyến", "Thuộc thẩm quyền", "", "", "", null, null, null, 0, "", "Đã trả lời", "", false, "x", "y", "z");
        var old = System.Text.RegularExpressions.Regex.Replace(System.Text.Json.JsonSerializer.Serialize(row), ",\"(Address|CoOffices|Agreement)\":\"[xyz]\"", "");
        Assert.DoesNotContain("Agreement", old);

        var read = System.Text.Json.JsonSerializer.Deserialize<PetitionRow>(old)!;

        Assert.Equal(("", "", ""), (read.Address, read.CoOffices, read.Agreement));
    }

    [Fact]
    public async Task The_catalogue_names_every_tag_that_the_annex_can_be_filled_with()
    {
        var (commune, _, report) = await Given();
        await service.Deliver(commune.Id, Service.APetition(report.ConferenceId) with { Authority = "beyond" });
        await using var scope = service.Scope(commune.Id);
        var draft = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<DraftReport>(scope.ServiceProvider);
        var db = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<ReportingDb>(scope.ServiceProvider);
        ReportContent content = await draft.Of(db.Reports.Single(r => r.Id == report.Id), TestContext.Current.CancellationToken);

        var paper = ResultReportPaper.Of(content, ["Sở Tài chính"], new(Issuer.Of("Xã Đại Sơn"), "Xã Đại Sơn", "Đại Sơn"), new("", "Chủ tịch"));

        var tags = PaperTags.Of(paper.Kind);
        Assert.Equal(paper.Fields.Keys.Order(StringComparer.Ordinal), tags.Where(t => !t.IsList).Select(t => t.Tag).Order(StringComparer.Ordinal));
        Assert.Equal(["bieu-2", "bieu-3", "bieu-4"], paper.Lists.Keys);
        foreach (var (name, items) in paper.Lists)
            Assert.All(items, item => Assert.Equal(item.Keys.Order(StringComparer.Ordinal), tags.Single(t => t.Tag == name).Columns.Select(c => c.Tag).Order(StringComparer.Ordinal)));
    }

    private async Task<(TestTenant Commune, TestTenant Finance, ReportApi.Item Report)> Given()
    {
        service.Clock.SetDay(new(2026, 10, 14));
        var finance = await service.Organisation("department", null, null, Capability.ReceivesReports, Capability.SeesCity);
        var commune = await service.Organisation();
        await service.Rules(commune.Id, 2026, Service.ReportRules("7", finance.Slug));
        await service.Deliver(commune.Id, Service.AConference());
        var reports = (await service.Client(commune, Role.Leader).GetFromJsonAsync<List<ReportApi.Item>>($"/api/{commune.Slug}/reports"))!;
        return (commune, finance, reports.Single());
    }

    private Task<HttpResponseMessage> Post(TestTenant commune, Guid report, object request) =>
        service.Client(commune, Role.Leader).PostAsJsonAsync($"/api/{commune.Slug}/reports/{report}/send", request);

    private async Task Send(TestTenant commune, Guid report, object request)
    {
        using var answer = await Post(commune, report, request);
        Assert.True(answer.StatusCode == HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync());
    }

    private static void Good(string name, byte[] docx, params string[] says)
    {
        if (Environment.GetEnvironmentVariable("DIALOGUE_PAPERS") is { Length: > 0 } folder) File.WriteAllBytes(Path.Combine(folder, $"{name}.docx"), docx);
        Assert.Equal("", WordFile.Faults(docx));
        Assert.Equal("", WordFile.Findings(docx));
        foreach (var part in says) Assert.Contains(part, WordFile.Text(docx));
    }
}
