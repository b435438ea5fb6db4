using System.IO.Compression;
using System.Xml.Linq;

namespace Dialogue.Documents.Tests;

/// <summary>Many letters by one template in one file: each as it would be alone.</summary>
public sealed class LetterBundleTests
{
    private const string Control = """<w:sdt><w:sdtPr><w:tag w:val="kinh-gui"/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt>""";
    private static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static readonly XNamespace R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static readonly Paper[] Three = [Samples.Invitation("Công ty Một"), Samples.Invitation("Công ty Hai"), Samples.Invitation("Công ty Ba")];

    [Theory, MemberData(nameof(DocxTests.Kinds), MemberType = typeof(DocxTests))]
    public void Two_of_every_kind_say_what_both_say_alone_and_are_in_the_decrees_form(string kind)
    {
        var paper = DocxTests.Sample(kind);
        var starter = Letters.Starter(paper.Kind, paper);

        var both = Letters.Fill(starter, [paper, paper]);

        Assert.Equal("", DocxTests.Faults(both));
        Assert.Equal("", FormCheckerTests.Say(FormChecker.Check(both)));
        var alone = Text(Letters.Fill(starter, paper));
        Assert.Equal($"{alone} {alone}", Text(both));
        Assert.Equal(both, Letters.Fill(starter, [paper, paper]));
    }

    [Fact]
    public void One_letter_is_the_letter_itself()
    {
        var starter = Letters.Starter(PaperKinds.Invitation, Three[0]);
        Assert.Equal(Text(Letters.Fill(starter, Three[0])), Text(Letters.Fill(starter, [Three[0]])));
        Assert.Throws<ArgumentException>(() => Letters.Fill(starter, []));
    }

    [Fact]
    public void Five_hundred_letters_each_begin_a_page_and_tell_how_far_they_are()
    {
        var told = new List<int>();
        var file = Letters.Fill(Letters.Starter(PaperKinds.Invitation, Three[0]), [.. Enumerable.Range(1, 500).Select(i => Samples.Invitation($"Công ty {i}"))], told.Add);

        Assert.Equal(Enumerable.Range(1, 500), told);
        var word = WordReader.Read(SafeDocx.Open(file));
        Assert.Equal(500, word.Sections.Count);
        Assert.All(word.Sections, s => Assert.Equal((1, true), (s.NumberStart, s.TitlePage)));
        Assert.Equal("", DocxTests.Faults(file));
    }

    [Fact]
    public void Who_cancels_ends_it()
    {
        var told = 0;
        Assert.Throws<OperationCanceledException>(() => Letters.Fill(Letters.Starter(PaperKinds.Invitation, Three[0]), Three, done =>
        {
            told = done;
            if (done == 2) throw new OperationCanceledException();
        }));
        Assert.Equal(2, told);
    }

