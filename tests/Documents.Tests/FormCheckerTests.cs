using System.IO.Compression;
using System.Text;

namespace Dialogue.Documents.Tests;

public sealed class FormCheckerTests
{
    public static TheoryData<string> Kinds => DocxTests.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public void Every_kind_of_paper_is_in_the_decrees_form(string kind) => Assert.Equal("", Say(FormChecker.Check(Docx.Write(DocxTests.Sample(kind)))));

    [Fact]
    public void The_two_real_plans_and_drafts_of_every_kind_are_in_the_decrees_form() =>
        Assert.All([Plans.DaiSon, Plans.ThienHuong, .. Samples.All.Select(p => p with { Number = "", Date = null, Year = 2026 })], p => Assert.Equal("", Say(FormChecker.Check(Docx.Write(p)))));

    [Fact]
    public void Many_papers_in_one_file_are_each_checked()
    {
        Assert.Equal("", Say(FormChecker.Check(Docx.Write([Samples.Invitation("Một"), Samples.Invitation("Hai")]))));
        Assert.Equal(["number-zero"], Codes(Docx.Write([Samples.Invitation("Một"), Samples.Invitation("Hai") with { Number = "7" }])));
    }

    [Fact]
    public void A_file_in_good_form_that_was_written_by_other_means_has_no_finding() => Assert.Equal("", Say(FormChecker.Check(HandMade.File())));

    [Fact]
    public void An_annex_without_a_name_is_only_remarked_upon()
    {
        var found = FormChecker.Check(HandMade.With("""<w:p><w:pPr><w:pStyle w:val="Ten"/></w:pPr><w:r><w:t>KINH PHÍ</w:t></w:r></w:p>""", "")).Single(f => f.Code == "annex-title");
        Assert.Equal((FindingSeverity.Advice, "Phụ lục I, Phần I, Mục III, khoản 1, điểm b"), (found.Severity, found.Article));
    }

