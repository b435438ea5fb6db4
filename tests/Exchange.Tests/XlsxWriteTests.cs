using System.Diagnostics;
using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace Dialogue.Exchange.Tests;

public sealed class XlsxWriteTests
{
    private static async Task<T> Look<T>(Func<SpreadsheetDocument, T> look)
    {
        using var stream = new MemoryStream(await Lists.Xlsx(Lists.Sheet, Lists.Two));
        using var book = SpreadsheetDocument.Open(stream, false);
        return look(book);
    }

    [Fact]
    public async Task A_workbook_is_valid_by_the_standard() =>
        Assert.Empty(await Look(book => new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(book).Select(e => $"{e.Path?.XPath}: {e.Description}").ToList()));

    [Fact]
    public async Task The_validator_would_find_a_fault()
    {
        using var stream = new MemoryStream();
        stream.Write(await Lists.Xlsx(Lists.Sheet, Lists.Two));
        using var book = SpreadsheetDocument.Open(stream, true);
        book.WorkbookPart!.WorksheetParts.Single().Worksheet.AppendChild(new SheetData());
        Assert.NotEmpty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(book));
    }

    [Fact]
    public async Task The_head_is_bold_stays_in_view_and_filters()
    {
        await Look(book =>
        {
            var sheet = book.WorkbookPart!.WorksheetParts.Single().Worksheet;
            var pane = sheet.Descendants<Pane>().Single();
            Assert.Equal((1d, PaneStateValues.Frozen), (pane.VerticalSplit!.Value, pane.State!.Value));
            Assert.Equal("A1:H3", sheet.Descendants<AutoFilter>().Single().Reference!.Value);
            Assert.Equal(40.7, sheet.Descendants<Column>().First().Width!.Value, 3);
            var head = Format(book, sheet.Descendants<Cell>().First());
            Assert.NotNull(book.WorkbookPart.WorkbookStylesPart!.Stylesheet.Fonts!.Elements<Font>().ElementAt((int)head.FontId!.Value).Bold);
            Assert.Equal("Doanh nghiệp xã Đại Sơn danh sá", book.WorkbookPart.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Single().Name!.Value);
            return 0;
        });
    }

    [Fact]
    public async Task Dates_and_numbers_are_dates_and_numbers()
    {
        await Look(book =>
        {
            var row = book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>().ElementAt(1).Elements<Cell>().ToList();
            Assert.All(row[2..5].Append(row[7]), cell => Assert.Null(cell.DataType)); // a number
            Assert.Equal(new DateTime(2026, 10, 13), DateTime.FromOADate(double.Parse(row[2].InnerText, CultureInfo.InvariantCulture)));
            Assert.Equal(new DateTime(2026, 10, 13, 8, 30, 0), DateTime.FromOADate(double.Parse(row[7].InnerText, CultureInfo.InvariantCulture)), TimeSpan.FromSeconds(1));
            Assert.Equal("1250000000", row[4].InnerText);
            Assert.Equal(("0200123456", CellValues.InlineString), (row[1].InnerText, row[1].DataType!.Value)); // with its zero
            return 0;
        });
    }

    [Fact]
    public async Task What_somebody_wrote_never_becomes_a_formula()
    {
        await Look(book =>
        {
            var cells = book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>().ElementAt(2).Elements<Cell>().ToList();
            Assert.All(cells, cell => Assert.Null(cell.CellFormula));
            Assert.All(cells[..2], cell => Assert.True(Format(book, cell).QuotePrefix?.Value));
            Assert.Equal("javascript:alert(1)", cells[6].InnerText);
            return 0;
        });
    }

    [Fact]
    public Task Half_a_character_is_left_out() => Whatever_letters_there_are_the_file_can_be_read("Tên \uD83C\uDF89 " + '\uD83C' + ".", "Tên \uD83C\uDF89 .");

    [Theory]
    [InlineData("Tên có \u0001 ký tự lạ", "Tên có  ký tự lạ")]
    [InlineData("Dòng một\nDòng hai", "Dòng một\nDòng hai")]
    [InlineData("a _x000D_ b", "a _x000D_ b")]
    public async Task Whatever_letters_there_are_the_file_can_be_read(string text, string expected)
    {
        var file = await Lists.Xlsx(new Sheet<string>("X").Text("Cột", t => t), [text]);
        Assert.Equal(expected.Trim(), Xlsx.Read(file).Rows[1][0].Text);
    }

    [Fact]
    public async Task An_empty_list_is_a_file_with_its_head()
    {
        var file = await Lists.Xlsx(Lists.Sheet, []);
        Assert.Equal(["Tên", "Mã số", "Từ ngày", "Lao động", "Vốn", "Phát biểu", "Trang", "Xem lúc"], Xlsx.Read(file).Rows.Single().Cells.Select(c => c.Text));
    }

    [Fact]
    public async Task A_hundred_thousand_rows_stay_below_200_megabytes_of_the_whole_process()
    {
        var few = await Peak("write", 10_000);
        var many = await Peak("write", 100_000);
        Assert.InRange(many, 0, 200 * 1024);
        Assert.InRange(many - few, int.MinValue, 60 * 1024); // ten times the rows, about the same memory
    }

    [Fact]
    public async Task A_list_that_is_built_whole_would_be_noticed() => Assert.True(await Peak("hold", 40_000) > 200 * 1024);

    /// <summary>The largest resident memory of a process that does nothing else, in kB.</summary>
    private static async Task<int> Peak(string how, int rows)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [how, rows.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Insert(0, typeof(XlsxWriteTests).Assembly.Location);
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return int.Parse(text, CultureInfo.InvariantCulture);
    }

    private static CellFormat Format(SpreadsheetDocument book, Cell cell) =>
        book.WorkbookPart!.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>().ElementAt((int)cell.StyleIndex!.Value);
}