    [Fact]
    public void Lists_begin_anew_in_each_letter_whether_the_paragraph_or_its_style_numbers_them()
    {
        const string numbering = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num></w:numbering>""";
        var file = Letters.Fill(With("""<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Dem"/></w:pPr><w:r><w:t>b</w:t></w:r></w:p>""",
            ("numbering", numbering), style: """<w:style w:type="paragraph" w:styleId="Dem"><w:name w:val="Dem"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>"""), Three);

        var ids = Tree(file, "word/document.xml").Descendants(W + "numId").Select(n => (string)n.Attribute(W + "val")!).ToList();
        Assert.Equal(5, ids.Count); // the first letter's second paragraph is numbered by its style
        Assert.Equal(5, ids.Distinct().Count());
        Assert.Equal(["3", "3", "3", "3"], Tree(file, "word/numbering.xml").Descendants(W + "startOverride").Select(s => (string)s.Attribute(W + "val")!));
        Assert.Equal("", Faults(file));
    }

    [Fact]
    public void Headers_and_notes_with_something_to_fill_are_each_letters_own()
    {
        var notes = $"""<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="1"><w:p><w:r><w:t xml:space="preserve">Dành cho </w:t></w:r>{Control}</w:p></w:footnote></w:footnotes>""";
        var header = $"""<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p>{Control}</w:p></w:hdr>""";
        var file = Letters.Fill(With("""<w:p><w:r><w:t>Thư</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>""", ("footnotes", notes), ("header", header),
            section: """<w:headerReference w:type="default" r:id="rIdheader"/>"""), Three);

        Assert.Equal(["Dành cho Công ty Một", "Dành cho Công ty Hai", "Dành cho Công ty Ba"], Tree(file, "word/footnotes.xml").Elements(W + "footnote").Select(n => n.Value.Replace("Kính gửi: ", "", StringComparison.Ordinal)));
        var document = Tree(file, "word/document.xml");
        Assert.Equal(3, document.Descendants(W + "footnoteReference").Select(r => (string)r.Attribute(W + "id")!).Distinct().Count());
        var related = Tree(file, "word/_rels/document.xml.rels").Elements().ToDictionary(r => (string)r.Attribute("Id")!, r => ((string)r.Attribute("Target")!).Split('/')[^1]);
        var headers = document.Descendants(W + "headerReference").Select(r => Tree(file, $"word/{related[(string)r.Attribute(R + "id")!]}").Value).ToList();
        Assert.Equal(3, headers.Count);
        foreach (var (text, guest) in headers.Zip(["Một", "Hai", "Ba"])) Assert.EndsWith($"Công ty {guest}", text);
        Assert.Equal("", Faults(file));
    }

    [Fact]
    public void A_letter_takes_over_no_header_of_the_annex_before_it()
    {
        var paper = DocxTests.Sample("answer");
        Assert.NotEmpty(paper.Annexes);
        var file = Letters.Fill(With($"<w:p>{Control}</w:p>"), [paper, paper]);

        var second = Tree(file, "word/document.xml").Descendants(W + "sectPr").ElementAt(2);
        Assert.Equal(["default", "first"], second.Elements(W + "headerReference").Select(r => (string)r.Attribute(W + "type")!).Order(StringComparer.Ordinal));
        Assert.Equal("", Faults(file));
    }

    [Fact]
    public void Bookmarks_keep_apart_and_the_number_of_pages_is_the_letters()
    {
        var file = Letters.Fill(With("""<w:p><w:bookmarkStart w:id="0" w:name="So"/><w:r><w:t>12</w:t></w:r><w:bookmarkEnd w:id="0"/><w:fldSimple w:instr=" REF So \h "><w:r><w:t>12</w:t></w:r></w:fldSimple><w:fldSimple w:instr="NUMPAGES"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>"""), Three);

        var document = Tree(file, "word/document.xml");
        Assert.Equal(["So", "So_1", "So_2"], document.Descendants(W + "bookmarkStart").Select(b => (string)b.Attribute(W + "name")!));
        Assert.Equal([@" REF So \h ", "SECTIONPAGES", @" REF So_1 \h ", "SECTIONPAGES", @" REF So_2 \h ", "SECTIONPAGES"], document.Descendants(W + "fldSimple").Select(f => (string)f.Attribute(W + "instr")!));
        Assert.Equal("", Faults(file));
    }

    /// <summary>The hand-made file with another body and more parts.</summary>
    private static byte[] With(string body, (string Kind, string Content)? part = null, (string Kind, string Content)? another = null, string section = "", string style = "")
    {
        var parts = new[] { part, another }.Where(p => p is not null && p.Value.Kind != "numbering").Select(p => p!.Value).ToList();
        using var stream = new MemoryStream();
        stream.Write(HandMade.File((name, content) => name switch
        {
            "word/document.xml" => $"""<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>""",
            "word/numbering.xml" => part is { Kind: "numbering" } numbering ? numbering.Content : content,
            "word/styles.xml" => content.Replace("</w:styles>", style + "</w:styles>", StringComparison.Ordinal),
            "word/_rels/document.xml.rels" => content.Replace("</Relationships>",
                string.Concat(parts.Select(p => $"""<Relationship Id="rId{p.Kind}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{p.Kind}" Target="{File(p.Kind)}"/>""")) + "</Relationships>", StringComparison.Ordinal),
            "[Content_Types].xml" => content.Replace("</Types>",
                string.Concat(parts.Select(p => $"""<Override PartName="/word/{File(p.Kind)}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{p.Kind}+xml"/>""")) + "</Types>", StringComparison.Ordinal),
            _ => content,
        }));
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
            foreach (var (kind, content) in parts)
            {
                using var writer = new StreamWriter(zip.CreateEntry($"word/{File(kind)}").Open());
                writer.Write(content);
            }
        return stream.ToArray();

        static string File(string kind) => kind == "header" ? "dau-trang.xml" : $"{kind}.xml";
    }

    // The hand-made file's theme is no more than a font, which the validator finds too little.
    private static string Faults(byte[] docx) => string.Join('\n', DocxTests.Faults(docx).Split('\n').Where(f => f.Length > 0 && !f.StartsWith("/word/theme", StringComparison.Ordinal)));

    private static string Text(byte[] docx) => string.Join(' ', WordReader.Read(SafeDocx.Open(docx)).Paragraphs.Select(p => p.Text).Where(t => t.Length > 0));

    private static XElement Tree(byte[] docx, string part)
    {
        using var zip = new ZipArchive(new MemoryStream(docx));
        using var stream = zip.GetEntry(part)!.Open();
        return XElement.Load(stream);
    }
}
