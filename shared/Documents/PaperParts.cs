using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Dialogue.Documents;

/// <summary>The parts of a paper, recognised by what they say and where they stand, however they were laid out.</summary>
internal sealed partial class PaperParts
{
    // The types of Nghị định 30/2020/NĐ-CP, art. 7, with their abbreviations (Phụ lục III).
    private static readonly Dictionary<string, string> Types = new()
    {
        ["NGHỊ QUYẾT"] = "NQ", ["QUYẾT ĐỊNH"] = "QĐ", ["CHỈ THỊ"] = "CT", ["QUY CHẾ"] = "QC", ["QUY ĐỊNH"] = "QyĐ", ["THÔNG CÁO"] = "TC", ["THÔNG BÁO"] = "TB", ["HƯỚNG DẪN"] = "HD",
        ["CHƯƠNG TRÌNH"] = "CTr", ["KẾ HOẠCH"] = "KH", ["PHƯƠNG ÁN"] = "PA", ["ĐỀ ÁN"] = "ĐA", ["DỰ ÁN"] = "DA", ["BÁO CÁO"] = "BC", ["BIÊN BẢN"] = "BB", ["TỜ TRÌNH"] = "TTr", ["HỢP ĐỒNG"] = "HĐ",
        ["CÔNG ĐIỆN"] = "CĐ", ["BẢN GHI NHỚ"] = "BGN", ["BẢN THỎA THUẬN"] = "BTT", ["GIẤY ỦY QUYỀN"] = "GUQ", ["GIẤY MỜI"] = "GM", ["GIẤY GIỚI THIỆU"] = "GGT", ["GIẤY NGHỈ PHÉP"] = "GNP",
        ["PHIẾU GỬI"] = "PG", ["PHIẾU CHUYỂN"] = "PC", ["PHIẾU BÁO"] = "PB",
    };

    // Forms, lists and tables, which are no administrative documents by art. 7.
    private static readonly string[] Others = ["PHIẾU ĐĂNG KÝ", "PHIẾU KIẾN NGHỊ", "DANH SÁCH", "DỰ TOÁN", "QUYẾT TOÁN", "BẢNG KÊ", "GIẤY BIÊN NHẬN", "BIÊN NHẬN", "ĐƠN "];

    private static readonly string[] Positions =
    [
        "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "THƯ KÝ", "CHỦ TỌA", "CHỦ TOẠ", "NGƯỜI LẬP", "KẾ TOÁN", "THỦ TRƯỞNG",
        "CỤC TRƯỞNG", "CHI CỤC TRƯỞNG", "HIỆU TRƯỞNG", "TRƯỞNG CÔNG AN", "ĐẠI DIỆN",
    ];

    public required IReadOnlyList<WordParagraph> Paragraphs { get; init; }
    public List<WordPiece> Issuer { get; } = [];
    public WordPiece? Nation { get; private set; }
    public WordPiece? Motto { get; private set; }
    public WordPiece? Number { get; private set; }
    public WordPiece? Date { get; private set; }
    public WordPiece? About { get; private set; }
    public WordPiece? Type { get; private set; }
    public List<WordPiece> Subject { get; } = [];
    public WordPiece? To { get; private set; }
    public List<WordPiece> ToList { get; } = [];
    public List<WordPiece> Basis { get; } = [];

    /// <summary>Paragraphs of the text itself, tables left out.</summary>
    public List<WordParagraph> Body { get; } = [];

    /// <summary>The last thing before signature and recipients is a table.</summary>
    public bool EndsWithTable { get; private set; }

    public WordPiece? RecipientsHead { get; private set; }
    public List<WordPiece> Recipients { get; } = [];
    public List<WordPiece> Capacity { get; } = [];
    public List<WordPiece> Signers { get; } = [];
    public List<List<WordPiece>> Annexes { get; } = [];

    /// <summary>"KH" of a plan; "" of a letter; null when its type is not one of the decree's.</summary>
    public string? Abbreviation { get; private set; }

    public bool IsForm { get; private set; }
    public bool IsLetter => Type is null && !IsForm;
    public bool IsMinutes => Abbreviation == "BB";

    /// <summary>A line is drawn below the paragraph, as its own border or in what follows it.</summary>
    public bool HasRuleBelow(WordPiece piece)
    {
        for (var i = piece.Paragraph.Index; i < Paragraphs[0].Index + Paragraphs.Count && i <= piece.Paragraph.Index + 2; i++)
        {
            var paragraph = Paragraphs[i - Paragraphs[0].Index];
            if (i > piece.Paragraph.Index && paragraph.Text.Length > 0 && !paragraph.Ruled) return false;
            if (paragraph.Ruled) return true;
        }
        return false;
    }

