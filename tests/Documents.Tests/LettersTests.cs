using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace Dialogue.Documents.Tests;

public sealed class LettersTests
{
    private static readonly Paper Answer = DocxTests.Sample("answer") with
    {
        Fields = new Dictionary<string, string> { ["ten-don-vi"] = "Công ty <Minh> & Phát", ["ghi-chu"] = "Dòng một\nDòng hai" },
        Lists = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>
        {
            ["kien-nghi"] = [new Dictionary<string, string> { ["noi-dung-kn"] = "Đất đai", ["han"] = "05/10/2026" }, new Dictionary<string, string> { ["noi-dung-kn"] = "Thuế", ["han"] = "06/10/2026" }],
            ["trong"] = [],
        },
    };

    [Theory, MemberData(nameof(DocxTests.Kinds), MemberType = typeof(DocxTests))]
    public void The_starter_of_every_kind_filled_says_what_the_paper_says_in_the_decrees_form(string kind)
    {
        var paper = DocxTests.Sample(kind) with { Annexes = [] };
        var starter = Letters.Starter(paper.Kind, paper);

        Assert.Equal("", DocxTests.Faults(starter));
        var report = Letters.Check(starter, paper);
        Assert.Empty(report.Unknown);
        Assert.Empty(report.Missing);
        var filled = Letters.Fill(starter, paper);
        Assert.Equal("", DocxTests.Faults(filled));
        Assert.Equal("", FormCheckerTests.Say(FormChecker.Check(filled)));
        Assert.Equal(Text(Docx.Write(paper)), Text(filled));
        Assert.Equal(filled, Letters.Fill(starter, paper));
    }

    [Fact]
    public void A_starter_holds_nothing_of_the_sample()
    {
        var text = Text(Letters.Starter(PaperKinds.Answer, Answer));

        Assert.DoesNotContain("Minh Phát", text);
        Assert.DoesNotContain("Nguyễn Thị Hạnh", text);
        Assert.Contains("[Họ và tên người ký]", text);
    }

    [Fact]
    public void Annexes_follow_the_letter_in_sections_of_their_own()
    {
        var filled = Letters.Fill(Letters.Starter(PaperKinds.Answer, Answer), Answer);

        Assert.Equal("", DocxTests.Faults(filled));
        Assert.Equal("", FormCheckerTests.Say(FormChecker.Check(filled)));
        Assert.Contains("HỒ SƠ CẦN NỘP", Text(filled));
    }

    [Fact]
    public void A_control_keeps_its_looks_whatever_Word_has_done_to_its_runs()
    {
        var filled = Fill("""<w:p><w:r><w:t xml:space="preserve">Gửi </w:t></w:r><w:sdt><w:sdtPr><w:tag w:val="ten-don-vi"/></w:sdtPr><w:sdtContent><w:r><w:rPr><w:b/></w:rPr><w:t>Công</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t> ty</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>.</w:t></w:r></w:p>""");

        Assert.Equal("Gửi Công ty <Minh> & Phát.", Text(filled));
        Assert.Contains(WordReader.Read(SafeDocx.Open(filled)).Paragraphs[0].Pieces[0].Runs, r => r is { Bold: true, Text: "Công ty <Minh> & Phát" });
        Assert.DoesNotContain("sdt", Part(filled));
    }

    [Fact]
    public void A_placeholder_goes_with_its_grey_and_the_looks_meant_for_typing_come()
    {
        var filled = Fill("""<w:p><w:sdt><w:sdtPr><w:rPr><w:i/></w:rPr><w:tag w:val="ten-don-vi"/><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>Bấm vào đây</w:t></w:r></w:sdtContent></w:sdt></w:p>""");

        Assert.Equal("Công ty <Minh> & Phát", Text(filled));
        Assert.DoesNotContain("PlaceholderText", Part(filled));
        Assert.True(WordReader.Read(SafeDocx.Open(filled)).Paragraphs[0].Pieces[0].Italic);
    }

    [Fact]
    public void Lines_are_breaks_within_a_line_and_paragraphs_of_the_same_shape_on_their_own()
    {
        Assert.Contains("<w:br", Part(Fill("""<w:p><w:sdt><w:sdtPr><w:tag w:val="ghi-chu"/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt></w:p>""")));
        var paragraphs = WordReader.Read(SafeDocx.Open(Fill("""<w:sdt><w:sdtPr><w:tag w:val="ghi-chu"/></w:sdtPr><w:sdtContent><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p></w:sdtContent></w:sdt>"""))).Paragraphs;
        Assert.Equal(["Dòng một|center", "Dòng hai|center"], paragraphs.Where(p => p.Text.Length > 0).Select(p => $"{p.Text}|{p.Align}"));
    }

