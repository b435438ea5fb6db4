using System.Security.Cryptography;
using Dialogue.Contracts.Records;

namespace Dialogue.Records.Templates;

/// <summary>Which letter template is used for a kind of document: uploaded, looked at, taken into use, taken back. What changes is told to the services.</summary>
internal sealed class TemplateDesk(RecordsDb db, PreviewPaper preview, CurrentUser user, TimeProvider time)
{
    /// <summary>Keeps a DOCX as a new version; it is not in use yet.</summary>
    /// <exception cref="RuleBrokenException">It is no Word file that is taken, or too large.</exception>
    public async Task<LetterTemplate> Upload(PaperKind kind, string name, byte[] docx, string? note, CancellationToken cancellationToken)
    {
        if (docx.Length > LetterTemplate.Most) throw RecordsRules.TemplateTooLarge(LetterTemplate.Most);
        WordFile.Open(() => Letters.Tags(docx));
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('records.template/' || {db.Tenant.Value}::text || {kind.Key}, 0))", cancellationToken);
        var no = 1 + (await db.Templates.Where(t => t.Kind == kind.Key).MaxAsync(t => (int?)t.No, cancellationToken) ?? 0);
        var template = new LetterTemplate
        {
            Kind = kind.Key, No = no, Docx = docx, FileName = name.Length <= 200 ? name : name[^200..], Sha256 = Convert.ToHexStringLower(SHA256.HashData(docx)), Note = note?.Trim() ?? "", By = user.Name, At = time.GetUtcNow(),
        };
        db.Templates.Add(template);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return template;
    }

    /// <summary>Takes a version into use, the newest or an earlier one.</summary>
    /// <returns>Null when this organisation has no such version.</returns>
    /// <exception cref="RuleBrokenException"><c>template-obligatory</c>, or <c>template-unusable</c>: it lacks what a document of its kind cannot be without.</exception>
    public async Task<TemplateChoice?> Use(PaperKind kind, Guid id, CancellationToken cancellationToken)
    {
        if (await db.Templates.AsNoTracking().FirstOrDefaultAsync(t => t.Id == id && t.Kind == kind.Key, cancellationToken) is not { } template) return null;
        await MustBeWhole(kind, template, cancellationToken);
        var choice = await Choice(kind.Key, cancellationToken);
        choice.Use(template, user.Name, time.GetUtcNow());
        await Tell(choice, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return choice;
    }

    /// <summary>Back to the city's template where there is one, else to the standard layout.</summary>
    public async Task UseNone(PaperKind kind, CancellationToken cancellationToken)
    {
        var choice = await Choice(kind.Key, cancellationToken);
        choice.UseNone(user.Name, time.GetUtcNow());
        await Tell(choice, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>What is missing in a template is missing in every document made with it.</summary>
    internal async Task MustBeWhole(PaperKind kind, LetterTemplate template, CancellationToken cancellationToken)
    {
        var (paper, _) = await preview.Of(kind, cancellationToken);
        if (WordFile.Open(() => Letters.Check(template.Docx, PreviewPaper.WithEveryTag(paper))).Missing is { Count: > 0 } missing)
            throw RecordsRules.TemplateUnusable($"còn thiếu ô {string.Join(", ", missing)}.");
    }

    internal async Task<TemplateChoice> Choice(string kind, CancellationToken cancellationToken)
    {
        if (await db.Choices.FirstOrDefaultAsync(c => c.Kind == kind, cancellationToken) is { } choice) return choice;
        choice = new() { Kind = kind };
        db.Choices.Add(choice);
        return choice;
    }

    /// <summary>Tells the services what is used now; the caller saves.</summary>
    internal async Task Tell(TemplateChoice choice, CancellationToken cancellationToken) => db.Publish(new TemplatePublished(choice.Kind, choice.Version, choice.Source switch
    {
        TemplateSource.City => choice.CityDocx,
        TemplateSource.Own => await db.Templates.Where(t => t.Id == choice.OwnId).Select(t => t.Docx).SingleAsync(cancellationToken),
        _ => [],
    }));
}

internal static class WordFile
{
    /// <summary>What makes sense of a stranger's file, with its refusal as a rule about the field <c>File</c>.</summary>
    /// <exception cref="RuleBrokenException">With the code and the sentence of the refusal.</exception>
    public static T Open<T>(Func<T> read)
    {
        try { return read(); }
        catch (PaperFileException refusal) { throw new RuleBrokenException(refusal.Code, refusal.Message, "File"); }
    }
}
