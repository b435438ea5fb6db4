using System.Xml.Linq;
using static Dialogue.Documents.Wml;

namespace Dialogue.Documents;

/// <summary>
/// Letters that officials edit in Word: a DOCX whose content controls (w:sdt) are filled by their tags. A control keeps the looks it has in the template; one
/// tagged with a list's name is repeated, with what is in it, for each item.
/// </summary>
public static class Letters
{
    /// <summary>A tag as a template uses it.</summary>
    /// <param name="Repeated">It holds other controls and is repeated for each item of a list.</param>
    /// <param name="Within">The list it stands in; empty outside any.</param>
    public sealed record Tag(string Name, bool Repeated, string Within);

    /// <param name="Unknown">In the template, and the paper has nothing for them: they would stay empty. Most often a slip of the pen.</param>
    /// <param name="Unused">The paper offers them and the template does not use them.</param>
    /// <param name="Missing">Of the unused ones, those that a paper of this kind cannot be without: its number, its date, its text, who signs.</param>
    public sealed record TagReport(IReadOnlyList<Tag> Used, IReadOnlyList<string> Unknown, IReadOnlyList<string> Unused, IReadOnlyList<string> Missing);

    /// <summary>The tags of a template in the order they stand in, each once for each list it is in.</summary>
    /// <exception cref="PaperFileException">It is not a Word document that is taken.</exception>
    public static IReadOnlyList<Tag> Tags(byte[] template)
    {
        var docx = SafeDocx.Open(template);
        var offered = new List<Tag>();
        foreach (var part in Parts(docx))
            foreach (var control in docx.Tree(part).Descendants(W + "sdt"))
                if (TagOf(control) is { Length: > 0 } tag && !IsItem(control))
                    offered.Add(new(tag, Repeats(control), control.Ancestors(W + "sdt").Where(Repeats).Select(TagOf).FirstOrDefault(t => t.Length > 0) ?? ""));
        return [.. offered.Distinct()];
    }

    /// <summary>What a template uses of what a paper like <paramref name="sample"/> offers.</summary>
    /// <exception cref="PaperFileException">It is not a Word document that is taken.</exception>
    public static TagReport Check(byte[] template, Paper sample)
    {
        var used = Tags(template);
        var values = LetterTags.Of(sample);
        var names = used.Select(t => t.Name).ToHashSet();
        bool Known(Tag tag) => values.ContainsKey(tag.Name) || sample.Lists.ContainsKey(tag.Name)
            || (sample.Lists.TryGetValue(tag.Within, out var items) && (tag.Name == Ordinal || items.Any(i => i.ContainsKey(tag.Name))));
        var unused = values.Keys.Concat(sample.Lists.Keys).Where(t => !names.Contains(t)).ToList();
        return new(used, [.. used.Where(t => !Known(t)).Select(t => t.Name).Distinct()], unused, [.. Needed(sample).Where(n => !n.Any(names.Contains)).Select(n => n[0])]);
    }

    /// <summary>The letter: every control filled, the controls themselves gone.</summary>
    /// <exception cref="PaperFileException">It is not a Word document that is taken.</exception>
    public static byte[] Fill(byte[] template, Paper paper)
    {
        var docx = SafeDocx.Open(template);
        var filling = new LetterFilling(docx, paper, new(docx));
        foreach (var part in Parts(docx).ToList()) filling.Fill(part);
        if (paper.Annexes.Count > 0) filling.AddAnnexes(docx.Change(docx.Main).Element(W + "body")!);
        return docx.ToBytes();
    }

    /// <summary>Many letters by one template in one file, such as all invitations: each begins on a new page, with its own sections and page numbers, as if it stood alone.</summary>
    /// <param name="written">Told after each letter how many are done.</param>
    /// <exception cref="PaperFileException">It is not a Word document that is taken.</exception>
    /// <exception cref="ArgumentException">There is no paper.</exception>
    public static byte[] Fill(byte[] template, IReadOnlyList<Paper> papers, Action<int>? written = null)
    {
        if (papers.Count == 0) throw new ArgumentException("There is no letter to write.", nameof(papers));
        var docx = SafeDocx.Open(template);
        var bundle = new LetterBundle(docx, annexes: papers.Any(p => p.Annexes.Count > 0));
        for (var done = 0; done < papers.Count; done++)
        {
            bundle.Add(papers[done]);
            written?.Invoke(done + 1);
        }
        bundle.Close();
        return docx.ToBytes();
    }

    /// <summary>A template to begin with, in the decree's layout, with a content control for each part that papers like <paramref name="sample"/> have; it holds no data of the sample.</summary>
    public static byte[] Starter(PaperKind kind, Paper sample) => Docx.Starter(kind, sample with { Kind = kind });

    /// <summary>The count of an item within its list, from 1; every list has it.</summary>
    internal const string Ordinal = "stt";

    internal static string TagOf(XElement control) => (string?)control.Element(W + "sdtPr")?.Element(W + "tag")?.Attribute(W + "val") ?? "";

    /// <summary>An item of Word's own repeating section.</summary>
    internal static bool IsItem(XElement control) => control.Element(W + "sdtPr")?.Elements().Any(e => e.Name.LocalName == "repeatingSectionItem") == true;

    // Without a paper at hand a control repeats when there are controls in it, or when Word says so.
    private static bool Repeats(XElement control) => TagOf(control) is { Length: > 0 } && !IsItem(control)
        && (control.Element(W + "sdtPr")!.Elements().Any(e => e.Name.LocalName == "repeatingSection") || control.Element(W + "sdtContent")?.Descendants(W + "sdt").Any(s => TagOf(s).Length > 0) == true);

    internal static IEnumerable<string> Parts(SafeDocx docx) =>
        docx.Related(docx.Main).Where(r => r.Kind is "header" or "footer" or "footnotes" or "endnotes" && docx.Has(r.Part)).Select(r => r.Part).Distinct().Append(docx.Main);

    private static IEnumerable<string[]> Needed(Paper sample)
    {
        if (sample.Kind.Numbered)
        {
            yield return [LetterTags.NumberText, LetterTags.Number];
            if (sample.Kind != PaperKinds.Minutes) yield return [LetterTags.PlaceAndDate];
        }
        if (sample.Body.Count > 0) yield return [LetterTags.Body, .. sample.Fields.Keys, .. sample.Lists.Keys];
        if (sample.Signatures.Count > 0) yield return [LetterTags.Signer];
    }
}