    [Fact]
    public void A_row_is_repeated_for_each_item_and_its_cells_are_filled()
    {
        const string row = """<w:sdt><w:sdtPr><w:tag w:val="kien-nghi"/></w:sdtPr><w:sdtContent><w:tr><w:sdt><w:sdtPr><w:tag w:val="stt"/></w:sdtPr><w:sdtContent><w:tc><w:tcPr><w:tcW w:w="500" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:sdtContent></w:sdt><w:tc><w:p><w:sdt><w:sdtPr><w:tag w:val="noi-dung-kn"/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>, hạn </w:t></w:r><w:sdt><w:sdtPr><w:tag w:val="han"/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt></w:p></w:tc></w:tr></w:sdtContent></w:sdt>""";
        var filled = Fill($"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{row}</w:tbl><w:p/>");

        Assert.Equal("1 Đất đai, hạn 05/10/2026 2 Thuế, hạn 06/10/2026", Text(filled));
        Assert.Equal("", BodyFaults(filled));
        Assert.Equal(["kien-nghi:True:", "stt:False:kien-nghi", "noi-dung-kn:False:kien-nghi", "han:False:kien-nghi"], Letters.Tags(Template($"<w:tbl>{row}</w:tbl><w:p/>")).Select(t => $"{t.Name}:{t.Repeated}:{t.Within}"));
    }

    [Fact]
    public void Words_own_repeating_section_and_paragraphs_are_repeated_too_and_an_empty_list_leaves_no_table()
    {
        Assert.Equal("Đầu Đất đai Thuế", Text(Fill("""<w:p><w:r><w:t>Đầu</w:t></w:r></w:p><w:sdt><w:sdtPr><w:tag w:val="kien-nghi"/><w15:repeatingSection/></w:sdtPr><w:sdtContent><w:sdt><w:sdtPr><w15:repeatingSectionItem/></w:sdtPr><w:sdtContent><w:p><w:sdt><w:sdtPr><w:tag w:val="noi-dung-kn"/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt><w:sdt><w:sdtPr><w15:repeatingSectionItem/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>thừa</w:t></w:r></w:p></w:sdtContent></w:sdt></w:sdtContent></w:sdt>""")));
        Assert.DoesNotContain("w:tbl", Part(Fill("""<w:tbl><w:tblPr/><w:sdt><w:sdtPr><w:tag w:val="trong"/></w:sdtPr><w:sdtContent><w:tr><w:tc><w:p/></w:tc></w:tr></w:sdtContent></w:sdt></w:tbl><w:p/>""")));
    }

    [Fact]
    public void The_whole_body_comes_with_its_tables_and_the_styles_it_needs()
    {
        var paper = DocxTests.Sample("estimate") with { Body = [.. DocxTests.Sample("estimate").Body, new Qr("https://x.example", "Mã")] };
        var filled = Letters.Fill(Template("""<w:sdt><w:sdtPr><w:tag w:val="noi-dung"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>x</w:t></w:r></w:p></w:sdtContent></w:sdt>"""), paper);

        Assert.Equal("", BodyFaults(filled));
        Assert.Contains("10.500.000", Text(filled));
        Assert.Contains("w:styleId=\"DauBang\"", Part(filled, "word/styles.xml"));
        using var zip = new ZipArchive(new MemoryStream(filled));
        Assert.NotNull(zip.GetEntry("word/media/dialogue1.png"));
    }

    [Fact]
    public void Controls_in_headers_are_filled_and_nested_ones_too()
    {
        var filled = Letters.Fill(HandMade.File((name, content) => name == "word/header1.xml"
            ? content.Replace("<w:fldSimple", """<w:sdt><w:sdtPr><w:tag w:val="so-ky-hieu"/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt><w:fldSimple""", StringComparison.Ordinal) : content), Answer);
        Assert.Contains("45/UBND-KT", Part(filled, "word/header1.xml"));

        Assert.Equal("Ô: Công ty <Minh> & Phát", Text(Fill("""<w:sdt><w:sdtPr><w:alias w:val="khung"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t xml:space="preserve">Ô: </w:t></w:r><w:sdt><w:sdtPr><w:tag w:val="ten-don-vi"/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>""")));
    }

    [Fact]
    public void What_a_template_lacks_and_what_nobody_knows_is_said()
    {
        var report = Letters.Check(Template("""<w:p><w:sdt><w:sdtPr><w:tag w:val="ten-donvi"/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt><w:sdt><w:sdtPr><w:tag w:val="so-ky-hieu"/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt></w:p>"""), Answer);

        Assert.Equal(["ten-donvi"], report.Unknown);
        Assert.Contains("ten-don-vi", report.Unused);
        Assert.Contains("kien-nghi", report.Unused);
        Assert.DoesNotContain("so-ky-hieu", report.Unused);
        Assert.Equal(["dia-danh-ngay", "noi-dung", "nguoi-ky"], report.Missing);
    }

