namespace Dialogue.Documents;

/// <summary>The set phrases of a paper, the same in Word, on a page and in letters that officials edit.</summary>
internal static class PaperWords
{
    public const string Nation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
    public const string Motto = "Độc lập - Tự do - Hạnh phúc";
    public const string RecipientsHead = "Nơi nhận:";
    public const string To = "Kính gửi:";

    private static readonly char[] Punctuation = [' ', '\u00A0', ';', ',', '.', '/'];

    /// <summary>"Số: 05/KH-UBND"; a draft leaves room for the number. Empty for kinds that are not numbered.</summary>
    public static string NumberLine(Paper paper) =>
        !paper.Kind.Numbered ? "" : paper.Number.Length > 0 ? $"Số: {paper.NumberText}" : $"Số: {VnDate.Blank}/{paper.Symbol}";

    /// <summary>"Đại Sơn, ngày 05 tháng 02 năm 2026". Minutes have none (Mẫu 1.9); forms and lists have one when a place is named.</summary>
    public static string PlaceAndDate(Paper paper) =>
        paper.Kind == PaperKinds.Minutes || (!paper.Kind.Numbered && paper.PlaceName.Length == 0) ? ""
            : $"{(paper.PlaceName.Length > 0 ? paper.PlaceName : "…………")}, {VnDate.Long(paper.Date, paper.Year)}";

    /// <summary>Each with its semicolon, the last with its full stop.</summary>
    public static IReadOnlyList<string> Basis(Paper paper) => Closed(paper.Basis);

    /// <summary>One as it is; several "- …;", the last "- ….".</summary>
    public static IReadOnlyList<string> Addressees(Paper paper) =>
        paper.To.Count == 1 ? [paper.To[0].TrimEnd(Punctuation)] : [.. Closed(paper.To).Select(t => "- " + t)];

    /// <summary>"- Như trên;", the last "- Lưu: VT, KT.".</summary>
    public static IReadOnlyList<string> Recipients(Paper paper) => [.. Closed(paper.Recipients).Select(r => "- " + r)];

    /// <summary>"Phụ lục" of one, "Phụ lục II" of several.</summary>
    public static string AnnexName(Paper paper, int index) => paper.Annexes.Count > 1 ? $"Phụ lục {Roman(index + 1)}" : "Phụ lục";

    /// <summary>"(Kèm theo Kế hoạch số 05/KH-UBND ngày 10 tháng 4 năm 2026 của Ủy ban nhân dân xã Đại Sơn)"; a draft has room for number and date.</summary>
    public static string AnnexNote(Paper paper)
    {
        var type = paper.Kind.IsLetter ? "Công văn" : Sentence(paper.Kind.TypeName);
        var number = !paper.Kind.Numbered ? "" : " số " + (paper.Number.Length > 0 ? paper.NumberText : $"{VnDate.Blank}/{paper.Symbol}");
        return $"(Kèm theo {type}{number} {VnDate.Long(paper.Date, paper.Year)}{(paper.Issuer.Name.Length > 0 ? " của " + paper.Issuer.Name : "")})";
    }

    /// <summary>True when the body ends with "./.": papers do, forms and lists do not.</summary>
    public static bool HasEndMark(Paper paper) => paper.Kind.Numbered;

    /// <summary>The end of the last paragraph: "… thực hiện./.".</summary>
    public static string WithEndMark(string text)
    {
        var bare = text.TrimEnd();
        if (bare.EndsWith("**", StringComparison.Ordinal) || bare.EndsWith("__", StringComparison.Ordinal)) return WithEndMark(bare[..^2]) + bare[^2..];
        if (bare.EndsWith("./.", StringComparison.Ordinal)) return bare;
        return bare.TrimEnd('.', ';', ',', ' ', '/') + "./.";
    }

    /// <summary>The body with the end mark set where a paragraph ends it; a table at the end gets none.</summary>
    public static IReadOnlyList<Block> BodyOf(Paper paper)
    {
        if (!HasEndMark(paper) || paper.Body.Count == 0 || paper.Body[^1] is not Paragraph last) return paper.Body;
        return [.. paper.Body.SkipLast(1), last with { Text = WithEndMark(last.Text) }];
    }

    /// <summary>"KẾ HOẠCH" as "Kế hoạch".</summary>
    public static string Sentence(string capitals) =>
        capitals.Length == 0 ? "" : capitals[..1] + capitals[1..].ToLower(new System.Globalization.CultureInfo("vi-VN"));

    public static string Roman(int number)
    {
        ReadOnlySpan<(int Value, string Sign)> signs = [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
        var roman = "";
        foreach (var (value, sign) in signs)
            for (; number >= value; number -= value) roman += sign;
        return roman;
    }

    private static IReadOnlyList<string> Closed(IReadOnlyList<string> items) =>
        [.. items.Select((item, i) => item.TrimEnd(Punctuation).TrimStart('-', ' ') + (i == items.Count - 1 ? "." : ";"))];
}

/// <summary>A run of one look.</summary>
internal readonly record struct Inline(string Text, bool Bold, bool Italic)
{
    /// <summary>Parts between ** are bold, between __ italic; a mark without its partner is text. Dotted or underscored lines to write on (three or more of them) are text.</summary>
    public static IReadOnlyList<Inline> Parse(string text)
    {
        var runs = new List<Inline>();
        bool bold = false, italic = false;
        var start = 0;
        for (var i = 0; i < text.Length;)
        {
            if (text[i] is not ('*' or '_')) { i++; continue; }
            var length = 1;
            while (i + length < text.Length && text[i + length] == text[i]) length++;
            var on = text[i] == '*' ? bold : italic;
            if (length == 2 && (on || HasPartner(text, i + 2, text[i])))
            {
                if (i > start) runs.Add(new(text[start..i], bold, italic));
                if (text[i] == '*') bold = !bold; else italic = !italic;
                start = i + 2;
            }
            i += length;
        }
        if (start < text.Length) runs.Add(new(text[start..], bold, italic));
        return runs;
    }

    private static bool HasPartner(string text, int from, char mark)
    {
        for (var i = from; i < text.Length;)
        {
            if (text[i] != mark) { i++; continue; }
            var length = 1;
            while (i + length < text.Length && text[i + length] == mark) length++;
            if (length == 2) return true;
            i += length;
        }
        return false;
    }

    /// <summary>The text without its marks.</summary>
    public static string Plain(string text) => string.Concat(Parse(text).Select(r => r.Text));
}
