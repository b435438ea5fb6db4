using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dialogue.Documents;
using Dialogue.Kernel;
using Dialogue.Testing;

namespace Dialogue.Records.Tests;

public sealed class CheckTests(Service service)
{
    [Fact]
    public async Task Our_own_document_passes_and_one_with_a_wrong_margin_is_told_measure_and_article()
    {
        var commune = await service.Organisation();
        var person = service.Person(commune, Role.Specialist);
        var good = Docx.Write(Service.APaper(PaperKinds.Plan) with { PlaceName = "Thử Nghiệm" });

        var passed = await Check(person, commune, good);
        Assert.Contains("Không phát hiện chỗ nào trái với thể thức", passed.Text);
        Assert.Contains("bai.docx: đúng thể thức", passed.Title);
        var wrong = await Check(person, commune, WithLeftMargin(good, 1000));
        Assert.Contains("Trái quy định, cần sửa", wrong.Text);
        Assert.Contains("Phụ lục I", wrong.Text);
        Assert.Contains("30", wrong.Text);
        Assert.Equal(0L, await service.Scalar<long>("select count(*) from records.files where tenant_id = $1", commune.Id.Value)); // nothing is stored
    }

    [Fact]
    public async Task The_api_answers_with_the_same_findings()
    {
        var commune = await service.Organisation();
        var good = Docx.Write(Service.APaper(PaperKinds.Plan) with { PlaceName = "Thử Nghiệm" });

        Assert.Empty(await Findings(good));
        var finding = Assert.Single(await Findings(WithLeftMargin(good, 1000)), f => f.GetProperty("severity").GetString() == "departure");
        Assert.Equal("margin-left", finding.GetProperty("code").GetString());

        async Task<List<JsonElement>> Findings(byte[] docx)
        {
            using var body = new ByteArrayContent(docx);
            body.Headers.ContentType = new MediaTypeHeaderValue(Docx.MediaType);
            var answer = await service.Client(commune, Role.Clerk).PostAsync($"/api/{commune.Slug}/papers/check", body);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("findings").EnumerateArray()];
        }
    }

    [Fact]
    public async Task What_is_no_word_file_is_refused_at_its_field_and_by_code()
    {
        var commune = await service.Organisation();
        var person = service.Person(commune, Role.Specialist);

        var page = await Check(person, commune, "%PDF-1.4"u8.ToArray());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.NotNull(page.Document.QuerySelector(".field.is-bad"));
        using var body = new ByteArrayContent("%PDF-1.4"u8.ToArray());
        var answer = await service.Client(commune, Role.Clerk).PostAsync($"/api/{commune.Slug}/papers/check", body);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("urn:dialogue:not-docx", await answer.Content.ReadAsStringAsync());
        using var nothing = new ByteArrayContent([]);
        Assert.Contains("urn:dialogue:file-missing", await (await service.Client(commune, Role.Clerk).PostAsync($"/api/{commune.Slug}/papers/check", nothing)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Another_content_type_or_method_is_named_by_code_and_shows_nobody_anything()
    {
        var commune = await service.Organisation();
        var address = $"/api/{commune.Slug}/papers/check";

        foreach (var client in new[] { service.Client(commune, Role.Clerk), service.Client(commune, Role.Accountant), service.Client() })
        {
            Assert.Equal((HttpStatusCode.UnsupportedMediaType, "urn:dialogue:content-type"), await Refused(client, HttpMethod.Post));
            Assert.Equal((HttpStatusCode.MethodNotAllowed, "urn:dialogue:method"), await Refused(client, HttpMethod.Put));
        }

        // The controls: of the right type it is as shut as ever.
        Assert.Equal(HttpStatusCode.Forbidden, await Sent(service.Client(commune, Role.Accountant)));
        Assert.Equal(HttpStatusCode.Unauthorized, await Sent(service.Client()));

        async Task<(HttpStatusCode, string?)> Refused(HttpClient client, HttpMethod method)
        {
            using var request = new HttpRequestMessage(method, address) { Content = JsonContent.Create(new { }) };
            using var answer = await client.SendAsync(request);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
        }

        async Task<HttpStatusCode> Sent(HttpClient client)
        {
            using var body = new ByteArrayContent("?"u8.ToArray());
            body.Headers.ContentType = new MediaTypeHeaderValue(Docx.MediaType);
            using var answer = await client.PostAsync(address, body);
            return answer.StatusCode;
        }
    }

    private static async Task<WebPage> Check(WebUser person, TestTenant tenant, byte[] docx) =>
        await Service.SubmitFile(person, await person.Get($"/{tenant.Slug}/can-bo/kiem-tra-the-thuc"), "", [], "Input.File", "bai.docx", docx);

    /// <summary>The same document with another left margin, in twentieths of a point.</summary>
    private static byte[] WithLeftMargin(byte[] docx, int twips)
    {
        using var bytes = new MemoryStream();
        bytes.Write(docx);
        using (var zip = new System.IO.Compression.ZipArchive(bytes, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry("word/document.xml")!;
            string xml;
            using (var reader = new StreamReader(entry.Open())) xml = reader.ReadToEnd();
            entry.Delete();
            using var writer = new StreamWriter(zip.CreateEntry("word/document.xml").Open());
            writer.Write(System.Text.RegularExpressions.Regex.Replace(xml, "w:left=\"1[678]\\d\\d\"", $"w:left=\"{twips}\""));
        }
        return bytes.ToArray();
    }
}
