using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using static Dialogue.Documents.Wml;

namespace Dialogue.Documents;

/// <summary>
/// Papers as Word files in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I. The same paper gives the same bytes, always: the hash of an issued paper is kept.
/// </summary>
public static class Docx
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>One paper with its annexes, each annex in a section with page numbers of its own.</summary>
    public static byte[] Write(Paper paper) => Write([paper]);

    /// <summary>Many papers in one file, such as all invitations: each begins on a new page, with its page numbers from 1.</summary>
    /// <param name="written">Told after each paper how many are done.</param>
    /// <exception cref="ArgumentException">There is no paper.</exception>
    public static byte[] Write(IReadOnlyList<Paper> papers, Action<int>? written = null)
    {
        if (papers.Count == 0) throw new ArgumentException("There is no paper to write.", nameof(papers));
        var pictures = new List<byte[]>();
        var layout = new PaperLayout(png => $"rId{Keep(png) + 10}");
        var body = El("body");
        var sections = papers.Sum(p => 1 + p.Annexes.Count);
        for (var done = 0; done < papers.Count; done++)
        {
            var paper = papers[done];
            Add(layout.Main(paper), landscape: false);
            for (var i = 0; i < paper.Annexes.Count; i++) Add(layout.Annex(paper, i), paper.Annexes[i].Landscape);
            written?.Invoke(done + 1);
        }

        var package = File(body, papers.Count == 1 ? papers[0].NumberText : "", papers[0].Kind);
        for (var i = 0; i < pictures.Count; i++)
        {
            package.AddPicture($"word/media/image{i + 1}.png", pictures[i]);
            package.Relate("word/document.xml", $"rId{i + 10}", OfficeRelationship + "image", $"media/image{i + 1}.png");
        }
        return package.ToBytes();

        void Add(IEnumerable<XElement> content, bool landscape)
        {
            body.Add(content);
            var properties = Section(HeaderId, FirstHeaderId, landscape);
            // The last section's page is the body's own; another's stands in a paragraph that takes no room.
            body.Add(--sections == 0 ? EndOfLast(properties) : PWith("DuongKe", [El("spacing", At("before", 0), At("line", 20), At("lineRule", "exact")), properties]));
        }

        // A table may not be the last thing in a body.
        object?[] EndOfLast(XElement properties) => [(body.LastNode as XElement)?.Name == W + "tbl" ? PWith("DuongKe", [El("spacing", At("before", 0), At("line", 20), At("lineRule", "exact"))]) : null, properties];

        int Keep(byte[] png)
        {
            var at = pictures.FindIndex(p => p.AsSpan().SequenceEqual(png));
            if (at >= 0) return at;
            pictures.Add(png);
            return pictures.Count - 1;
        }
    }

    /// <summary>A template of a kind to be edited in Word: see <see cref="Letters.Starter"/>.</summary>
    internal static byte[] Starter(PaperKind kind, Paper sample)
    {
        var body = El("body", LetterStarter.Body(kind, sample));
        if (((XElement)body.LastNode!).Name != W + "p") body.Add(PWith("DuongKe", [El("spacing", At("before", 0), At("line", 20), At("lineRule", "exact"))]));
        body.Add(Section(HeaderId, FirstHeaderId, landscape: false));
        return File(body, "", kind).ToBytes();
    }

    private const string HeaderId = "rId2", FirstHeaderId = "rId3";

    private static Package File(XElement body, string number, PaperKind kind)
    {
        var package = new Package();
        package.Add("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", El("document",
            Namespace("w", W), Namespace("r", R), Namespace("wp", Wp), Namespace("a", A), Namespace("pic", Pic), body));
        package.Add("word/styles.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml", Styles.Part());
        package.Add("word/settings.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml", Settings());
        package.Add("word/header1.xml", HeaderType, Header(PageField()));
        package.Add("word/header2.xml", HeaderType, Header([]));
        package.Add("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", CoreProperties(number, kind));
        package.Relate("", "rId1", OfficeRelationship + "officeDocument", "word/document.xml");
        package.Relate("", "rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml");
        package.Relate("word/document.xml", "rId1", OfficeRelationship + "styles", "styles.xml");
        package.Relate("word/document.xml", HeaderId, OfficeRelationship + "header", "header1.xml");
        package.Relate("word/document.xml", FirstHeaderId, OfficeRelationship + "header", "header2.xml");
        package.Relate("word/document.xml", "rId4", OfficeRelationship + "settings", "settings.xml");
        return package;
    }

    internal const string OfficeRelationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    internal const string HeaderType = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml";

    internal static XElement Header(IEnumerable<XElement> content) => El("hdr", Namespace("w", W), Namespace("r", R), P("SoTrang", content));

    internal static XAttribute Namespace(string prefix, XNamespace name) => new(XNamespace.Xmlns + prefix, name.NamespaceName);

    private static XElement Settings() => El("settings", Namespace("w", W),
        El("zoom", At("percent", 100)), Val("defaultTabStop", 720), Val("characterSpacingControl", "doNotCompress"),
        El("compat", El("compatSetting", At("name", "compatibilityMode"), At("uri", "http://schemas.microsoft.com/office/word"), At("val", 15))),
        El("themeFontLang", At("val", "vi-VN")));

    // Title and subject only: no author, no times.
    private static XElement CoreProperties(string number, PaperKind kind)
    {
        XNamespace core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties", dc = "http://purl.org/dc/elements/1.1/";
        var title = number.Length > 0 ? $"{kind.Name} {number}" : kind.Name;
        return new(core + "coreProperties", Namespace("cp", core), Namespace("dc", dc),
            new XElement(dc + "title", Clean(title)), new XElement(dc + "subject", kind.Name), new XElement(dc + "language", "vi-VN"));
    }
}

