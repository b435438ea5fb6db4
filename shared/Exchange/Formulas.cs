namespace Dialogue.Exchange;

/// <summary>Words that a spreadsheet would calculate (OWASP, "CSV Injection"): what anybody wrote into a form must never run on an officer's machine.</summary>
internal static class Formulas
{
    public static bool CouldBeOne(string text) => text.Length > 0 && IsStart(text[0]);

    /// <summary>Also the full-width forms, which some spreadsheets read as the ASCII ones.</summary>
    public static bool IsStart(char c) => c is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';

    /// <summary>The words without the apostrophe that <see cref="Csv.Write"/> put in front.</summary>
    public static string Undo(string text) => text is ['\'', var c, ..] && IsStart(c) ? text[1..] : text;
}