    /// <summary>The papers of a file: a new one begins where a section has a Quốc hiệu of its own.</summary>
    public static IReadOnlyList<PaperParts> Of(WordReader word)
    {
        var groups = new List<List<WordParagraph>> { new() };
        foreach (var section in word.Paragraphs.GroupBy(p => p.Section))
        {
            if (groups[^1].SelectMany(p => p.Pieces).Any(IsNation) && section.SelectMany(p => p.Pieces).Any(IsNation)) groups.Add([]);
            groups[^1].AddRange(section);
        }
        return [.. groups.Where(g => g.Any(p => p.Pieces.Count > 0) || groups.Count == 1).Select(g => Read(g))];
    }

    public static bool IsCapitals(string text) => text.Any(char.IsLetter) && !text.Any(char.IsLower);

    /// <summary>Capitals without marks: to recognise a text that is misspelt or in small letters.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) folded.Append(c is 'đ' or 'Đ' ? 'D' : char.ToUpperInvariant(c));
        return folded.ToString();
    }

    private static bool IsNation(WordPiece piece) => Fold(piece.Text) is var t && t.Contains("CONG HOA XA HOI", StringComparison.Ordinal) && t.Contains("VIET NAM", StringComparison.Ordinal) && t.Length < 50;

    private static bool IsMotto(WordPiece piece) => Fold(piece.Text) is var t && t.Contains("DOC LAP", StringComparison.Ordinal) && t.Contains("TU DO", StringComparison.Ordinal) && t.Contains("HANH PHUC", StringComparison.Ordinal) && t.Length < 50;

    private static PaperParts Read(IReadOnlyList<WordParagraph> paragraphs)
    {
        var parts = new PaperParts { Paragraphs = paragraphs };
        var pieces = paragraphs.SelectMany(p => p.Pieces).ToList();
        var at = parts.ReadHead(pieces);
        at = parts.ReadTitle(pieces, at);
        parts.ReadRest(pieces, at);
        return parts;
    }

    // Up to the type's name, to "Kính gửi" or to the first line of text.
    private int ReadHead(List<WordPiece> pieces)
    {
        var at = 0;
        for (; at < pieces.Count; at++)
        {
            var piece = pieces[at];
            var text = piece.Text;
            if (Nation is null && IsNation(piece)) Nation = piece;
            else if (Motto is null && IsMotto(piece)) Motto = piece;
            else if (TypeOf(text) is not null || IsOther(text) || Fold(text).StartsWith("KINH GUI", StringComparison.Ordinal)) break;
            else if (Number is null && NumberLine().IsMatch(text)) Number = piece;
            else if (Date is null && text.Length < 80 && DateLine().IsMatch(text)) Date = piece;
            else if (About is null && AboutLine().IsMatch(text)) About = piece;
            else if (About is not null && piece.Paragraph.Table == About.Paragraph.Table && piece.Paragraph.Table >= 0 && !piece.Paragraph.LastCell) { } // a second line of it
            else if (Number is null && About is null && text.Length < 70 && (Nation is null || Motto is null || piece.Paragraph.Table >= 0 || (IsCapitals(text) && Date is null))) Issuer.Add(piece);
            else if (Nation is null && at < 12 && text.Length < 70) { }
            else break;
        }
        return at;
    }

    private int ReadTitle(List<WordPiece> pieces, int at)
    {
        if (at < pieces.Count && (TypeOf(pieces[at].Text) is not null || IsOther(pieces[at].Text)))
        {
            Type = pieces[at];
            IsForm = IsOther(Type.Text);
            Abbreviation = TypeOf(Type.Text);
            // The subject: lines below it until the text begins. The first line is the subject even where it is not centred.
            for (at++; at < pieces.Count && pieces[at].Paragraph.Table < 0 && (pieces[at].Paragraph.Align == "center" || (Subject.Count == 0 && pieces[at].Text.Length < 250 && pieces[at].Bold && !SectionLine().IsMatch(pieces[at].Text)))
                && !IsStart(pieces[at].Text); at++)
                Subject.Add(pieces[at]);
        }
        else if (About is not null) Abbreviation = "";
        while (at < pieces.Count && Fold(pieces[at].Text).StartsWith("KINH GUI", StringComparison.Ordinal))
        {
            To = pieces[at++];
            while (at < pieces.Count && pieces[at].Text.StartsWith('-') && pieces[at].Paragraph.Text.Length < 150 && (To.Text.Length < 11 || ToList.Count > 0) && !Ended(ToList)) ToList.Add(pieces[at++]);
        }
        while (at < pieces.Count && IsBasis(pieces[at].Text)) Basis.Add(pieces[at++]);
        return at;

        static bool Ended(List<WordPiece> list) => list.Count > 0 && list[^1].Text.EndsWith('.');
    }

    private void ReadRest(List<WordPiece> pieces, int at)
    {
        var end = pieces.FindIndex(at, IsEnd);
        // What begins in a table ends with that table: its other column comes first.
        if (end >= 0 && pieces[end].Paragraph.Table is >= 0 and var table)
            while (end > at && pieces[end - 1].Paragraph.Table == table) end--;
        if (end < 0) end = pieces.Count;
        var annex = pieces.FindIndex(end, IsAnnexHead);
        if (annex < 0 && end == pieces.Count)
        {
            annex = pieces.FindIndex(at, p => IsAnnexHead(p) && p.Paragraph.Align == "center");
            if (annex >= 0) end = annex;
        }
        var last = annex < 0 ? pieces.Count : annex;

        for (var i = at; i < end; i++)
            if (pieces[i].Paragraph.Table < 0 && (Body.Count == 0 || Body[^1] != pieces[i].Paragraph)) Body.Add(pieces[i].Paragraph);
        EndsWithTable = end > at && pieces[end - 1].Paragraph.Table >= 0;
        for (var i = end; i < last; i++) ReadEnd(pieces[i]);

        for (var i = last; i < pieces.Count; i++)
        {
            if (IsAnnexHead(pieces[i])) Annexes.Add([]);
            Annexes[^1].Add(pieces[i]);
        }
    }

    private void ReadEnd(WordPiece piece)
    {
        var text = piece.Text;
        if (Fold(text).StartsWith("NOI NHAN", StringComparison.Ordinal)) { RecipientsHead = piece; return; }
        // Another column is another part: of a table, or after a tab.
        var aside = RecipientsHead is not null && piece.Paragraph.Table >= 0 && piece.Paragraph.LastCell != RecipientsHead.Paragraph.LastCell;
        if (text.StartsWith('-') || text.StartsWith('–') || text.StartsWith('+')) Recipients.Add(piece);
        else if (text.StartsWith('(') || DateLine().IsMatch(text)) { }
        else if (IsCapitals(text) || Authority().IsMatch(text) || Positions.Contains(Fold2(text))) Capacity.Add(piece);
        else if (RecipientsHead is not null && !aside && piece.Inked.All(r => r.Size < 12.5) && !piece.Bold) Recipients.Add(piece);
        else if (text.Any(char.IsLetter)) Signers.Add(piece);
    }

    private static string Fold2(string text) => text.ToUpper(new CultureInfo("vi-VN"));

    private static bool IsEnd(WordPiece piece) => Fold(piece.Text).StartsWith("NOI NHAN", StringComparison.Ordinal) || AuthorityStart().IsMatch(piece.Text)
        || (piece.Text.Length < 40 && IsCapitals(piece.Text) && Positions.Any(p => piece.Text.StartsWith(p, StringComparison.Ordinal)) && (piece.Paragraph.Table >= 0 || piece.Paragraph.Align is "center" or "right" || piece.Paragraph.Left > 150));

    private static bool IsAnnexHead(WordPiece piece) => AnnexHead().IsMatch(Fold(piece.Text));

    private static string? TypeOf(string text) => Types.GetValueOrDefault(Fold2(text).Trim('.', ':', ' '));

    private static bool IsOther(string text) => text.Length < 60 && IsCapitals(text) && Others.Any(o => text.StartsWith(o, StringComparison.Ordinal));

    private static bool IsBasis(string text) => BasisLine().IsMatch(text) && !text.EndsWith(':') && !text.Contains("như sau", StringComparison.Ordinal) && text.Length < 400;

    private static bool IsStart(string text) => Fold(text).StartsWith("KINH GUI", StringComparison.Ordinal) || IsBasis(text) || SectionLine().IsMatch(text);

    [GeneratedRegex(@"^Số\s*:?\s*[^ ]{0,12}\s*/|^Số\s*:", RegexOptions.IgnoreCase)]
    private static partial Regex NumberLine();

    [GeneratedRegex(@"ngày.{0,15}tháng.{0,15}năm|^[^\d]{2,40},\s*(ngày\s*)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", RegexOptions.IgnoreCase)]
    private static partial Regex DateLine();

    [GeneratedRegex(@"^(V/v|Về việc)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AboutLine();

    [GeneratedRegex(@"^(Căn cứ|Theo đề nghị|Xét đề nghị)\b")]
    private static partial Regex BasisLine();

    [GeneratedRegex(@"^([IVX]+\.|\d+(\.\d+)*\.|[a-zđ]\)|-|Điều \d)\s")]
    private static partial Regex SectionLine();

    [GeneratedRegex(@"^(TM|KT|TL|TUQ|Q)\b\.?\s*\p{Lu}")]
    private static partial Regex Authority();

    [GeneratedRegex(@"^(TM|KT|TL|TUQ|Q)(\.\s*|\s+)\p{Lu}{2}")]
    private static partial Regex AuthorityStart();

    [GeneratedRegex(@"^PHU LUC(\s+(SO\s+)?[IVXLC\d]+)?\s*[.:]?$")]
    private static partial Regex AnnexHead();
}
