using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Dialogue.Kernel;

namespace Dialogue.Exchange;

public static partial class Xlsx
{
    /// <summary>
    /// Reads the first visible sheet of a workbook. Numbers that are dates by their format become dates, merged cells have the value of their first cell in
    /// each, a number with a format of zeros only ("0000000000") keeps its zeros.
    /// </summary>
    /// <exception cref="RuleBrokenException">Macros, an unpacked size beyond the limit, too many rows or columns, or no workbook at all.</exception>
    public static ReadSheet Read(ReadOnlyMemory<byte> file, ReadLimits? limits = null)
    {
        limits ??= new();
        if (file.Length > limits.FileBytes) throw ExchangeRules.FileTooLarge(limits.FileBytes);
        try
        {
            return new Workbook(file, limits).Read();
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or IOException or FormatException or OverflowException or NotSupportedException or ArgumentException)
        {
            throw ExchangeRules.Broken();
        }
    }

    /// <summary>Reads XML parts one after the other and counts what they unpack to: sizes that the file states itself are not believed.</summary>
    private sealed partial class Workbook(ReadOnlyMemory<byte> file, ReadLimits limits)
    {
        private static readonly XmlReaderSettings Careful = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };

        private readonly ZipArchive zip = new(new MemoryStream(file.ToArray(), writable: false), ZipArchiveMode.Read);
        private readonly List<string> shared = [];
        private readonly List<Format> formats = [];
        private long left = limits.UnpackedBytes;
        private bool from1904;

        private enum Format
        {
            General, Date, Moment, Zeros,
        }

        private readonly List<int> zeros = [];

