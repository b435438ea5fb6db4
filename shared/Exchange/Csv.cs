using System.Globalization;
using System.Text;

namespace Dialogue.Exchange;

/// <summary>Text that a spreadsheet opens as a table (RFC 4180 with a semicolon).</summary>
public static partial class Csv
{
    /// <summary>
    /// Excel divides cells by the list separator of the system, which for Vietnamese is the semicolon, as the comma is the decimal sign. A file with
    /// commas opens there with every line in one cell.
    /// </summary>
    public const char Separator = ';';

    /// <summary>How numbers and dates are written, so that a Vietnamese Excel reads them as such: 1250000,5 and 13/10/2026.</summary>
    private static readonly CultureInfo Written = MakeCulture();

    /// <summary>
    /// Writes the list as UTF-8 with its mark (without it Excel takes the letters for another alphabet), a line after the other, in constant memory.
    /// A cell of words that a spreadsheet would take for a formula gets an apostrophe in front; <see cref="Read"/> takes it away again.
    /// </summary>
    public static async Task Write<T>(Stream stream, Sheet<T> sheet, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), bufferSize: 16 * 1024, leaveOpen: true);
        var line = new StringBuilder();
        foreach (var column in sheet.Columns) Append(line, Words(column.Title));
        await End();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            foreach (var column in sheet.Columns) Append(line, Cell(column.Kind, column.Value(row)));
            await End();
        }

        async Task End()
        {
            line.Length--; // the separator after the last cell
            line.Append("\r\n");
            await writer.WriteAsync(line, cancellationToken);
            line.Clear();
        }
    }

    private static void Append(StringBuilder line, string cell)
    {
        if (cell.AsSpan().ContainsAny("\";\r\n\t") || cell is [' ', ..] or [.., ' ']) line.Append('"').Append(cell).Replace("\"", "\"\"", line.Length - cell.Length, cell.Length).Append('"');
        else line.Append(cell);
        line.Append(Separator);
    }

    private static string Cell(ColumnKind kind, object? value) => value switch
    {
        null => "",
        decimal number => number.ToString(kind == ColumnKind.Money ? "0" : "0.############", Written),
        DateOnly day => day.ToString("dd'/'MM'/'yyyy", Written),
        DateTime moment => moment.ToString("dd'/'MM'/'yyyy HH':'mm", Written),
        bool flag => flag ? "Có" : "Không",
        string text => Words(text),
        _ => throw new InvalidOperationException($"A cell cannot hold a {value.GetType()}."),
    };

    private static string Words(string text) => Formulas.CouldBeOne(text) ? "'" + text : text;

    private static CultureInfo MakeCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        return CultureInfo.ReadOnly(culture);
    }
}
