using System.Xml.Linq;
using static Dialogue.Documents.Wml;

namespace Dialogue.Documents;

/// <summary>Where each part of a paper stands and how it looks (Nghị định 30/2020/NĐ-CP, Phụ lục I), as WordprocessingML.</summary>
/// <param name="picture">Puts a picture (PNG) into the package and gives the id of its relationship.</param>
internal sealed class PaperLayout(Func<byte[], string> picture)
{
    // The head's two columns; the right one holds the Quốc hiệu in size 13 on one line.
    private const int HeadLeft = 3794, HeadRight = PortraitWidth - HeadLeft;

    private int pictures;

    /// <summary>The paper without its annexes, from the head to the signature.</summary>
    public IEnumerable<XElement> Main(Paper paper)
    {
        yield return Head(paper);
        foreach (var line in Title(paper)) yield return line;
        foreach (var line in Addressees(paper)) yield return line;
        foreach (var basis in PaperWords.Basis(paper)) yield return P("CanCu", Runs(basis));
        var body = Blocks(PaperWords.BodyOf(paper), PortraitWidth).ToList();
        KeepWithSignature(body);
        foreach (var block in body) yield return block;
        foreach (var block in End(paper)) yield return block;
    }

    /// <summary>One annex, from its number on.</summary>
    public IEnumerable<XElement> Annex(Paper paper, int index)
    {
        var annex = paper.Annexes[index];
        yield return P("PhuLuc", Run(PaperWords.AnnexName(paper, index)));
        var width = annex.Landscape ? LandscapeWidth : PortraitWidth;
        if (annex.Title.Length > 0) yield return PWith("TenPhuLuc", [Balanced(annex.Title, 14, bold: true, width)], Run(annex.Title));
        var note = PaperWords.AnnexNote(paper);
        yield return PWith("KemTheo", [Balanced(note, 14, bold: false, width)], Run(note));
        foreach (var block in Blocks(annex.Body, width)) yield return block;
    }

    public static XElement Head(Paper paper)
    {
        var left = new List<XElement>();
        var lines = paper.Issuer.Lines;
        // In size 13, or 12 when a line would not fit its column.
        var size = lines.Append(paper.Issuer.Above).Any(l => TextWidth.Of(l, 13, bold: true) > HeadLeft / 20.0) ? 12 : 13;
        object?[] smaller = size == 12 ? [Val("sz", 24), Val("szCs", 24)] : [];
        if (paper.Issuer.Above.Length > 0) left.Add(PWith("CoQuanChuQuan", [Balanced(paper.Issuer.Above, size, bold: false, HeadLeft)], Run(paper.Issuer.Above, smaller)));
        left.AddRange(lines.Select(l => PWith("CoQuanBanHanh", [Balanced(l, size, bold: true, HeadLeft)], Run(l, smaller))));
        if (lines.Count > 0) left.Add(Rule(LineLength(lines[^1], size, bold: true, HeadLeft) * 0.42, HeadLeft));

        XElement[] right = [
            P("QuocHieu", Run(PaperWords.Nation)),
            P("TieuNgu", Run(PaperWords.Motto)),
            Rule(TextWidth.Of(PaperWords.Motto, 14, bold: true), HeadRight),
        ];

        var number = new List<XElement>();
        if (PaperWords.NumberLine(paper) is { Length: > 0 } line) number.Add(P("SoKyHieu", Run(line)));
        if (paper.Kind.IsLetter) number.Add(PWith("TrichYeuCongVan", [Balanced("V/v " + paper.Subject, 12, bold: false, HeadLeft)], Run("V/v " + paper.Subject)));
        var date = PaperWords.PlaceAndDate(paper);
        XElement[] place = date.Length > 0 ? [P("DiaDanhThoiGian", Run(date))] : [];
        return number.Count == 0 && place.Length == 0 ? Grid([HeadLeft, HeadRight], [left, right]) : Grid([HeadLeft, HeadRight], [left, right], [number, place]);
    }

    public static IEnumerable<XElement> Title(Paper paper)
    {
        if (paper.Kind.IsLetter) yield break;
        yield return P("TenLoai", Run(paper.Kind.TypeName));
        var last = paper.Subject.Length > 0 ? paper.Subject : paper.Kind.TypeName;
        if (paper.Subject.Length > 0) yield return PWith("TrichYeu", [Balanced(paper.Subject, 14, bold: true, PortraitWidth)], Run(paper.Subject));
        yield return Rule(LineLength(last, 14, bold: true, PortraitWidth) * 0.4, PortraitWidth);
        yield return PWith("DuongKe", [El("spacing", At("after", 120))]);
    }

