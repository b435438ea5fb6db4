using System.Text.RegularExpressions;
using System.Xml.Linq;
using static Dialogue.Documents.Wml;

namespace Dialogue.Documents;

/// <summary>
/// Many letters by one template in one file. What is the document's and not the letter's in a Word file (names of bookmarks, counts of lists and notes,
/// headers taken over from the section before) is given to each letter anew, so that each looks as it does alone.
/// </summary>
internal sealed partial class LetterBundle
{
    private static readonly XNamespace W14 = "http://schemas.microsoft.com/office/word/2010/wordml";
    private static readonly string[] SectionOrder = ["headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType", "pgNumType"];

    private readonly SafeDocx docx;
    private readonly LetterPictures pictures;
    private readonly XElement body, pattern;

    /// <summary>Headers, footers and notes as the template has them, those that have something to fill.</summary>
    private readonly Dictionary<string, XElement> patterns = [];

    /// <summary>Which headers and footers any letter before had: a section that has none of its own takes over the last.</summary>
    private readonly HashSet<(XName Element, string Type)> seen = [];
    private XElement? end;
    private LetterFilling? last;
    private int letters, drawings;

    public LetterBundle(SafeDocx docx, bool annexes)
    {
        (this.docx, pictures) = (docx, new(docx));
        body = docx.Change(docx.Main).Element(W + "body")!;
        if (!annexes && body.Descendants(W + "sectPr").Count() <= 1) CountPagesOfSection();
        pattern = new(body);
        body.RemoveNodes();
        foreach (var part in Letters.Parts(docx).Where(p => p != docx.Main).ToList())
            if (IsNotes(docx.Tree(part)) || docx.Tree(part).Descendants(W + "sdt").Any()) patterns[part] = new(docx.Tree(part));
        drawings = pattern.Descendants(Wp + "docPr").Select(d => (int?)d.Attribute("id") ?? 0).DefaultIfEmpty().Max() + 1000;
    }

    public void Add(Paper paper)
    {
        var letter = new XElement(pattern);
        var filling = new LetterFilling(docx, paper, pictures);
        if (letters == 0) foreach (var part in patterns.Keys) filling.Fill(part);
        else
        {
            Rename(letter);
            NumberAnew(letter);
            NotesAnew(letter, filling);
            HeadersAnew(letter, filling);
        }
        filling.Fill(docx.Main, letter);
        filling.AddAnnexes(letter);
        foreach (var drawing in letter.Descendants(Wp + "docPr")) drawing.SetAttributeValue("id", ++drawings);

        var section = filling.TakeSection(letter);
        StandAlone(letter.Descendants(W + "sectPr").FirstOrDefault(s => s.Parent!.Name == W + "pPr") ?? section, letter, section);
        if (end is not null) body.Add(last!.EndOf(end));
        body.Add(letter.Nodes());
        (end, last) = (section, filling);
        letters++;
    }

    /// <summary>After the last letter.</summary>
    public void Close()
    {
        // A table may not be the last thing in a body.
        if ((body.LastNode as XElement)?.Name == W + "tbl") body.Add(El("p"));
        body.Add(end);
    }

    /// <summary>The letter's first section begins a page, counts its pages from 1 and takes over no header of the letter before.</summary>
    private void StandAlone(XElement first, XElement letter, XElement section)
    {
        if ((string?)first.Element(W + "type")?.Attribute(W + "val") is null or "continuous" or "nextColumn") Put(first, Val("type", "nextPage"));
        if (first.Element(W + "pgNumType") is not { } numbers) Put(first, numbers = El("pgNumType"));
        if (numbers.Attribute(W + "start") is null) numbers.Add(At("start", 1));
        if (patterns.Values.Any(IsNotes) && first.Element(W + "footnotePr") is null) Put(first, El("footnotePr", Val("numRestart", "eachSect")));

        var own = References(first).Select(Key).ToHashSet();
        foreach (var (element, type) in seen.Where(s => !own.Contains(s)).OrderBy(s => s.Element.LocalName, StringComparer.Ordinal).ThenBy(s => s.Type, StringComparer.Ordinal).ToList())
            Put(first, new XElement(element, At("type", type), new XAttribute(R + "id", Empty(element == W + "footerReference"))));
        foreach (var reference in letter.Descendants(W + "sectPr").Append(section).SelectMany(References)) seen.Add(Key(reference));
    }

    private static IEnumerable<XElement> References(XElement section) => section.Elements().Where(e => e.Name == W + "headerReference" || e.Name == W + "footerReference");

    private static (XName, string) Key(XElement reference) => (reference.Name, (string?)reference.Attribute(W + "type") ?? "default");