/// <summary>A package that is written the same way each time: parts in order, no times, no random ids.</summary>
internal sealed class Package
{
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<(string Name, string Type, byte[] Content)> parts = [];
    private readonly Dictionary<string, List<XElement>> relationships = [];
    private bool pictures;

    public void Add(string name, string type, XElement content) => parts.Add((name, type, Bytes(content)));

    public void AddPicture(string name, byte[] png)
    {
        pictures = true;
        parts.Add((name, "", png));
    }

    public void Relate(string source, string id, string type, string target)
    {
        if (!relationships.TryGetValue(source, out var list)) relationships[source] = list = [];
        list.Add(new XElement(Relationships + "Relationship", new XAttribute("Id", id), new XAttribute("Type", type), new XAttribute("Target", target)));
    }

    public byte[] ToBytes()
    {
        var types = new XElement(ContentTypes + "Types",
            new XElement(ContentTypes + "Default", new XAttribute("Extension", "rels"), new XAttribute("ContentType", "application/vnd.openxmlformats-package.relationships+xml")),
            new XElement(ContentTypes + "Default", new XAttribute("Extension", "xml"), new XAttribute("ContentType", "application/xml")),
            pictures ? new XElement(ContentTypes + "Default", new XAttribute("Extension", "png"), new XAttribute("ContentType", "image/png")) : null,
            parts.Where(p => p.Type.Length > 0).Select(p => new XElement(ContentTypes + "Override", new XAttribute("PartName", "/" + p.Name), new XAttribute("ContentType", p.Type))));
        return Zip([
            ("[Content_Types].xml", Bytes(types)),
            .. relationships.Select(r => (RelationshipsOf(r.Key), Bytes(new XElement(Relationships + "Relationships", r.Value)))),
            .. parts.Select(p => (p.Name, p.Content)),
        ]);
    }

    /// <summary>"word/_rels/document.xml.rels" of "word/document.xml".</summary>
    public static string RelationshipsOf(string part)
    {
        var slash = part.LastIndexOf('/') + 1;
        return $"{part[..slash]}_rels/{part[slash..]}.rels";
    }

    public static byte[] Bytes(XElement content)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new() { Encoding = new UTF8Encoding(false), Indent = false, NewLineHandling = NewLineHandling.None }))
            new XDocument(new XDeclaration("1.0", "UTF-8", "yes"), content).Save(writer);
        return stream.ToArray();
    }

    public static byte[] Zip(IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = NoTime;
                using var part = entry.Open();
                part.Write(content);
            }
        }
        return stream.ToArray();
    }
}