    // A text longer than its line is drawn in on both sides, so that its lines are about equally long and no single word is left over.
    private static XElement? Balanced(string text, double size, bool bold, int room)
    {
        var side = (int)(room - LineLength(text, size, bold, room) * 20) / 2;
        return TextWidth.Of(text, size, bold) * 20 <= room || side < 100 ? null : El("ind", At("left", side), At("right", side), At("firstLine", 0));
    }

    /// <summary>The length of the longest line of a text in its room (twips), in points.</summary>
    private static double LineLength(string text, double size, bool bold, int room)
    {
        var whole = TextWidth.Of(text, size, bold);
        var most = room / 20.0;
        if (whole <= most) return whole;
        var lines = Math.Ceiling(whole / most);
        var word = text.Split(' ').Max(w => TextWidth.Of(w, size, bold));
        return Math.Min(most, whole / lines + word * 0.75);
    }

    public static IEnumerable<XElement> Addressees(Paper paper)
    {
        var to = PaperWords.Addressees(paper);
        if (to.Count == 0) yield break;
        if (to.Count == 1)
        {
            yield return PWith("KinhGui", [Val("jc", "center")], Run($"{PaperWords.To} {to[0]}"));
            yield break;
        }
        const int indent = 1985; // 3.5 cm: the list stands near the middle of the line
        var under = indent + (int)(TextWidth.Of(PaperWords.To, 14, bold: false) * 20);
        yield return PWith("KinhGui", [El("keepNext"), El("spacing", At("after", 0)), El("ind", At("left", indent))], Run(PaperWords.To));
        for (var i = 0; i < to.Count; i++)
            yield return PWith("KinhGui", [El("spacing", At("before", 0), At("after", i == to.Count - 1 ? 120 : 0)), El("ind", At("left", under + 170), At("hanging", 170))], Run(to[i]));
    }

    /// <summary>Nơi nhận on the left, the signature on the right; several signatures side by side and Nơi nhận below them.</summary>
    public static IEnumerable<XElement> End(Paper paper)
    {
        var recipients = Recipients(paper).ToList();
        if (paper.Signatures.Count <= 1)
        {
            if (recipients.Count == 0 && paper.Signatures.Count == 0) yield break;
            yield return PWith("DuongKe", [El("keepNext"), El("spacing", At("before", 60))]);
            yield return Grid([PortraitWidth / 2, PortraitWidth - PortraitWidth / 2], [recipients, paper.Signatures.SelectMany(Signature)]);
            yield break;
        }
        foreach (var block in Signatories(new(paper.Signatures), PortraitWidth)) yield return block;
        if (recipients.Count > 0) yield return PWith("DuongKe", [El("spacing", At("before", 240))]);
        foreach (var line in recipients) yield return line;
    }

    private static IEnumerable<XElement> Recipients(Paper paper)
    {
        if (paper.Recipients.Count == 0) yield break;
        yield return P("NoiNhan", Run(PaperWords.RecipientsHead));
        foreach (var line in PaperWords.Recipients(paper)) yield return P("NoiNhanDong", Run(line));
    }

    private static IEnumerable<XElement> Signature(Signature signature)
    {
        foreach (var line in signature.Capacity)
            yield return line.StartsWith('(') ? P("GhiChuKy", Run(line)) : P("QuyenHanChucVu", Run(line));
        yield return P("HoTenNguoiKy", Run(signature.Name)); // the space above it is where the signature goes
    }

    private static IEnumerable<XElement> Signatories(Signatories block, int width)
    {
        if (block.Signatures.Count == 0) yield break;
        var each = width / block.Signatures.Count;
        var widths = block.Signatures.Select((_, i) => i == block.Signatures.Count - 1 ? width - each * i : each).ToList();
        var signatures = block.Signatures.Select(Signature).ToList();
        yield return PWith("DuongKe", [El("keepNext"), El("spacing", At("before", 120))]);
        if (block.PlaceAndDate.Length == 0)
        {
            yield return Grid(widths, [.. signatures]);
            yield break;
        }
        // Place and date stand above the last one; of a single one, on the right half.
        if (signatures.Count == 1) (widths, signatures) = ([width * 2 / 5, width - width * 2 / 5], [[], signatures[0]]);
        yield return Grid(widths,
            [.. signatures.Select((_, i) => i == signatures.Count - 1 ? (IEnumerable<XElement>)[PWith("DiaDanhThoiGian", [El("keepNext")], Run(block.PlaceAndDate))] : [])],
            [.. signatures]);
    }

