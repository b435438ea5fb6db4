using System.Text.RegularExpressions;

namespace Dialogue.Documents.Tests;

/// <summary>The two real plans of tests/Documents.Tests/data, rebuilt as papers.</summary>
internal static partial class Plans
{
    public static Paper DaiSon { get; } = Read("ke-hoach-dai-son-2026.txt", from: "Thực hiện Kế hoạch số 82") with
    {
        Issuer = Issuer.Of("Xã Đại Sơn"), PlaceName = "Đại Sơn", Year = 2026,
        Subject = "Tổ chức Hội nghị đối thoại doanh nghiệp hằng năm tại UBND xã Đại Sơn, thành phố Hải Phòng",
        Recipients = ["Sở Tài chính thành phố (để b/c)", "Thường trực Đảng ủy, HĐND xã", "Chủ tịch, các PCT UBND xã", "MTTQ và các tổ chức CT-XH", "Các phòng, đơn vị thuộc UBND xã", "Công an xã", "Lưu: VT, KT"],
        Signatures = [new(["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "Đào Văn Soái")],
    };

    public static Paper ThienHuong { get; } = Read("ke-hoach-thien-huong-2025.txt", from: "Ủy ban nhân dân phường Thiên Hương xây dựng") with
    {
        Issuer = Issuer.Of("Phường Thiên Hương"), PlaceName = "Thiên Hương", Year = 2025,
        Subject = "Tổ chức đối thoại doanh nghiệp, hợp tác xã, hộ kinh doanh năm 2025 trên địa bàn phường Thiên Hương",
        Recipients = ["UBND thành phố", "Sở Tài chính", "CT, các PCT UBND phường", "Các phòng, ban, đơn vị thuộc phường", "Lưu: VT"],
        Signatures = [new(["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "Nguyễn Công Diễn")],
    };

    private static Paper Read(string file, string from)
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "data", file)).Select(l => l.Trim()).Where(l => l.Length > 0)
            .SkipWhile(l => !l.StartsWith(from, StringComparison.Ordinal)).TakeWhile(l => !l.StartsWith("Nơi nhận:", StringComparison.Ordinal));
        var paragraphs = new List<string>();
        foreach (var line in lines)
        {
            if (paragraphs.Count == 0 || Item().IsMatch(line) || Ended(paragraphs[^1], line)) paragraphs.Add(line);
            else paragraphs[^1] += " " + line;
        }
        return new()
        {
            Kind = PaperKinds.Plan, Symbol = "KH-UBND", Issuer = Issuer.Of(""),
            Body = [.. paragraphs.Select(p => (Block)(Section().IsMatch(p) ? new Heading(p) : Clause().IsMatch(p) && p.Length < 90 && !p.Contains(": ", StringComparison.Ordinal) ? new Heading(p, Part().IsMatch(p) ? 3 : 2) : new Paragraph(p)))],
        };
    }

    // A numbered line without an end of its own is a heading when a new sentence follows it.
    private static bool Ended(string before, string line) => before[^1] is '.' or ';' or ':' || (Item().IsMatch(before) && !before.StartsWith('-') && before.Length < 60 && char.IsUpper(line[0]));

    [GeneratedRegex(@"^(- |[IVX]+\. |\d+(\.\d+)*\. )")]
    private static partial Regex Item();

    [GeneratedRegex(@"^[IVX]+\. ")]
    private static partial Regex Section();

    [GeneratedRegex(@"^\d+(\.\d+)*\. ")]
    private static partial Regex Clause();

    [GeneratedRegex(@"^\d+\.\d+\. ")]
    private static partial Regex Part();
}
