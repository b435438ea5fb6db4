using System.Net;
using Dialogue.Contracts.Records;
using Dialogue.Documents;
using Dialogue.Kernel;
using Dialogue.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Records.Tests;

public sealed class TemplateTests(Service service)
{
    private static readonly byte[] Starter = Letters.Starter(PaperKinds.Plan, Service.APaper(PaperKinds.Plan));

    [Fact]
    public async Task A_template_is_tried_at_once_and_told_to_the_services_when_it_is_taken_into_use()
    {
        var commune = await service.Organisation();
        var clerk = service.Person(commune, Role.Clerk);

        var page = await Upload(clerk, commune, PaperKinds.Plan, Starter);
        Assert.Contains("Các ô trong mẫu đều hợp lệ", page.Text);
        Assert.Contains("Bản 1, chưa dùng", page.Text);
        Assert.Empty(await service.Published<TemplatePublished>(commune.Id));
        page = await clerk.Submit(page, "Use");

        Assert.Contains("Đang dùng: Mẫu của đơn vị, bản 1", page.Text);
        var told = Assert.Single(await service.Published<TemplatePublished>(commune.Id)).Message;
        Assert.Equal(PaperKinds.Plan.Key, told.Kind);
        Assert.Equal(Starter, told.Docx);
    }

    [Fact]
    public async Task Versions_are_kept_and_an_earlier_one_or_the_standard_layout_comes_back()
    {
        var commune = await service.Organisation();
        var clerk = service.Person(commune, Role.Clerk);
        var other = Letters.Starter(PaperKinds.Plan, Service.APaper(PaperKinds.Plan, subject: "bản khác của mẫu"));
        await clerk.Submit(await Upload(clerk, commune, PaperKinds.Plan, Starter), "Use");
        await clerk.Submit(await Upload(clerk, commune, PaperKinds.Plan, other, "sửa nơi nhận"), "Use");

        var page = await clerk.Get($"/{commune.Slug}/can-bo/mau-van-ban/plan?ban=1");
        Assert.Contains("sửa nơi nhận", page.Text);
        await clerk.Submit(page, "Use");
        page = await clerk.Submit(await clerk.Get($"/{commune.Slug}/can-bo/mau-van-ban/plan"), "Standard");

        Assert.Contains("Đang dùng: Mẫu chuẩn của hệ thống", page.Text);
        var told = (await service.Published<TemplatePublished>(commune.Id)).Select(t => t.Message).ToList();
        Assert.Equal([Starter, other, Starter, []], told.Select(t => t.Docx));
        Assert.Equal(told.Select(t => t.Version).Order().Distinct(), told.Select(t => t.Version));
    }

    [Fact]
    public async Task The_preview_is_filled_with_the_newest_document_of_that_kind()
    {
        var commune = await service.Organisation();
        var clerk = service.Person(commune, Role.Clerk);
        var page = await Upload(clerk, commune, PaperKinds.Plan, Starter);
        Assert.Contains("dữ liệu mẫu", page.Text);

        var issued = Service.Issued(commune, PaperKinds.Plan, "kế hoạch để xem thử");
        await service.Deliver(commune.Id, issued);
        page = await clerk.Get($"/{commune.Slug}/can-bo/mau-van-ban/plan");

        Assert.Contains($"dữ liệu thật của văn bản {issued.Number}", page.Text);
        var link = page.Document.QuerySelector("a[href*='handler=Preview']")!.GetAttribute("href")!;
        Assert.Contains("kế hoạch để xem thử", TextOf(await clerk.Http.GetByteArrayAsync(link)));
    }