    // The last paragraph stays with the signature, which is never alone on a page.
    private static void KeepWithSignature(List<XElement> body)
    {
        if (body is not [.., { } last] || last.Name != W + "p") return;
        var style = last.Element(W + "pPr")!.Element(W + "pStyle")!;
        if (style.ElementsAfterSelf(W + "keepNext").FirstOrDefault() is null) style.AddAfterSelf(El("keepNext"));
    }

    /// <param name="width">Of the text, in twips.</param>
    public IEnumerable<XElement> Blocks(IReadOnlyList<Block> blocks, int width) => blocks.SelectMany(b => Block(b, width));

    private IEnumerable<XElement> Block(Block block, int width) => block switch
    {
        Heading heading => [P($"DeMuc{Math.Clamp(heading.Level, 1, 3)}", Runs(heading.Text))],
        Paragraph paragraph => [PWith("NoiDung", Properties(paragraph), Runs(paragraph.Text))],
        Table table => TableOf(table, width),
        FillIn fillIn => FillIn(fillIn, width),
        Choices choices => [Choices(choices)],
        Qr qr => Picture(qr),
        Signatories signatories => Signatories(signatories, width),
        _ => throw new ArgumentOutOfRangeException(nameof(block)),
    };

    private static object?[] Properties(Paragraph paragraph) => [
        paragraph.Indent && paragraph.Align is Align.Justify or Align.Left && paragraph.Indent ? null : El("ind", At("firstLine", 0)),
        paragraph.Align == Align.Justify ? null : Val("jc", Jc(paragraph.Align)),
    ];

    private static string Jc(Align align) => align switch { Align.Left => "left", Align.Center => "center", Align.Right => "right", _ => "both" };

    private static IEnumerable<XElement> TableOf(Table table, int width)
    {
        if (table.Columns.Count == 0) yield break;
        if (table.Caption.Length > 0) yield return P("TenBang", Runs(table.Caption));
        // Many columns: 11 pt, and 10 for very many.
        var size = table.Columns.Count switch { > 12 => 10, > 8 => 11, _ => 12 };
        object?[] smaller = size < 12 ? [Val("sz", size * 2), Val("szCs", size * 2)] : [];
        var widths = Widths(table, width, size);
        yield return El("tbl",
            El("tblPr",
                El("tblW", At("w", width), At("type", "dxa")),
                El("tblBorders", new[] { "top", "left", "bottom", "right", "insideH", "insideV" }.Select(b => El(b, At("val", "single"), At("sz", 4), At("space", 0), At("color", "000000")))),
                El("tblLayout", At("type", "fixed")),
                El("tblCellMar", El("left", At("w", 85), At("type", "dxa")), El("right", At("w", 85), At("type", "dxa")))),
            El("tblGrid", widths.Select(w => El("gridCol", At("w", w)))),
            El("tr", El("trPr", El("cantSplit"), El("tblHeader")),
                table.Columns.Select((c, i) => Cell(widths[i], P("DauBang", Run(c.Title, smaller)), "center"))),
            table.Rows.Select((row, r) => El("tr", El("trPr", El("cantSplit")),
                table.Columns.Select((c, i) => Cell(widths[i], CellText(i < row.Count ? row[i] : "", c.Align, smaller, bold: table.Total && r == table.Rows.Count - 1))))));
        yield return PWith("DuongKe", [El("spacing", At("after", 120))]);
    }

    // By the columns' shares, but no column so narrow that a word of its head or of its cells is broken, as long as there is room for that.
    private static List<int> Widths(Table table, int width, int size)
    {
        var shares = table.Columns.Sum(c => c.Share);
        var widths = table.Columns.Select(c => width * c.Share / shares).ToList();
        var least = table.Columns.Select((c, i) => c.Title.Split(' ').Max(w => TextWidth.Of(w, size, bold: true)) is var head
            && table.Rows.Take(500).Where(r => i < r.Count).SelectMany(r => r[i].Split(' ', '\n')).Select(w => TextWidth.Of(w, size, bold: table.Total)).DefaultIfEmpty(0).Max() is var cell
            ? Math.Max(head, cell) * 20 + 200 : 0).ToList();
        var spare = widths.Zip(least, (w, l) => Math.Max(0, w - l)).Sum();
        var wanted = widths.Zip(least, (w, l) => Math.Max(0, l - w)).Sum();
        if (wanted > 0 && wanted <= spare)
            for (var i = 0; i < widths.Count; i++)
                widths[i] = widths[i] < least[i] ? least[i] : widths[i] - (widths[i] - least[i]) * wanted / spare;
        var whole = widths.Select(w => (int)w).ToList();
        whole[^1] += width - whole.Sum();
        return whole;
    }

