namespace Dialogue.Documents;

/// <summary>The tags of content controls that every paper can fill, and what they are filled with.</summary>
public static class LetterTags
{
    public const string NumberText = "so-ky-hieu", Number = "so", Symbol = "ky-hieu", PlaceAndDate = "dia-danh-ngay", Subject = "trich-yeu", TypeName = "ten-loai", To = "kinh-gui",
        Issuer = "co-quan", Superior = "co-quan-chu-quan", Basis = "can-cu", Body = "noi-dung", Recipients = "noi-nhan", Capacity = "chuc-vu-ky", Signer = "nguoi-ky";

    /// <summary>
    /// Each with what it stands for, in Vietnamese, for the page that lists them. Of several who sign, <see cref="Capacity"/> and <see cref="Signer"/> are the last one;
    /// those before are <c>chuc-vu-ky-1</c>, <c>nguoi-ky-1</c> and so on.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Standard { get; } = new Dictionary<string, string>
    {
        [NumberText] = "Số và ký hiệu, như 05/KH-UBND",
        [Number] = "Số, như 05",
        [Symbol] = "Ký hiệu, như KH-UBND",
        [PlaceAndDate] = "Địa danh và ngày tháng năm",
        [TypeName] = "Tên loại văn bản, như KẾ HOẠCH",
        [Subject] = "Trích yếu nội dung",
        [To] = "Nơi kính gửi, mỗi nơi một dòng",
        [Superior] = "Tên cơ quan chủ quản",
        [Issuer] = "Tên cơ quan ban hành, mỗi dòng một dòng",
        [Basis] = "Các căn cứ, mỗi căn cứ một dòng",
        [Body] = "Toàn bộ nội dung văn bản, kể cả bảng",
        [Recipients] = "Nơi nhận, mỗi nơi một dòng",
        [Capacity] = "Quyền hạn và chức vụ của người ký",
        [Signer] = "Họ và tên người ký",
    };

    /// <summary>The values of the standard tags of a paper, lines parted by line feeds; its own fields go over them.</summary>
    internal static Dictionary<string, string> Of(Paper paper)
    {
        var signature = paper.Signatures.Count > 0 ? paper.Signatures[^1] : null;
        var values = new Dictionary<string, string>
        {
            [NumberText] = paper.Number.Length > 0 ? paper.NumberText : paper.Kind.Numbered ? $"{VnDate.Blank}/{paper.Symbol}" : "",
            [Number] = paper.Number,
            [Symbol] = paper.Symbol,
            [PlaceAndDate] = PaperWords.PlaceAndDate(paper),
            [TypeName] = paper.Kind.TypeName,
            [Subject] = paper.Subject,
            [To] = string.Join('\n', PaperWords.Addressees(paper)),
            [Superior] = paper.Issuer.Above,
            [Issuer] = string.Join('\n', paper.Issuer.Lines),
            [Basis] = string.Join('\n', PaperWords.Basis(paper)),
            [Body] = string.Join('\n', PaperWords.BodyOf(paper).Select(Plain)),
            [Recipients] = string.Join('\n', PaperWords.Recipients(paper)),
            [Capacity] = string.Join('\n', signature?.Capacity ?? []),
            [Signer] = signature?.Name ?? "",
        };
        for (var i = 0; i < paper.Signatures.Count - 1; i++)
        {
            values[$"{Capacity}-{i + 1}"] = string.Join('\n', paper.Signatures[i].Capacity);
            values[$"{Signer}-{i + 1}"] = paper.Signatures[i].Name;
        }
        foreach (var (tag, value) in paper.Fields) values[tag] = value;
        return values;
    }

    // The body where only a line of text can stand.
    private static string Plain(Block block) => block switch
    {
        Heading heading => Inline.Plain(heading.Text),
        Paragraph paragraph => Inline.Plain(paragraph.Text),
        FillIn line => $"{Inline.Plain(line.Label)} {line.Value}".TrimEnd(),
        Choices choices => $"{Inline.Plain(choices.Label)} {choices.Chosen}".Trim(),
        Qr qr => $"{qr.Label} {qr.Address}".Trim(),
        Table table => string.Join('\n', table.Rows.Select(r => string.Join("; ", r.Where(c => c.Length > 0).Select(Inline.Plain)))),
        _ => "",
    };
}
