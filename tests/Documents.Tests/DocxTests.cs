using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace Dialogue.Documents.Tests;

public sealed class DocxTests
{
    public static TheoryData<string> Kinds => [.. PaperKinds.All.Select(k => k.Key)];

    internal static Paper Sample(string kind) => Samples.All.Single(p => p.Kind.Key == kind);

    [Theory, MemberData(nameof(Kinds))]
    public void Every_kind_of_paper_is_a_valid_Word_document(string kind) => Assert.Equal("", Faults(Docx.Write(Sample(kind))));

    [Theory, MemberData(nameof(Kinds))]
    public void The_same_paper_gives_the_same_bytes(string kind) => Assert.Equal(Docx.Write(Sample(kind)), Docx.Write(Sample(kind) with { }));

    [Fact]
    public void Drafts_of_every_kind_are_valid_too() =>
        Assert.All(Samples.All, paper => Assert.Equal("", Faults(Docx.Write(paper with { Number = "", Date = null, Year = 2026 }))));

    internal static string Faults(byte[] docx)
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(docx), false);
        return string.Join("\n", new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(document).Select(e => $"{e.Part?.Uri} {e.Path?.XPath} {e.Description}"));
    }

    [Fact]
    public void X()
    {
        if (Environment.GetEnvironmentVariable("DIALOGUE_PAPERS") is not { } folder) return;
        foreach (var paper in Samples.All) File.WriteAllBytes($"{folder}/{paper.Kind.Key}.docx", Docx.Write(paper));
        File.WriteAllBytes($"{folder}/draft-dai-son.docx", Docx.Write(Plans.DaiSon));
        File.WriteAllBytes($"{folder}/draft-thien-huong.docx", Docx.Write(Plans.ThienHuong));
    }
}
