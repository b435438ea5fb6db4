using System.Globalization;
using System.Text;

namespace Dialogue.Documents;

/// <summary>Papers as HTML, for previews and for printing from the browser: tags and classes only, its looks are in site.css under <c>.paper</c>.</summary>
public static class PaperHtml
{
    /// <summary>The paper with its annexes, one <c>article</c> each; every text is encoded.</summary>
    public static string Body(Paper paper)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<article class=\"paper\" aria-label=\"{Encode(paper.Kind.Name)}\">");
        Head(html, paper);
        if (!paper.Kind.IsLetter)
        {
            html.Append("<div class=\"paper-title\">");
            Line(html, "p", "paper-type", paper.Kind.TypeName);
            if (paper.Subject.Length > 0) Line(html, "p", "paper-subject", paper.Subject);
            html.Append("</div>");
        }
        To(html, paper);
        foreach (var basis in PaperWords.Basis(paper)) Line(html, "p", "paper-basis", basis);
        Blocks(html, PaperWords.BodyOf(paper));
        End(html, paper);
        html.Append("</article>");
        for (var i = 0; i < paper.Annexes.Count; i++)
        {
            html.Append(CultureInfo.InvariantCulture, $"<article class=\"paper paper-annex{(paper.Annexes[i].Landscape ? " paper-wide" : "")}\" aria-label=\"{Encode(PaperWords.AnnexName(paper, i))}\">");
            Line(html, "p", "paper-annex-name", PaperWords.AnnexName(paper, i));
            if (paper.Annexes[i].Title.Length > 0) Line(html, "p", "paper-annex-title", paper.Annexes[i].Title);
            Line(html, "p", "paper-annex-note", PaperWords.AnnexNote(paper));
            Blocks(html, paper.Annexes[i].Body);
            html.Append("</article>");
        }
        return html.ToString();
    }

    private static void Head(StringBuilder html, Paper paper)
    {
        html.Append("<div class=\"paper-head\"><div>");
        if (paper.Issuer.Above.Length > 0) Line(html, "p", "paper-superior", paper.Issuer.Above);
        for (var i = 0; i < paper.Issuer.Lines.Count; i++) Line(html, "p", i == paper.Issuer.Lines.Count - 1 ? "paper-issuer paper-rule" : "paper-issuer", paper.Issuer.Lines[i]);
        html.Append("</div><div>");
        Line(html, "p", "paper-nation", PaperWords.Nation);
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"paper-motto\"><span>{Encode(PaperWords.Motto)}</span></p></div><div>");
        if (PaperWords.NumberLine(paper) is { Length: > 0 } number) Line(html, "p", "paper-number", number);
        if (paper.Kind.IsLetter) Line(html, "p", "paper-about", "V/v " + paper.Subject);
        html.Append("</div><div>");
        if (PaperWords.PlaceAndDate(paper) is { Length: > 0 } place) Line(html, "p", "paper-date", place);
        html.Append("</div></div>");
    }

    private static void To(StringBuilder html, Paper paper)
    {
        var to = PaperWords.Addressees(paper);
        if (to.Count == 1) Line(html, "p", "paper-to", $"{PaperWords.To} {to[0]}");
        if (to.Count < 2) return;
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"paper-to-list\"><p>{PaperWords.To}</p><ul>");
        foreach (var one in to) Line(html, "li", "", one);
        html.Append("</ul></div>");
    }

    private static void End(StringBuilder html, Paper paper)
    {
        var recipients = PaperWords.Recipients(paper);
        if (recipients.Count == 0 && paper.Signatures.Count == 0) return;
        if (paper.Signatures.Count > 1) Signatories(html, new(paper.Signatures));
        html.Append("<div class=\"paper-end\"><div class=\"paper-recipients\">");
        if (recipients.Count > 0)
        {
            Line(html, "p", "", PaperWords.RecipientsHead);
            html.Append("<ul>");
            foreach (var line in recipients) Line(html, "li", "", line);
            html.Append("</ul>");
        }
        html.Append("</div>");
        if (paper.Signatures.Count == 1) Signature(html, paper.Signatures[0], "");
        html.Append("</div>");
    }

    private static void Signature(StringBuilder html, Signature signature, string placeAndDate)
    {
        html.Append("<div class=\"paper-signature\">");
        if (placeAndDate.Length > 0) Line(html, "p", "paper-date", placeAndDate);
        foreach (var line in signature.Capacity) Line(html, "p", line.StartsWith('(') ? "paper-signing-note" : "paper-capacity", line);
        Line(html, "p", "paper-signer", signature.Name);
        html.Append("</div>");
    }

    private static void Signatories(StringBuilder html, Signatories block)
    {
        html.Append("<div class=\"paper-signatories\">");
        for (var i = 0; i < block.Signatures.Count; i++) Signature(html, block.Signatures[i], i == block.Signatures.Count - 1 ? block.PlaceAndDate : "");
        html.Append("</div>");
    }

    private static void Blocks(StringBuilder html, IReadOnlyList<Block> blocks)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case Heading heading:
                    var level = Math.Clamp(heading.Level, 1, 3);
                    Marked(html, $"h{level + 1}", $"paper-h{level}", heading.Text);
                    break;
                case Paragraph paragraph:
                    Marked(html, "p", "paper-text" + (paragraph.Align == Align.Justify ? "" : " " + Class(paragraph.Align)) + (paragraph.Indent ? "" : " paper-flush"), paragraph.Text);
                    break;
                case Table table: Table(html, table); break;
                case FillIn { Value.Length: > 0 } filled: Marked(html, "p", "paper-fill", filled.Label + " ", Encode(filled.Value)); break;
                case FillIn fillIn:
                    Marked(html, "p", "paper-fill", fillIn.Label + " ", "<span class=\"paper-dots\"></span>");
                    for (var i = 1; i < fillIn.Lines; i++) html.Append("<p class=\"paper-fill\"><span class=\"paper-dots\"></span></p>");
                    break;
                case Choices choices:
                    html.Append("<p class=\"paper-choices\">");
                    if (choices.Label.Length > 0) Runs(html, choices.Label + " ");
                    foreach (var option in choices.Options)
                        html.Append(CultureInfo.InvariantCulture, $"<span class=\"paper-choice\"><span class=\"paper-box\" aria-hidden=\"true\">{(option == choices.Chosen ? "x" : "")}</span> {Encode(option)}{(option == choices.Chosen ? "<span class=\"sr\"> (đã chọn)</span>" : "")}</span> ");
                    html.Append("</p>");
                    break;
                case Qr qr: Code(html, qr); break;
                case Signatories signatories: Signatories(html, signatories); break;
            }
        }
    }

    private static void Table(StringBuilder html, Table table)
    {
        html.Append(table.Columns.Count > 8 ? "<div class=\"paper-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Bảng\"><table class=\"paper-table paper-small\">" : "<div class=\"paper-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Bảng\"><table class=\"paper-table\">");
        if (table.Caption.Length > 0) Marked(html, "caption", "", table.Caption);
        html.Append("<thead><tr>");
        foreach (var column in table.Columns) html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{Encode(column.Title)}</th>");
        html.Append("</tr></thead><tbody>");
        for (var r = 0; r < table.Rows.Count; r++)
        {
            html.Append(table.Total && r == table.Rows.Count - 1 ? "<tr class=\"paper-total\">" : "<tr>");
            for (var i = 0; i < table.Columns.Count; i++) Marked(html, "td", Class(table.Columns[i].Align), i < table.Rows[r].Count ? table.Rows[r][i] : "");
            html.Append("</tr>");
        }
        html.Append("</tbody></table></div>");
    }

    private static void Code(StringBuilder html, Qr qr)
    {
        using var generator = new QRCoder.QRCodeGenerator();
        using var data = generator.CreateQrCode(qr.Address, QRCoder.QRCodeGenerator.ECCLevel.M);
        var modules = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < modules.Count; y++)
            for (var x = 0; x < modules[y].Count; x++)
                if (modules[y][x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        html.Append(CultureInfo.InvariantCulture, $"<figure class=\"paper-qr\"><svg viewBox=\"0 0 {modules.Count} {modules.Count}\" role=\"img\" aria-label=\"{Encode("Mã QR: " + qr.Address)}\"><path d=\"{path}\"/></svg><figcaption>");
        if (qr.Label.Length > 0) html.Append(Encode(qr.Label)).Append("<br>");
        html.Append(Encode(qr.Address)).Append("</figcaption></figure>");
    }

    private static string Class(Align align) => align switch { Align.Center => "paper-center", Align.Right => "paper-right", Align.Left => "paper-left", _ => "" };

    private static void Line(StringBuilder html, string tag, string css, string text)
    {
        Open(html, tag, css);
        html.Append(Encode(text)).Append("</").Append(tag).Append('>');
    }

    private static void Marked(StringBuilder html, string tag, string css, string text, string then = "")
    {
        Open(html, tag, css);
        Runs(html, text);
        html.Append(then).Append("</").Append(tag).Append('>');
    }

    private static void Open(StringBuilder html, string tag, string css)
    {
        html.Append('<').Append(tag);
        if (css.Length > 0) html.Append(" class=\"").Append(css).Append('"');
        html.Append('>');
    }

    private static void Runs(StringBuilder html, string text)
    {
        foreach (var run in Inline.Parse(text))
        {
            if (run.Bold) html.Append("<b>");
            if (run.Italic) html.Append("<i>");
            html.Append(Encode(run.Text));
            if (run.Italic) html.Append("</i>");
            if (run.Bold) html.Append("</b>");
        }
    }

    // Markup only is encoded: Vietnamese letters stay as they are.
    private static string Encode(string text)
    {
        var clean = Wml.Clean(text);
        return clean.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal).Replace("\n", "<br>", StringComparison.Ordinal);
    }
}