        public ReadSheet Read()
        {
            if (zip.Entries.Count > 2000) throw ExchangeRules.UnpacksTooLarge();
            if (zip.Entries.Any(e => e.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || e.FullName.Contains("/macrosheets/", StringComparison.OrdinalIgnoreCase))) throw ExchangeRules.Macros();
            if (zip.Entries.Sum(e => e.Length) > limits.UnpackedBytes) throw ExchangeRules.UnpacksTooLarge();
            using (var types = Open("[Content_Types].xml") ?? throw ExchangeRules.NoTable())
                while (types.Read())
                    if (types.GetAttribute("ContentType") is { } type && type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase)) throw ExchangeRules.Macros();
            var (name, path) = FirstSheet();
            ReadStyles();
            ReadShared();
            var (rows, merges) = Rows(path);
            Spread(rows, merges);
            ReadRow[] held = [.. rows.Where(r => r.Value.Exists(c => !string.IsNullOrWhiteSpace(c.Text))).Select(r => new ReadRow(r.Key, r.Value))];
            return held.Length == 0 ? throw ExchangeRules.Empty() : new(name, held);
        }

        private (string Name, string Path) FirstSheet()
        {
            var (name, id) = ("", (string?)null);
            using (var book = Open("xl/workbook.xml") ?? throw ExchangeRules.NoTable())
                while (book.Read())
                {
                    if (book.NodeType != XmlNodeType.Element) continue;
                    if (book.LocalName == "workbookPr") from1904 = book.GetAttribute("date1904") is "1" or "true";
                    if (book.LocalName != "sheet" || id is not null || book.GetAttribute("state") is "hidden" or "veryHidden") continue;
                    (name, id) = (book.GetAttribute("name") ?? "", book.GetAttribute("id", Relations) ?? book.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships"));
                }

            using var links = Open("xl/_rels/workbook.xml.rels") ?? throw ExchangeRules.NoTable();
            while (links.Read())
                if (links.LocalName == "Relationship" && links.GetAttribute("Id") == id && id is not null && links.GetAttribute("Target") is { } target)
                    return (name, target.StartsWith('/') ? target[1..] : "xl/" + target);
            throw ExchangeRules.NoTable();
        }

        private void ReadStyles()
        {
            using var styles = Open("xl/styles.xml");
            if (styles is null) return;
            var codes = new Dictionary<int, string>();
            var inside = false;
            while (styles.Read())
            {
                if (styles.LocalName == "cellXfs") inside = styles.NodeType == XmlNodeType.Element && !styles.IsEmptyElement;
                if (styles.NodeType != XmlNodeType.Element) continue;
                if (styles.LocalName == "numFmt" && Number(styles.GetAttribute("numFmtId")) is { } key) codes[key] = styles.GetAttribute("formatCode") ?? "";
                if (!inside || styles.LocalName != "xf") continue;
                var format = Number(styles.GetAttribute("numFmtId")) ?? 0;
                var code = codes.GetValueOrDefault(format, "");
                formats.Add(format switch
                {
                    >= 14 and <= 17 or >= 27 and <= 31 or 36 or >= 50 and <= 54 or 57 or 58 => Format.Date,
                    22 => Format.Moment,
                    _ when OnlyZeros().IsMatch(code) => Format.Zeros,
                    _ when IsDate(code) => code.Contains('h', StringComparison.OrdinalIgnoreCase) ? Format.Moment : Format.Date,
                    _ => Format.General,
                });
                zeros.Add(code.Length);
            }
        }

        /// <summary>Has a day or a year outside of quotes, colours and escapes.</summary>
        private static bool IsDate(string code)
        {
            var bare = NotOfTheFormat().Replace(code, "");
            return bare.AsSpan().ContainsAny("dDyY") && !bare.Contains("General", StringComparison.OrdinalIgnoreCase);
        }

        private void ReadShared()
        {
            using var strings = Open("xl/sharedStrings.xml");
            if (strings is null) return;
            while (strings.Read())
                if (strings is { NodeType: XmlNodeType.Element, LocalName: "si" })
                    shared.Add(Rich(strings));
        }

        /// <summary>The words of an element with runs; how they are pronounced (rPh) is not part of them.</summary>
        private static string Rich(XmlReader reader)
        {
            if (reader.IsEmptyElement) return "";
            var text = new StringBuilder();
            var depth = reader.Depth;
            var pronounced = 0;
            while (reader.Read() && reader.Depth > depth)
            {
                if (reader.LocalName == "rPh" && !reader.IsEmptyElement) pronounced += reader.NodeType == XmlNodeType.Element ? 1 : reader.NodeType == XmlNodeType.EndElement ? -1 : 0;
                if (pronounced == 0 && reader.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA && reader.Depth > depth + 1) text.Append(reader.Value);
            }
            return Escaped().Replace(text.ToString(), m => ((char)Convert.ToUInt16(m.Groups[1].Value, 16)).ToString());
        }

        private (SortedDictionary<int, List<ReadCell>> Rows, List<string> Merges) Rows(string path)
        {
            var rows = new SortedDictionary<int, List<ReadCell>>();
            var merges = new List<string>();
            using var sheet = Open(path) ?? throw ExchangeRules.Broken();
            List<ReadCell> row = [];
            var (number, next) = (0, 0);
            while (sheet.Read())
            {
                if (sheet.NodeType != XmlNodeType.Element) continue;
                switch (sheet.LocalName)
                {
                    case "row":
                        number = Number(sheet.GetAttribute("r")) ?? number + 1;
                        if (number is < 1 or > MaxRows) throw ExchangeRules.Broken();
                        rows[number] = row = [];
                        next = 0;
                        break;
                    case "c":
                        var column = Position(sheet.GetAttribute("r"))?.Column ?? next;
                        next = column + 1;
                        var cell = Cell(sheet);
                        if (cell.Text.Length == 0) break;
                        if (cell.Text.Length > limits.CellCharacters) throw ExchangeRules.CellTooLong(number, Letters(column));
                        if (column >= limits.Columns) throw ExchangeRules.TooManyColumns(limits.Columns, number);
                        if (row.Count == 0 && rows.Count(r => r.Value.Count > 0) is var held && held >= limits.Rows) throw ExchangeRules.TooManyRows(limits.Rows);
                        while (row.Count < column) row.Add(default);
                        if (row.Count == column) row.Add(cell);
                        else row[column] = cell;
                        break;
                    case "mergeCell" when merges.Count < 5000 && sheet.GetAttribute("ref") is { } area:
                        merges.Add(area);
                        break;
                }
            }
            return (rows, merges);
        }

        private ReadCell Cell(XmlReader sheet)
        {
            var (type, style) = (sheet.GetAttribute("t"), Number(sheet.GetAttribute("s")) ?? -1);
            if (sheet.IsEmptyElement) return default;
            var (value, depth) = ("", sheet.Depth);
            while (sheet.Read() && sheet.Depth > depth)
            {
                if (sheet.NodeType != XmlNodeType.Element) continue;
                if (sheet.LocalName == "is") value = Rich(sheet);
                else if (sheet.LocalName == "v") value = Bare(sheet);
            }

            return type switch
            {
                "s" => Words(Number(value) is { } at && at >= 0 && at < shared.Count ? shared[at] : throw ExchangeRules.Broken()),
                "inlineStr" or "str" => Words(value),
                "b" => new(value == "1" ? "Có" : "Không", ReadKind.Flag),
                "e" => new(value, ReadKind.Error),
                "d" => DateTime.TryParse(value, CultureInfo.InvariantCulture, out var day) ? Day(day, day.TimeOfDay > TimeSpan.Zero) : Words(value),
                _ => Typed(value, style),
            };
        }

        private static ReadCell Words(string text) => new(Formulas.Undo(text.Normalize(NormalizationForm.FormC).ReplaceLineEndings("\n").Trim()));

        private ReadCell Typed(string value, int style)
        {
            if (value.Length == 0) return default;
            if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return Words(value);
            var format = style >= 0 && style < formats.Count ? formats[style] : Format.General;
            if (format is Format.Date or Format.Moment && number is >= 1 and < 2_958_466)
                return Day(new DateTime(1899, 12, 30).AddDays(number + (from1904 ? 1462 : 0)).AddMilliseconds(0.5), format == Format.Moment);
            var text = Math.Abs(number) < 1e15 && decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
                ? Math.Round(exact, 10).ToString("0.##########", Written) : number.ToString("R", CultureInfo.InvariantCulture);
            return format == Format.Zeros ? new(text.PadLeft(zeros[style], '0')) : new(text, ReadKind.Number);
        }

        private static ReadCell Day(DateTime day, bool withTime) => new(day.ToString(withTime ? "dd'/'MM'/'yyyy HH':'mm" : "dd'/'MM'/'yyyy", CultureInfo.InvariantCulture), ReadKind.Date);

        /// <summary>Every cell of a merged area has the value of its first one, as a person sees it.</summary>
        private void Spread(SortedDictionary<int, List<ReadCell>> rows, List<string> merges)
        {
            var spread = 0;
            foreach (var area in merges)
            {
                if (area.Split(':') is not [var from, var to] || Position(from) is not { } first || Position(to) is not { } last) continue;
                if (!rows.TryGetValue(first.Row, out var top) || first.Column >= top.Count || top[first.Column] is not { Text.Length: > 0 } value) continue;
                for (var r = first.Row; r <= last.Row && r <= first.Row + 50; r++)
                    for (var c = first.Column; c <= last.Column && c < limits.Columns && ++spread < 100_000; c++)
                    {
                        if (!rows.TryGetValue(r, out var row)) rows[r] = row = [];
                        while (row.Count <= c) row.Add(default);
                        row[c] = value;
                    }
            }
        }

        private XmlReader? Open(string path)
        {
            var entry = zip.GetEntry(path) ?? zip.Entries.FirstOrDefault(e => string.Equals(e.FullName.Replace('\\', '/'), path, StringComparison.OrdinalIgnoreCase));
            return entry is null ? null : XmlReader.Create(new Counted(entry.Open(), this), Careful);
        }

        private static string Bare(XmlReader reader)
        {
            if (reader.IsEmptyElement) return "";
            var (text, depth) = ("", reader.Depth);
            while (reader.Read() && reader.Depth > depth)
                if (reader.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace) text += reader.Value;
            return text;
        }

        private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

        /// <summary>"AB12" is column 27 of row 12.</summary>
        private static (int Column, int Row)? Position(string? reference)
        {
            if (reference is null) return null;
            var (column, i) = (0, 0);
            for (; i < reference.Length && i < 4 && char.IsAsciiLetter(reference[i]); i++) column = column * 26 + char.ToUpperInvariant(reference[i]) - 'A' + 1;
            return column > 0 && Number(reference[i..]) is { } row ? (column - 1, row) : null;
        }

        [GeneratedRegex("^0{2,}$")]
        private static partial Regex OnlyZeros();

        [GeneratedRegex("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.")]
        private static partial Regex NotOfTheFormat();

        /// <summary>Characters that XML cannot hold, as a spreadsheet writes them: _x000D_.</summary>
        [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
        public static partial Regex Escaped();

        /// <summary>A part as it unpacks, until the workbook's allowance is used up.</summary>
        private sealed class Counted(Stream inner, Workbook book) : Stream
        {
            public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

            public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

            private int Count(int read) => (book.left -= read) < 0 ? throw ExchangeRules.UnpacksTooLarge() : read;

            public override bool CanRead => true;
            public override bool CanSeek => false;
            public override bool CanWrite => false;
            public override long Length => throw new NotSupportedException();
            public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
            public override void Flush()
            {
            }

            public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
            public override void SetLength(long value) => throw new NotSupportedException();
            public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

            protected override void Dispose(bool disposing)
            {
                if (disposing) inner.Dispose();
                base.Dispose(disposing);
            }
        }
    }

    /// <summary>Numbers read come out as a Vietnamese spreadsheet shows them.</summary>
    private static readonly CultureInfo Written = MakeWritten();

    private static CultureInfo MakeWritten()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        return CultureInfo.ReadOnly(culture);
    }
}
