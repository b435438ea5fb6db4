using System.Text;
using Dialogue.Web;
using Microsoft.AspNetCore.Http;

namespace Dialogue.Reporting.Reports;

/// <summary>A file that a spreadsheet opens as a table, with Vietnamese letters and without running anything that is in a cell.</summary>
internal static class Csv
{
    public static IResult File(string name, IEnumerable<string> head, IEnumerable<IEnumerable<string>> rows)
    {
        var text = new StringBuilder();
        Line(text, head);
        foreach (var row in rows) Line(text, row);
        // The mark of UTF-8 in front: without it Excel takes the letters for another alphabet.
        return Results.File([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())], "text/csv; charset=utf-8", name);
    }

    /// <summary>One cell: quoted, and never a formula.</summary>
    public static string Cell(string? value)
    {
        value = (value ?? "").Replace("\r\n", "\n", StringComparison.Ordinal);
        if (value.Length > 0 && value[0] is ('=' or '+' or '-' or '@' or '\t' or '\r')) value = "'" + value;
        return $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    public static string Day(DateOnly? date) => Vn.Date(date);

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
}
