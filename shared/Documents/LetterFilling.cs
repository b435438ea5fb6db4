using System.Security.Cryptography;
using System.Xml.Linq;
using static Dialogue.Documents.Wml;

namespace Dialogue.Documents;

/// <summary>Fills the controls of one template with one paper.</summary>
internal sealed class LetterFilling(SafeDocx docx, Paper paper, LetterPictures pictures)
{
    private readonly Dictionary<string, string> values = LetterTags.Of(paper);
    private readonly HashSet<string> styles = [];

    public void Fill(string part)
    {
        if (docx.Tree(part).Descendants(W + "sdt").Any()) Fill(part, docx.Change(part));
    }

    /// <param name="root">In the part, or about to be.</param>
    public void Fill(string part, XElement root) => Within(root, values, "", part);

    /// <summary>The section that the letter stands in, taken out of its body; the decree's when the template says nothing of its page.</summary>
    public XElement TakeSection(XElement body)
    {
        var own = body.Elements(W + "sectPr").LastOrDefault();
        own?.Remove();
        own ??= Section(HeaderOf(PageField(), "header-so-trang"), HeaderOf([], "header-trong"), false);
        BringStyles();
        return own;
    }

    /// <summary>A paragraph that takes no room, in which a section ends that is not the last.</summary>
    public XElement EndOf(XElement section)
    {
        styles.Add("DuongKe");
        BringStyles();
        return PWith("DuongKe", [El("spacing", At("before", 0), At("line", 20), At("lineRule", "exact")), section]);
    }

    /// <summary>Annexes of the paper follow the letter, each in a section of its own.</summary>
    public void AddAnnexes(XElement body)
    {
        if (paper.Annexes.Count == 0) return;
        body.Add(EndOf(TakeSection(body)));
        var header = HeaderOf(PageField(), "header-so-trang");
        var first = HeaderOf([], "header-trong");
        var layout = new PaperLayout(png => pictures.In(docx.Main, png));
        for (var i = 0; i < paper.Annexes.Count; i++)
        {
            AddWithStyles(body, layout.Annex(paper, i));
            var page = Section(header, first, paper.Annexes[i].Landscape);
            if (i < paper.Annexes.Count - 1) body.Add(EndOf(page));
            else body.Add((body.LastNode as XElement)?.Name == W + "tbl" ? P("DuongKe") : null, page);
        }
        BringStyles();
    }

    private void Within(XElement root, IReadOnlyDictionary<string, string> scope, string list, string part)
    {
        // Only the outermost controls: what is inside one is reached through it.
        for (var control = First(root); control is not null; control = First(root)) One(control, scope, list, part);
        BringStyles();
    }

    private static XElement? First(XElement root) =>
        root.Descendants(W + "sdt").FirstOrDefault(s => s.Annotation<Untouched>() is null && s.Ancestors(W + "sdt").All(a => a.Annotation<Untouched>() is not null));

    private void One(XElement control, IReadOnlyDictionary<string, string> scope, string list, string part)
    {
        var tag = Letters.TagOf(control);
        var content = control.Element(W + "sdtContent");
        if (content is null) { control.Remove(); return; }
        if (paper.Lists.TryGetValue(tag, out var items)) { Repeat(control, content, items, scope, tag, part); return; }
        if (tag == LetterTags.Body && content.Elements().Any(e => e.Name == W + "p" || e.Name == W + "tbl" || e.Name == W + "tc")) { Rich(control, content, part); return; }
        if (scope.TryGetValue(tag, out var value) || (list.Length > 0 && tag == Letters.Ordinal && scope.TryGetValue(tag, out value))) { Text(control, content, value); return; }
        if (tag.Length == 0 && control.Element(W + "sdtPr")?.Element(W + "docPartObj") is not null) { control.AddAnnotation(new Untouched()); return; } // a table of contents
        Unknown(control, content);
    }

    private sealed class Untouched;

    // A control of somebody else's: its content stays, its placeholder ("Bấm vào đây để nhập") does not.
    private static void Unknown(XElement control, XElement content)
    {
        if (IsPlaceholder(control)) foreach (var text in content.Descendants(W + "t").ToList()) text.Remove();
        control.ReplaceWith(content.Elements());
    }