    public static TheoryData<string, string> Unsafe => new()
    {
        { "not-docx", "text" }, { "not-docx", "zip" }, { "not-docx", "xlsx" }, { "docx-macros", "macro" }, { "docx-macros", "vba" }, { "docx-external", "template" }, { "docx-external", "image" }, { "docx-external", "ole" },
        { "docx-too-large", "bomb" }, { "docx-too-large", "entries" }, { "docx-protected", "doc" }, { "docx-broken", "xml" }, { "docx-broken", "dtd" }, { "docx-broken", "deep" }, { "docx-broken", "path" },
    };

    [Theory, MemberData(nameof(Unsafe))]
    public void Unsafe_files_are_refused_with_a_sentence(string code, string what)
    {
        const string relationship = "<Relationship Id=\"rId1\"";
        var file = what switch
        {
            "text" => "Kính gửi"u8.ToArray(),
            "doc" => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
            "zip" => Zip(z => Entry(z, "a.txt", "a")),
            "xlsx" => HandMade.With("wordprocessingml.document.main+xml", "spreadsheetml.sheet.main+xml"),
            "macro" => HandMade.With("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "application/vnd.ms-word.document.macroEnabled.main+xml"),
            "vba" => Zip(z => Entry(z, "word/vbaProject.bin", "x"), HandMade.File()),
            "template" => Related("attachedTemplate", "http://example.com/x.dotm"),
            "image" => Related("image", "file:///etc/passwd"),
            "ole" => HandMade.File((name, content) => name == "word/_rels/document.xml.rels" ? content.Replace(relationship, $"""<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/oleObject" Target="x.bin"/>{relationship}""", StringComparison.Ordinal) : content),
            "bomb" => Zip(z =>
            {
                using var bomb = z.CreateEntry("word/media/x.bin", CompressionLevel.Optimal).Open();
                var zeros = new byte[1024 * 1024];
                for (var i = 0; i < 60; i++) bomb.Write(zeros);
            }, HandMade.File()),
            "entries" => Zip(z => { for (var i = 0; i < 1100; i++) Entry(z, $"x{i}", ""); }, HandMade.File()),
            "xml" => HandMade.With("</w:body>", "</w:bod>"),
            "dtd" => HandMade.File((name, content) => name == "word/document.xml" ? """<!DOCTYPE x [<!ENTITY a "b">]>""" + content : content),
            "deep" => HandMade.With("<w:body>", "<w:body>" + string.Concat(Enumerable.Repeat("<w:sdt><w:sdtContent>", 400)) + string.Concat(Enumerable.Repeat("</w:sdtContent></w:sdt>", 400))),
            _ => Zip(z => Entry(z, "../x", "x"), HandMade.File()),
        };

        var refused = Assert.Throws<PaperFileException>(() => Letters.Tags(file));

        Assert.Equal(code, refused.Code);
        Assert.EndsWith(".", refused.Message);
        Assert.Throws<PaperFileException>(() => FormChecker.Check(file));

        byte[] Related(string kind, string target) => HandMade.File((name, content) => name == "word/_rels/document.xml.rels"
            ? content.Replace(relationship, $"""<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}" TargetMode="External"/>{relationship}""", StringComparison.Ordinal) : content);
    }

    [Fact]
    public void A_link_for_people_to_follow_is_no_danger() => Assert.Empty(Letters.Tags(HandMade.File((name, content) => name == "word/_rels/document.xml.rels"
        ? content.Replace("<Relationship Id=\"rId1\"", """<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://haiphong.gov.vn" TargetMode="External"/><Relationship Id="rId1" """, StringComparison.Ordinal) : content)));

    private static byte[] Fill(string body) => Letters.Fill(Template(body), Answer with { Annexes = [] });

    private static byte[] Template(string body) => HandMade.File((name, content) => name == "word/document.xml"
        ? $"""<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w:body>{body}<w:sectPr/></w:body></w:document>"""
        : content);

    // The hand-made file's theme is no more than a font, which the validator finds too little.
    private static string BodyFaults(byte[] docx) => string.Join('\n', DocxTests.Faults(docx).Split('\n').Where(f => f.StartsWith("/word/document.xml", StringComparison.Ordinal)));

    private static string Text(byte[] docx) => string.Join(' ', WordReader.Read(SafeDocx.Open(docx)).Paragraphs.Select(p => p.Text).Where(t => t.Length > 0));

    private static string Part(byte[] docx, string name = "word/document.xml")
    {
        using var zip = new ZipArchive(new MemoryStream(docx));
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return XElement.Parse(reader.ReadToEnd()).ToString(SaveOptions.DisableFormatting);
    }

    private static byte[] Zip(Action<ZipArchive> add, byte[]? file = null)
    {
        using var stream = new MemoryStream();
        if (file is not null) stream.Write(file);
        using (var zip = new ZipArchive(stream, file is null ? ZipArchiveMode.Create : ZipArchiveMode.Update, leaveOpen: true)) add(zip);
        return stream.ToArray();
    }

    private static void Entry(ZipArchive zip, string name, string content)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open(), Encoding.UTF8);
        writer.Write(content);
    }
}
