using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Dialogue.Testing;

/// <summary>What a test asks of a Word file, by Microsoft's own library and not by ours.</summary>
public static class WordFile
{
    /// <summary>Departures from the standard, one a line; empty when there are none.</summary>
    public static string Faults(byte[] docx)
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(docx), false);
        return string.Join('\n', new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(document).Select(e => $"{e.Part?.Uri} {e.Path?.XPath} {e.Description}"));
    }

    /// <summary>Departures from Nghị định 30/2020/NĐ-CP that our checker finds, and its advice, one a line; empty for a paper in good form.</summary>
    public static string Findings(byte[] docx) => string.Join('\n', Documents.FormChecker.Check(docx).Select(f => $"{f.Severity} {f.Code}: {f.Message} ({f.Found}) {f.Quote}"));

    /// <summary>Every paragraph of it, a line each.</summary>
    public static string Text(byte[] docx)
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(docx), false);
        return string.Join('\n', document.MainDocumentPart!.Document.Body!.Descendants<Paragraph>().Select(p => p.InnerText)).Replace('\u00A0', ' ');
    }
}