    private void Repeat(XElement control, XElement content, IReadOnlyList<IReadOnlyDictionary<string, string>> items, IReadOnlyDictionary<string, string> scope, string list, string part)
    {
        // Word's own repeating section keeps its items in controls of their own: the first one is the pattern.
        var pattern = content.Elements(W + "sdt").FirstOrDefault(Letters.IsItem)?.Element(W + "sdtContent") ?? content;
        var table = control.Ancestors(W + "tbl").FirstOrDefault();
        var filled = new List<XNode>();
        for (var i = 0; i < items.Count; i++)
        {
            var copy = new XElement(pattern);
            var values = new Dictionary<string, string>(scope) { [Letters.Ordinal] = (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) };
            foreach (var (tag, value) in items[i]) values[tag] = value;
            Within(copy, values, list, part);
            filled.AddRange(copy.Nodes());
        }
        if (filled.Count > 0) control.ReplaceWith(filled);
        else RemoveWhole(control);
        // A table of no rows is no table.
        if (table is not null && !table.Elements(W + "tr").Any() && !table.Descendants(W + "tr").Any()) RemoveWhole(table);
    }

    private void Rich(XElement control, XElement content, string part)
    {
        var cell = content.Element(W + "tc");
        var layout = new PaperLayout(png => pictures.In(part, png));
        var holder = El("holder");
        AddWithStyles(holder, layout.Blocks(PaperWords.BodyOf(paper), Width(control)));
        foreach (var style in holder.Descendants(W + "pStyle")) styles.Add((string)style.Attribute(W + "val")!);
        if (cell is not null)
        {
            var copy = new XElement(cell.Name, cell.Element(W + "tcPr"), NotEmpty(holder.Elements()));
            control.ReplaceWith(copy);
            styles.Add("OBang");
            return;
        }
        var after = control.Parent!.Name == W + "tc" && control.ElementsAfterSelf(W + "p").FirstOrDefault() is null && (holder.LastNode as XElement)?.Name != W + "p" ? P("OBang") : null;
        control.ReplaceWith(holder.Elements(), after);
    }

    // The text width of the page the control stands on; within a cell, that of the cell.
    private static int Width(XElement control)
    {
        if (control.Ancestors(W + "tc").FirstOrDefault()?.Element(W + "tcPr")?.Element(W + "tcW") is { } cell && (string?)cell.Attribute(W + "type") == "dxa")
            return Math.Max(1000, ((int?)cell.Attribute(W + "w") ?? PortraitWidth) - 216);
        var section = control.Ancestors(W + "body").FirstOrDefault()?.Descendants(W + "sectPr").LastOrDefault();
        var size = section?.Element(W + "pgSz");
        var margin = section?.Element(W + "pgMar");
        var width = ((int?)size?.Attribute(W + "w") ?? PageShort) - ((int?)margin?.Attribute(W + "left") ?? Left) - ((int?)margin?.Attribute(W + "right") ?? Right);
        return width > 1000 ? width : PortraitWidth;
    }

    private static void Text(XElement control, XElement content, string value)
    {
        var look = Look(control, content);
        if (content.Element(W + "tc") is { } cell)
        {
            Paragraphs(cell, look, value, keepOne: true);
            control.ReplaceWith(content.Elements());
        }
        else if (content.Elements(W + "p").Any() || content.Elements(W + "sdt").Any(s => s.Descendants(W + "p").Any()) || content.Elements(W + "tbl").Any())
        {
            // The last paragraph of a cell or of the whole text may not go.
            var alone = !control.ElementsBeforeSelf().Concat(control.ElementsAfterSelf()).Any(e => e.Name == W + "p");
            Paragraphs(content, look, value, keepOne: alone);
            control.ReplaceWith(content.Elements());
        }
        else if (content.Element(W + "tr") is not null) control.ReplaceWith(content.Elements());
        else control.ReplaceWith(value.Length == 0 ? null : El("r", look, Texts(value)));
    }

