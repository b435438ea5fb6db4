using Dialogue.Data.Reference;
using Dialogue.Documents;
using Dialogue.Escalations.Answering;
using Dialogue.Escalations.Directing;
using Dialogue.Escalations.Model;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Escalations.Cases;

/// <summary>Makes the letters about cases, and issues them with number and verb in the transaction that the caller has begun. Scoped.</summary>
internal sealed class CaseLetters(EscalationsDb db, PaperDesk papers, MatterPapers matters, Signers signers, LegalClock clock)
{
    /// <summary>A draft of the city office's letter, from what stands in the form.</summary>
    public async Task<Paper> DirectionDraft(CityCase c, Guid? department, string instruction, Deadline term, string? signerName, string? signerTitle, CancellationToken cancellationToken)
    {
        var name = department is { } id ? await db.Organisations.AsNoTracking().Where(o => o.Id == id).Select(o => o.Name).FirstOrDefaultAsync(cancellationToken) : null;
        return DirectionLetter.Of(c, name ?? "…………………………", instruction, term, await Field(c.FieldCode, cancellationToken), await papers.Head(db, cancellationToken),
            await Typed(signerName, signerTitle, cancellationToken)) with { Year = clock.Today.Year };
    }

    /// <summary>A draft of the department's answer, from what stands in the form or was saved.</summary>
    public async Task<Paper> AnswerDraft(DepartmentCase c, string text, string? signerName, string? signerTitle, CancellationToken cancellationToken) =>
        DepartmentAnswerLetter.Of([c], text, await Field(c.FieldCode, cancellationToken), (await City(c, cancellationToken)).Name, await papers.Head(db, cancellationToken),
            await Typed(signerName, signerTitle, cancellationToken)) with { Year = clock.Today.Year };

    /// <param name="verb">The model's, once there is a number.</param>
    public async Task Direct(
        CityCase c, OrganisationCopy department, string instruction, Deadline term, string? typed, DateOnly date, string? signerName, string? signerTitle, Action verb, CancellationToken cancellationToken)
    {
        var signer = await signers.Choose(db, signerName, signerTitle, cancellationToken);
        var paper = DirectionLetter.Of(c, department.Name, instruction, term, await Field(c.FieldCode, cancellationToken), await papers.Head(db, cancellationToken), signer);
        var number = await matters.Number(db, paper.Kind, paper.Symbol, typed, c.Id, date, cancellationToken);
        verb();
        await matters.Issue(db, paper, number, date, signer, $"can-bo/vu-viec/chuyen/{c.Id}", [c.Id], [department.Id], cancellationToken);
    }

    /// <summary>One letter for all of <paramref name="cases"/>, to the city office and to those who reported them.</summary>
    /// <param name="verb">The model's, given the number.</param>
    /// <returns>The number.</returns>
    public async Task<string> Answer(
        IReadOnlyList<DepartmentCase> cases, string text, string? typed, DateOnly date, string? signerName, string? signerTitle, Action<string> verb, CancellationToken cancellationToken)
    {
        var first = cases[0];
        var signer = await signers.Choose(db, signerName, signerTitle, cancellationToken);
        var city = await City(first, cancellationToken);
        var paper = DepartmentAnswerLetter.Of(cases, text, await Field(first.FieldCode, cancellationToken), city.Name, await papers.Head(db, cancellationToken), signer);
        var number = await matters.Number(db, paper.Kind, paper.Symbol, typed, first.Id, date, cancellationToken);
        verb(number.Text);
        // The direction names the commune only.
        var names = cases.Select(c => c.SenderName).Distinct().ToList();
        var senders = await db.Organisations.AsNoTracking().Where(o => names.Contains(o.Name) && o.Active).Select(o => o.Id).ToListAsync(cancellationToken);
        await matters.Issue(db, paper, number, date, signer, $"can-bo/vu-viec/{first.Id}", [.. cases.Select(c => c.Id)], [city.Id, .. senders], cancellationToken);
        return number.Text;
    }

    private async Task<(Guid Id, string Name)> City(DepartmentCase c, CancellationToken cancellationToken) =>
        (c.CityOfficeId, await db.Organisations.AsNoTracking().Where(o => o.Id == c.CityOfficeId).Select(o => o.Name).FirstOrDefaultAsync(cancellationToken) ?? "Ủy ban nhân dân thành phố Hải Phòng");

    private async Task<string> Field(string code, CancellationToken cancellationToken) =>
        await db.FieldNames.AsNoTracking().Where(f => f.Code == code).Select(f => f.Name).FirstOrDefaultAsync(cancellationToken) ?? code;

    private async Task<Signer> Typed(string? name, string? title, CancellationToken cancellationToken)
    {
        var last = await signers.Last(db, cancellationToken);
        return new(name ?? last.Name, title ?? last.Title);
    }
}
