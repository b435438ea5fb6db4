using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Dialogue.Planning.Tests.Papers;

/// <summary>A Word file as a reader sees it.</summary>
internal sealed class Word(byte[] docx)
{
    /// <summary>Paragraph by paragraph, tables too, a line each.</summary>
    public string Text
    {
        get
        {
            using var document = Open();
            return string.Join('\n', document.MainDocumentPart!.Document.Body!.Descendants<Paragraph>().Select(p => string.Concat(p.Descendants<Text>().Select(t => t.Text)).Replace('\u00A0', ' ')));
        }
    }

    /// <summary>What the schema of Word finds wrong.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            using var document = Open();
            return [.. new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(e => $"{e.Part?.Uri} {e.Path?.XPath} {e.Description}")];
        }
    }

    /// <summary>Where it departs from Nghị định 30/2020/NĐ-CP; drafts leave room for number and day, and that is said too.</summary>
    public IReadOnlyList<string> Departures => [.. Dialogue.Documents.FormChecker.Check(docx).Where(f => f.Severity == Dialogue.Documents.FindingSeverity.Departure).Select(f => $"{f.Code}: {f.Message} {f.Found} / {f.Required}: {f.Quote}")];

    /// <summary>How many sections begin a page and count their pages from 1.</summary>
    public int SectionsFromOne
    {
        get
        {
            using var document = Open();
            return document.MainDocumentPart!.Document.Body!.Descendants<SectionProperties>()
                .Count(s => s.GetFirstChild<PageNumberType>()?.Start?.Value == 1 && (s.GetFirstChild<SectionType>()?.Val?.Value ?? SectionMarkValues.NextPage) == SectionMarkValues.NextPage);
        }
    }

    private WordprocessingDocument Open() => WordprocessingDocument.Open(new MemoryStream(docx), isEditable: false);
}
