using System.Text;
using Dialogue.Kernel;

namespace Dialogue.Exchange;

public static partial class Csv
{
    private static readonly Encoding Windows1258 = CodePagesEncodingProvider.Instance.GetEncoding(1258)!;

    /// <summary>
    /// Reads text in UTF-8 (with its mark or without), UTF-16 or windows-1258, divided by semicolons, commas or tabs, with cells in quotes that may hold line
    /// ends. Letters come out composed (NFC), whatever way the file wrote their marks.
    /// </summary>
    /// <exception cref="RuleBrokenException">Too many rows or columns, a cell too long, a quote that is never closed.</exception>
    public static ReadSheet Read(ReadOnlyMemory<byte> file, ReadLimits? limits = null)
    {
        limits ??= new();
        if (file.Length > limits.FileBytes) throw ExchangeRules.FileTooLarge(limits.FileBytes);
        var text = Decode(file.Span).Normalize(NormalizationForm.FormC);
        var start = 0;
        // Excel's own way to name the separator: "sep=;" in the first line.
        char? named = text is ['s', 'e', 'p', '=', var c, ..] && c is ';' or ',' or '\t' && (text.Length == 5 || text[5] is '\r' or '\n') ? text[4] : null;
        if (named is not null) start = text.IndexOf('\n') is var end and >= 0 ? end + 1 : text.Length;
        if (text.AsSpan().Contains('\0')) throw ExchangeRules.NoTable();
        var rows = new List<ReadRow>();
        var number = named is null ? 0 : 1;
        foreach (var cells in Records(text, start, named ?? FindSeparator(text), limits, number))
        {
            number++;
            if (cells.TrueForAll(cell => string.IsNullOrWhiteSpace(cell))) continue;
            if (rows.Count == limits.Rows) throw ExchangeRules.TooManyRows(limits.Rows);
            rows.Add(new(number, [.. cells.Select(cell => new ReadCell(Formulas.Undo(cell)))]));
        }
        return rows.Count == 0 ? throw ExchangeRules.Empty() : new("", rows);
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) return Encoding.UTF8.GetString(bytes[3..]);
        if (bytes.StartsWith(Encoding.Unicode.Preamble)) return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith(Encoding.BigEndianUnicode.Preamble)) return Encoding.BigEndianUnicode.GetString(bytes[2..]);

        // UTF-16 without a mark: separators and line ends have a zero beside them, always on the same side.
        var beginning = bytes[..Math.Min(bytes.Length, 4096)];
        int even = 0, odd = 0;
        for (var i = 0; i < beginning.Length; i++)
            if (beginning[i] == 0)
                if (i % 2 == 0) even++;
                else odd++;
        if (odd > 0 && odd > 4 * even && odd * 8 > beginning.Length) return Encoding.Unicode.GetString(bytes);
        if (even > 0 && even > 4 * odd && even * 8 > beginning.Length) return Encoding.BigEndianUnicode.GetString(bytes);

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Windows1258.GetString(bytes);
        }
    }

    /// <summary>
    /// The one that divides the first lines most evenly. An address holds commas too, but not the same number in every line.
    /// </summary>
    private static char FindSeparator(string text)
    {
        var best = (Lines: 0, Cells: 0, Separator);
        foreach (var separator in (ReadOnlySpan<char>)[';', '\t', ','])
        {
            var counts = Counts(text, separator).Where(n => n > 0).GroupBy(n => n).Select(g => (Lines: g.Count(), Cells: g.Key)).DefaultIfEmpty().Max();
            if (counts.Lines > best.Lines || (counts.Lines == best.Lines && counts.Cells > best.Cells)) best = (counts.Lines, counts.Cells, separator);
        }
        return best.Separator;
    }

    /// <summary>How often it stands outside of quotes in each of the first twenty lines.</summary>
    private static List<int> Counts(string text, char separator)
    {
        var counts = new List<int>();
        var (count, quoted) = (0, false);
        foreach (var c in text)
        {
            if (c == '"') quoted = !quoted;
            else if (c == separator && !quoted) count++;
            else if (c == '\n' && !quoted)
            {
                counts.Add(count);
                count = 0;
                if (counts.Count == 20) return counts;
            }
        }
        counts.Add(count);
        return counts;
    }

    private static IEnumerable<List<string>> Records(string text, int start, char separator, ReadLimits limits, int number)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var (quoted, wasQuoted) = (false, false);
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"') Add(c);
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    Add('"');
                    i++;
                }
                else quoted = false;
            }
            else if (c == '"' && cell.Length == 0 && !wasQuoted) (quoted, wasQuoted) = (true, true);
            else if (c == separator) EndCell();
            else if (c is '\n' or '\r')
            {
                if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n') i++;
                EndCell();
                yield return cells;
                cells = [];
                number++;
            }
            else Add(c);
        }

        if (quoted) throw ExchangeRules.QuoteNotClosed(number + 1);
        if (cell.Length > 0 || cells.Count > 0)
        {
            EndCell();
            yield return cells;
        }

        void Add(char c)
        {
            if (cell.Length == limits.CellCharacters) throw quoted ? ExchangeRules.QuoteNotClosed(number + 1) : ExchangeRules.CellTooLong(number + 1, ReadCell.Column(cells.Count));
            cell.Append(c);
        }

        void EndCell()
        {
            if (cells.Count == limits.Columns)
            {
                if (cell.Length > 0) throw ExchangeRules.TooManyColumns(limits.Columns, number + 1);
            }
            else cells.Add(cell.ToString().ReplaceLineEndings("\n").Trim());
            cell.Clear();
            wasQuoted = false;
        }
    }
}