    // A paragraph for each line, with the properties that the first one has.
    private static void Paragraphs(XElement holder, XElement? look, string value, bool keepOne)
    {
        var properties = holder.Descendants(W + "p").FirstOrDefault()?.Element(W + "pPr");
        foreach (var old in holder.Elements().Where(e => e.Name != W + "tcPr").ToList()) old.Remove();
        if (value.Length == 0 && !keepOne) return;
        foreach (var line in value.Split('\n'))
            holder.Add(El("p", properties is null ? null : new XElement(properties), line.Length == 0 ? null : El("r", look is null ? null : new XElement(look), Texts(line))));
    }

    /// <summary>The looks of what stands in the control; of a placeholder, those that Word keeps for what will be typed.</summary>
    private static XElement? Look(XElement control, XElement content)
    {
        var first = IsPlaceholder(control) ? null : content.Descendants(W + "r").FirstOrDefault(r => r.Elements(W + "t").Any())?.Element(W + "rPr");
        var look = first ?? control.Element(W + "sdtPr")?.Element(W + "rPr") ?? content.Descendants(W + "r").FirstOrDefault()?.Element(W + "rPr");
        if (look is null) return null;
        look = new XElement(look);
        look.Elements(W + "rStyle").Where(s => (string?)s.Attribute(W + "val") == "PlaceholderText" || IsPlaceholder(control)).Remove();
        return look.HasElements ? look : null;
    }

    private static bool IsPlaceholder(XElement control) =>
        control.Element(W + "sdtPr")?.Element(W + "showingPlcHdr") is { } mark && (string?)mark.Attribute(W + "val") is not ("0" or "false" or "off");

    private static void RemoveWhole(XElement element)
    {
        // A cell must keep a paragraph.
        if (element.Parent!.Name == W + "tc" && element.Parent.Elements(W + "p").FirstOrDefault() is null) element.ReplaceWith(El("p"));
        else element.Remove();
    }

    private void AddWithStyles(XElement holder, IEnumerable<XElement> content)
    {
        foreach (var element in content)
        {
            foreach (var style in element.DescendantsAndSelf(W + "pStyle")) styles.Add((string)style.Attribute(W + "val")!);
            holder.Add(element);
        }
    }

    // Styles that the template lacks come with what was put in.
    private void BringStyles()
    {
        if (styles.Count == 0) return;
        var part = docx.OfMain("styles");
        if (part is null)
        {
            part = "word/styles-dialogue.xml";
            docx.Add(part, El("styles", Docx.Namespace("w", W)));
            docx.Type(part, "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml");
            docx.Relate(docx.Main, "styles", part);
        }
        var tree = docx.Change(part);
        var known = tree.Elements(W + "style").Select(s => (string?)s.Attribute(W + "styleId")).ToHashSet();
        foreach (var id in styles.Where(id => !known.Contains(id)).Order(StringComparer.Ordinal))
            if (Styles.Find(id) is { } style) tree.Add(new XElement(style));
        styles.Clear();
    }

    private string HeaderOf(IEnumerable<XElement> content, string name)
    {
        var part = $"word/{name}.xml";
        if (docx.Has(part)) return docx.Related(docx.Main).First(r => r.Part == part).Id;
        docx.Add(part, Docx.Header(content));
        docx.Type(part, Docx.HeaderType);
        styles.Add("SoTrang");
        return docx.Relate(docx.Main, "header", part);
    }
}

/// <summary>Pictures that fillings put into one file: the same picture lies in it once.</summary>
internal sealed class LetterPictures(SafeDocx docx)
{
    private readonly Dictionary<string, string> parts = [];
    private readonly Dictionary<(string, string), string> ids = [];

    /// <returns>The id of the picture's relationship in the part that shows it.</returns>
    public string In(string part, byte[] png)
    {
        var hash = Convert.ToHexString(SHA256.HashData(png));
        if (!parts.TryGetValue(hash, out var name))
        {
            parts[hash] = name = $"word/media/dialogue{parts.Count + 1}.png";
            docx.Add(name, png);
            docx.Default("png", "image/png");
        }
        return ids.TryGetValue((part, name), out var id) ? id : ids[(part, name)] = docx.Relate(part, "image", name);
    }
}
