using Dialogue.Hosting.Works;
using Dialogue.Records.Templates;

namespace Dialogue.Records.Registers;

/// <summary>The frozen document of an entry, or a template filled on trial, as PDF by LibreOffice.</summary>
internal sealed class MakePdf(RecordsDb db, PreviewPaper preview, Pdf pdf) : ILongWork
{
    public static string Kind => "make-pdf";

    /// <param name="Entry">Of the register; or else</param>
    /// <param name="Template">a version of a letter template.</param>
    public sealed record Request(Guid? Entry, Guid? Template = null);

    public async Task Run(WorkContext work, CancellationToken cancellationToken)
    {
        var request = work.Arguments<Request>();
        var (docx, name) = request.Entry is { } entry ? await OfEntry(entry, cancellationToken) : await OfTemplate(request.Template!.Value, cancellationToken);
        var result = await pdf.Convert(docx, cancellationToken);
        if (result.Content is not { } content) throw RecordsRules.NoPdf(result.Outcome == PdfOutcome.NoLibreOffice);
        await work.Result(name).WriteAsync(content, cancellationToken);
    }

    private async Task<(byte[] Docx, string Name)> OfEntry(Guid id, CancellationToken cancellationToken)
    {
        var entry = await db.Register.AsNoTracking().FirstAsync(e => e.Id == id, cancellationToken);
        using var bytes = new MemoryStream();
        await db.CopyFile(entry.FileId!.Value, bytes, cancellationToken);
        return (bytes.ToArray(), RecordsWords.FileName(entry) + ".pdf");
    }

    private async Task<(byte[] Docx, string Name)> OfTemplate(Guid id, CancellationToken cancellationToken)
    {
        var template = await db.Templates.AsNoTracking().FirstAsync(t => t.Id == id, cancellationToken);
        var (paper, _) = await preview.Of(PaperKinds.Find(template.Kind)!, cancellationToken);
        return (Letters.Fill(template.Docx, paper), $"xem-thu-{template.Kind}.pdf");
    }
}
