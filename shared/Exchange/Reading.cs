using Dialogue.Kernel;

namespace Dialogue.Exchange;

/// <summary>How much of a stranger's file is read. What is beyond is refused with a sentence, before it has cost anything.</summary>
public sealed record ReadLimits
{
    /// <summary>Rows with something in them, the head included.</summary>
    public int Rows { get; init; } = 20_000;

    public int Columns { get; init; } = 60;

    /// <summary>Of the file as it was sent, in bytes.</summary>
    public long FileBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>Of everything in a workbook once unpacked, in bytes. A small file can unpack to gigabytes.</summary>
    public long UnpackedBytes { get; init; } = 100 * 1024 * 1024;

    /// <summary>Of the words of one cell.</summary>
    public int CellCharacters { get; init; } = 32_767;
}

/// <summary>A sheet as it was sent: only rows that hold something, each with its number in the file.</summary>
/// <param name="Name">Of the sheet; empty for CSV.</param>
public sealed record ReadSheet(string Name, IReadOnlyList<ReadRow> Rows);

/// <param name="Number">As the spreadsheet shows it beside the row, from 1.</param>
public sealed record ReadRow(int Number, IReadOnlyList<ReadCell> Cells)
{
    /// <summary>The cell in a column, counted from 0; an empty one when the row is shorter.</summary>
    public ReadCell this[int column] => column >= 0 && column < Cells.Count ? Cells[column] : default;
}

/// <summary>What stands in a cell, as words: a date is 13/10/2026, a number has no grouping and a decimal comma.</summary>
public readonly record struct ReadCell(string? Words, ReadKind Kind = ReadKind.Text)
{
    public string Text => Words ?? "";

    /// <summary>The letter of a column counted from 0: A, B … AA.</summary>
    public static string Column(int column) => Xlsx.Letters(column);
}

/// <summary>How the file itself held it. CSV knows words only.</summary>
public enum ReadKind
{
    Text,

    /// <summary>A spreadsheet keeps no zeros in front of a number: a code of digits has lost them.</summary>
    Number,

    Date,
    Flag,

    /// <summary>#REF!, #N/A: the cell's formula has failed.</summary>
    Error,
}

/// <summary>Reads a table that somebody made elsewhere, whatever of the two formats it is in.</summary>
public static class SheetReader
{
    /// <summary>By what is inside, not by the file's name.</summary>
    /// <exception cref="RuleBrokenException">The file is too large, broken, protected, holds macros, or is no table.</exception>
    public static async Task<ReadSheet> Read(Stream stream, ReadLimits? limits, CancellationToken cancellationToken)
    {
        limits ??= new();
        using var file = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (file.Length + read > limits.FileBytes) throw ExchangeRules.FileTooLarge(limits.FileBytes);
            file.Write(buffer, 0, read);
        }

        var bytes = file.GetBuffer().AsMemory(0, (int)file.Length);
        return bytes.Span switch
        {
            [] => throw ExchangeRules.Empty(),
            [(byte)'P', (byte)'K', 3, 4, ..] => Xlsx.Read(bytes, limits),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => throw ExchangeRules.OldOrProtected(),
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] or [(byte)'P', (byte)'K', ..] => throw ExchangeRules.NoTable(),
            _ => Csv.Read(bytes, limits),
        };
    }
}

/// <summary>Every "no" of a file that was sent.</summary>
internal static class ExchangeRules
{
    public static RuleBrokenException FileTooLarge(long bytes) => No("file-too-large", $"Tệp lớn hơn {bytes / 1024 / 1024} MB. Hãy chia thành nhiều tệp nhỏ hơn.");

    public static RuleBrokenException Empty() => No("file-empty", "Tệp không có dòng nào. Hãy kiểm tra lại tệp đã chọn.");

    public static RuleBrokenException OldOrProtected() =>
        No("file-old-or-protected", "Tệp thuộc loại Excel cũ (.xls) hoặc có mật khẩu mở. Hãy bỏ mật khẩu và lưu lại thành .xlsx (Excel Workbook).");

    public static RuleBrokenException NoTable() => No("file-no-table", "Tệp không phải bảng tính. Hãy chọn tệp .xlsx hoặc .csv.");

    public static RuleBrokenException Broken() => No("file-broken", "Không đọc được tệp, có thể tệp bị hỏng. Hãy mở tệp bằng Excel, lưu lại thành .xlsx rồi thử lại.");

    public static RuleBrokenException Macros() => No("file-has-macros", "Tệp có macro nên không được nhận. Hãy lưu lại thành .xlsx (Excel Workbook), không chọn loại có macro.");

    public static RuleBrokenException UnpacksTooLarge() => No("file-unpacks-too-large", "Nội dung của tệp sau khi mở ra quá lớn. Hãy chỉ giữ trang tính cần nhập, xóa hình ảnh và các trang khác.");

    public static RuleBrokenException TooManyRows(int rows) => No("file-too-many-rows", $"Tệp có quá {rows:#,##0} dòng. Hãy chia thành nhiều tệp.".Replace(',', '.'));

    public static RuleBrokenException TooManyColumns(int columns, int row) => No("file-too-many-columns", $"Dòng {row} có quá {columns} cột. Hãy chỉ giữ các cột của mẫu.");

    public static RuleBrokenException CellTooLong(int row, string column) => No("file-cell-too-long", $"Ô {column}{row} quá dài. Hãy viết ngắn lại.");

    public static RuleBrokenException QuoteNotClosed(int row) => No("file-quote-not-closed", $"Dòng {row} mở dấu ngoặc kép (\") nhưng không đóng. Hãy sửa dòng này rồi gửi lại.");

    private static RuleBrokenException No(string code, string message) => new(code, message, "File");
}
