namespace Dialogue.Documents;

/// <summary>The text (Phụ lục I, Phần I, Mục II, khoản 6). Cells of tables are not measured: the decree says nothing of them.</summary>
internal static class BodyRules
{
    private const string Article = "Phụ lục I, Phần I, Mục II, khoản 6";

    public static void Check(PaperParts paper, Findings findings)
    {
        for (var i = 0; i < paper.Body.Count; i++)
        {
            var paragraph = paper.Body[i];
            foreach (var piece in paragraph.Pieces) findings.Size("body-size", "Nội dung", piece, 13, 14, Article + ", điểm e");
            if (paper.IsForm) continue;
            Shape(paragraph, findings);
            if (i + 1 < paper.Body.Count && paper.Body[i + 1] is var next && next.Index == paragraph.Index + 1) Gap(paragraph, next, findings);
        }
        if (paper.IsForm || paper.EndsWithTable || paper.Body.Count == 0) return;
        var last = paper.Body[^1].Text;
        if (!last.EndsWith("./.", StringComparison.Ordinal)) findings.Departure("end-mark", "Hết nội dung văn bản phải có dấu “./.”.", last[Math.Max(0, last.Length - 20)..], "./.", "Phụ lục III, các mẫu trình bày văn bản", last);
    }

    private static void Shape(WordParagraph paragraph, Findings findings)
    {
        var text = paragraph.Text;
        // Shorter ones fill no line, so that one cannot see how they are aligned.
        var lines = text.Length > 100;
        if (lines && paragraph.Align != "both") findings.Departure("body-align", "Nội dung không canh đều cả hai lề.", paragraph.Align switch { "center" => "canh giữa", "right" => "canh phải", _ => "canh trái" }, "canh đều cả hai lề", Article + ", điểm e", text);
        if (lines && paragraph.Align is "both" or "left" && lines)
        {
            // Measured from the margin: 1 cm is 28.35 pt, 1.27 cm is 36 pt.
            var indent = paragraph.Numbered ? paragraph.Left + paragraph.FirstLine : paragraph.FirstLine + Math.Max(0, paragraph.Left);
            if (!Near(indent, 28.35) && !Near(indent, 36)) findings.Departure("body-indent", "Chữ đầu dòng của đoạn không lùi vào 1 cm hoặc 1,27 cm.", $"{Findings.Text(Math.Round(indent / 28.3465, 2))} cm", "1 cm hoặc 1,27 cm", Article + ", điểm e", text);
        }
        var size = paragraph.Pieces.SelectMany(p => p.Inked).Select(r => r.Size).DefaultIfEmpty(14).Max();
        // One line of Times New Roman is 1.15 of its size.
        var spacing = paragraph.LineRule switch { "auto" => paragraph.Line / 240, "exact" => paragraph.Line / 20 / (size * 1.15), _ => Math.Max(1, paragraph.Line / 20 / (size * 1.15)) };
        if (spacing is < 0.97 or > 1.52) findings.Departure("body-line", "Khoảng cách giữa các dòng sai.", $"{Findings.Text(Math.Round(spacing, 2))} dòng", "từ dòng đơn đến 1,5 dòng", Article + ", điểm e", text);
        if (lines && paragraph.Pieces.All(p => p.Italic)) findings.Advice("body-italic", "Nội dung văn bản dùng kiểu chữ đứng.", "cả đoạn nghiêng", "chữ đứng", Article + ", điểm e", text);
        if (paragraph.Pieces.SelectMany(p => p.Inked).Any(r => r.Underlined)) findings.Advice("body-underline", "Nội dung có chữ gạch chân.", "gạch chân", "không gạch chân", Article + ", điểm e", text);
    }

    private static void Gap(WordParagraph paragraph, WordParagraph next, Findings findings)
    {
        var gap = paragraph.Contextual && next.Contextual && paragraph.Style == next.Style ? 0 : paragraph.After + next.Before;
        if (gap < 5.9) findings.Departure("body-spacing", "Khoảng cách giữa các đoạn văn quá hẹp.", $"{Findings.Text(Math.Round(gap, 1))} pt", "tối thiểu 6 pt", Article + ", điểm e", next.Text);
    }

    private static bool Near(double points, double wanted) => Math.Abs(points - wanted) < 1.5;
}