    /// <summary>In the order of the schema; what is there of that name goes, references excepted.</summary>
    private static void Put(XElement section, XElement child)
    {
        var name = child.Name.LocalName;
        if (!name.EndsWith("Reference", StringComparison.Ordinal)) section.Elements(child.Name).Remove();
        var before = SectionOrder[..(name.EndsWith("Reference", StringComparison.Ordinal) ? 2 : Array.IndexOf(SectionOrder, name))];
        if (section.Elements().LastOrDefault(e => before.Contains(e.Name.LocalName)) is { } previous) previous.AddAfterSelf(child);
        else section.AddFirst(child);
    }

    private string Empty(bool footer)
    {
        var part = footer ? "word/footer-trong.xml" : "word/header-trong.xml";
        if (docx.Has(part)) return docx.Related(docx.Main).First(r => r.Part == part).Id;
        docx.Add(part, El(footer ? "ftr" : "hdr", Docx.Namespace("w", W), El("p")));
        docx.Type(part, footer ? Docx.HeaderType.Replace("header", "footer", StringComparison.Ordinal) : Docx.HeaderType);
        return docx.Relate(docx.Main, footer ? "footer" : "header", part);
    }

    /// <summary>Ids and names that may be only once in a file; remarks of those who wrote the template stay with its first copy.</summary>
    private void Rename(XElement letter)
    {
        foreach (var element in letter.DescendantsAndSelf()) { element.SetAttributeValue(W14 + "paraId", null); element.SetAttributeValue(W14 + "textId", null); }
        letter.Descendants().Where(e => e.Name.Namespace == W && e.Name.LocalName is "commentRangeStart" or "commentRangeEnd" or "commentReference").Remove();
        var names = new Dictionary<string, string>();
        foreach (var mark in letter.Descendants().Where(e => e.Name == W + "bookmarkStart" || e.Name == W + "bookmarkEnd").ToList())
        {
            if ((int?)mark.Attribute(W + "id") is { } id) mark.SetAttributeValue(W + "id", id + (letters * 10_000));
            if ((string?)mark.Attribute(W + "name") is { Length: > 0 } name) mark.SetAttributeValue(W + "name", names[name] = $"{name[..Math.Min(name.Length, 30)]}_{letters}");
        }
        if (names.Count == 0) return;
        string Renamed(string text) => Word().Replace(text, m => names.GetValueOrDefault(m.Value, m.Value));
        foreach (var instruction in letter.Descendants(W + "instrText")) instruction.Value = Renamed(instruction.Value);
        foreach (var link in letter.Descendants().Attributes().Where(a => a.Name == W + "anchor" || a.Name == W + "instr")) link.Value = Renamed(link.Value);
    }

