using Dialogue.Documents;
using Microsoft.Playwright;

namespace Dialogue.Browser.Tests;

/// <summary>What a clerk does with files, on a telephone and on a desk.</summary>
[Collection(Together.Name)]
public sealed class ClerkTests(Browsers browsers)
{
    private static readonly Paper Draft = new()
    {
        Kind = PaperKinds.Conclusion, Issuer = Issuer.Of("Phường Thiên Hương"), Symbol = "TB-UBND", PlaceName = "Thiên Hương", Subject = "kết luận hội nghị đối thoại",
        Body = [new Paragraph("Nội dung kết luận.")], Recipients = ["Các phòng", "Lưu: VT"], Signatures = [new(["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "Nguyễn Công Diễn")],
    };

    [Theory, InlineData(390), InlineData(1280)]
    public async Task A_clerk_tries_a_template_takes_it_into_use_and_goes_back(int width)
    {
        await using var visit = await browsers.SignedIn("vanthu.thien-huong", width);
        await visit.Go("/thien-huong/can-bo/mau-van-ban/conclusion");
        await Choose(visit, "Upload.File", "mau.docx", Letters.Starter(PaperKinds.Conclusion, Draft));
        await visit.Press("Tải lên và kiểm tra");

        Assert.Contains("Các ô trong mẫu đều hợp lệ", await visit.Text());
        await visit.IsGood("template-tried");
        await visit.Page.Locator("main").GetByRole(AriaRole.Button, new() { NameRegex = new("^Dùng bản ") }).ClickAsync();
        Assert.Contains("Mẫu của đơn vị", await visit.Text());
        await visit.IsGood("template-used");
        await visit.Page.Locator("summary", new() { HasText = "Về mẫu chuẩn" }).ClickAsync();
        await visit.Press("Dùng mẫu chuẩn");
        Assert.Contains("Mẫu chuẩn của hệ thống", await visit.Text());
    }

    [Theory, InlineData(390), InlineData(1280)]
    public async Task A_clerk_holds_a_file_against_the_decree(int width)
    {
        await using var visit = await browsers.SignedIn("vanthu.thien-huong", width);
        await visit.Go("/thien-huong/can-bo/kiem-tra-the-thuc");
        await Choose(visit, "Input.File", "du-thao.docx", Docx.Write(Draft));
        await visit.Tick("Input.Issued"); // number and day are still open
        await visit.Press("Kiểm tra");

        Assert.Contains("Trái quy định, cần sửa", await visit.Text());
        await visit.IsGood("form-checked");
    }

    [Theory, InlineData(390), InlineData(1280)]
    public async Task A_clerk_enters_a_paper_with_its_scan_and_replaces_the_scan_with_a_reason(int width)
    {
        await using var visit = await browsers.SignedIn("vanthu.thien-huong", width);
        await visit.Go("/thien-huong/can-bo/van-ban/nhap-den");
        await visit.Fill("Input.Sender", "Sở Công Thương");
        await visit.Choose("Input.Type", "CV");
        await visit.Fill("Input.Number", $"{width}/SCT-QL");
        await visit.Fill("Input.IssuedOn", "28/9/2026");
        await visit.Fill("Input.Subject", "Cung cấp số liệu doanh nghiệp");
        await Choose(visit, "Scan", "quet.jpg", [0xFF, 0xD8, 0xFF, 1]);
        await visit.Press("Vào sổ văn bản đến");
        Assert.Contains("quet.jpg", await visit.Text());

        await visit.Page.Locator("summary", new() { HasText = "Thay bản ký" }).ClickAsync();
        await Choose(visit, "Original.File", "quet-lai.pdf", "%PDF-1.7\n%%EOF\n"u8.ToArray());
        await visit.Press("Thay bản ký");
        Assert.Contains("Hãy ghi lý do thay bản khác", await visit.Text());
        await visit.IsGood("original-refused");
        await Choose(visit, "Original.File", "quet-lai.pdf", "%PDF-1.7\n%%EOF\n"u8.ToArray());
        await visit.Fill("Original.Reason", "Bản trước thiếu trang.");
        await visit.Press("Thay bản ký");
        Assert.Contains("1 bản đã bị thay", await visit.Text());
        await visit.IsGood("original-replaced");
    }

    private static Task Choose(Visit visit, string field, string name, byte[] content) =>
        visit.Page.Locator($"[name='{field}']").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = content });
}
