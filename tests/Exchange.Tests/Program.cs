using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Dialogue.Exchange;
using Dialogue.Exchange.Tests;

// Started by a test as a process of its own, whose whole memory is looked at; otherwise the tests run.
switch (args)
{
    case ["write", var rows]:
        await Xlsx.Write(new WriteOnly(Stream.Null), Lists.Wide, Enumerable.Range(1, int.Parse(rows, CultureInfo.InvariantCulture)).Flow(), default);
        break;
    case ["hold", var rows]:
        // The same list the way it must not be made: built whole, then saved.
        using (var book = SpreadsheetDocument.Create(Stream.Synchronized(new MemoryStream()), SpreadsheetDocumentType.Workbook))
        {
            var part = book.AddWorkbookPart().AddNewPart<WorksheetPart>();
            part.Worksheet = new(new SheetData(Enumerable.Range(1, int.Parse(rows, CultureInfo.InvariantCulture)).Select(i => new Row(Lists.Wide.Columns.Select(c =>
                new Cell { DataType = CellValues.InlineString, InlineString = new(new Text($"{c.Value(i)}")) })))));
        }
        break;
    default:
        return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
}

Console.WriteLine(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
return 0;