    /// <summary>Lists of this letter begin where those of the template begin.</summary>
    private void NumberAnew(XElement letter)
    {
        if (docx.OfMain("numbering") is not { } part) return;
        var numbering = docx.Change(part);
        var styles = docx.OfMain("styles") is { } s ? docx.Tree(s) : null;
        var anew = new Dictionary<string, string>();
        foreach (var paragraph in letter.Descendants(W + "p"))
        {
            var properties = paragraph.Element(W + "pPr");
            if (properties?.Element(W + "numPr")?.Element(W + "numId")?.Attribute(W + "val") is { } id) { if (New(id.Value) is { } next) id.Value = next; }
            else if (OfStyle((string?)properties?.Element(W + "pStyle")?.Attribute(W + "val"), styles) is { } inherited && New((string?)inherited.Element(W + "numId")?.Attribute(W + "val")) is { } next)
            {
                var numbers = El("numPr", Val("ilvl", (string?)inherited.Element(W + "ilvl")?.Attribute(W + "val") ?? "0"), Val("numId", next));
                properties!.Elements().Last(e => e.Name.LocalName is "pStyle" or "keepNext" or "keepLines" or "pageBreakBefore" or "framePr" or "widowControl").AddAfterSelf(numbers);
            }
        }

        string? New(string? id)
        {
            if (id is null or "0") return null;
            if (anew.TryGetValue(id, out var known)) return known;
            if (numbering.Elements(W + "num").FirstOrDefault(n => (string?)n.Attribute(W + "numId") == id) is not { } num) return null;
            var copy = new XElement(num);
            var levels = numbering.Elements(W + "abstractNum").FirstOrDefault(a => (string?)a.Attribute(W + "abstractNumId") == (string?)num.Element(W + "abstractNumId")?.Attribute(W + "val"))?.Elements(W + "lvl") ?? [];
            foreach (var level in levels)
            {
                var at = (string?)level.Attribute(W + "ilvl") ?? "0";
                var changed = copy.Elements(W + "lvlOverride").FirstOrDefault(o => (string?)o.Attribute(W + "ilvl") == at);
                if (changed is null) copy.Add(changed = El("lvlOverride", At("ilvl", at)));
                if (changed.Element(W + "startOverride") is null) changed.AddFirst(Val("startOverride", (string?)(changed.Element(W + "lvl") ?? level).Element(W + "start")?.Attribute(W + "val") ?? "1"));
            }
            var all = numbering.Elements(W + "num").ToList();
            var next = (all.Max(n => (int?)n.Attribute(W + "numId") ?? 0) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            copy.SetAttributeValue(W + "numId", next);
            all[^1].AddAfterSelf(copy);
            return anew[id] = next;
        }
    }

    private static XElement? OfStyle(string? id, XElement? styles)
    {
        for (var steps = 0; id is not null && steps < 20; steps++)
        {
            var style = styles?.Elements(W + "style").FirstOrDefault(s => (string?)s.Attribute(W + "styleId") == id);
            if (style?.Element(W + "pPr")?.Element(W + "numPr") is { } found) return found;
            id = (string?)style?.Element(W + "basedOn")?.Attribute(W + "val");
        }
        return null;
    }

    private static bool IsNotes(XElement root) => root.Name == W + "footnotes" || root.Name == W + "endnotes";

    private void NotesAnew(XElement letter, LetterFilling filling)
    {
        foreach (var (part, notes) in patterns.Where(p => IsNotes(p.Value)))
        {
            var all = docx.Change(part);
            var name = notes.Name == W + "footnotes" ? "footnote" : "endnote";
            foreach (var reference in letter.Descendants(W + $"{name}Reference").ToList())
            {
                if (notes.Elements(W + name).FirstOrDefault(n => (string?)n.Attribute(W + "id") == (string?)reference.Attribute(W + "id")) is not { } note) continue;
                var copy = new XElement(note);
                var id = all.Elements(W + name).Max(n => (int?)n.Attribute(W + "id") ?? 0) + 1;
                copy.SetAttributeValue(W + "id", id);
                reference.SetAttributeValue(W + "id", id);
                foreach (var element in copy.DescendantsAndSelf()) { element.SetAttributeValue(W14 + "paraId", null); element.SetAttributeValue(W14 + "textId", null); }
                filling.Fill(part, copy);
                all.Add(copy);
            }
        }
    }

    /// <summary>Headers and footers with something to fill are the letter's own; the others are shared.</summary>
    private void HeadersAnew(XElement letter, LetterFilling filling)
    {
        var own = new Dictionary<string, string>();
        var related = docx.Related(docx.Main).ToDictionary(r => r.Id, r => (r.Kind, r.Part));
        foreach (var reference in letter.Descendants(W + "sectPr").SelectMany(References).ToList())
        {
            var id = (string?)reference.Attribute(R + "id") ?? "";
            if (!related.TryGetValue(id, out var header) || !patterns.TryGetValue(header.Part, out var from)) continue;
            if (!own.TryGetValue(id, out var next))
            {
                var part = $"{header.Part[..^".xml".Length]}-{letters + 1}.xml";
                docx.Add(part, new XElement(from));
                if (docx.Has(Package.RelationshipsOf(header.Part))) docx.Add(Package.RelationshipsOf(part), new XElement(docx.Tree(Package.RelationshipsOf(header.Part))));
                docx.Type(part, header.Kind == "footer" ? Docx.HeaderType.Replace("header", "footer", StringComparison.Ordinal) : Docx.HeaderType);
                filling.Fill(part);
                own[id] = next = docx.Relate(docx.Main, header.Kind, part);
            }
            reference.SetAttributeValue(R + "id", next);
        }
    }

    /// <summary>"Trang 1/2" is of the letter, not of the file: of one section its pages are those of the letter.</summary>
    private void CountPagesOfSection()
    {
        foreach (var part in Letters.Parts(docx).ToList())
        {
            if (!docx.Tree(part).Descendants(W + "instrText").Any(i => i.Value.Contains("NUMPAGES", StringComparison.Ordinal))
                && !docx.Tree(part).Descendants(W + "fldSimple").Any(f => ((string?)f.Attribute(W + "instr"))?.Contains("NUMPAGES", StringComparison.Ordinal) == true)) continue;
            var tree = docx.Change(part);
            foreach (var instruction in tree.Descendants(W + "instrText")) instruction.Value = instruction.Value.Replace("NUMPAGES", "SECTIONPAGES", StringComparison.Ordinal);
            foreach (var instruction in tree.Descendants(W + "fldSimple").Attributes(W + "instr")) instruction.Value = instruction.Value.Replace("NUMPAGES", "SECTIONPAGES", StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
