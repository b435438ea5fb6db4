namespace Dialogue.Records.Model;

internal static class RecordsWords
{
    /// <summary>Types of administrative documents (Nghị định 30/2020/NĐ-CP, Phụ lục III) by abbreviation, which is also their series; CV: an official letter.</summary>
    public static readonly IReadOnlyDictionary<string, string> Types = new Dictionary<string, string>
    {
        ["CV"] = "Công văn", ["KH"] = "Kế hoạch", ["TB"] = "Thông báo", ["BC"] = "Báo cáo", ["TTr"] = "Tờ trình", ["QĐ"] = "Quyết định", ["GM"] = "Giấy mời", ["BB"] = "Biên bản",
        ["CTr"] = "Chương trình", ["PC"] = "Phiếu chuyển", ["PB"] = "Phiếu báo", ["PG"] = "Phiếu gửi",
    };

    /// <summary>"Kế hoạch", "Công văn".</summary>
    public static string TypeName(PaperKind kind) =>
        kind.IsLetter ? Types["CV"] : Types.GetValueOrDefault(kind.Abbreviation, kind.Name);

    /// <summary>Of a series: "KH – Kế hoạch", "Sổ chung".</summary>
    public static string Series(string series) => series == NumberBook.Single ? "Sổ chung" : Types.TryGetValue(series, out var name) ? $"{series} – {name}" : series;

    /// <summary>With a capital at its beginning: a subject stands small after "V/v" and large in a list.</summary>
    public static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    public static string Direction(bool incoming) => incoming ? "Văn bản đến" : "Văn bản đi";

    public static string Source(TemplateSource source, string city) => source switch
    {
        TemplateSource.Own => "Mẫu của đơn vị", TemplateSource.City => $"Mẫu của {city}", _ => "Mẫu chuẩn của hệ thống",
    };

    /// <summary>"05-KH-UBND": for names of files.</summary>
    public static string FileName(RegisterEntry entry) => string.Concat(entry.Number.Select(c => c is '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' ? '-' : c));
}
