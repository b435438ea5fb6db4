using System.Globalization;
using System.Text.RegularExpressions;

namespace Dialogue.Documents;

/// <summary>Annexes (Phụ lục I, Phần I, Mục III, khoản 1).</summary>
internal static partial class AnnexRules
{
    private const string Article = "Phụ lục I, Phần I, Mục III, khoản 1";

    public static void Check(PaperParts paper, WordReader word, Findings findings)
    {
        for (var i = 0; i < paper.Annexes.Count; i++)
        {
            var annex = paper.Annexes[i];
            var head = annex[0];
            findings.Size("annex-size", "Từ “Phụ lục”", head, 14, 14, Article + ", điểm b");
            findings.Look("annex-style", "Từ “Phụ lục”", head, bold: true, italic: false, Article + ", điểm b");
            if (head.Paragraph.Align != "center") findings.Departure("annex-align", "Từ “Phụ lục” không canh giữa.", head.Paragraph.Align, "canh giữa", Article + ", điểm b", head.Text);
            Number(paper, i, head, findings);
            Title(annex, findings);
            Page(head, word, findings);
        }
    }

    private static void Number(PaperParts paper, int index, WordPiece head, Findings findings)
    {
        var number = AnnexNumber().Match(head.Text).Groups[1].Value;
        if (paper.Annexes.Count == 1) return;
        var wanted = PaperWords.Roman(index + 1);
        if (number != wanted) findings.Departure("annex-number", "Văn bản có từ hai phụ lục trở lên phải đánh số thứ tự bằng chữ số La Mã.", head.Text, "Phụ lục " + wanted, Article + ", điểm a", head.Text);
    }

    private static void Title(List<WordPiece> annex, Findings findings)
    {
        var title = annex.Skip(1).TakeWhile(p => p.Paragraph.Align == "center" && !p.Text.StartsWith('(')).ToList();
        if (title.Count == 0) findings.Advice("annex-title", "Phụ lục không có tên.", "", "tên phụ lục (nếu có) in hoa, đậm, canh giữa", Article + ", điểm b", annex[0].Text);
        foreach (var line in title)
        {
            if (!PaperParts.IsCapitals(line.Text)) findings.Departure("annex-title-caps", "Tiêu đề phụ lục không viết in hoa.", line.Text, line.Text.ToUpper(new CultureInfo("vi-VN")), Article + ", điểm b", line.Text);
            findings.Size("annex-title-size", "Tiêu đề phụ lục", line, 13, 14, Article + ", điểm b");
            findings.Look("annex-title-style", "Tiêu đề phụ lục", line, bold: true, italic: false, Article + ", điểm b");
        }
        var note = annex.Skip(1 + title.Count).FirstOrDefault();
        if (note is null || !note.Text.StartsWith("(Kèm theo", StringComparison.Ordinal))
        {
            findings.Departure("annex-note", "Thiếu dòng “(Kèm theo … số … ngày …)” dưới tiêu đề phụ lục.", note?.Text ?? "", "(Kèm theo Kế hoạch số …/KH-UBND ngày … tháng … năm …)", Article + ", điểm c", annex[0].Text);
            return;
        }
        findings.Look("annex-note-style", "Dòng kèm theo", note, bold: false, italic: true, Article + ", điểm c");
        findings.Size("annex-note-size", "Dòng kèm theo", note, 13, 14, Article + ", điểm c");
    }

    private static void Page(WordPiece head, WordReader word, Findings findings)
    {
        var before = word.Paragraphs.Where(p => p.Index < head.Paragraph.Index && p.Text.Length > 0).Select(p => p.Section).DefaultIfEmpty(-1).Last();
        var newSection = before != head.Paragraph.Section;
        // Empty paragraphs may stand between the break and the annex.
        var broken = newSection || word.Paragraphs.Where(p => p.Index <= head.Paragraph.Index).Reverse().TakeWhile(p => p == head.Paragraph || p.Text.Length == 0).Any(p => p.StartsPage);
        if (!broken) findings.Departure("annex-page", "Phụ lục không bắt đầu ở trang mới.", "cùng trang với phần trước", "trang riêng", Article + ", điểm đ", head.Text);
        else if (!newSection || word.Sections[head.Paragraph.Section].NumberStart != 1)
            findings.Departure("annex-page-number", "Số trang của phụ lục phải đánh riêng.", "nối tiếp phần trước", "từ 1 cho từng phụ lục", Article + ", điểm đ", head.Text);
    }

    [GeneratedRegex(@"^Phụ lục\s*(.*?)\s*[.:]?$", RegexOptions.IgnoreCase)]
    private static partial Regex AnnexNumber();
}
