using System.Text;
using Dialogue.Kernel;

namespace Dialogue.Exchange.Tests;

public sealed class CsvTests
{
    [Fact]
    public async Task A_list_is_written_for_a_Vietnamese_spreadsheet()
    {
        var lines = (await Lists.Csv(Lists.Sheet, Lists.Two)).Split("\r\n");
        Assert.Equal("\uFEFFTên;Mã số;Từ ngày;Lao động;Vốn;Phát biểu;Trang;Xem lúc", lines[0]);
        Assert.Equal("\"Công ty TNHH Đúc gang \"\"Đại Sơn\"\"; chi nhánh 2\";0200123456;13/10/2026;42;1250000000;Có;https://dai-son.example/dn?a=1&b=2;13/10/2026 08:30", lines[1]);
        Assert.Equal("\"'=HYPERLINK(\"\"http://evil.example\"\")\nDòng hai\";'+84912345678;;2,5;;Không;javascript:alert(1);", lines[2]);
        Assert.Equal(("", 4), (lines[3], lines.Length));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+84912345678")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("\tx")]
    [InlineData("\rx")]
    [InlineData("\nx")]
    [InlineData("＝1+1")]
    public async Task A_cell_is_never_a_formula(string text) =>
        Assert.StartsWith("'", (await Lists.Csv(new Sheet<string>("").Text("Cột", t => t), [text])).Split("\r\n", 2)[1].TrimStart('"'), StringComparison.Ordinal);

    [Fact]
    public async Task A_negative_number_stays_a_number() =>
        Assert.Equal("-2,5\r\n", (await Lists.Csv(new Sheet<decimal>("").Number("Cột", n => n), [-2.5m])).Split("\r\n", 2)[1]);

    [Fact]
    public async Task What_was_written_is_read_again_word_by_word()
    {
        var read = Csv.Read(Encoding.UTF8.GetBytes(await Lists.Csv(Lists.Sheet, Lists.Two)));
        Assert.Equal(Lists.Two.Select(f => f.Name), read.Rows.Skip(1).Select(r => r[0].Text));
        Assert.Equal("+84912345678", read.Rows[2][1].Text);
    }

    public static TheoryData<string> Encodings => ["utf-8", "utf-8-mark", "utf-16", "utf-16-mark", "utf-16-be", "utf-16-be-mark", "windows-1258"];

    [Theory, MemberData(nameof(Encodings))]
    public void Vietnamese_is_read_from_every_encoding(string name)
    {
        const string Text = "Tên đơn vị;Địa chỉ\r\nHộ kinh doanh Nguyễn Thị Hiền;Thôn Đồng Đăng, xã Đại Sơn, thành phố Hải Phòng\r\nHợp tác xã Ước Lễ;Đường Phạm Văn Đồng\r\n";
        byte[] bytes = name switch
        {
            "utf-8" => Encoding.UTF8.GetBytes(Text),
            "utf-8-mark" => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)],
            "utf-16" => Encoding.Unicode.GetBytes(Text),
            "utf-16-mark" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Text)],
            "utf-16-be" => Encoding.BigEndianUnicode.GetBytes(Text),
            "utf-16-be-mark" => [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Text)],
            // There tone marks are letters of their own behind the vowel.
            _ => In1258(Text),
        };
        var rows = Csv.Read(bytes).Rows;
        Assert.Equal(["Tên đơn vị", "Địa chỉ", "Hộ kinh doanh Nguyễn Thị Hiền", "Thôn Đồng Đăng, xã Đại Sơn, thành phố Hải Phòng", "Hợp tác xã Ước Lễ", "Đường Phạm Văn Đồng"], rows.SelectMany(r => r.Cells).Select(c => c.Text));
    }

    private static byte[] In1258(string text)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(1258, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
        var bytes = new List<byte>();
        foreach (var rune in text)
        {
            // Base with circumflex, breve or horn stays one letter; the tone follows.
            var parts = rune.ToString().Normalize(NormalizationForm.FormD);
            var tone = parts.Where(c => c is '\u0300' or '\u0301' or '\u0303' or '\u0309' or '\u0323').ToArray();
            bytes.AddRange(encoding.GetBytes(new string([.. parts.Where(c => !tone.Contains(c))]).Normalize(NormalizationForm.FormC)));
            bytes.AddRange(encoding.GetBytes(tone));
        }
        return [.. bytes];
    }

    [Theory]
    [InlineData(';')]
    [InlineData(',')]
    [InlineData('\t')]
    public void Cells_are_divided_by_whatever_divides_the_lines_evenly(char separator)
    {
        var text = $"Tên{separator}Địa chỉ{separator}Ghi chú\nA{separator}\"Số 5, ngõ 2; thôn 1\"{separator}x\nB{separator}\"Một, hai, ba, bốn\"{separator}y";
        var rows = Csv.Read(Encoding.UTF8.GetBytes(text)).Rows;
        Assert.All(rows, row => Assert.Equal(3, row.Cells.Count));
        Assert.Equal("Số 5, ngõ 2; thôn 1", rows[1][1].Text);
    }

    [Fact]
    public void Commas_of_addresses_do_not_divide_a_file_of_semicolons()
    {
        var rows = Csv.Read("Tên;Địa chỉ\nA;Số 1, ngõ 2, thôn 3, xã Đại Sơn\nB;Thôn 4, xã Đại Sơn\nC;Khu 5"u8.ToArray()).Rows;
        Assert.All(rows, row => Assert.Equal(2, row.Cells.Count));
    }

    [Fact]
    public void Quoted_cells_may_hold_lines_quotes_and_separators_and_rows_keep_their_numbers()
    {
        var rows = Csv.Read("sep=,\na,\"hai\r\ndòng, và \"\"ngoặc\"\"\"\n\n,,\nb,5\" ống\n"u8.ToArray()).Rows;
        Assert.Equal([2, 5], rows.Select(r => r.Number));
        Assert.Equal("hai\ndòng, và \"ngoặc\"", rows[0][1].Text);
        Assert.Equal("5\" ống", rows[1][1].Text);
    }

    [Theory]
    [InlineData("a;\"b\nc;d\n", "file-quote-not-closed")]
    [InlineData("", "file-empty")]
    [InlineData("\n\n;;;\n", "file-empty")]
    [InlineData("a;b\nc;d\ne;f\n", "file-too-many-rows")]
    [InlineData("1;2;3;4;5\n", "file-too-many-columns")]
    public void A_file_that_cannot_be_taken_is_refused_with_a_sentence(string text, string code)
    {
        var refused = Assert.Throws<RuleBrokenException>(() => Csv.Read(Encoding.UTF8.GetBytes(text), new() { Rows = 2, Columns = 4 }));
        Assert.Equal(code, refused.Code);
    }
}
