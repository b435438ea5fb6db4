using System.Xml.Linq;
using static Dialogue.Documents.Wml;

namespace Dialogue.Documents;

/// <summary>A template to begin with: the decree's layout, each part a content control that says what it will hold.</summary>
internal static class LetterStarter
{
    private const int HeadLeft = 3794, HeadRight = PortraitWidth - HeadLeft;

    public static IEnumerable<XElement> Body(PaperKind kind, Paper sample)
    {
        yield return Head(kind, sample);
        if (!kind.IsLetter)
        {
            yield return P("TenLoai", Run(kind.TypeName));
            yield return Control(LetterTags.Subject, "TrichYeu");
            yield return Rule(PortraitWidth / 20.0 * 0.25, PortraitWidth);
            yield return PWith("DuongKe", [El("spacing", At("after", 120))]);
        }
        if (sample.To.Count > 1)
        {
            const int indent = 1985;
            yield return PWith("KinhGui", [El("keepNext"), El("spacing", At("after", 0)), El("ind", At("left", indent))], Run(PaperWords.To));
            yield return Control(LetterTags.To, "KinhGui", El("spacing", At("before", 0), At("after", 0)), El("ind", At("left", indent + 1300), At("hanging", 170)));
        }
        else if (sample.To.Count == 1) yield return PWith("KinhGui", [Val("jc", "center")], Run(PaperWords.To + " "), Inline(LetterTags.To));
        if (sample.Basis.Count > 0) yield return Control(LetterTags.Basis, "CanCu");
        yield return Control(LetterTags.Body, "NoiDung");
        foreach (var block in End(sample)) yield return block;
    }

    private static XElement Head(PaperKind kind, Paper sample)
    {
        var left = new List<XElement>();
        if (sample.Issuer.Above.Length > 0) left.Add(Control(LetterTags.Superior, "CoQuanChuQuan"));
        left.Add(Control(LetterTags.Issuer, "CoQuanBanHanh"));
        left.Add(Rule(40, HeadLeft));
        XElement[] right = [P("QuocHieu", Run(PaperWords.Nation)), P("TieuNgu", Run(PaperWords.Motto)), Rule(TextWidth.Of(PaperWords.Motto, 14, bold: true), HeadRight)];
        var number = new List<XElement>();
        if (kind.Numbered) number.Add(P("SoKyHieu", Run("Số: "), Inline(LetterTags.NumberText)));
        if (kind.IsLetter) number.Add(P("TrichYeuCongVan", Run("V/v "), Inline(LetterTags.Subject)));
        XElement[] date = PaperWords.PlaceAndDate(sample).Length > 0 ? [Control(LetterTags.PlaceAndDate, "DiaDanhThoiGian")] : [];
        return number.Count == 0 && date.Length == 0 ? Grid([HeadLeft, HeadRight], [left, right]) : Grid([HeadLeft, HeadRight], [left, right], [number, date]);
    }

    private static IEnumerable<XElement> End(Paper sample)
    {
        XElement[] recipients = sample.Recipients.Count > 0 ? [P("NoiNhan", Run(PaperWords.RecipientsHead)), Control(LetterTags.Recipients, "NoiNhanDong")] : [];
        var count = sample.Signatures.Count;
        if (count == 0 && recipients.Length == 0) yield break;
        yield return PWith("DuongKe", [El("keepNext"), El("spacing", At("before", 60))]);
        if (count <= 1)
        {
            yield return Grid([PortraitWidth / 2, PortraitWidth - PortraitWidth / 2], [recipients, count == 0 ? [] : Signature("")]);
            yield break;
        }
        yield return Grid([.. Enumerable.Range(0, count).Select(i => i < count - 1 ? PortraitWidth / count : PortraitWidth - PortraitWidth / count * (count - 1))],
            [.. Enumerable.Range(1, count).Select(i => Signature(i < count ? $"-{i}" : ""))]);
        if (recipients.Length > 0) yield return PWith("DuongKe", [El("spacing", At("before", 240))]);
        foreach (var line in recipients) yield return line;
    }

    private static IEnumerable<XElement> Signature(string which) => [Control(LetterTags.Capacity + which, "QuyenHanChucVu"), Control(LetterTags.Signer + which, "HoTenNguoiKy")];

    private static XElement Control(string tag, string style, params object?[] properties) =>
        El("sdt", Properties(tag, rich: tag == LetterTags.Body), El("sdtContent", PWith(style, properties, Run(Hint(tag)))));

    private static XElement Inline(string tag) => El("sdt", Properties(tag, rich: false), El("sdtContent", Run(Hint(tag))));

    private static XElement Properties(string tag, bool rich) => El("sdtPr", Val("alias", Hint(tag).Trim('[', ']')), Val("tag", tag), rich ? null : El("text", At("multiLine", 1)));

    private static string Hint(string tag) => "[" + (LetterTags.Standard.GetValueOrDefault(tag) ?? LetterTags.Standard.FirstOrDefault(t => tag.StartsWith(t.Key + "-", StringComparison.Ordinal)).Value ?? tag) + "]";
}
