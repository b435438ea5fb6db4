using System.Globalization;

namespace Dialogue.Documents;

/// <summary>Dates as a document writes them (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.4.b): a day below 10 and the months 1 and 2 get a zero.</summary>
internal static class VnDate
{
    /// <summary>Room that is left in a draft for a number or for a day.</summary>
    public const string Blank = "\u00A0\u00A0\u00A0\u00A0\u00A0\u00A0";

    /// <summary>"ngày 05 tháng 02 năm 2026"; with room to write where there is no date.</summary>
    public static string Long(DateOnly? date, int? year = null) => date is { } d
        ? string.Create(CultureInfo.InvariantCulture, $"ngày {d.Day:00} tháng {(d.Month <= 2 ? "0" : "")}{d.Month} năm {d.Year:0000}")
        : $"ngày {Blank}tháng {Blank}năm {(year is { } y ? y.ToString("0000", CultureInfo.InvariantCulture) : Blank)}".TrimEnd(' ');
}
