using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace Dialogue.Documents.Tests;

public sealed class DocxTests
{
    private static readonly Paper Rich = new()
    {
        Kind = PaperKinds.Announcement, Issuer = Issuer.Of("Xã Đại Sơn"), Number = "05", Symbol = "TB-UBND", PlaceName = "Đại Sơn", Date = new(2026, 2, 5), Subject = "Tổ chức Hội nghị",
        To = ["Sở Tài chính", "Doanh nghiệp"], Basis = ["Căn cứ Luật", "Theo đề nghị"],
        Body = [new Heading("I. MỤC ĐÍCH"), new Paragraph("**Một** & <hai> __ba__"), new Table([new("STT", 1, Align.Center), new("Nội dung", 9)], [["1", "Hai"], ["", "Cộng"]], Total: true, Caption: "Bảng"),
            new FillIn("Tên:"), new FillIn("Nội dung:", Lines: 3), new FillIn("Mã số thuế:", "0200"), new Choices("Loại:", ["DN", "HTX"], "DN"), new Qr("https://dialogue.example/x", "Đăng ký"), new Paragraph("Hết")],
        Recipients = ["Như trên", "Lưu: VT, KT"], Signatures = [new(["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "Đào Văn Soái")],
        Annexes = [new("MẪU PHIẾU", [new FillIn("Tên:"), new Signatories([new(["ĐẠI DIỆN", "(Ký)"], "")], "…, ngày …")]), new("BIỂU", [new Table([new("A", 1)], [["x"]])], Landscape: true)],
    };

    [Fact]
    public void A_paper_is_a_valid_Word_document()
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(Docx.Write(Rich)), false);

        Assert.Equal("", string.Join("\n", new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(document).Select(e => $"{e.Part?.Uri} {e.Path?.XPath} {e.Description}")));
    }

    [Fact]
    public void The_same_paper_gives_the_same_bytes() => Assert.Equal(Docx.Write(Rich), Docx.Write(Rich with { }));
}
