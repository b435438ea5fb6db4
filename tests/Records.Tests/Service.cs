using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Dialogue.Contracts.Records;
using Dialogue.Data.Messaging;
using Dialogue.Documents;
using Dialogue.Records.Tests;
using Dialogue.Testing;

[assembly: AssemblyFixture(typeof(Service))]
// One legal day for all: tests that set it take turns.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Dialogue.Records.Tests;

/// <summary>The clerk's office as it runs; every test makes organisations of its own.</summary>
public sealed class Service : ServiceHost<RecordsModule>
{
    private static int numbers;

    public static Paper APaper(PaperKind? kind = null, string subject = "tổ chức đối thoại doanh nghiệp năm 2026", string number = "05") => new()
    {
        Kind = kind ?? PaperKinds.Plan, Issuer = Issuer.Of("Xã Đại Sơn"), Number = number, Symbol = (kind ?? PaperKinds.Plan).IsLetter ? "UBND-KT" : $"{(kind ?? PaperKinds.Plan).Abbreviation}-UBND", PlaceName = "Đại Sơn",
        Date = new(2026, 10, 1), Subject = subject, Basis = ["Căn cứ Luật Tổ chức chính quyền địa phương"], Body = [new Heading("I. MỤC ĐÍCH, YÊU CẦU"), new Paragraph("Nội dung của kế hoạch.")],
        Recipients = ["Sở Tài chính (để b/c)", "Lưu: VT, KT"], Signatures = [new(["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "Nguyễn Văn An")],
    };

    /// <summary>The message that a service sends when it has issued a paper.</summary>
    public static PaperIssued Issued(TestTenant sender, PaperKind? kind = null, string subject = "tổ chức đối thoại doanh nghiệp năm 2026", int? ordinal = null, Guid? corrects = null, params Guid[] receivers)
    {
        var no = ordinal ?? Interlocked.Increment(ref numbers);
        var paper = APaper(kind, subject, no.ToString("00", System.Globalization.CultureInfo.InvariantCulture));
        var docx = Docx.Write(paper);
        return new(Guid.CreateVersion7(), 1, sender.Id.Value, sender.Name, paper.Kind.Key, paper.NumberText, paper.Kind.Series, no, new(2026, 10, 1), subject, "Nguyễn Văn An", "CHỦ TỊCH", "Trần Thị Ban Hành",
            $"/{sender.Slug}/can-bo/nam/2026", corrects, JsonSerializer.Serialize(paper, MessageDirectory.Json), docx, Convert.ToHexStringLower(SHA256.HashData(docx)), receivers);
    }

    /// <summary>Somebody of an organisation with a browser.</summary>
    public WebUser Person(TestTenant tenant, params string[] roles)
    {
        var person = new WebUser(Address);
        person.Http.DefaultRequestHeaders.Authorization = Client(tenant, roles).DefaultRequestHeaders.Authorization;
        return person;
    }

    /// <summary>Sends a page's form together with a file.</summary>
    public static async Task<WebPage> SubmitFile(WebUser person, WebPage page, string actionEnds, Dictionary<string, string> fields, string field, string name, byte[] content)
    {
        var form = page.Document.Forms.OfType<IHtmlFormElement>().First(f => f.Elements.Any(e => e.GetAttribute("name") == field) && (f.GetAttribute("action") ?? "").Contains(actionEnds, StringComparison.Ordinal));
        var body = new MultipartFormDataContent();
        foreach (var element in form.Elements)
            if (element.GetAttribute("name") is { Length: > 0 } key && !fields.ContainsKey(key) && element switch
            {
                IHtmlInputElement { Type: "file" or "submit" or "button" } => null, IHtmlInputElement { Type: "checkbox" or "radio" } box => box.IsChecked ? box.Value : null, IHtmlInputElement input => input.Value,
                IHtmlTextAreaElement area => area.Value, IHtmlSelectElement select => select.Value, _ => null,
            } is { } value) body.Add(new StringContent(value), key);
        foreach (var (key, value) in fields) body.Add(new StringContent(value), key);
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        body.Add(file, field, name);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(page.Address, form.GetAttribute("action") is { Length: > 0 } action ? action : page.Address.PathAndQuery)) { Content = body };
        request.Headers.Accept.ParseAdd("text/html");
        using var response = await person.Http.SendAsync(request);
        if (response.Headers.Location is { } to) return await person.Get(to.ToString());
        var html = await response.Content.ReadAsStringAsync();
        return new(page.Address, response.StatusCode, html, new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html));
    }

    public async Task<Guid> EntryOf(TestTenant tenant, string number, bool incoming = false)
    {
        await using var command = Superuser.CreateCommand("select id from records.register where tenant_id = $1 and number = $2 and incoming = $3");
        command.Parameters.Add(new() { Value = tenant.Id.Value });
        command.Parameters.Add(new() { Value = number });
        command.Parameters.Add(new() { Value = incoming });
        return (Guid)(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException($"There is no entry {number}."));
    }

    public async Task<T?> Scalar<T>(string sql, params object[] parameters)
    {
        await using var command = Superuser.CreateCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }
}
