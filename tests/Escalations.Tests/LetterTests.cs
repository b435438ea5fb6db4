using System.Net;
using System.Net.Http.Json;
using Dialogue.Contracts.Records;
using Dialogue.Documents;
using Dialogue.Escalations.Answering;
using Dialogue.Escalations.Directing;
using Dialogue.Escalations.Model;
using Dialogue.Hosting.Papers;
using Dialogue.Testing;

namespace Dialogue.Escalations.Tests;

/// <summary>The city office's directions and the departments' answers as letters.</summary>
public sealed class LetterTests(City city)
{
    [Fact]
    public async Task A_direction_is_a_numbered_letter_to_the_department()
    {
        var (office, departments) = await city.Parts();
        var department = departments["so-xay-dung"];
        var (_, report, id) = await city.Reported();
        var response = await city.Coordinator(office).PostAsJsonAsync($"/api/{office.Slug}/cases/{id}/direct", new { department = department.Id.Value, instruction = "Trả lời trước ngày 20." });
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);

        var papers = (await city.Published<PaperIssued>(office.Id)).Where(p => p.Message.Link.EndsWith(id.ToString(), StringComparison.Ordinal)).ToList();

        Assert.Equal([office.Id, department.Id], papers.Select(p => p.For).OrderBy(f => f == department.Id));
        var told = papers[0].Message;
        Assert.Equal("direction", told.Kind);
        Assert.Equal([department.Id.Value], told.Receivers);
        Assert.Matches(@"^\d{2}/\p{Lu}+-VP$", told.Number);
        Good(told.Docx, department.Name, report.BusinessName, report.Code, "Trả lời trước ngày 20.", "45/BC-UBND", "Đề nghị hướng dẫn hồ sơ.", told.Number);
        var page = await Page(city.Coordinator(office), $"/{office.Slug}/can-bo/vu-viec/chuyen/{id}");
        Assert.Contains(told.Number, page.Text);
    }

    [Fact]
    public async Task An_answer_goes_to_the_city_office_and_to_the_commune_and_a_refused_one_takes_no_number()
    {
        var (office, departments) = await city.Parts();
        var department = departments["so-noi-vu"]; // nobody else's test numbers its letters
        var (commune, report, id) = await city.Reported();
        await city.Direct(id, department);
        var own = (await city.CaseOf(department, id))!;
        var leader = city.Leader(department);
        try
        {
            city.Clock.SetDay(own.Due.AddDays(1));
            var day = own.Due.AddDays(1).ToString("yyyy-MM-dd");
            using var refused = await leader.PostAsJsonAsync($"/api/{department.Slug}/cases/{own.Id}/answer", new { text = "Được cấp đổi.", date = day });
            Assert.Contains("delay-cause-missing", await refused.Content.ReadAsStringAsync());
            Assert.Empty(await city.Published<PaperIssued>(department.Id));
            using var answered = await leader.PostAsJsonAsync($"/api/{department.Slug}/cases/{own.Id}/answer", new { text = "Được cấp đổi.", date = day, delayCause = "Chờ trích đo.", signerTitle = "Phó Giám đốc" });
            Assert.Equal(HttpStatusCode.NoContent, answered.StatusCode);
        }
        finally
        {
            city.Clock.SetDay(new DateOnly(2026, 10, 1));
        }

        var papers = await city.Published<PaperIssued>(department.Id);
        Assert.Equal(new[] { department.Id, office.Id, commune.Id }.ToHashSet(), papers.Select(p => p.For).ToHashSet());
        var told = papers[0].Message;
        Assert.Equal(new[] { office.Id.Value, commune.Id.Value }.ToHashSet(), told.Receivers.ToHashSet());
        Assert.Equal(("department-answer", 1, "PHÓ GIÁM ĐỐC", "Người Thử Nghiệm"), (told.Kind, told.Ordinal, told.SignerTitle, told.Signer));
        Assert.Equal(told.Number, (await city.CaseOf(department, id))!.AnswerNumber);
        Good(told.Docx, "Được cấp đổi.", report.BusinessName, report.Code, "Đề nghị hướng dẫn hồ sơ.", told.Number);
    }

    [Fact]
    public async Task One_letter_for_several_cases_names_their_communes_and_no_petitioner()
    {
        var (_, departments) = await city.Parts();
        var department = departments["so-khoa-hoc-va-cong-nghe"];
        var (first, second) = (await city.Reported("khoi-nghiep"), await city.Reported("khoi-nghiep"));
        foreach (var (_, _, id) in new[] { first, second }) await city.Direct(id, department);
        var ids = new[] { (await city.CaseOf(department, first.Case))!.Id, (await city.CaseOf(department, second.Case))!.Id };

        using var response = await city.Leader(department).PostAsJsonAsync($"/api/{department.Slug}/cases/answer-together", new { cases = ids, text = "Hỗ trợ theo chương trình năm nay.", date = "2026-10-01", number = "77/SKHCN" });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        var told = Assert.Single(await city.Published<PaperIssued>(department.Id), p => p.For == department.Id).Message;
        Assert.Equal("77/SKHCN", told.Number);
        Assert.Contains(first.Commune.Id.Value, told.Receivers);
        Assert.Contains(second.Commune.Id.Value, told.Receivers);
        Good(told.Docx, first.Report.Code, second.Report.Code, "Hỗ trợ theo chương trình năm nay.", "77/SKHCN");
        Assert.DoesNotContain(first.Report.BusinessName, WordFile.Text(told.Docx) + told.Content);
    }

    [Fact]
    public async Task Drafts_are_saved_and_printed_without_a_number()
    {
        var (office, departments) = await city.Parts();
        var department = departments["so-cong-thuong"];
        var (_, report, id) = await city.Reported();
        var before = (await city.Published<PaperIssued>(office.Id)).Count;
        var direction = await Page(city.Coordinator(office), $"/{office.Slug}/can-bo/vu-viec/chuyen/{id}/van-ban");
        Assert.Contains(report.BusinessName, direction.Text);
        Assert.Equal(before, (await city.Published<PaperIssued>(office.Id)).Count);
        await city.Direct(id, department);
        var own = (await city.CaseOf(department, id))!;
        await city.Leader(department).PostAsJsonAsync($"/api/{department.Slug}/cases/{own.Id}/draft", new { text = "Dự thảo của sở." });

        var word = await city.Leader(department).GetAsync($"/{department.Slug}/can-bo/vu-viec/{own.Id}/van-ban?handler=Word");

        var docx = await word.Content.ReadAsByteArrayAsync();
        Good(docx, "Dự thảo của sở.");
        Assert.Matches(@"Số:\s+/", WordFile.Text(docx));
        Assert.DoesNotContain(await city.Published<PaperIssued>(department.Id), p => p.Message.Link.Contains(own.Id.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_catalogue_names_every_tag_that_a_letter_fills()
    {
        var (_, departments) = await city.Parts();
        var (_, _, id) = await city.Reported();
        var department = departments["so-xay-dung"];
        await city.Direct(id, department);
        var (case1, case2) = (await city.CaseOf(id), (await city.CaseOf(department, id))!);
        var head = new Letterhead(Issuer.Of("Sở Xây dựng"), "Sở Xây dựng", "Hải Phòng");
        foreach (var paper in new[]
        {
            DirectionLetter.Of(case1, "Sở Xây dựng", "Xem xét.", case1.Deadline!, "Đất đai", head, new("", "Giám đốc")),
            DepartmentAnswerLetter.Of([case2], "Được.", "Đất đai", "Ủy ban nhân dân thành phố Hải Phòng", head, new("", "Giám đốc")),
        })
        {
            var tags = PaperTags.Of(paper.Kind);
            Assert.Equal(paper.Fields.Keys.Order(StringComparer.Ordinal), tags.Where(t => !t.IsList).Select(t => t.Tag).Order(StringComparer.Ordinal));
            Assert.Equal(paper.Lists.Keys, tags.Where(t => t.IsList).Select(t => t.Tag));
        }
    }

    private static void Good(byte[] docx, params string[] says)
    {
        if (Environment.GetEnvironmentVariable("DIALOGUE_PAPERS") is { Length: > 0 } folder) File.WriteAllBytes(Path.Combine(folder, $"case-{says[0].GetHashCode(StringComparison.Ordinal):x}.docx"), docx);
        Assert.Equal("", WordFile.Faults(docx));
        Assert.Equal("", WordFile.Findings(docx));
        foreach (var part in says) Assert.Contains(part, WordFile.Text(docx));
    }

    private async Task<WebPage> Page(HttpClient client, string path)
    {
        var person = new WebUser(city.Address);
        person.Http.DefaultRequestHeaders.Authorization = client.DefaultRequestHeaders.Authorization;
        return await person.Get(path);
    }
}
