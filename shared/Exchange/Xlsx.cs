using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Dialogue.Exchange;

/// <summary>Workbooks of one sheet (ISO/IEC 29500), written in constant memory and read with care.</summary>
public static partial class Xlsx
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>Excel's own limits.</summary>
    internal const int MaxRows = 1_048_576, MaxCell = 32_767;

    /// <summary>Written to the stream when it has grown this long, in bytes.</summary>
    private const int Chunk = 64 * 1024;

    /// <summary>
    /// Writes the list as a workbook: a bold head that stays in view, a filter over it, widths, real dates and numbers. Rows go out as they come in; the
    /// stream is only written to, and only asynchronously, so it can be a response's body.
    /// </summary>
    /// <remarks>
    /// Words are written as inline strings, which are never calculated. Those that would become a formula when somebody edits the cell or saves the sheet as text
    /// carry Excel's own quote prefix. Rows beyond Excel's limit of 1,048,576 are an <see cref="InvalidOperationException"/>, never left out in silence.
    /// </remarks>
    public static async Task Write<T>(Stream stream, Sheet<T> sheet, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        await using var outlet = new Outlet(stream);
        using (var zip = new ZipArchive(outlet, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            var columns = sheet.Columns;
            foreach (var (path, text) in Parts(SheetName(sheet.Title), columns.Count)) Put(zip, path, text);

            var last = 1;
            using var entry = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
            using var writer = OpenXmlWriter.Create(entry, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            writer.WriteStartDocument(true);
            writer.WriteStartElement(new Worksheet());
            writer.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
            writer.WriteElement(new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
            writer.WriteElement(new Columns(columns.Select((c, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = c.Width + 0.7, CustomWidth = true })));
            writer.WriteStartElement(new SheetData());
            writer.WriteStartElement(new Row { RowIndex = 1 });
            foreach (var column in columns) Words(writer, column.Title, Style.Head);
            writer.WriteEndElement();
            await foreach (var row in rows.WithCancellation(cancellationToken))
            {
                if (++last > MaxRows) throw new InvalidOperationException("A sheet holds 1,048,576 rows; this list has more.");
                writer.WriteStartElement(new Row());
                foreach (var column in columns) Value(writer, column.Kind, column.Value(row));
                writer.WriteEndElement();
                if (outlet.Waiting > Chunk) await outlet.Send(cancellationToken);
            }

            writer.WriteEndElement();
            writer.WriteElement(new AutoFilter { Reference = $"A1:{Letters(Math.Max(columns.Count, 1) - 1)}{last}" });
            writer.WriteElement(new PageMargins { Left = 0.4, Right = 0.4, Top = 0.5, Bottom = 0.5, Header = 0.3, Footer = 0.3 });
            writer.WriteElement(new PageSetup { PaperSize = 9, Orientation = OrientationValues.Landscape, FitToHeight = 0 });
            writer.WriteEndElement();
        }
        await outlet.Send(cancellationToken);
    }

    /// <summary>The archive writes synchronously, which a response's body does not allow: what it writes waits here until it is sent.</summary>
    private sealed class Outlet(Stream stream) : Stream
    {
        private readonly MemoryStream waiting = new();

        public long Waiting => waiting.Length;

        public async Task Send(CancellationToken cancellationToken)
        {
            await stream.WriteAsync(waiting.GetBuffer().AsMemory(0, (int)waiting.Length), cancellationToken);
            waiting.SetLength(0);
        }

        public override void Write(byte[] buffer, int offset, int count) => waiting.Write(buffer, offset, count);
        public override void Write(ReadOnlySpan<byte> buffer) => waiting.Write(buffer);
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }

    /// <summary>"A" for 0, "AB" for 27.</summary>
    internal static string Letters(int column)
    {
        var letters = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26) letters = (char)('A' + (rest - 1) % 26) + letters;
        return letters;
    }

    private static void Value(OpenXmlWriter writer, ColumnKind kind, object? value)
    {
        switch (value)
        {
            case null or "":
                writer.WriteElement(new Cell());
                break;
            case decimal number:
                Typed(writer, number.ToString(CultureInfo.InvariantCulture), kind == ColumnKind.Money ? Style.Money : decimal.IsInteger(number) ? Style.Whole : Style.Decimals);
                break;
            case DateOnly day:
                Typed(writer, (day.DayNumber - Epoch.DayNumber).ToString(CultureInfo.InvariantCulture), Style.Day);
                break;
            case DateTime moment:
                Typed(writer, (moment - Epoch.ToDateTime(TimeOnly.MinValue)).TotalDays.ToString("0.##########", CultureInfo.InvariantCulture), Style.Moment);
                break;
            case bool flag:
                Words(writer, flag ? "Có" : "Không", Style.Words);
                break;
            case string address when kind == ColumnKind.Link && address.Length <= 255 && Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps):
                // The only formula that is ever written: of an address that has been read as one, quoted.
                writer.WriteStartElement(new Cell { DataType = CellValues.String, StyleIndex = (uint)Style.Link });
                writer.WriteElement(new CellFormula($"HYPERLINK(\"{uri.AbsoluteUri.Replace("\"", "%22", StringComparison.Ordinal)}\")"));
                writer.WriteElement(new CellValue(uri.AbsoluteUri));
                writer.WriteEndElement();
                break;
            case string text:
                Words(writer, text, Formulas.CouldBeOne(text) ? Style.Quoted : Style.Words);
                break;
            default:
                throw new InvalidOperationException($"A cell cannot hold a {value.GetType()}.");
        }
    }

    private static void Typed(OpenXmlWriter writer, string value, Style style)
    {
        writer.WriteStartElement(new Cell { StyleIndex = (uint)style });
        writer.WriteElement(new CellValue(value));
        writer.WriteEndElement();
    }

    private static void Words(OpenXmlWriter writer, string text, Style style)
    {
        writer.WriteStartElement(new Cell { DataType = CellValues.InlineString, StyleIndex = (uint)style });
        writer.WriteElement(new InlineString(new Text(Escape(Clean(text))) { Space = SpaceProcessingModeValues.Preserve }));
        writer.WriteEndElement();
    }

    /// <summary>"_x000D_" is a character's number to a spreadsheet; here it is words.</summary>
    private static string Escape(string text) => text.Contains("_x", StringComparison.OrdinalIgnoreCase) ? Workbook.Escaped().Replace(text, m => "_x005F" + m.Value) : text;

    /// <summary>Without what XML cannot hold, and no longer than a cell can be.</summary>
    private static string Clean(string text)
    {
        if (text.Length > MaxCell) text = text[..(MaxCell - 1)] + "…";
        var bad = false;
        for (var i = 0; i < text.Length && !bad; i++)
            bad = !XmlConvert.IsXmlChar(text[i]) && !(i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i])) && !(i > 0 && XmlConvert.IsXmlSurrogatePair(text[i], text[i - 1]));
        if (!bad) return text;
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i])) kept.Append(text[i]);
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i])) kept.Append(text[i]).Append(text[++i]);
        }
        return kept.ToString();
    }

    private static string SheetName(string title)
    {
        var name = new string([.. Clean(title).Where(c => c is not ('[' or ']' or ':' or '*' or '?' or '/' or '\\') && !char.IsControl(c))]).Trim(' ', '\'');
        return name.Length == 0 ? "Danh sách" : name.Length > 31 ? name[..31].TrimEnd(' ', '\'') : name;
    }

    private static void Put(ZipArchive zip, string path, string text)
    {
        using var entry = zip.CreateEntry(path, CompressionLevel.Fastest).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }

    private static readonly DateOnly Epoch = new(1899, 12, 30);

    /// <summary>Positions in cellXfs of <see cref="Styles"/>.</summary>
    private enum Style
    {
        Plain, Head, Words, Whole, Decimals, Money, Day, Moment, Quoted, Link,
    }

    private const string Styles = $"""
        <styleSheet xmlns="{Main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy\ hh:mm"/></numFmts>
        <fonts count="3"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><u/><sz val="11"/><color rgb="FF0B5394"/><name val="Calibri"/><family val="2"/></font></fonts>
        <fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/><bgColor indexed="64"/></patternFill></fill></fills>
        <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="10"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
        <xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>
        <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
        <xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>
        <xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>
        <xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>
        <xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf>
        <xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf>
        <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
        <xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="top"/></xf></cellXfs>
        <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
        """;

    /// <summary>All but the sheet itself. Written by hand, as the packaging library keeps every part in memory until the end.</summary>
    private static IEnumerable<(string Path, string Text)> Parts(string name, int columns)
    {
        const string Package = "http://schemas.openxmlformats.org/package/2006", Type = "application/vnd.openxmlformats-officedocument.spreadsheetml", Head = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";
        yield return ("[Content_Types].xml", $"""
            {Head}<Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{Type}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="{Type}.styles+xml"/></Types>
            """);
        yield return ("_rels/.rels", $"""
            {Head}<Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """);
        yield return ("xl/_rels/workbook.xml.rels", $"""
            {Head}<Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Relations}/styles" Target="styles.xml"/></Relationships>
            """);
        var quoted = new System.Xml.Linq.XText(name).ToString().Replace("\"", "&quot;", StringComparison.Ordinal);
        var head = columns == 0 ? "" : $"""<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'{quoted.Replace("'", "''", StringComparison.Ordinal)}'!$1:$1</definedName></definedNames>""";
        yield return ("xl/workbook.xml", $"""
            {Head}<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets><sheet name="{quoted}" sheetId="1" r:id="rId1"/></sheets>{head}</workbook>
            """);
        yield return ("xl/styles.xml", Head + Styles);
    }
}
