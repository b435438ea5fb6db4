using System.Text;
using Dialogue.Notifications.Events;
using Dialogue.Notifications.Model;

namespace Dialogue.Notifications.Texts;

/// <summary>A text with places to be filled, written <c>{ma}</c>. A name is small letters without marks and underscores; other braces are not allowed.</summary>
internal static class Template
{
    /// <exception cref="Kernel.RuleBrokenException">A brace without its mate, or a placeholder that the event does not have; about <paramref name="field"/>.</exception>
    public static void Check(string text, EventKind kind, string field)
    {
        foreach (var name in Names(text, field))
            if (!kind.Placeholders.Any(p => p.Name == name)) throw MessageRules.UnknownPlaceholder(name, kind, field);
    }

    /// <exception cref="Kernel.RuleBrokenException">A placeholder is missing without which the text is useless.</exception>
    public static void CheckComplete(string text, EventKind kind, string field)
    {
        var names = Names(text, field).ToHashSet();
        if (kind.Placeholders.FirstOrDefault(p => p.Required && !names.Contains(p.Name)) is { } missing) throw MessageRules.MissingPlaceholder(missing, field);
    }

    /// <summary>Fills the places; one without a value stays empty. Values are put in as they are, never read as a template themselves.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values)
    {
        var filled = new StringBuilder(text.Length + 100);
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('{', at);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0)
            {
                filled.Append(text, at, text.Length - at);
                break;
            }
            filled.Append(text, at, open - at).Append(values.GetValueOrDefault(text[(open + 1)..close], ""));
            at = close + 1;
        }
        return filled.ToString();
    }

    /// <summary>One line, for a subject: no line break of a value may begin a new header.</summary>
    public static string Line(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 500 ? line : line[..499] + "…";
    }

    private static IEnumerable<string> Names(string text, string field)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '}') throw MessageRules.LooseBrace(field);
            if (text[at] != '{') continue;
            var close = text.IndexOf('}', at);
            var name = close < 0 ? "" : text[(at + 1)..close];
            if (name.Length == 0 || !name.All(c => c is (>= 'a' and <= 'z') or '_')) throw close < 0 || name.Contains('{', StringComparison.Ordinal) ? MessageRules.LooseBrace(field) : MessageRules.NotAName(name, field);
            yield return name;
            at = close;
        }
    }
}