    [Theory]
    [InlineData("paper-size", """<w:pgSz w:w="11907" w:h="16840"/>""", """<w:pgSz w:w="12240" w:h="15840"/>""")]
    [InlineData("orientation", """<w:pgSz w:w="11907" w:h="16840"/>""", """<w:pgSz w:w="16840" w:h="11907" w:orient="landscape"/>""")]
    [InlineData("margin-top", """w:top="1134" """, """w:top="850" """)]
    [InlineData("margin-bottom", """w:bottom="1134" """, """w:bottom="1701" """)]
    [InlineData("margin-left", """w:left="1701" w:header""", """w:left="1134" w:header""")]
    [InlineData("margin-right", """w:right="1134" """, """w:right="1701" """)]
    [InlineData("font", "<w:r><w:t>địa bàn xã như sau:", """<w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Arial"/></w:rPr><w:t>địa bàn xã như sau:""")]
    [InlineData("font", """<a:minorFont><a:latin typeface="Times New Roman"/>""", """<a:minorFont><a:latin typeface="Calibri"/>""")]
    [InlineData("color", "<w:r><w:t>địa bàn xã như sau:", """<w:r><w:rPr><w:color w:val="FF0000"/></w:rPr><w:t>địa bàn xã như sau:""")]
    [InlineData("page-number-missing", """<w:headerReference w:type="default" r:id="rId5"/>""", "", "<w:t>Tạo diễn đàn", """<w:br w:type="page"/><w:t>Tạo diễn đàn""")]
    [InlineData("page-number-place", """<w:headerReference w:type="default" r:id="rId5"/>""", """<w:footerReference w:type="default" r:id="rId5"/>""")]
    [InlineData("page-number-first", """<w:titlePg/></w:sectPr></w:pPr><w:r><w:tab/></w:r>""", """</w:sectPr></w:pPr><w:r><w:tab/></w:r>""")]
    [InlineData("page-number-align", """<w:pStyle w:val="Trang"/>""", """<w:pStyle w:val="Trang"/><w:jc w:val="right"/>""")]
    [InlineData("page-number-size", "<w:r><w:t>2<", """<w:r><w:rPr><w:sz w:val="20"/></w:rPr><w:t>2<""")]
    [InlineData("page-number-style", "<w:r><w:t>2<", """<w:r><w:rPr><w:i/></w:rPr><w:t>2<""")]
    [InlineData("page-number-text", "<w:fldSimple", "<w:r><w:t>Trang </w:t></w:r><w:fldSimple")]
    [InlineData("page-number-form", """w:gutter="0"/><w:titlePg/>""", """w:gutter="0"/><w:pgNumType w:fmt="upperRoman"/><w:titlePg/>""")]
    [InlineData("page-number-start", """w:gutter="0"/><w:titlePg/>""", """w:gutter="0"/><w:pgNumType w:start="3"/><w:titlePg/>""")]
    [InlineData("nation-text", " CHỦ NGHĨA VIỆT NAM", " CHỦ NGHĨA VIÊT NAM")]
    [InlineData("nation-size", """<w:rStyle w:val="Manh"/>""", """<w:rStyle w:val="Manh"/><w:sz w:val="28"/>""")]
    [InlineData("nation-style", """<w:rStyle w:val="Manh"/>""", """<w:rStyle w:val="Manh"/><w:b w:val="0"/>""")]
    [InlineData("motto-text", "Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc")]
    [InlineData("motto-text", "Độc lập - Tự do - Hạnh phúc", "Độc lập-Tự do-Hạnh phúc")]
    [InlineData("motto-size", """<w:sz w:val="28"/></w:rPr><w:t>Độc""", """<w:sz w:val="24"/></w:rPr><w:t>Độc""")]
    [InlineData("motto-style", """<w:b/><w:sz w:val="28"/></w:rPr><w:t>Độc""", """<w:sz w:val="28"/></w:rPr><w:t>Độc""")]
    [InlineData("motto-underline", """<w:b/><w:sz w:val="28"/></w:rPr><w:t>Độc""", """<w:b/><w:sz w:val="28"/><w:u w:val="single"/></w:rPr><w:t>Độc""")]
    [InlineData("motto-rule", """<w:r><w:pict><v:line from="0,0" to="160,0"/></w:pict></w:r>""", "")]
    [InlineData("issuer-caps", "<w:t>XÃ ĐẠI SƠN", "<w:t>Xã Đại Sơn")]
    [InlineData("issuer-size", """<w:sz w:val="26"/></w:rPr><w:t>ỦY BAN""", """<w:sz w:val="32"/></w:rPr><w:t>ỦY BAN""")]
    [InlineData("issuer-style", """<w:rPr><w:b/></w:rPr><w:t>XÃ ĐẠI SƠN""", "<w:t>XÃ ĐẠI SƠN")]
    [InlineData("number-missing", "Số: 05/KH-UBND", "")]
    [InlineData("number-colon", "Số: 05/KH-UBND", "Số 05/KH-UBND")]
    [InlineData("number-slash", "Số: 05/KH-UBND", "Số: 05-KH-UBND")]
    [InlineData("number-space", "Số: 05/KH-UBND", "Số: 05/KH - UBND")]
    [InlineData("number-space", "Số: 05/KH-UBND", "Số: 05 /KH-UBND")]
    [InlineData("number-zero", "Số: 05/KH-UBND", "Số: 5/KH-UBND")]
    [InlineData("number-zero", "Số: 05/KH-UBND", "Số: 005/KH-UBND")]
    [InlineData("number-size", "<w:r><w:tab/><w:t>Số: 05/KH-UBND", """<w:r><w:rPr><w:sz w:val="24"/></w:rPr><w:tab/><w:t>Số: 05/KH-UBND""")]
    [InlineData("number-style", "<w:r><w:tab/><w:t>Số: 05/KH-UBND", "<w:r><w:rPr><w:b/></w:rPr><w:tab/><w:t>Số: 05/KH-UBND")]
    [InlineData("symbol-type", "Số: 05/KH-UBND", "Số: 05/BC-UBND")]
    [InlineData("symbol-hyphen", "Số: 05/KH-UBND", "Số: 05/KH–UBND")]
    [InlineData("symbol-missing", "Số: 05/KH-UBND", "Số: 05/")]
    [InlineData("date-missing", "Đại Sơn, ngày 05 </w:t>", "</w:t>", "<w:t>tháng 02 năm 2026", "<w:t>")]
    [InlineData("date-day-zero", "Đại Sơn, ngày 05 ", "Đại Sơn, ngày 5 ")]
    [InlineData("date-month-zero", "tháng 02 năm 2026<", "tháng 2 năm 2026<")]
    [InlineData("date-month-extra", "tháng 02 năm 2026<", "tháng 03 năm 2026<")]
    [InlineData("date-invalid", "Đại Sơn, ngày 05 ", "Đại Sơn, ngày 30 ")]
    [InlineData("date-form", "Đại Sơn, ngày 05 ", "Đại Sơn ngày 05 ")]
    [InlineData("date-style", """<w:rPr><w:i/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Đại""", """<w:rPr><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Đại""")]
    [InlineData("date-size", """<w:rPr><w:i/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Đại""", """<w:rPr><w:i/><w:sz w:val="24"/></w:rPr><w:t xml:space="preserve">Đại""")]
    [InlineData("type-caps", "<w:t>KẾ HOẠCH", "<w:t>Kế hoạch")]
    [InlineData("type-size", "<w:r><w:t>KẾ HOẠCH", """<w:r><w:rPr><w:sz w:val="36"/></w:rPr><w:t>KẾ HOẠCH""")]
    [InlineData("type-style", "<w:r><w:t>KẾ HOẠCH", """<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>KẾ HOẠCH""")]
    [InlineData("type-align", """<w:pStyle w:val="Ten"/></w:pPr><w:r><w:t>KẾ HOẠCH""", """<w:pStyle w:val="Ten"/><w:jc w:val="left"/></w:pPr><w:r><w:t>KẾ HOẠCH""")]
    [InlineData("subject-missing", "Tổ chức Hội nghị đối thoại doanh nghiệp năm 2026", "")]
    [InlineData("subject-style", "<w:r><w:t>Tổ chức Hội", """<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>Tổ chức Hội""")]
    [InlineData("subject-align", """<w:pStyle w:val="Ten"/></w:pPr><w:r><w:t>Tổ chức""", """<w:pStyle w:val="Ten"/><w:jc w:val="left"/></w:pPr><w:r><w:t>Tổ chức""")]
    [InlineData("subject-case", "Tổ chức Hội nghị đối thoại doanh nghiệp năm 2026", "TỔ CHỨC HỘI NGHỊ ĐỐI THOẠI DOANH NGHIỆP NĂM 2026")]
    [InlineData("subject-rule", """<w:pStyle w:val="Ten"/></w:pPr><w:r><w:pict><v:line from="0,0" to="160,0"/></w:pict></w:r>""", """<w:pStyle w:val="Ten"/></w:pPr>""")]
    [InlineData("to-form", "Kính gửi:", "Kính gửi")]
    [InlineData("to-punctuation", "- Sở Tài chính;", "- Sở Tài chính")]
    [InlineData("to-size", "<w:r><w:t>Kính gửi:", """<w:r><w:rPr><w:sz w:val="24"/></w:rPr><w:t>Kính gửi:""")]
    [InlineData("basis-punctuation", "địa phương;", "địa phương,")]
    [InlineData("basis-punctuation", "phòng Kinh tế.", "phòng Kinh tế;")]
    [InlineData("basis-style", "<w:rPr><w:i/></w:rPr><w:t>Căn cứ", "<w:t>Căn cứ")]
    [InlineData("body-size", "<w:r><w:t>Tạo diễn đàn", """<w:r><w:rPr><w:sz w:val="24"/></w:rPr><w:t>Tạo diễn đàn""")]
    [InlineData("body-align", """<w:pStyle w:val="Loi"/></w:pPr><w:r><w:t>Tạo""", """<w:pStyle w:val="Loi"/><w:jc w:val="left"/></w:pPr><w:r><w:t>Tạo""")]
    [InlineData("body-indent", """<w:pStyle w:val="Loi"/></w:pPr><w:r><w:t>Tạo""", """<w:pStyle w:val="Loi"/><w:ind w:firstLine="0"/></w:pPr><w:r><w:t>Tạo""")]
    [InlineData("body-spacing", """w:before="60" w:after="60" """, """w:before="0" w:after="60" """)]
    [InlineData("body-line", """w:line="288" """, """w:line="480" """)]
    [InlineData("body-line", """w:line="288" w:lineRule="auto"/>""", """w:line="240" w:lineRule="exact"/>""")]
    [InlineData("body-italic", "<w:r><w:t>Tạo diễn đàn", "<w:r><w:rPr><w:i/></w:rPr><w:t>Tạo diễn đàn")]
    [InlineData("end-mark", "20/10/2026./.", "20/10/2026.")]
    [InlineData("recipients-missing", "<w:t>Nơi nhận:", "<w:t>")]
    [InlineData("recipients-head", "<w:t>Nơi nhận:", "<w:t>Nơi nhận")]
    [InlineData("recipients-head-size", """<w:sz w:val="24"/></w:rPr><w:t>Nơi""", """<w:sz w:val="28"/></w:rPr><w:t>Nơi""")]
    [InlineData("recipients-head-style", """<w:b/><w:i/><w:sz w:val="24"/></w:rPr><w:t>Nơi""", """<w:b/><w:sz w:val="24"/></w:rPr><w:t>Nơi""")]
    [InlineData("recipients-size", "<w:r><w:t>- Công an xã;", """<w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:t>- Công an xã;""")]
    [InlineData("recipients-dash", "- Công an xã;", "Công an xã;")]
    [InlineData("recipients-punctuation", "- Công an xã;", "- Công an xã")]
    [InlineData("recipients-archive", "- Lưu: VT, KT.", "- Phòng Kinh tế.")]
    [InlineData("signature-caps", "<w:t>PHÓ CHỦ TỊCH", "<w:t>Phó Chủ tịch")]
    [InlineData("signature-dot", "TM. ỦY BAN", "TM ỦY BAN")]
    [InlineData("signature-order", "<w:t>TM. ỦY BAN NHÂN DÂN", "<w:t>KT. CHỦ TỊCH", "<w:t>PHÓ CHỦ TỊCH", "<w:t>TM. ỦY BAN NHÂN DÂN")]
    [InlineData("signature-order", "<w:t>KT. CHỦ TỊCH", "<w:t>TL. CHỦ TỊCH")]
    [InlineData("signature-deputy", "<w:t>PHÓ CHỦ TỊCH", "<w:t>CHỦ TỊCH")]
    [InlineData("signature-kt", "<w:t>KT. CHỦ TỊCH", "<w:t>")]
    [InlineData("signature-size", """<w:basedOn w:val="Manh"/><w:rPr><w:sz w:val="28"/>""", """<w:basedOn w:val="Manh"/><w:rPr><w:sz w:val="32"/>""")]
    [InlineData("signature-style", """<w:basedOn w:val="Manh"/><w:rPr><w:sz w:val="28"/>""", """<w:rPr><w:sz w:val="28"/>""")]
    [InlineData("signer-title", "<w:t>Nguyễn Thị Hạnh", "<w:t>ThS. Nguyễn Thị Hạnh")]
    [InlineData("signer-style", """<w:rPr><w:rStyle w:val="ManhTo"/></w:rPr><w:t>Nguyễn Thị Hạnh""", """<w:rPr><w:sz w:val="28"/></w:rPr><w:t>Nguyễn Thị Hạnh""")]
    [InlineData("annex-number", "<w:t>Phụ lục II<", "<w:t>Phụ lục 2<")]
    [InlineData("annex-size", "<w:r><w:t>Phụ lục II<", """<w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:t>Phụ lục II<""")]
    [InlineData("annex-style", "<w:r><w:t>Phụ lục II<", """<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>Phụ lục II<""")]
    [InlineData("annex-title-caps", "<w:t>KINH PHÍ", "<w:t>Kinh phí")]
    [InlineData("annex-note", "(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 02 năm 2026)", "")]
    [InlineData("annex-note-style", """<w:rPr><w:b w:val="0"/><w:i/></w:rPr><w:t>(Kèm""", """<w:rPr><w:b w:val="0"/></w:rPr><w:t>(Kèm""")]
    [InlineData("annex-page-number", """<w:pgNumType w:start="1"/>""", "")]
    public void Each_departure_is_found(string code, string old, string changed, string also = "", string alsoChanged = "")
    {
        var applied = 0;
        var file = HandMade.File((_, content) =>
        {
            content = content.ReplaceLineEndings("\n");
            return Once(Once(content, old, changed), also, alsoChanged);
        });

        Assert.Equal(also.Length > 0 ? 2 : 1, applied);
        Assert.Contains(code, Codes(file));
        var finding = FormChecker.Check(file).First(f => f.Code == code);
        Assert.StartsWith("Phụ lục ", finding.Article);
        Assert.EndsWith(".", finding.Message.TrimEnd('”'));
        Assert.NotEqual("", finding.Required);

        string Once(string content, string from, string to)
        {
            var at = from.Length == 0 ? -1 : content.IndexOf(from, StringComparison.Ordinal);
            if (at < 0) return content;
            applied++;
            return content[..at] + to + content[(at + from.Length)..];
        }
    }

