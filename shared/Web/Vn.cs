using System.Globalization;
using System.Text;

namespace Dialogue.Web;

/// <summary>Dates, numbers and names as people here write them, whatever the culture of the process.</summary>
public static class Vn
{
    private static readonly NumberFormatInfo Numbers = new() { NumberGroupSeparator = ".", NumberDecimalSeparator = ",", NumberGroupSizes = [3] };

    private static readonly string[] Weekdays = ["Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];

    /// <summary>13/10/2026, 2/9/2026: no leading zeros.</summary>
    public static string Date(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{date.Day}/{date.Month}/{date.Year:0000}");

    public static string Date(DateOnly? date) => date is { } d ? Date(d) : "";

    /// <summary>Thứ Ba, 13/10/2026.</summary>
    public static string LongDate(DateOnly date) => $"{Weekday(date)}, {Date(date)}";

    public static string Weekday(DateOnly date) => Weekdays[(int)date.DayOfWeek];

    /// <summary>9:05.</summary>
    public static string Time(TimeOnly time) => string.Create(CultureInfo.InvariantCulture, $"{time.Hour}:{time.Minute:00}");

    /// <summary>21/9/2026, 9:12. For a local time; an instant goes to the other overload.</summary>
    public static string DateTime(DateTime local) => $"{Date(DateOnly.FromDateTime(local))}, {Time(TimeOnly.FromDateTime(local))}";

    /// <summary>An instant in the local time of Asia/Ho_Chi_Minh: 21/9/2026, 9:12.</summary>
    public static string DateTime(DateTimeOffset instant) => DateTime(instant.ToOffset(TimeSpan.FromHours(7)).DateTime);

    /// <summary>"1.250.000 đ"; đồng have no parts, so the amount is rounded.</summary>
    public static string Money(decimal amount) => amount.ToString("#,##0", Numbers) + " đ";

    /// <summary>2.418.</summary>
    public static string Count(long count) => count.ToString("#,##0", Numbers);

    /// <summary>A share of 1 as "94,2 %"; whole percentages without the comma; "–" when there is nothing to divide by.</summary>
    public static string Percent(double? share) => share is { } s && double.IsFinite(s) ? (s * 100).ToString("0.#", Numbers) + " %" : "–";

    /// <summary>"94,2 %" of part in whole; "–" when the whole is 0.</summary>
    public static string Percent(long part, long whole) => whole == 0 ? "–" : Percent((double)part / whole);

    /// <summary>1.234,5 with at most <paramref name="decimals"/> places.</summary>
    public static string Number(decimal number, int decimals = 2) =>
        number.ToString(decimals <= 0 ? "#,##0" : "#,##0." + new string('#', decimals), Numbers);

    /// <summary>A size in bytes as "640 kB" or "1,2 MB".</summary>
    public static string FileSize(long bytes) => bytes < 1024 * 1024
        ? Count(Math.Max(1, (bytes + 1023) / 1024)) + " kB"
        : (bytes / 1048576.0).ToString("#,##0.#", Numbers) + " MB";

    /// <summary>"09•• ••• 218": the first two and the last three digits; all dots when there are fewer than eight.</summary>
    public static string MaskPhone(string? phone)
    {
        var digits = new string([.. (phone ?? "").Where(char.IsAsciiDigit)]);
        if (digits.Length == 0) return "";
        if (digits.Length < 8) return new string('•', digits.Length);
        var hidden = digits.Length - 7;
        return $"{digits[..2]}•• {new string('•', hidden)} {digits[^3..]}";
    }

    /// <summary>"t•••@gmail.com".</summary>
    public static string MaskEmail(string? email) =>
        email?.LastIndexOf('@') is int at and > 0 ? $"{email[..1]}•••{email[at..]}" : "";

    /// <summary>"Đại Sơn, ngày 05 tháng 02 năm 2026": place and date of a document (Nghị định 30/2020/NĐ-CP, Phụ lục I: a day below 10 and the months 1 and 2 get a zero).</summary>
    public static string PlaceAndDate(string place, DateOnly date) => string.Create(CultureInfo.InvariantCulture,
        $"{place}, ngày {date.Day:00} tháng {(date.Month <= 2 ? "0" : "")}{date.Month} năm {date.Year:0000}");

    /// <summary>First letters of the first and the last word: "Nguyễn Công Diễn" is "ND".</summary>
    public static string Initials(string? name)
    {
        var words = (name ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length switch
        {
            0 => "",
            1 => First(words[0]),
            _ => First(words[0]) + First(words[^1]),
        };

        static string First(string word) => StringInfo.GetNextTextElement(word).Normalize(NormalizationForm.FormC).ToUpperInvariant();
    }

    /// <summary>The first letter small, unless the word is an abbreviation: "Tên doanh nghiệp" is "tên doanh nghiệp", "UBND xã" stays.</summary>
    public static string LowerFirst(string text) =>
        text.Length == 0 || (text.Length > 1 && char.IsUpper(text[1])) ? text : char.ToLowerInvariant(text[0]) + text[1..];
}
