using System.Globalization;
using Dialogue.Data.Reference;
using Dialogue.Documents;
using Dialogue.Kernel;

namespace Dialogue.Hosting.Papers;

/// <summary>Pieces of text that papers of several services share.</summary>
public static class PaperText
{
    /// <summary>"13/10/2026".</summary>
    public static string Day(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{date.Day}/{date.Month}/{date.Year:0000}");

    public static string Day(DateOnly? date) => date is { } day ? Day(day) : "";

    /// <summary>What a person typed, as it stands: signs that would make it bold or italic are single again.</summary>
    public static string Typed(string text)
    {
        while (text.Contains("**", StringComparison.Ordinal)) text = text.Replace("**", "*", StringComparison.Ordinal);
        while (text.Contains("__", StringComparison.Ordinal)) text = text.Replace("__", "_", StringComparison.Ordinal);
        return text;
    }

    /// <summary>A paragraph per line of what a person typed.</summary>
    public static IEnumerable<Paragraph> Lines(string text) => Paragraph.Lines(Typed(text));

    /// <summary>The same in quotation marks and italics.</summary>
    public static IEnumerable<Paragraph> Quoted(string text)
    {
        var lines = Lines(text).Select(p => p.Text).ToList();
        return lines.Select((line, i) => new Paragraph($"__{(i == 0 ? "“" : "")}{line}{(i == lines.Count - 1 ? "”" : "")}__"));
    }

    /// <summary>Values for letter templates that every paper of an organisation has beside the standard ones, with those of this paper.</summary>
    public static Dictionary<string, string> Fields(Letterhead head, IEnumerable<KeyValuePair<string, string>> own) => new(own)
    {
        ["ten-don-vi"] = InFull(head.Organisation), ["ten-don-vi-viet-tat"] = InShort(head.Organisation),
    };

    /// <summary>"Ủy ban nhân dân xã Đại Sơn", "Sở Xây dựng": an organisation in a sentence.</summary>
    /// <param name="organisation">With its kind: "Xã Đại Sơn".</param>
    public static string InFull(string organisation) => Issuer.IsCommune(organisation) ? $"Ủy ban nhân dân {LowerFirst(organisation)}" : organisation;

    /// <summary>"UBND xã Đại Sơn", for lists of recipients.</summary>
    public static string InShort(string organisation) => InFull(organisation).Replace("Ủy ban nhân dân", "UBND", StringComparison.Ordinal);

    public static string LowerFirst(string text) => text.Length > 1 && !char.IsUpper(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;

    /// <summary>Why a due date is that day, in one sentence: rule, start, what the count passed over.</summary>
    public static string Reason(Deadline deadline)
    {
        if (deadline.Days <= 0) return $"theo {LowerFirst(deadline.RuleText)}";
        var holidays = deadline.Skipped.Where(d => d.Notice is not null).GroupBy(d => (d.Reason, d.Notice)).Select(g => $"{LowerFirst(g.Key.Reason)} {string.Join(", ", g.Select(d => $"{d.Date.Day}/{d.Date.Month}"))} ({g.Key.Notice})").ToList();
        return $"{deadline.Days:00} ngày làm việc kể từ {LowerFirst(deadline.StartEvent)} {Day(deadline.Start)}{(deadline.RuleText.Length > 0 ? $"; quy định: {deadline.RuleText}" : "")}"
            + $"; không tính ngày nghỉ hằng tuần{(holidays.Count > 0 ? ", " + string.Join(", ", holidays) : "")}{(deadline.Official ? "" : "; tạm tính, chờ lịch nghỉ chính thức")}";
    }

    /// <summary>Of the drafting office, in the symbol of a letter and in "Lưu: VT, KT": "KT", "VP"; of others the first letters of the name.</summary>
    public static string Symbol(OfficeCopy? office) => office?.Key switch
    {
        null => "",
        "van-phong" => "VP",
        "kinh-te" => "KT",
        "van-hoa-xa-hoi" => "VHXH",
        "hcc" => "TTPVHCC",
        _ => Initials(office.Name),
    };

    /// <summary>"Lưu: VT, KT".</summary>
    public static string Kept(OfficeCopy? office) => Symbol(office) is { Length: > 0 } symbol ? $"Lưu: VT, {symbol}" : "Lưu: VT";

    private static string Initials(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 2 && words[0] is "Phòng" or "Ban") words = words[1..];
        return string.Concat(words.Where(w => char.IsLetter(w[0]) && w is not "và").Select(w => char.ToUpperInvariant(w[0])));
    }
}