    private static XElement Cell(int width, XElement content, string? vertical = null) =>
        El("tc", El("tcPr", El("tcW", At("w", width), At("type", "dxa")), vertical is null ? null : Val("vAlign", vertical)), content);

    private static XElement CellText(string text, Align align, object?[] smaller, bool bold) => PWith("OBang", [Val("jc", Jc(align == Align.Justify ? Align.Left : align))],
        Inline.Parse(text).Select(r => Run(r.Text, [bold || r.Bold ? El("b") : null, r.Italic ? El("i") : null, .. smaller])));

    private static IEnumerable<XElement> FillIn(FillIn line, int width)
    {
        var dots = El("tabs", El("tab", At("val", "right"), At("leader", "dot"), At("pos", width)));
        var lines = Math.Max(1, line.Lines);
        if (line.Value.Length > 0)
        {
            yield return PWith("DienVao", [Val("jc", "both")], Runs(line.Label), Run(" " + line.Value));
            yield break;
        }
        yield return PWith("DienVao", [dots], Runs(line.Label), Run(" "), Tab());
        for (var i = 1; i < lines; i++) yield return PWith("DienVao", [dots], Tab());
    }

    // The box is a border around spaces: Times New Roman has no box, and another font would be a departure from the decree.
    private static XElement Choices(Choices choices) => P("DienVao",
        choices.Label.Length > 0 ? Runs(choices.Label + "  ") : null,
        choices.Options.Select((option, i) => new object[]
        {
            Run(option == choices.Chosen && option.Length > 0 ? "\u00A0x\u00A0" : "\u00A0\u00A0\u00A0", El("bdr", At("val", "single"), At("sz", 6), At("space", 0), At("color", "000000"))),
            Run($"\u00A0{option}{(i < choices.Options.Count - 1 ? "     " : "")}"),
        }));

    private IEnumerable<XElement> Picture(Qr qr)
    {
        const long side = 1_080_000; // 3 cm in EMU
        using var generator = new QRCoder.QRCodeGenerator();
        using var data = generator.CreateQrCode(qr.Address, QRCoder.QRCodeGenerator.ECCLevel.M);
        using var code = new QRCoder.PngByteQRCode(data);
        var id = picture(code.GetGraphic(8));
        pictures++;
        yield return PWith("NoiDung", [El("keepNext"), El("ind", At("firstLine", 0)), Val("jc", "center")], El("r", El("drawing",
            new XElement(Wp + "inline", new XAttribute("distT", 0), new XAttribute("distB", 0), new XAttribute("distL", 0), new XAttribute("distR", 0),
                new XElement(Wp + "extent", new XAttribute("cx", side), new XAttribute("cy", side)),
                new XElement(Wp + "docPr", new XAttribute("id", pictures), new XAttribute("name", $"QR {pictures}"), new XAttribute("descr", $"Mã QR: {Clean(qr.Address)}")),
                new XElement(A + "graphic", new XElement(A + "graphicData", new XAttribute("uri", Pic.NamespaceName),
                    new XElement(Pic + "pic",
                        new XElement(Pic + "nvPicPr", new XElement(Pic + "cNvPr", new XAttribute("id", pictures), new XAttribute("name", $"QR {pictures}")), new XElement(Pic + "cNvPicPr")),
                        new XElement(Pic + "blipFill", new XElement(A + "blip", new XAttribute(R + "embed", id)), new XElement(A + "stretch", new XElement(A + "fillRect"))),
                        new XElement(Pic + "spPr",
                            new XElement(A + "xfrm", new XElement(A + "off", new XAttribute("x", 0), new XAttribute("y", 0)), new XElement(A + "ext", new XAttribute("cx", side), new XAttribute("cy", side))),
                            new XElement(A + "prstGeom", new XAttribute("prst", "rect"), new XElement(A + "avLst"))))))))));
        if (qr.Label.Length > 0) yield return PWith("NoiDung", [El("keepNext"), El("ind", At("firstLine", 0)), Val("jc", "center")], Run(qr.Label));
        yield return PWith("NoiDung", [El("ind", At("firstLine", 0)), Val("jc", "center")], Run(qr.Address));
    }
}