    [Fact]
    public async Task A_template_that_lacks_what_a_document_cannot_be_without_is_kept_but_not_used()
    {
        var commune = await service.Organisation();
        var clerk = service.Person(commune, Role.Clerk);
        var without = Docx.Write(Service.APaper()); // a Word file without a single control

        var page = await Upload(clerk, commune, PaperKinds.Plan, without);

        Assert.Contains("Thiếu ô bắt buộc", page.Text);
        Assert.Contains("so-ky-hieu", page.Text);
        Assert.Null(page.Document.QuerySelector("form[action*='handler=Use']"));
        await using var scope = service.Scope(commune.Id);
        var id = await service.Scalar<Guid>("select id from records.templates where tenant_id = $1", commune.Id.Value);
        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => scope.ServiceProvider.GetRequiredService<Templates.TemplateDesk>().Use(PaperKinds.Plan, id, CancellationToken.None));
        Assert.Equal("template-unusable", refused.Code);
    }

    [Fact]
    public async Task What_is_no_word_file_or_too_large_is_refused_with_a_sentence()
    {
        var commune = await service.Organisation();
        var clerk = service.Person(commune, Role.Clerk);

        var junk = await Upload(clerk, commune, PaperKinds.Plan, "không phải Word"u8.ToArray());
        var large = await Upload(clerk, commune, PaperKinds.Plan, new byte[1024 * 1024 + 1]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, junk.Status);
        Assert.NotNull(junk.Document.QuerySelector(".error-summary"));
        Assert.Contains("Mẫu lớn hơn 1024 KB", large.Text);
        Assert.Equal(0L, await service.Scalar<long>("select count(*) from records.templates where tenant_id = $1", commune.Id.Value));
    }

    [Fact]
    public async Task A_commune_founded_later_gets_the_citys_templates_by_itself()
    {
        var finance = await service.Organisation("department", capabilities: [Capability.AnswersCases, Capability.ReceivesReports, Capability.SeesCity]);
        var city = Letters.Starter(PaperKinds.ResultReport, Service.APaper(PaperKinds.ResultReport));
        var officer = service.Person(finance, Role.FinanceOfficer);
        await officer.Submit(await Upload(officer, finance, PaperKinds.ResultReport, city), "Publish", new() { ["Publish.Obligatory"] = "true" });
        await service.RelayOwn(finance.Id);

        var late = await service.Organisation();
        var department = await service.Organisation("department", capabilities: [Capability.AnswersCases]); // holds no dialogues
        var given = (await service.Published<CityTemplatePublished>(finance.Id)).Where(m => m.Message.From == finance.Name).Select(m => m.For).ToList();
        Assert.Contains(late.Id, given);
        Assert.DoesNotContain(department.Id, given);
        await service.RelayOwn(finance.Id);
        Assert.Equal(city, (await service.Published<TemplatePublished>(late.Id)).Last().Message.Docx);
        Assert.Contains("bắt buộc dùng", (await service.Person(late, Role.Clerk).Get($"/{late.Slug}/can-bo/mau-van-ban/result-report")).Text);

        await officer.Submit(await officer.Get($"/{finance.Slug}/can-bo/mau-van-ban/result-report"), "Withdraw");
        await service.RelayOwn(finance.Id);
        var latest = await service.Organisation(); // what was taken back is given to nobody
        Assert.DoesNotContain(latest.Id, (await service.Published<CityTemplatePublished>(finance.Id)).Select(m => m.For));
    }

    [Fact]
    public async Task The_citys_template_reaches_every_commune_an_own_one_wins_unless_the_city_says_it_is_obligatory()
    {
        var finance = await service.Organisation("department", capabilities: [Capability.AnswersCases, Capability.ReceivesReports, Capability.SeesCity]);
        var (follows, own) = (await service.Organisation(), await service.Organisation());
        var mine = Letters.Starter(PaperKinds.ResultReport, Service.APaper(PaperKinds.ResultReport, subject: "mẫu riêng"));
        var city = Letters.Starter(PaperKinds.ResultReport, Service.APaper(PaperKinds.ResultReport));
        var clerk = service.Person(own, Role.Clerk);
        await clerk.Submit(await Upload(clerk, own, PaperKinds.ResultReport, mine), "Use");
        var officer = service.Person(finance, Role.FinanceOfficer);

        var page = await Upload(officer, finance, PaperKinds.ResultReport, city);
        page = await officer.Submit(page, "Publish", new() { ["Publish.Obligatory"] = "false" });
        Assert.Contains("Đang ban hành bản 1, không bắt buộc", page.Text);
        await service.RelayOwn(finance.Id);
        Assert.Equal(city, (await service.Published<TemplatePublished>(follows.Id)).Last().Message.Docx);
        Assert.Equal(mine, (await service.Published<TemplatePublished>(own.Id)).Last().Message.Docx);

        await officer.Submit(await officer.Get($"/{finance.Slug}/can-bo/mau-van-ban/result-report"), "Publish", new() { ["Publish.Obligatory"] = "true" });
        await service.RelayOwn(finance.Id);
        Assert.Equal(city, (await service.Published<TemplatePublished>(own.Id)).Last().Message.Docx);
        var refused = await clerk.Get($"/{own.Slug}/can-bo/mau-van-ban/result-report");
        Assert.Contains("bắt buộc dùng", refused.Text);

        await officer.Submit(await officer.Get($"/{finance.Slug}/can-bo/mau-van-ban/result-report"), "Withdraw");
        await service.RelayOwn(finance.Id);
        Assert.Equal(mine, (await service.Published<TemplatePublished>(own.Id)).Last().Message.Docx);
        Assert.Empty((await service.Published<TemplatePublished>(follows.Id)).Last().Message.Docx);
    }

    [Fact]
    public async Task Who_does_not_receive_documents_of_a_kind_publishes_no_template_of_it()
    {
        var (finance, commune) = (await service.Organisation("department", capabilities: [Capability.ReceivesReports]), await service.Organisation());
        foreach (var (tenant, kind) in new[] { (finance, PaperKinds.Answer), (commune, PaperKinds.ResultReport) })
        {
            await using var scope = service.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(tenant.Id, tenant.Slug, tenant.Name, tenant == finance ? [Capability.ReceivesReports] : [Capability.HoldsDialogues]);
            var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => scope.ServiceProvider.GetRequiredService<Templates.PublishCityTemplate>().Handle(kind, Guid.CreateVersion7(), false, CancellationToken.None));
            Assert.Equal("template-not-city", refused.Code);
        }
        Assert.DoesNotContain("Mẫu chung cho các xã", (await service.Person(commune, Role.Clerk).Get($"/{commune.Slug}/can-bo/mau-van-ban/result-report")).Text);
    }

    [Fact]
    public async Task Republish_tells_the_templates_in_use_again()
    {
        var commune = await service.Organisation();
        var clerk = service.Person(commune, Role.Clerk);
        await clerk.Submit(await Upload(clerk, commune, PaperKinds.Plan, Starter), "Use");
        var before = (await service.Published<TemplatePublished>(commune.Id)).Count;

        await ((Hosting.IServiceModule)service.Module).Republish(service.Services, new Progress<string>(), CancellationToken.None);

        var told = (await service.Published<TemplatePublished>(commune.Id)).Select(t => t.Message).ToList();
        Assert.Equal(before + 1, told.Count);
        Assert.Equal((told[0].Version, told[0].Docx.Length), (told[^1].Version, told[^1].Docx.Length));
    }

    private static async Task<WebPage> Upload(WebUser person, TestTenant tenant, PaperKind kind, byte[] docx, string note = "") =>
        await Service.SubmitFile(person, await person.Get($"/{tenant.Slug}/can-bo/mau-van-ban/{kind.Key}"), "Upload", new() { ["Upload.Note"] = note }, "Upload.File", "mau.docx", docx);

    private static string TextOf(byte[] docx)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(docx));
        using var reader = new StreamReader(zip.GetEntry("word/document.xml")!.Open());
        return System.Text.RegularExpressions.Regex.Replace(reader.ReadToEnd(), "<[^>]+>", "");
    }
}
