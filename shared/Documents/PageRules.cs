namespace Dialogue.Documents;

/// <summary>Paper, margins, font, colour and page numbers (Phụ lục I, Phần I, Mục I).</summary>
internal static class PageRules
{
    private const string Article = "Phụ lục I, Phần I, Mục I, khoản ";
    private const double Tolerance = 0.5; // mm: Word rounds centimetres to twips

    public static void Check(WordReader word, Findings findings)
    {
        for (var i = 0; i < word.Sections.Count; i++)
        {
            var section = word.Sections[i];
            if (!word.Paragraphs.Any(p => p.Section == i && (p.Text.Length > 0 || p.Ruled))) continue;
            Paper(word, section, i, findings);
            Number(word, section, i, findings);
        }
        foreach (var run in word.Paragraphs.SelectMany(p => p.Pieces).SelectMany(p => p.Inked))
        {
            if (!run.Font.Equals("Times New Roman", StringComparison.OrdinalIgnoreCase) && run.Text.Any(char.IsLetterOrDigit))
                findings.Departure("font", "Phông chữ không phải Times New Roman.", run.Font.Length > 0 ? run.Font : "phông mặc định của máy", "Times New Roman", Article + "4", run.Text.Trim());
            if (run.Color is not ("auto" or "000000")) findings.Departure("color", "Chữ không phải màu đen.", $"màu #{run.Color}", "màu đen", Article + "4", run.Text.Trim());
        }
    }

    private static void Paper(WordReader word, WordSection section, int index, Findings findings)
    {
        var (shorter, longer) = (Math.Min(section.Width, section.Height), Math.Max(section.Width, section.Height));
        if (Math.Abs(shorter - 210) > 1 || Math.Abs(longer - 297) > 1)
            findings.Departure("paper-size", "Khổ giấy không phải A4.", $"{Mm(section.Width)} x {Mm(section.Height)} mm", "210 x 297 mm", Article + "1");
        if (section.Width > section.Height && index == 0 && !word.Paragraphs.Any(p => p.Section == index && p.Table > 0))
            findings.Departure("orientation", "Văn bản trình bày theo chiều rộng của giấy mà không có bảng, biểu.", "theo chiều rộng", "theo chiều dài của khổ A4", Article + "2");
        Margin("margin-top", "trên", section.Top, 20, 25);
        Margin("margin-bottom", "dưới", section.Bottom, 20, 25);
        Margin("margin-left", "trái", section.Left, 30, 35);
        Margin("margin-right", "phải", section.Right, 15, 20);

        void Margin(string code, string side, double found, double least, double most)
        {
            if (found < least - Tolerance || found > most + Tolerance)
                findings.Departure(code, $"Lề {side} sai.", $"{Mm(found)} mm", $"{Mm(least)} đến {Mm(most)} mm", Article + "3", word.Paragraphs.FirstOrDefault(p => p.Section == index && p.Text.Length > 0)?.Text ?? "");
        }
    }

    private static void Number(WordReader word, WordSection section, int index, Findings findings)
    {
        const string article = Article + "7";
        var headers = section.Headers.Where(h => h.Key != "first").Select(h => word.Margin(h.Value)).Where(m => m.HasPageField).ToList();
        var inFooter = section.Footers.Where(f => f.Key != "first").Any(f => word.Margin(f.Value).HasPageField);
        if (headers.Count == 0)
        {
            if (inFooter) findings.Departure("page-number-place", "Số trang đặt ở lề dưới.", "lề dưới", "canh giữa trong phần lề trên", article);
            // Nobody can tell from the file how many pages it has; a page holds some 2,500 letters.
            else if (word.Paragraphs.Where(p => p.Section == index).Sum(p => p.Text.Length) > 2500 || word.Paragraphs.Any(p => p.Section == index && p.StartsPage && p.Index > 0))
                findings.Departure("page-number-missing", "Văn bản nhiều trang mà không đánh số trang.", "không có", "số trang canh giữa trong phần lề trên, từ trang 2", article);
            return;
        }
        if (!section.TitlePage || (section.Headers.TryGetValue("first", out var first) && word.Margin(first).HasPageField))
            findings.Departure("page-number-first", "Số trang hiện ở trang thứ nhất.", "có", "không hiển thị số trang thứ nhất", article);
        if (section.NumberFormat is not ("decimal" or "")) findings.Departure("page-number-form", "Số trang không phải chữ số Ả Rập.", section.NumberFormat, "1, 2, 3", article);
        if (index == 0 && section.NumberStart is not (null or 1)) findings.Departure("page-number-start", "Số trang không bắt đầu từ 1.", $"từ {section.NumberStart}", "từ 1", article);
        foreach (var paragraph in headers.Select(h => h.PageParagraph).OfType<WordParagraph>())
        {
            if (paragraph.Align != "center") findings.Departure("page-number-align", "Số trang không canh giữa.", paragraph.Align == "right" ? "canh phải" : "canh trái", "canh giữa", article);
            foreach (var piece in paragraph.Pieces)
            {
                findings.Size("page-number-size", "Số trang", piece, 13, 14, article);
                findings.Look("page-number-style", "Số trang", piece, bold: null, italic: false, article);
                if (piece.Text.Any(char.IsLetter)) findings.Departure("page-number-text", "Số trang có chữ kèm theo.", piece.Text, "chỉ có chữ số", article);
            }
        }
    }

    private static string Mm(double mm) => Findings.Text(Math.Round(mm, 1));
}
