using System.Globalization;
using System.Text;

namespace Dialogue.Exchange.Tests;

internal sealed record Firm(string Name, string Code, DateOnly? Since, decimal? People, decimal? Capital, bool? Speaks, string? Page, DateTimeOffset? Seen = null);

internal static class Lists
{
    public static readonly Firm[] Two =
    [
        new("Công ty TNHH Đúc gang \"Đại Sơn\"; chi nhánh 2", "0200123456", new(2026, 10, 13), 42, 1_250_000_000, true, "https://dai-son.example/dn?a=1&b=2", new(2026, 10, 13, 1, 30, 0, TimeSpan.Zero)),
        new("=HYPERLINK(\"http://evil.example\")\nDòng hai", "+84912345678", null, 2.5m, null, false, "javascript:alert(1)"),
    ];

    public static Sheet<Firm> Sheet => new Sheet<Firm>("Doanh nghiệp [xã Đại Sơn]: danh sách năm 2026")
        .Text("Tên", f => f.Name, 40).Text("Mã số", f => f.Code).Date("Từ ngày", f => f.Since).Number("Lao động", f => f.People).Money("Vốn", f => f.Capital)
        .Flag("Phát biểu", f => f.Speaks).Link("Trang", f => f.Page).Moment("Xem lúc", f => f.Seen);

    public static async IAsyncEnumerable<T> Flow<T>(this IEnumerable<T> rows)
    {
        foreach (var row in rows)
        {
            yield return row;
            await Task.CompletedTask;
        }
    }

    /// <summary>As petitions are: seventeen columns, some of them long.</summary>
    public static Sheet<int> Wide
    {
        get
        {
            var sheet = new Sheet<int>("Rộng").Text("Mã", i => $"KN-{i}").Date("Ngày", i => new DateOnly(2026, 1, 1).AddDays(i % 365)).Number("Số", i => i).Money("Tiền", i => i * 1000m);
            for (var c = 0; c < 13; c++)
            {
                var column = c;
                sheet.Text($"Cột {column}", i => $"Nội dung kiến nghị số {i} về thủ tục cấp giấy phép xây dựng, cột {column}");
            }
            return sheet;
        }
    }

    public static async Task<byte[]> Xlsx<T>(Sheet<T> sheet, IEnumerable<T> rows)
    {
        using var stream = new MemoryStream();
        await Exchange.Xlsx.Write(new WriteOnly(stream), sheet, rows.Flow(), default);
        return stream.ToArray();
    }

    public static async Task<string> Csv<T>(Sheet<T> sheet, IEnumerable<T> rows)
    {
        using var stream = new MemoryStream();
        await Exchange.Csv.Write(new WriteOnly(stream), sheet, rows.Flow(), default);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>As a response's body is: no position, no length, and no synchronous writing.</summary>
internal sealed class WriteOnly(Stream inner) : Stream
{
    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() => throw new InvalidOperationException("Synchronous flush.");
    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous write.");
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => inner.WriteAsync(buffer, offset, count, cancellationToken);
}
