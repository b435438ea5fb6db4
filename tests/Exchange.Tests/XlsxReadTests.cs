using System.IO.Compression;
using System.Text;
using Dialogue.Kernel;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Dialogue.Exchange.Tests;

public sealed class XlsxReadTests
{
    [Fact]
    public async Task What_was_written_is_read_again()
    {
        var sheet = Xlsx.Read(await Lists.Xlsx(Lists.Sheet, Lists.Two));
        Assert.Equal(["Tên", "Công ty TNHH Đúc gang \"Đại Sơn\"; chi nhánh 2", Lists.Two[1].Name], sheet.Rows.Select(r => r[0].Text));
        Assert.Equal([new("0200123456"), new("13/10/2026", ReadKind.Date), new("42", ReadKind.Number), new("1250000000", ReadKind.Number), new("Có"), new("https://dai-son.example/dn?a=1&b=2"), new("13/10/2026 08:30", ReadKind.Date)],
            sheet.Rows[1].Cells.Skip(1));
        Assert.Equal("2,5", sheet.Rows[2][3].Text);
    }

    [Fact]
    public void Shared_strings_dates_numbers_and_merged_heads_are_read_as_a_person_sees_them()
    {
        var sheet = Xlsx.Read(Made());
        Assert.Equal("Danh sách", sheet.Name); // the first that is not hidden
        Assert.Equal([1, 3, 4, 6], sheet.Rows.Select(r => r.Number)); // blank rows are left out, their numbers not
        Assert.Equal("DANH SÁCH DOANH NGHIỆP", sheet.Rows[0][2].Text); // merged over the columns
        Assert.Equal(["Mã số thuế", "Họ tên", "Điện thoại"], sheet.Rows[2].Cells.Take(3).Select(c => c.Text)); // a head of two rows
        var row = sheet.Rows[3];
        Assert.Equal(new("200123456", ReadKind.Number), row[0]); // the zero is lost, and it shows
        Assert.Equal("Nguyễn Văn A, chủ hộ", row[1].Text); // rich text
        Assert.Equal("0912345678", row[2].Text); // a format of zeros keeps it
        Assert.Equal(new("05/01/2026", ReadKind.Date), row[3]);
        Assert.Equal(new("#REF!", ReadKind.Error), row[4]);
        Assert.Equal(new("12", ReadKind.Number), row[5]); // of a formula the value
        Assert.Equal(default, row[40]);
    }

    [Fact]
    public void A_small_file_that_unpacks_to_much_is_refused()
    {
        var refused = Assert.Throws<RuleBrokenException>(() => Xlsx.Read(With("xl/sharedStrings.xml", () => new Zeros(300 * 1024 * 1024))));
        Assert.Equal("file-unpacks-too-large", refused.Code);
    }

    [Fact]
    public void The_sizes_that_the_file_states_are_not_believed()
    {
        var file = With("xl/sharedStrings.xml", () => new Zeros(300 * 1024 * 1024));
        // In the central directory and in the local header the unpacked size is said to be 100 bytes.
        var lied = file.AsSpan().ToArray();
        var stated = BitConverter.GetBytes(Zeros.Head.Length + 300 * 1024 * 1024);
        for (var at = 0; (at = lied.AsSpan(at).IndexOf(stated) is var i and >= 0 ? at + i : -1) >= 0; at += 4) BitConverter.GetBytes(100).CopyTo(lied, at);
        var refused = Assert.Throws<RuleBrokenException>(() => Xlsx.Read(lied));
        Assert.Contains(refused.Code, (string[])["file-unpacks-too-large", "file-broken"]);
    }

    [Theory]
    [InlineData("xl/vbaProject.bin")]
    [InlineData("xl/macrosheets/sheet1.xml")]
    public void A_file_with_macros_is_refused(string part) =>
        Assert.Equal("file-has-macros", Assert.Throws<RuleBrokenException>(() => Xlsx.Read(With(part, () => new MemoryStream([1])))).Code);

