using System.Globalization;
using System.Text;
using System.Xml.Linq;
using static Dialogue.Documents.Wml;

namespace Dialogue.Documents;

/// <summary>A run as it looks: every property worked out from defaults, styles and what is said directly.</summary>
/// <param name="Size">Points.</param>
/// <param name="Color">"000000", "auto" …</param>
internal sealed record WordRun(string Text, string Font, double Size, bool Bold, bool Italic, bool Underlined, string Color);

/// <summary>What stands between two tabs or line breaks of a paragraph: heads written with tabs are read as those written with a table.</summary>
internal sealed record WordPiece(WordParagraph Paragraph, IReadOnlyList<WordRun> Runs)
{
    public string Text { get; } = Tidy(string.Concat(Runs.Select(r => r.Text)));

    public IEnumerable<WordRun> Inked => Runs.Where(r => !string.IsNullOrWhiteSpace(r.Text));

    public bool Bold => Inked.All(r => r.Bold);
    public bool Italic => Inked.All(r => r.Italic);

    // Room left in drafts is kept as one space.
    private static string Tidy(string text) => string.Join(' ', text.Normalize(NormalizationForm.FormC).Split([' ', '\u00A0', '\u2002', '\u2003', '\u2009', '\u202F'], StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>Lengths in points.</summary>
internal sealed class WordParagraph
{
    public required int Index { get; init; }
    public required int Section { get; init; }

    /// <summary>The outermost table it stands in, counted from 0; -1 outside any.</summary>
    public required int Table { get; init; }

    public required bool LastCell { get; init; }

    public string Align { get; init; } = "left";
    public double FirstLine { get; init; }
    public double Left { get; init; }
    public double Before { get; init; }
    public double After { get; init; }
    public bool Contextual { get; init; }
    public string Style { get; init; } = "";

    /// <summary>In twips of a rule "exact" or "atLeast", in 240ths of a line of "auto".</summary>
    public double Line { get; init; } = 240;

    public string LineRule { get; init; } = "auto";

    /// <summary>It has a border or holds a drawn line.</summary>
    public bool Ruled { get; init; }

    public bool StartsPage { get; set; }
    public bool Numbered { get; init; }
    public IReadOnlyList<WordPiece> Pieces { get; set; } = [];
    public string Text => string.Join(' ', Pieces.Select(p => p.Text).Where(t => t.Length > 0));
}

/// <summary>Lengths in millimetres.</summary>
internal sealed record WordSection(double Width, double Height, double Top, double Bottom, double Left, double Right, bool TitlePage, int? NumberStart, string NumberFormat,
    IReadOnlyDictionary<string, string> Headers, IReadOnlyDictionary<string, string> Footers);

/// <summary>A header or a footer.</summary>
internal sealed record WordMargin(IReadOnlyList<WordParagraph> Paragraphs, bool HasPageField, WordParagraph? PageParagraph);

/// <summary>Reads any Word document as it looks: docDefaults, styles with what they are based on, theme fonts, numbering, direct formatting.</summary>
internal sealed class WordReader
{
    private readonly SafeDocx docx;
    private readonly Dictionary<string, XElement> styles;
    private readonly XElement? defaults;
    private readonly string defaultParagraph, majorFont, minorFont;
    private readonly XElement? numbering;
    private readonly List<WordParagraph> paragraphs = [];
    private readonly List<WordSection> sections = [];
    private bool pageBreak;

    private WordReader(SafeDocx docx)
    {
        this.docx = docx;
        var sheet = docx.OfMain("styles") is { } part ? docx.Tree(part) : null;
        styles = [];
        foreach (var style in sheet?.Elements(W + "style") ?? []) styles[(string?)style.Attribute(W + "styleId") ?? ""] = style;
        defaults = sheet?.Element(W + "docDefaults");
        defaultParagraph = styles.Values.Where(s => (string?)s.Attribute(W + "type") == "paragraph" && On(s.Attribute(W + "default"))).Select(s => (string?)s.Attribute(W + "styleId") ?? "").FirstOrDefault() ?? "";
        numbering = docx.OfMain("numbering") is { } numbers ? docx.Tree(numbers) : null;
        var theme = docx.OfMain("theme") is { } themePart ? docx.Tree(themePart) : null;
        string FontOf(string which) => (string?)theme?.Descendants(A + which).FirstOrDefault()?.Element(A + "latin")?.Attribute("typeface") ?? "";
        (majorFont, minorFont) = (FontOf("majorFont"), FontOf("minorFont"));
    }

    public IReadOnlyList<WordParagraph> Paragraphs => paragraphs;
    public IReadOnlyList<WordSection> Sections => sections;

    public static WordReader Read(SafeDocx docx)
    {
        var reader = new WordReader(docx);
        var body = docx.Tree(docx.Main).Element(W + "body") ?? throw new PaperFileException("docx-broken", "Tệp Word không có nội dung.");
        var tables = 0;
        reader.Walk(body, -1, lastCell: true, null, ref tables);
        reader.sections.Add(reader.SectionOf(body.Elements(W + "sectPr").LastOrDefault()));
        return reader;
    }

    /// <summary>The header or footer part of a relationship id.</summary>
    public WordMargin Margin(string id)
    {
        var part = docx.Related(docx.Main).FirstOrDefault(r => r.Id == id).Part;
        if (part is null || !docx.Has(part)) return new([], false, null);
        var inner = new WordReader(docx);
        var tables = 0;
        var root = docx.Tree(part);
        inner.Walk(root, -1, lastCell: true, null, ref tables);
        // Text boxes and frames too: Word's own gallery of page numbers puts them there.
        var all = root.Descendants(W + "p").Where(IsPageNumber).ToList();
        var index = all.Count == 0 ? -1 : root.Descendants(W + "p").Where(p => !p.Ancestors(W + "txbxContent").Any()).TakeWhile(p => p != all[0]).Count();
        return new(inner.paragraphs, all.Count > 0, index >= 0 && index < inner.paragraphs.Count ? inner.paragraphs[index] : null);
    }

    private static bool IsPageNumber(XElement paragraph) =>
        paragraph.Descendants(W + "instrText").Any(i => i.Value.Trim().StartsWith("PAGE", StringComparison.OrdinalIgnoreCase) && !i.Value.Trim().StartsWith("PAGEREF", StringComparison.OrdinalIgnoreCase))
        || paragraph.Descendants(W + "fldSimple").Any(f => ((string?)f.Attribute(W + "instr") ?? "").Trim().StartsWith("PAGE", StringComparison.OrdinalIgnoreCase))
        || paragraph.Descendants(W + "pgNum").Any();

    private void Walk(XElement parent, int table, bool lastCell, XElement? tableStyle, ref int tables)
    {
        foreach (var element in parent.Elements())
        {
            if (element.Name == W + "p") Paragraph(element, table, lastCell, tableStyle);
            else if (element.Name == W + "tbl")
            {
                var number = table >= 0 ? table : tables++;
                var style = styles.GetValueOrDefault((string?)element.Element(W + "tblPr")?.Element(W + "tblStyle")?.Attribute(W + "val") ?? "");
                foreach (var row in Through(element, "tr"))
                {
                    var cells = Through(row, "tc").ToList();
                    foreach (var cell in cells) Walk(cell, number, cell == cells[^1], style, ref tables);
                }
            }
            else if (element.Name == W + "sdt" && element.Element(W + "sdtContent") is { } content) Walk(content, table, lastCell, tableStyle, ref tables);
            else if (element.Name == W + "customXml" || element.Name == W + "ins" || element.Name == W + "smartTag") Walk(element, table, lastCell, tableStyle, ref tables);
        }
    }

    // Rows and cells may be in content controls.
    private static IEnumerable<XElement> Through(XElement parent, string name) => parent.Elements().SelectMany(e =>
        e.Name == W + name ? [e] : e.Name == W + "sdt" ? Through(e.Element(W + "sdtContent") ?? El("x"), name) : e.Name == W + "customXml" || e.Name == W + "ins" ? Through(e, name) : []);

    private void Paragraph(XElement element, int table, bool lastCell, XElement? tableStyle)
    {
        var direct = element.Element(W + "pPr");
        var styleId = (string?)direct?.Element(W + "pStyle")?.Attribute(W + "val") ?? defaultParagraph;
        var numberId = (string?)direct?.Element(W + "numPr")?.Element(W + "numId")?.Attribute(W + "val");
        var layers = new List<XElement?> { defaults?.Element(W + "pPrDefault")?.Element(W + "pPr") };
        layers.AddRange(Chain(tableStyle).Select(s => s.Element(W + "pPr")));
        var chain = Chain(styles.GetValueOrDefault(styleId)).ToList();
        layers.AddRange(chain.Select(s => s.Element(W + "pPr")));
        layers.Add(Numbering(direct) ?? (numberId is null ? chain.Select(s => Numbering(s.Element(W + "pPr"))).LastOrDefault(n => n is not null) : null));
        layers.Add(direct);

        string? Get(string child, params string[] names) =>
            layers.AsEnumerable().Reverse().Select(l => names.Select(n => (string?)l?.Element(W + child)?.Attribute(W + n)).FirstOrDefault(v => v is not null)).FirstOrDefault(v => v is not null);
        double Points(string child, params string[] names) => Number(Get(child, names)) / 20;

        // An indent that hangs and one of the first line put each other out, layer by layer.
        var firstLine = 0.0;
        foreach (var layer in layers)
        {
            if (layer?.Element(W + "ind") is not { } indent) continue;
            if (indent.Attribute(W + "hanging") is { } hanging) firstLine = -Number((string)hanging) / 20;
            else if (indent.Attribute(W + "firstLine") is { } first) firstLine = Number((string)first) / 20;
        }
        bool Flag(string name) => layers.AsEnumerable().Reverse().Select(l => l?.Element(W + name)).FirstOrDefault(e => e is not null) is { } e && On(e.Attribute(W + "val"), whenMissing: true);

        var auto = On(layers.AsEnumerable().Reverse().Select(l => l?.Element(W + "spacing")?.Attribute(W + "afterAutospacing")).FirstOrDefault(a => a is not null));
        var paragraph = new WordParagraph
        {
            Index = paragraphs.Count, Section = sections.Count, Table = table, LastCell = lastCell, Style = styleId,
            Align = Get("jc", "val") switch { "both" or "distribute" or "lowKashida" => "both", "center" => "center", "right" or "end" => "right", _ => "left" },
            FirstLine = firstLine, Left = Points("ind", "left", "start"), Before = Points("spacing", "before"), After = auto ? 14 : Points("spacing", "after"),
            Line = Get("spacing", "line") is { } line ? Number(line) : 240, LineRule = Get("spacing", "lineRule") ?? "auto", Contextual = Flag("contextualSpacing"),
            Ruled = layers.Any(l => l?.Element(W + "pBdr")?.Elements().Any(b => (string?)b.Attribute(W + "val") is not (null or "nil" or "none")) == true)
                || element.Descendants(W + "drawing").Any() || element.Descendants(W + "pict").Any(),
            StartsPage = pageBreak || Flag("pageBreakBefore"), Numbered = layers.Any(l => l?.Element(W + "numPr")?.Element(W + "numId") is { } id && (string?)id.Attribute(W + "val") != "0"),
        };
        pageBreak = false;
        paragraphs.Add(paragraph);

        var pieces = new List<List<WordRun>> { new() };
        foreach (var run in RunsOf(element)) Run(run, chain, tableStyle, pieces, paragraph);
        paragraph.Pieces = [.. pieces.Select(p => new WordPiece(paragraph, p)).Where(p => p.Text.Length > 0)];

        if (direct?.Element(W + "sectPr") is { } section) sections.Add(SectionOf(section));
    }

    private static IEnumerable<XElement> RunsOf(XElement parent) => parent.Elements().SelectMany(e =>
        e.Name == W + "r" ? [e]
        : e.Name == W + "sdt" ? RunsOf(e.Element(W + "sdtContent") ?? El("x"))
        : e.Name == W + "hyperlink" || e.Name == W + "ins" || e.Name == W + "smartTag" || e.Name == W + "customXml" || e.Name == W + "fldSimple" || e.Name == W + "moveTo" || e.Name == W + "dir" || e.Name == W + "bdo" ? RunsOf(e) : []);

    private void Run(XElement run, List<XElement> paragraphStyles, XElement? tableStyle, List<List<WordRun>> pieces, WordParagraph paragraph)
    {
        var direct = run.Element(W + "rPr");
        var character = Chain(styles.GetValueOrDefault((string?)direct?.Element(W + "rStyle")?.Attribute(W + "val") ?? "")).Select(s => s.Element(W + "rPr")).ToList();
        var styled = Chain(tableStyle).Select(s => s.Element(W + "rPr")).Concat(paragraphStyles.Select(s => s.Element(W + "rPr"))).ToList();
        List<XElement?> layers = [defaults?.Element(W + "rPrDefault")?.Element(W + "rPr"), .. styled, .. character, direct];

        string? Get(string child, string name) => layers.AsEnumerable().Reverse().Select(l => (string?)l?.Element(W + child)?.Attribute(W + name)).FirstOrDefault(v => v is not null);
        // Bold, italic and the like of a paragraph's and a character's style put each other out.
        bool Toggle(string name)
        {
            if (direct?.Element(W + name) is { } said) return On(said.Attribute(W + "val"), whenMissing: true);
            bool Of(IEnumerable<XElement?> chain) => chain.LastOrDefault(l => l?.Element(W + name) is not null)?.Element(W + name) is { } e && On(e.Attribute(W + "val"), whenMissing: true);
            return Of(styled) ^ Of(character) || (Of([layers[0]]) && !styled.Concat(character).Any(l => l?.Element(W + name) is not null));
        }
        if (Toggle("vanish")) return;

        var caps = Toggle("caps");
        var color = Get("color", "val") ?? "auto";
        var size = Get("sz", "val") is { } half ? Number(half) / 2 : 10;
        var underline = Get("u", "val") is not (null or "none");
        WordRun Made(string text) => new(caps ? text.ToUpper(new CultureInfo("vi-VN")) : text, FontOf(layers, text), size, Toggle("b"), Toggle("i"), underline, color);

        var text = new StringBuilder();
        void Flush()
        {
            if (text.Length > 0) pieces[^1].Add(Made(text.ToString()));
            text.Clear();
        }
        foreach (var child in run.Elements())
        {
            if (child.Name == W + "t") text.Append(child.Value);
            else if (child.Name == W + "noBreakHyphen") text.Append('-');
            else if (child.Name == W + "sym") text.Append('\u25A1');
            else if (child.Name == W + "tab" || child.Name == W + "ptab" || child.Name == W + "cr" || child.Name == W + "br")
            {
                Flush();
                if (child.Name == W + "br" && (string?)child.Attribute(W + "type") == "page")
                {
                    // What follows the break begins a page, in this paragraph or in the next one.
                    if (pieces.All(p => p.Count == 0)) paragraph.StartsPage = true;
                    pageBreak = true;
                }
                if (pieces[^1].Count > 0) pieces.Add([]);
            }
            else if (child.Name == W + "lastRenderedPageBreak") { }
        }
        Flush();
    }

    private string FontOf(List<XElement?> layers, string text)
    {
        string? Font(string name) => layers.AsEnumerable().Reverse().Select(l => l?.Element(W + "rFonts")).Where(f => f is not null)
            .Select(f => (string?)f!.Attribute(W + (name + "Theme")) is { } theme ? theme.StartsWith("major", StringComparison.Ordinal) ? majorFont : minorFont : (string?)f.Attribute(W + name))
            .FirstOrDefault(f => f is not null);
        // Letters beyond ASCII are drawn with another font than the rest.
        var names = new[] { text.Any(c => c is > ' ' and < '\u0080') ? Font("ascii") ?? "Times New Roman" : null, text.Any(c => c >= '\u0080' && !char.IsWhiteSpace(c)) ? Font("hAnsi") ?? "Times New Roman" : null };
        return names.OfType<string>().OrderBy(n => n.Equals("Times New Roman", StringComparison.OrdinalIgnoreCase)).FirstOrDefault() ?? "Times New Roman";
    }

    private XElement? Numbering(XElement? properties)
    {
        if (properties?.Element(W + "numPr") is not { } number || numbering is null) return null;
        var id = (string?)number.Element(W + "numId")?.Attribute(W + "val");
        var level = (string?)number.Element(W + "ilvl")?.Attribute(W + "val") ?? "0";
        var abstractId = (string?)numbering.Elements(W + "num").FirstOrDefault(n => (string?)n.Attribute(W + "numId") == id)?.Element(W + "abstractNumId")?.Attribute(W + "val");
        return numbering.Elements(W + "abstractNum").FirstOrDefault(n => (string?)n.Attribute(W + "abstractNumId") == abstractId)?.Elements(W + "lvl").FirstOrDefault(l => (string?)l.Attribute(W + "ilvl") == level)?.Element(W + "pPr");
    }

    // From what it is based on to itself; a circle ends.
    private IEnumerable<XElement> Chain(XElement? style)
    {
        var chain = new List<XElement>();
        while (style is not null && !chain.Contains(style) && chain.Count < 30)
        {
            chain.Add(style);
            style = styles.GetValueOrDefault((string?)style.Element(W + "basedOn")?.Attribute(W + "val") ?? "");
        }
        chain.Reverse();
        return chain;
    }

    private WordSection SectionOf(XElement? section)
    {
        const double twip = 25.4 / 1440;
        double Mm(string element, string name, double otherwise) => section?.Element(W + element)?.Attribute(W + name) is { } a ? Math.Abs(Number((string)a)) * twip : otherwise;
        // A section without a header of its own has that of the one before.
        Dictionary<string, string> References(string name, IReadOnlyDictionary<string, string>? before)
        {
            var references = before is null ? [] : new Dictionary<string, string>(before);
            foreach (var reference in section?.Elements(W + name) ?? []) references[(string?)reference.Attribute(W + "type") ?? "default"] = (string?)reference.Attribute(R + "id") ?? "";
            return references;
        }
        var last = sections.Count > 0 ? sections[^1] : null;
        var gutter = Mm("pgMar", "gutter", 0);
        return new(Mm("pgSz", "w", 215.9), Mm("pgSz", "h", 279.4), Mm("pgMar", "top", 25.4), Mm("pgMar", "bottom", 25.4), Mm("pgMar", "left", 25.4) + gutter, Mm("pgMar", "right", 25.4),
            section?.Element(W + "titlePg") is { } title && On(title.Attribute(W + "val"), whenMissing: true),
            section?.Element(W + "pgNumType")?.Attribute(W + "start") is { } start ? (int)Number((string)start) : null, (string?)section?.Element(W + "pgNumType")?.Attribute(W + "fmt") ?? "decimal",
            References("headerReference", last?.Headers), References("footerReference", last?.Footers));
    }

    private static bool On(XAttribute? attribute, bool whenMissing = false) => attribute is null ? whenMissing : attribute.Value is not ("0" or "false" or "off");

    // Measures may also be written with a unit ("1.27cm").
    private static double Number(string? value)
    {
        if (value is null) return 0;
        var digits = new string([.. value.TakeWhile(c => char.IsAsciiDigit(c) || c is '-' or '.')]);
        if (!double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return 0;
        return value[digits.Length..] switch { "pt" => number * 20, "mm" => number * 1440 / 25.4, "cm" => number * 14400 / 25.4, "in" => number * 1440, "pc" or "pi" => number * 240, _ => number };
    }
}
