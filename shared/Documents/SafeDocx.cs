using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace Dialogue.Documents;

/// <summary>
/// A Word file from outside, opened with care: a package of bounded size without programs, without anything that is fetched from elsewhere, its XML without DTDs.
/// Parts are read whole and written back as they were unless they were changed.
/// </summary>
internal sealed class SafeDocx
{
    /// <summary>Most parts of a package; a long report with many pictures has about a hundred.</summary>
    public const int MostParts = 1000;

    /// <summary>Largest file that is opened, in bytes.</summary>
    public const int LargestFile = 20 * 1024 * 1024;

    /// <summary>Largest content once unpacked, in bytes: of one part and of all together.</summary>
    public const long LargestPart = 40L * 1024 * 1024, LargestContent = 100L * 1024 * 1024;

    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private const string MainType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    private const string TemplateType = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml";

    private readonly List<string> order = [];
    private readonly Dictionary<string, byte[]> parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, XElement> trees = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> changed = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="PaperFileException">Not a Word document, or one that is not taken.</exception>
    public static SafeDocx Open(byte[] file)
    {
        if (file.Length > LargestFile) throw TooLarge();
        if (file.AsSpan().StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0]))
            throw new PaperFileException("docx-protected", "Tệp này là tệp Word kiểu cũ (.doc) hoặc có đặt mật khẩu mở tệp. Hãy bỏ mật khẩu và lưu lại dưới dạng .docx.");
        var docx = new SafeDocx();
        try
        {
            docx.Read(file);
            docx.Check();
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or KeyNotFoundException or InvalidOperationException or NotSupportedException or ArgumentException)
        {
            throw docx.parts.Count == 0 ? NotDocx() : new PaperFileException("docx-broken", "Tệp Word bị hỏng, không đọc được. Hãy mở tệp bằng Word, lưu lại rồi gửi lên lần nữa.");
        }
        return docx;
    }

    /// <summary>word/document.xml, whatever its name.</summary>
    public string Main { get; private set; } = "";

    public IEnumerable<string> Names => order;

    public bool Has(string part) => parts.ContainsKey(part);

    /// <summary>The part's tree, read once; a change of it is kept after <see cref="Change"/>.</summary>
    public XElement Tree(string part)
    {
        if (trees.TryGetValue(part, out var tree)) return tree;
        using var reader = XmlReader.Create(new MemoryStream(parts[part]), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = LargestPart });
        var depth = 0;
        // A tree that is nested without end would take the stack of whoever walks it.
        using (var probe = XmlReader.Create(new MemoryStream(parts[part]), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = LargestPart }))
            while (probe.Read()) depth = Math.Max(depth, probe.Depth);
        if (depth > 300) throw new XmlException("Nested too deep.");
        return trees[part] = XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!;
    }

    public XElement Change(string part)
    {
        changed.Add(part);
        return Tree(part);
    }

    public void Add(string part, byte[] content)
    {
        if (!parts.ContainsKey(part)) order.Add(part);
        parts[part] = content;
    }

    public void Add(string part, XElement content) => Add(part, Package.Bytes(content));

    /// <summary>Related parts of a part: id, kind (the last word of its type) and name within the package.</summary>
    public IReadOnlyList<(string Id, string Kind, string Part)> Related(string part)
    {
        var name = Package.RelationshipsOf(part);
        if (!Has(name)) return [];
        return [.. Tree(name).Elements(Wml.Relationships + "Relationship")
            .Where(r => (string?)r.Attribute("TargetMode") != "External")
            .Select(r => ((string)r.Attribute("Id")!, ((string)r.Attribute("Type")!).Split('/')[^1], Resolve(part, (string)r.Attribute("Target")!)))];
    }

    /// <summary>The part of a kind, such as "styles", that the document has; null for none.</summary>
    public string? OfMain(string kind) => Related(Main).Where(r => r.Kind == kind && Has(r.Part)).Select(r => r.Part).FirstOrDefault();

    /// <summary>Relates a part to another by a new id, which is given back.</summary>
    public string Relate(string part, string kind, string target)
    {
        var name = Package.RelationshipsOf(part);
        if (!Has(name)) Add(name, new XElement(Wml.Relationships + "Relationships"));
        var relationships = Change(name);
        var taken = relationships.Elements().Select(e => (string?)e.Attribute("Id")).ToHashSet();
        var number = 1;
        while (taken.Contains($"rIdD{number}")) number++;
        relationships.Add(new XElement(Wml.Relationships + "Relationship", new XAttribute("Id", $"rIdD{number}"), new XAttribute("Type", Office + kind), new XAttribute("Target", "/" + target)));
        return $"rIdD{number}";
    }

    /// <summary>Says what a new part is.</summary>
    public void Type(string part, string type) =>
        Change("[Content_Types].xml").Add(new XElement(Wml.ContentTypes + "Override", new XAttribute("PartName", "/" + part), new XAttribute("ContentType", type)));

    /// <summary>Says what files with an extension are, when it is not said yet.</summary>
    public void Default(string extension, string type)
    {
        var types = Change("[Content_Types].xml");
        if (types.Elements(Wml.ContentTypes + "Default").All(d => !string.Equals((string?)d.Attribute("Extension"), extension, StringComparison.OrdinalIgnoreCase)))
            types.AddFirst(new XElement(Wml.ContentTypes + "Default", new XAttribute("Extension", extension), new XAttribute("ContentType", type)));
    }

    public byte[] ToBytes() => Package.Zip(order.Select(name => (name, changed.Contains(name) ? Package.Bytes(trees[name]) : parts[name])));

    private void Read(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        if (zip.Entries.Count > MostParts) throw TooLarge();
        var rest = LargestContent;
        foreach (var entry in zip.Entries)
        {
            if (entry.FullName.EndsWith('/')) continue;
            var name = entry.FullName.Replace('\\', '/').TrimStart('/');
            if (name.Split('/').Contains("..") || parts.ContainsKey(name)) throw new InvalidDataException();
            var content = Unpack(entry, Math.Min(LargestPart, rest));
            rest -= content.Length;
            order.Add(name);
            parts[name] = content;
        }
    }

    // Sizes in the directory of a ZIP file may lie: what is unpacked is counted.
    private static byte[] Unpack(ZipArchiveEntry entry, long most)
    {
        using var source = entry.Open();
        using var content = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            if (content.Length + read > most) throw TooLarge();
            content.Write(buffer, 0, read);
        }
        return content.ToArray();
    }

    private void Check()
    {
        if (!Has("[Content_Types].xml") || !Has("_rels/.rels")) throw NotDocx();
        var types = Tree("[Content_Types].xml").Elements().Select(e => (string?)e.Attribute("ContentType") ?? "").ToList();
        if (types.Any(t => t.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || t.Contains("vbaProject", StringComparison.OrdinalIgnoreCase))
            || order.Any(n => n.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
            throw new PaperFileException("docx-macros", "Tệp Word có chứa macro nên không được nhận. Hãy lưu lại dưới dạng .docx (không có macro).");
        Main = Tree("_rels/.rels").Elements(Wml.Relationships + "Relationship")
            .Where(r => ((string?)r.Attribute("Type") ?? "").EndsWith("/officeDocument", StringComparison.Ordinal)).Select(r => Resolve("", (string)r.Attribute("Target")!)).FirstOrDefault() ?? "";
        var main = Tree("[Content_Types].xml").Elements(Wml.ContentTypes + "Override").FirstOrDefault(e => string.Equals((string?)e.Attribute("PartName"), "/" + Main, StringComparison.OrdinalIgnoreCase));
        if (!Has(Main) || (string?)main?.Attribute("ContentType") is not (MainType or TemplateType)) throw NotDocx();
        main.SetAttributeValue("ContentType", MainType); // a .dotx is filled into a .docx
        changed.Add("[Content_Types].xml");
        if (Tree(Main).Name != Wml.W + "document") throw NotDocx();

        foreach (var name in order.Where(n => n.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)))
            foreach (var relationship in Tree(name).Elements(Wml.Relationships + "Relationship"))
            {
                var kind = ((string?)relationship.Attribute("Type") ?? "").Split('/')[^1];
                var external = string.Equals((string?)relationship.Attribute("TargetMode"), "External", StringComparison.OrdinalIgnoreCase);
                var target = (string?)relationship.Attribute("Target") ?? "";
                // A hyperlink is followed by people only; everything else would be fetched by the program that opens the file.
                var link = kind == "hyperlink" && (target.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || target.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
                    || target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase));
                if ((external && !link) || kind is "oleObject" or "control" or "aFChunk" or "vbaProject" or "frame" or "subDocument" or "package")
                    throw new PaperFileException("docx-external", "Tệp Word có nhúng đối tượng hoặc lấy nội dung từ nơi khác (mẫu đính kèm, ảnh liên kết, tệp nhúng) nên không được nhận. Hãy bỏ liên kết hoặc chèn ảnh trực tiếp rồi lưu lại.");
            }
    }

    private static string Resolve(string source, string target)
    {
        if (target.StartsWith('/')) return target[1..];
        var folders = source.Split('/').SkipLast(1).ToList();
        foreach (var step in target.Split('/'))
        {
            if (step == "..") { if (folders.Count > 0) folders.RemoveAt(folders.Count - 1); }
            else if (step is not ("." or "")) folders.Add(step);
        }
        return string.Join('/', folders);
    }

    private static PaperFileException NotDocx() => new("not-docx", "Tệp này không phải tệp Word (.docx).");

    private static PaperFileException TooLarge() => new("docx-too-large", "Tệp Word quá lớn. Tệp không được quá 20 MB; hãy giảm kích thước ảnh rồi lưu lại.");
}
