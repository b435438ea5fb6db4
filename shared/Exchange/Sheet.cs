namespace Dialogue.Exchange;

/// <summary>
/// What a list looks like as a file, described once for a spreadsheet and for CSV. A column is added by the kind of what stands in it, so that dates
/// stay dates and numbers stay numbers. Which columns there are, with personal data or without, is the caller's decision.
/// </summary>
/// <param name="title">Name of the sheet in the workbook; what a sheet's name may not hold is taken out, at most 31 characters stay.</param>
public sealed class Sheet<T>(string title)
{
    private readonly List<Column> columns = [];

    public string Title { get; } = title;

    internal IReadOnlyList<Column> Columns => columns;

    /// <summary>Words. Also for codes of digits, which would lose their first zero as numbers.</summary>
    /// <param name="width">In characters, 4 to 100.</param>
    public Sheet<T> Text(string title, Func<T, string?> value, int width = 20) => Add(title, ColumnKind.Text, row => value(row), width);

    /// <summary>A count or a measure, with up to two decimals shown.</summary>
    public Sheet<T> Number(string title, Func<T, decimal?> value, int width = 10) => Add(title, ColumnKind.Number, row => value(row), width);

    /// <summary>Đồng, grouped by thousands.</summary>
    public Sheet<T> Money(string title, Func<T, decimal?> value, int width = 16) => Add(title, ColumnKind.Money, row => value(row), width);

    /// <summary>A day, shown as 13/10/2026.</summary>
    public Sheet<T> Date(string title, Func<T, DateOnly?> value, int width = 12) => Add(title, ColumnKind.Date, row => value(row), width);

    /// <summary>An instant, shown in the local time of Asia/Ho_Chi_Minh.</summary>
    public Sheet<T> Moment(string title, Func<T, DateTimeOffset?> value, int width = 17) => Add(title, ColumnKind.Moment, row => value(row)?.ToOffset(TimeSpan.FromHours(7)).DateTime, width);

    /// <summary>"Có" or "Không"; empty when it is not known.</summary>
    public Sheet<T> Flag(string title, Func<T, bool?> value, int width = 9) => Add(title, ColumnKind.Flag, row => value(row), width);

    /// <summary>An absolute http(s) address that can be followed. Anything else is written as words.</summary>
    public Sheet<T> Link(string title, Func<T, string?> address, int width = 30) => Add(title, ColumnKind.Link, row => address(row), width);

    /// <summary>Columns that only some variants have.</summary>
    public Sheet<T> When(bool condition, Func<Sheet<T>, Sheet<T>> more) => condition ? more(this) : this;

    private Sheet<T> Add(string title, ColumnKind kind, Func<T, object?> value, int width)
    {
        columns.Add(new(title, kind, value, Math.Clamp(width, 4, 100)));
        return this;
    }

    internal sealed record Column(string Title, ColumnKind Kind, Func<T, object?> Value, int Width);
}

internal enum ColumnKind
{
    Text, Number, Money, Date, Moment, Flag, Link,
}

/// <summary>The two formats in which every list can be had.</summary>
public enum SheetFormat
{
    Xlsx, Csv,
}

public static class SheetFormats
{
    public static string ContentType(this SheetFormat format) =>
        format == SheetFormat.Xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8";

    /// <summary>Without the dot; also the value of <c>?dinh-dang=</c>.</summary>
    public static string Extension(this SheetFormat format) => format == SheetFormat.Xlsx ? "xlsx" : "csv";

    /// <returns>Null for anything but <c>xlsx</c> and <c>csv</c>.</returns>
    public static SheetFormat? Parse(string? text) => text switch { "xlsx" => SheetFormat.Xlsx, "csv" => SheetFormat.Csv, _ => null };

    /// <summary>Writes the sheet in this format; see <see cref="Xlsx.Write"/> and <see cref="Csv.Write"/>.</summary>
    public static Task Write<T>(this SheetFormat format, Stream stream, Sheet<T> sheet, IAsyncEnumerable<T> rows, CancellationToken cancellationToken) =>
        format == SheetFormat.Xlsx ? Xlsx.Write(stream, sheet, rows, cancellationToken) : Csv.Write(stream, sheet, rows, cancellationToken);
}