    [Fact]
    public void A_file_that_only_says_it_may_have_macros_is_refused_too()
    {
        using var stream = new MemoryStream();
        using (var book = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.MacroEnabledWorkbook)) Fill(book);
        Assert.Equal("file-has-macros", Assert.Throws<RuleBrokenException>(() => Xlsx.Read(stream.ToArray())).Code);
    }

    [Fact]
    public async Task A_document_type_definition_is_not_followed()
    {
        var file = With("xl/sharedStrings.xml", () => new MemoryStream("""<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa">]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&a;</t></si></sst>"""u8.ToArray()));
        using var stream = new MemoryStream(file);
        Assert.Equal("file-broken", (await Assert.ThrowsAsync<RuleBrokenException>(() => SheetReader.Read(stream, null, default))).Code);
    }

    public static TheoryData<string, byte[]> NoTables => new()
    {
        { "file-empty", [] },
        { "file-old-or-protected", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] },
        { "file-no-table", "%PDF-1.7"u8.ToArray() },
        { "file-broken", "PK\u0003\u0004 this is no archive"u8.ToArray() },
        { "file-no-table", Zip() },
    };

    [Theory, MemberData(nameof(NoTables))]
    public async Task What_is_no_table_is_refused_with_a_sentence(string code, byte[] file)
    {
        using var stream = new MemoryStream(file);
        Assert.Equal(code, (await Assert.ThrowsAsync<RuleBrokenException>(() => SheetReader.Read(stream, null, default))).Code);
    }

    [Fact]
    public async Task Rows_columns_and_bytes_have_limits()
    {
        var file = await Lists.Xlsx(new Sheet<int>("X").Number("A", i => i).Number("B", i => i), Enumerable.Range(0, 20));
        Assert.Equal("file-too-many-rows", Assert.Throws<RuleBrokenException>(() => Xlsx.Read(file, new() { Rows = 20 })).Code);
        Assert.Equal("file-too-many-columns", Assert.Throws<RuleBrokenException>(() => Xlsx.Read(file, new() { Columns = 1 })).Code);
        Assert.Equal("file-too-large", Assert.Throws<RuleBrokenException>(() => Xlsx.Read(file, new() { FileBytes = 100 })).Code);
        Assert.Equal(21, Xlsx.Read(file, new() { Rows = 21, Columns = 2 }).Rows.Count);
    }

    [Fact]
    public async Task A_file_cut_off_anywhere_is_read_or_refused_and_never_breaks()
    {
        var file = await Lists.Xlsx(Lists.Sheet, Lists.Two);
        var random = new Random(4);
        for (var i = 0; i < 400; i++)
        {
            var broken = file.ToArray();
            if (i % 2 == 0) broken = broken[..random.Next(4, broken.Length)];
            else for (var n = 0; n < 8; n++) broken[random.Next(4, broken.Length)] = (byte)random.Next(256);
            try
            {
                Xlsx.Read(broken);
            }
            catch (RuleBrokenException)
            {
                // Refused: that is what it is for.
            }
        }
    }

    private static byte[] Made()
    {
        using var stream = new MemoryStream();
        using (var book = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook)) Fill(book);
        return stream.ToArray();
    }

    /// <summary>As people make them: a hidden sheet first, a title over merged columns, a head of two rows, a blank row.</summary>
    private static void Fill(SpreadsheetDocument book)
    {
        var main = book.AddWorkbookPart();
        var styles = main.AddNewPart<WorkbookStylesPart>();
        styles.Stylesheet = new(
            new NumberingFormats(new NumberingFormat { NumberFormatId = 170, FormatCode = "0000000000" }, new NumberingFormat { NumberFormatId = 171, FormatCode = "[$-1042A]dd\\/mm\\/yyyy;@" }),
            new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 170 }, new CellFormat { NumberFormatId = 171 }));
        var strings = main.AddNewPart<SharedStringTablePart>();
        strings.SharedStringTable = new(
            new SharedStringItem(new Text("DANH SÁCH DOANH NGHIỆP")), new SharedStringItem(new Text("Mã số thuế")), new SharedStringItem(new Text("Người đại diện")),
            new SharedStringItem(new Text("Họ tên")), new SharedStringItem(new Text("Điện thoại")),
            new SharedStringItem(new Run(new Text("Nguyễn Văn A") { Space = SpaceProcessingModeValues.Preserve }), new Run(new RunProperties(new Bold()), new Text(", chủ hộ") { Space = SpaceProcessingModeValues.Preserve }),
                new PhoneticRun(new Text("không đọc")) { BaseTextStartIndex = 0, EndingBaseIndex = 1 }));
        var hidden = main.AddNewPart<WorksheetPart>();
        hidden.Worksheet = new(new SheetData());
        var part = main.AddNewPart<WorksheetPart>();
        Cell Shared(string at, int i) => new() { CellReference = at, DataType = CellValues.SharedString, CellValue = new(i) };
        part.Worksheet = new(
            new SheetData(
                new Row(Shared("A1", 0)) { RowIndex = 1 },
                new Row(Shared("A3", 1), Shared("B3", 2)) { RowIndex = 3 },
                new Row(Shared("B4", 3), Shared("C4", 4)) { RowIndex = 4 },
                new Row(new Cell { CellReference = "A5", StyleIndex = 1 }) { RowIndex = 5 },
                new Row(
                    new Cell { CellReference = "A6", CellValue = new("2.00123456E8") }, Shared("B6", 5), new Cell { CellReference = "C6", StyleIndex = 1, CellValue = new("912345678") },
                    new Cell { CellReference = "D6", StyleIndex = 2, CellValue = new("46027") }, new Cell { CellReference = "E6", DataType = CellValues.Error, CellValue = new("#REF!") },
                    new Cell { CellReference = "F6", CellFormula = new("5+7"), CellValue = new("12") }) { RowIndex = 6 }),
            new MergeCells(new MergeCell { Reference = "A1:F1" }, new MergeCell { Reference = "A3:A4" }, new MergeCell { Reference = "B3:C3" }));
        main.Workbook = new(new Sheets(
            new DocumentFormat.OpenXml.Spreadsheet.Sheet { Id = main.GetIdOfPart(hidden), SheetId = 1, Name = "Ẩn", State = SheetStateValues.Hidden },
            new DocumentFormat.OpenXml.Spreadsheet.Sheet { Id = main.GetIdOfPart(part), SheetId = 2, Name = "Danh sách" }));
    }

    private static byte[] With(string part, Func<Stream> content)
    {
        using var stream = new MemoryStream();
        stream.Write(Made());
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(part)?.Delete();
            using var entry = zip.CreateEntry(part, CompressionLevel.Optimal).Open();
            using var source = content();
            source.CopyTo(entry);
        }
        return stream.ToArray();
    }

    private static byte[] Zip()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true)) zip.CreateEntry("word/document.xml");
        return stream.ToArray();
    }

    /// <summary>The beginning of a part, and then spaces without end: packs to next to nothing.</summary>
    private sealed class Zeros(long length) : Stream
    {
        public static readonly byte[] Head = Encoding.UTF8.GetBytes("""<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>""");
        private long left = length;
        private bool begun;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (!begun)
            {
                begun = true;
                Head.CopyTo(buffer, offset);
                return Head.Length;
            }
            count = (int)Math.Min(count, left);
            buffer.AsSpan(offset, count).Fill((byte)'a');
            left -= count;
            return count;
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
