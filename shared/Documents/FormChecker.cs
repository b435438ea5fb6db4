using System.Globalization;

namespace Dialogue.Documents;

/// <summary>
/// Reads any Word document and says where it departs from the form of Nghị định 30/2020/NĐ-CP, Phụ lục I. It is written from the decree's own measures and knows
/// nothing of how <see cref="Docx"/> builds a paper. Articles are cited to the point (điểm) where one of a clause (khoản) says it.
/// </summary>
public static class FormChecker
{
    /// <returns>Findings in the order of the parts of a paper; none for a paper in good form.</returns>
    /// <exception cref="PaperFileException">It is not a Word document that is taken.</exception>
    public static IReadOnlyList<Finding> Check(byte[] docx, CheckOptions? options = null)
    {
        var word = WordReader.Read(SafeDocx.Open(docx));
        var findings = new Findings();
        PageRules.Check(word, findings);
        foreach (var paper in PaperParts.Of(word))
        {
            HeadRules.Check(paper, options ?? new(), findings);
            BodyRules.Check(paper, findings);
            EndRules.Check(paper, findings);
            AnnexRules.Check(paper, word, findings);
        }
        return findings.All;
    }
}

/// <summary>Findings of the same kind at many places are one.</summary>
internal sealed class Findings
{
    private readonly List<Finding> all = [];

    public IReadOnlyList<Finding> All => all;

    public void Departure(string code, string message, string found, string required, string article, string quote = "") => Add(new(code, FindingSeverity.Departure, message, found, required, article, Short(quote)));

    public void Advice(string code, string message, string found, string required, string article, string quote = "") => Add(new(code, FindingSeverity.Advice, message, found, required, article, Short(quote)));

    /// <summary>The size of a part's letters.</summary>
    public void Size(string code, string part, WordPiece piece, double least, double most, string article)
    {
        foreach (var size in piece.Inked.Select(r => r.Size).Distinct().Where(s => s < least || s > most))
        {
            Departure(code, $"{part} sai cỡ chữ.", $"cỡ {Text(size)}", least == most ? $"cỡ {Text(least)}" : $"cỡ {Text(least)} đến {Text(most)}", article, piece.Text);
            return;
        }
    }

    /// <summary>Bold or not, italic or not; null where the decree leaves it open.</summary>
    public void Look(string code, string part, WordPiece piece, bool? bold, bool? italic, string article)
    {
        if (!piece.Inked.Any()) return;
        var wrong = (bold is { } b && piece.Inked.Any(r => r.Bold != b)) || (italic is { } i && piece.Inked.Any(r => r.Italic != i));
        if (!wrong) return;
        string Name(bool? isBold, bool? isItalic) => string.Join(", ", new[] { isItalic switch { true => "nghiêng", false => "đứng", _ => null }, isBold switch { true => "đậm", false => "không đậm", _ => null } }.OfType<string>());
        Departure(code, $"{part} sai kiểu chữ.", "chữ " + Name(bold is null ? null : piece.Inked.Any(r => r.Bold), italic is null ? null : piece.Inked.Any(r => r.Italic)), "chữ " + Name(bold, italic), article, piece.Text);
    }

    public static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture).Replace('.', ',');

    private void Add(Finding finding)
    {
        var at = all.FindIndex(f => f.Code == finding.Code && f.Found == finding.Found);
        if (at < 0) all.Add(finding);
        else all[at] = all[at] with { Times = all[at].Times + 1 };
    }

    private static string Short(string quote) => quote.Length <= 80 ? quote : quote[..79].TrimEnd() + "…";
}
