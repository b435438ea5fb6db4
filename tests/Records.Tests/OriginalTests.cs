using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Dialogue.Documents;
using Dialogue.Kernel;
using Dialogue.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Records.Tests;

public sealed class OriginalTests(Service service)
{
    private static readonly DateTimeOffset At = new(2026, 10, 1, 9, 30, 0, TimeSpan.FromHours(7));

    [Fact]
    public async Task The_signatures_of_a_signed_pdf_are_listed_and_nothing_is_said_of_their_legal_force()
    {
        var page = await Attach(Signed());

        Assert.Contains("tệp có 1 chữ ký số", page.Text);
        var row = page.Document.QuerySelectorAll("table tbody tr").Single();
        Assert.Contains("Nguyễn Văn An", row.TextContent);
        Assert.Contains("Toàn bộ tệp", row.TextContent);
        Assert.Contains("Không bị sửa", row.TextContent);
        Assert.Contains("1/10/2026, 9:30", row.TextContent);
        Assert.Contains("Hiệu lực và độ tin cậy của chứng thư chưa được kiểm tra", page.Text);
        Assert.DoesNotContain("hợp lệ", page.Text);
    }

    [Fact]
    public async Task What_was_changed_or_added_after_signing_is_said()
    {
        var changed = Signed();
        changed[Encoding.Latin1.GetString(changed).IndexOf("MediaBox", StringComparison.Ordinal)]++;
        Assert.Contains("Không khớp chữ ký", (await Attach(changed)).Text);

        var longer = await Attach([.. Signed(), .. "5 0 obj\n<<>>\nendobj\n"u8]);
        Assert.Contains("Một phần tệp", longer.Text);
        Assert.Contains("Không thấy chữ ký số trong tệp PDF này", (await Attach("%PDF-1.7\n%%EOF\n"u8.ToArray())).Text);
    }

    [Fact]
    public async Task The_issued_document_becomes_a_pdf_where_libreoffice_is_installed()
    {
        Assert.SkipUnless(service.Services.GetRequiredService<Pdf>().Available, "LibreOffice is not installed here.");
        var commune = await service.Organisation();
        var issued = Service.Issued(commune);
        await service.Deliver(commune.Id, issued);
        var id = await service.EntryOf(commune, issued.Number);
        var person = service.Person(commune, Role.Specialist);

        await person.Submit(await person.Get($"/{commune.Slug}/can-bo/van-ban/{id}"), "Pdf");
        await Eventually.True("the work has ended", async () => await service.Scalar<string>("select state from records.works where tenant_id = $1", commune.Id.Value) is "Done" or "Failed", within: TimeSpan.FromSeconds(90));

        Assert.Equal("", await service.Scalar<string>("select error from records.works where tenant_id = $1", commune.Id.Value));
        Assert.Equal("application/pdf", await service.Scalar<string>("select f.content_type from records.works w join records.files f on f.id = w.file_id where w.tenant_id = $1", commune.Id.Value));
    }

    private async Task<WebPage> Attach(byte[] pdf)
    {
        var commune = await service.Organisation();
        var issued = Service.Issued(commune);
        await service.Deliver(commune.Id, issued);
        var clerk = service.Person(commune, Role.Clerk);
        var page = await clerk.Get($"/{commune.Slug}/can-bo/van-ban/{await service.EntryOf(commune, issued.Number)}");
        return await Service.SubmitFile(clerk, page, "Original", [], "Original.File", "ban-ky.pdf", pdf);
    }

    /// <summary>A small PDF with one detached signature by a certificate of our own making.</summary>
    private static byte[] Signed()
    {
        const int room = 8000;
        var head = "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\n"
            + "4 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/M(D:20261001093000+07'00')/ByteRange [0 @@@@@@ ###### $$$$$$]/Contents ";
        const string tail = ">>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n";
        head = head.Replace("@@@@@@", $"{head.Length,-6}", StringComparison.Ordinal).Replace("######", $"{head.Length + room + 2,-6}", StringComparison.Ordinal).Replace("$$$$$$", $"{tail.Length,-6}", StringComparison.Ordinal);
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=Nguyễn Văn An, O=UBND xã Đại Sơn", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(At.AddDays(-1), At.AddYears(1));
        var cms = new SignedCms(new ContentInfo(Encoding.Latin1.GetBytes(head + tail)), detached: true);
        var signer = new CmsSigner(certificate);
        signer.SignedAttributes.Add(new Pkcs9SigningTime(At.UtcDateTime));
        cms.ComputeSignature(signer);
        return Encoding.Latin1.GetBytes($"{head}<{Convert.ToHexString(cms.Encode()).PadRight(room, '0')}>{tail}");
    }
}
