using System.Text.Json.Serialization;

namespace Dialogue.Documents;

/// <summary>
/// One administrative document as data: what it says, not how it looks. The looks are those of Nghị định 30/2020/NĐ-CP, Phụ lục I, and are
/// added by <c>Docx</c> and by the printable page. Written and read as JSON, so that an issued paper can be kept whole.
/// </summary>
public sealed record Paper
{
    /// <summary>See <see cref="PaperKinds"/>.</summary>
    public required PaperKind Kind { get; init; }

    public required Issuer Issuer { get; init; }

    /// <summary>"05"; empty while it is a draft. Kinds that are not numbered have none.</summary>
    public string Number { get; init; } = "";

    /// <summary>"KH-UBND"; of an official letter the drafting office: "UBND-KT".</summary>
    public string Symbol { get; init; } = "";

    /// <summary>Of the date line: "Đại Sơn", "Phường Lê Chân".</summary>
    public string PlaceName { get; init; } = "";

    /// <summary>Null in a draft: "ngày … tháng … năm …".</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Of the date line of a draft: "ngày … tháng … năm 2026"; left blank too when null.</summary>
    public int? Year { get; init; }

    /// <summary>Trích yếu: below the type's name; of an official letter after "V/v".</summary>
    public string Subject { get; init; } = "";

    /// <summary>"Kính gửi".</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>Căn cứ, each without its semicolon.</summary>
    public IReadOnlyList<string> Basis { get; init; } = [];

    public IReadOnlyList<Block> Body { get; init; } = [];

    /// <summary>"Nơi nhận", each without hyphen and semicolon; the last one is "Lưu: VT, KT".</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>One; minutes have two, the secretary's first.</summary>
    public IReadOnlyList<Signature> Signatures { get; init; } = [];

    public IReadOnlyList<Annex> Annexes { get; init; } = [];

    /// <summary>Single values for letters that officials edit in Word, by the tag of the content control, such as <c>ten-don-vi</c>.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>Lists for such letters, by the tag of the repeated row.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> Lists { get; init; } = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>();

    /// <summary>"05/KH-UBND"; empty in a draft.</summary>
    [JsonIgnore]
    public string NumberText => Number.Length == 0 ? "" : $"{Number}/{Symbol}";
}

/// <param name="Above">The superior body, not bold, above the name; empty for a People's Committee, which has none.</param>
/// <param name="Lines">In capitals: "ỦY BAN NHÂN DÂN", "XÃ ĐẠI SƠN".</param>
/// <param name="Name">As it stands in a sentence: "Ủy ban nhân dân xã Đại Sơn"; empty when it is named nowhere.</param>
public sealed record Issuer(string Above, IReadOnlyList<string> Lines, string Name = "")
{
    /// <param name="name">Of the organisation, with its kind: "Xã Đại Sơn", "Sở Tài chính", "Ủy ban nhân dân thành phố Hải Phòng".</param>
    public static Issuer Of(string name)
    {
        var capitals = name.ToUpper(new System.Globalization.CultureInfo("vi-VN"));
        if (IsCommune(name)) return new("", ["ỦY BAN NHÂN DÂN", capitals], "Ủy ban nhân dân " + char.ToLowerInvariant(name[0]) + name[1..]);
        return capitals.StartsWith("ỦY BAN NHÂN DÂN ", StringComparison.Ordinal) ? new("", ["ỦY BAN NHÂN DÂN", capitals["ỦY BAN NHÂN DÂN ".Length..]], name)
            : new("UBND THÀNH PHỐ HẢI PHÒNG", [capitals], name);
    }

    /// <summary>True for "Xã …", "Phường …", "Đặc khu …".</summary>
    public static bool IsCommune(string name) =>
        name.StartsWith("Xã ", StringComparison.Ordinal) || name.StartsWith("Phường ", StringComparison.Ordinal) || name.StartsWith("Đặc khu ", StringComparison.Ordinal);
}

/// <param name="Capacity">In capitals, a line each: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"; of minutes "THƯ KÝ". A line in brackets, "(Ký, ghi rõ họ tên)", is in italics.</param>
/// <param name="Name">Without academic titles; empty leaves room to sign only.</param>
public sealed record Signature(IReadOnlyList<string> Capacity, string Name);

/// <param name="Title">In capitals below "Phụ lục"; numbered with Roman numerals when there are several.</param>
/// <param name="Landscape">For wide tables.</param>
public sealed record Annex(string Title, IReadOnlyList<Block> Body, bool Landscape = false);

/// <summary>What a body is made of.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Heading), "heading")]
[JsonDerivedType(typeof(Paragraph), "paragraph")]
[JsonDerivedType(typeof(Table), "table")]
[JsonDerivedType(typeof(FillIn), "fill-in")]
[JsonDerivedType(typeof(Choices), "choices")]
[JsonDerivedType(typeof(Qr), "qr")]
[JsonDerivedType(typeof(Signatories), "signatories")]
public abstract record Block;

/// <param name="Text">With its number: "I. MỤC ĐÍCH, YÊU CẦU", "1. Mục đích", "1.1. Xây dựng kế hoạch".</param>
/// <param name="Level">1: a section in bold capitals or as written; 2: bold; 3: bold italic.</param>
public sealed record Heading(string Text, int Level = 1) : Block;

/// <summary>A paragraph; "- …" and "1. …" are written as they stand in <paramref name="Text"/>. Parts between ** are bold, between __ italic.</summary>
/// <param name="Indent">First line indented, as the body's paragraphs are.</param>
public sealed record Paragraph(string Text, Align Align = Align.Justify, bool Indent = true) : Block
{
    /// <summary>A paragraph per line of a text that people wrote; empty lines are left out.</summary>
    public static IEnumerable<Paragraph> Lines(string text) =>
        text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(l => new Paragraph(l));
}

public enum Align
{
    Justify, Left, Center, Right,
}

/// <summary>A table whose head is repeated on every page.</summary>
/// <param name="Columns">Widths are shares of the whole.</param>
/// <param name="Rows">As many cells as columns.</param>
/// <param name="Total">The last row is a sum, in bold.</param>
/// <param name="Caption">Above it; empty for none.</param>
public sealed record Table(IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, bool Total = false, string Caption = "") : Block;

public sealed record Column(string Title, double Share, Align Align = Align.Left);

/// <summary>A line of a blank form: the label, then dots to write on. With a value it is filled in.</summary>
public sealed record FillIn(string Label, string Value = "", int Lines = 1) : Block;

/// <summary>Boxes to tick.</summary>
public sealed record Choices(string Label, IReadOnlyList<string> Options, string Chosen = "") : Block;

/// <param name="Address">What the code leads to; also printed below it.</param>
public sealed record Qr(string Address, string Label) : Block;

/// <summary>Who signs a form or a list that is part of a body or an annex, side by side: "NGƯỜI LẬP", "KẾ TOÁN", "ĐẠI DIỆN DOANH NGHIỆP".</summary>
/// <param name="PlaceAndDate">In italics above the last of them: "………, ngày …… tháng …… năm 2026"; empty for none.</param>
public sealed record Signatories(IReadOnlyList<Signature> Signatures, string PlaceAndDate = "") : Block;