    [Fact]
    public void One_slip_is_one_finding()
    {
        Assert.Equal(["margin-left"], Codes(HandMade.With("""w:left="1701" w:header""", """w:left="1134" w:header""")));
        Assert.Equal(["number-zero"], Codes(HandMade.With("Số: 05/KH-UBND", "Số: 5/KH-UBND")));
        Assert.Equal(["end-mark"], Codes(HandMade.With("20/10/2026./.", "20/10/2026.")));
    }

    [Fact]
    public void The_same_slip_at_many_places_is_one_finding_that_counts_them()
    {
        var finding = Assert.Single(FormChecker.Check(HandMade.With("""w:line="288" """, """w:line="480" """)));

        Assert.Equal(("body-line", 4), (finding.Code, finding.Times));
    }

    [Fact]
    public void A_unit_named_after_a_person_writes_its_place_in_full()
    {
        Assert.Contains("place-name", Codes(Docx.Write(DocxTests.Sample("plan") with { PlaceName = "Lê Chân" }), new(PlaceName: "Phường Lê Chân")));
        Assert.DoesNotContain("place-name", Codes(Docx.Write(DocxTests.Sample("plan") with { PlaceName = "Phường Lê Chân" }), new(PlaceName: "Phường Lê Chân")));
    }

    [Fact]
    public void What_a_draft_leaves_open_is_missing_in_an_issued_paper()
    {
        var codes = Codes(Docx.Write(Plans.DaiSon), new(Draft: false));

        Assert.Contains("number-open", codes);
        Assert.Contains("date-open", codes);
    }

