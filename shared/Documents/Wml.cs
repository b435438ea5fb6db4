using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Dialogue.Documents;

/// <summary>The few words of WordprocessingML that papers are written with. Lengths are twips (1/20 point) unless said otherwise.</summary>
internal static class Wml
{
    public static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    public static readonly XNamespace R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    public static readonly XNamespace Wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
    public static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    public static readonly XNamespace Pic = "http://schemas.openxmlformats.org/drawingml/2006/picture";
    public static readonly XNamespace Relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    public static readonly XNamespace ContentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";

    public const int PageShort = 11906, PageLong = 16838, Top = 1134, Bottom = 1134, Left = 1701, Right = 851;
    public const int PortraitWidth = PageShort - Left - Right, LandscapeWidth = PageLong - Left - Right;

    public static XElement El(string name, params object?[] content) => new(W + name, content);

    public static XAttribute At(string name, object value) => new(W + name, Convert.ToString(value, CultureInfo.InvariantCulture)!);

    /// <summary>An element with the one attribute <c>w:val</c>.</summary>
    public static XElement Val(string name, object value) => El(name, At("val", value));

    public static XElement P(string style, params object?[] content) => new(W + "p", El("pPr", Val("pStyle", style)), content);

    /// <param name="properties">Children of <c>w:pPr</c> after the style, in the order of the schema.</param>
    public static XElement PWith(string style, object?[] properties, params object?[] content) => new(W + "p", El("pPr", Val("pStyle", style), properties), content);

    public static XElement Run(string text, params object?[] properties) =>
        El("r", properties.Length > 0 ? El("rPr", properties) : null, Texts(text));

    public static XElement Tab() => El("r", El("tab"));

    /// <summary>The runs of a text with ** and __.</summary>
    public static IEnumerable<XElement> Runs(string text) => Inline.Parse(text).Select(r => El("r",
        r.Bold || r.Italic ? El("rPr", r.Bold ? El("b") : null, r.Italic ? El("i") : null) : null, Texts(r.Text)));

    /// <summary>What is inside a run: lines of a text with breaks between them, tabs as tabs; characters that XML does not know are left out.</summary>
    public static IEnumerable<XElement> Texts(string text)
    {
        var lines = Clean(text).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0) yield return El("br");
            var parts = lines[i].Split('\t');
            for (var j = 0; j < parts.Length; j++)
            {
                if (j > 0) yield return El("tab");
                if (parts[j].Length > 0) yield return El("t", new XAttribute(XNamespace.Xml + "space", "preserve"), parts[j]);
            }
        }
    }

    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) clean.Append(text[i]).Append(text[++i]);
            else if (text[i] != '\r' && XmlConvert.IsXmlChar(text[i])) clean.Append(text[i]);
        }
        return clean.ToString();
    }

    /// <summary>The page number; Word counts it anew when the document is opened.</summary>
    public static IEnumerable<XElement> PageField() =>
    [
        El("r", El("fldChar", At("fldCharType", "begin"))),
        El("r", El("instrText", new XAttribute(XNamespace.Xml + "space", "preserve"), " PAGE ")),
        El("r", El("fldChar", At("fldCharType", "separate"))),
        El("r", El("t", "2")),
        El("r", El("fldChar", At("fldCharType", "end"))),
    ];

    /// <summary>A section's page: A4, the decree's margins, the number in the top margin, hidden on the first page, counted from 1.</summary>
    public static XElement Section(string headerId, string firstHeaderId, bool landscape) => El("sectPr",
        El("headerReference", At("type", "default"), new XAttribute(R + "id", headerId)),
        El("headerReference", At("type", "first"), new XAttribute(R + "id", firstHeaderId)),
        Val("type", "nextPage"),
        landscape ? El("pgSz", At("w", PageLong), At("h", PageShort), At("orient", "landscape")) : El("pgSz", At("w", PageShort), At("h", PageLong)),
        El("pgMar", At("top", Top), At("right", Right), At("bottom", Bottom), At("left", Left), At("header", 567), At("footer", 567), At("gutter", 0)),
        El("pgNumType", At("start", 1)),
        El("titlePg"));

    /// <summary>A line of a given length: an empty paragraph with a border above it, drawn in by both ends.</summary>
    /// <param name="room">The width it stands in.</param>
    /// <param name="center">False: from the left.</param>
    public static XElement Rule(double length, int room, bool center = true)
    {
        var twips = Math.Min((int)Math.Round(length * 20), room);
        var left = center ? (room - twips) / 2 : 0;
        return PWith("DuongKe", [
            El("pBdr", El("top", At("val", "single"), At("sz", 6), At("space", 1), At("color", "000000"))),
            El("ind", At("left", left), At("right", room - twips - left)),
        ]); // the style's space before it keeps it clear of the marks below letters
    }

    /// <summary>A borderless table of fixed columns, such as the head and the signatures stand in.</summary>
    public static XElement Grid(IReadOnlyList<int> widths, params IReadOnlyList<IEnumerable<XElement>>[] rows) => El("tbl",
        El("tblPr", El("tblW", At("w", widths.Sum()), At("type", "dxa")), El("tblLayout", At("type", "fixed")),
            El("tblCellMar", El("left", At("w", 0), At("type", "dxa")), El("right", At("w", 0), At("type", "dxa")))),
        El("tblGrid", widths.Select(w => El("gridCol", At("w", w)))),
        rows.Select(row => El("tr", El("trPr", El("cantSplit")),
            row.Select((cell, i) => El("tc", El("tcPr", El("tcW", At("w", widths[i]), At("type", "dxa"))), NotEmpty(cell))))));

    /// <summary>A cell needs a paragraph.</summary>
    public static IReadOnlyList<XElement> NotEmpty(IEnumerable<XElement> cell)
    {
        var content = cell.ToList();
        if (content.Count == 0 || content[^1].Name != W + "p") content.Add(P("OBang"));
        return content;
    }
}