    [Fact]
    public void Minutes_have_no_place_and_date_and_letters_have_their_own_marks()
    {
        Assert.Contains("minutes-date", Codes(Edit(DocxTests.Sample("minutes"), "Số: 04/BB-UBND</w:t></w:r></w:p>", """Số: 04/BB-UBND</w:t></w:r></w:p><w:p><w:r><w:t>Đại Sơn, ngày 13 tháng 10 năm 2026</w:t></w:r></w:p>""")));
        Assert.Contains("about-form", Codes(Edit(DocxTests.Sample("answer"), "V/v trả lời", "Về việc trả lời")));
        Assert.Contains("about-size", Codes(Edit(DocxTests.Sample("answer"), """<w:r><w:t xml:space="preserve">V/v""", """<w:r><w:rPr><w:sz w:val="30"/></w:rPr><w:t xml:space="preserve">V/v""")));
        Assert.Contains("to-missing", Codes(Docx.Write(DocxTests.Sample("answer") with { To = [] })));
        Assert.Contains("recipients-above", Codes(Docx.Write(DocxTests.Sample("answer") with { Recipients = ["Phòng Kinh tế", "Lưu: VT"] })));
    }

    [Fact]
    public void A_page_that_is_no_paper_lacks_every_part()
    {
        var codes = Codes(HandMade.File((name, content) => name == "word/document.xml" ? """<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Xin chào</w:t></w:r></w:p></w:body></w:document>""" : content));

        Assert.All(["nation-missing", "motto-missing", "number-missing", "date-missing", "type-missing", "recipients-missing", "signature-missing"], code => Assert.Contains(code, codes));
    }

    internal static string Say(IEnumerable<Finding> findings) => string.Join('\n', findings.Select(f => $"{f.Code}: {f.Found} / {f.Required}: {f.Quote}"));

    private static string[] Codes(byte[] file, CheckOptions? options = null) => [.. FormChecker.Check(file, options).Select(f => f.Code).Distinct()];

    private static byte[] Edit(Paper paper, string old, string changed)
    {
        using var stream = new MemoryStream();
        stream.Write(Docx.Write(paper));
        var found = false;
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var entry in zip.Entries.Where(e => e.FullName is "word/document.xml" or "word/styles.xml").ToList())
            {
                string text;
                using (var reader = new StreamReader(entry.Open())) text = reader.ReadToEnd();
                if (!text.Contains(old, StringComparison.Ordinal)) continue;
                found = true;
                text = text.Replace(old, changed, StringComparison.Ordinal);
                using var writer = new StreamWriter(entry.Open(), new UTF8Encoding(false));
                writer.BaseStream.SetLength(0);
                writer.Write(text);
            }
        }
        return found ? stream.ToArray() : throw new ArgumentException($"The paper has no {old}.");
    }
}
