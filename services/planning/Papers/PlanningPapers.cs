using Dialogue.Data.Numbers;
using Dialogue.Documents;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;
using Dialogue.Planning.Plans;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dialogue.Planning.Papers;

/// <summary>
/// Issues the papers of this service and remembers them: in one transaction that the caller begins with <see cref="Begin"/>, take the number, let
/// the model say yes or no, <see cref="Issue"/>, save, commit. What is refused gives its number back.
/// </summary>
internal sealed class PlanningPapers(PlanningDb db, PaperDesk desk, CurrentTenant tenant, TimeProvider time)
{
    private Letterhead? head;

    public Task<IDbContextTransaction> Begin(CancellationToken cancellationToken) => db.Database.BeginTransactionAsync(cancellationToken);

    public async Task<Letterhead> Head(CancellationToken cancellationToken) => head ??= await desk.Head(db, cancellationToken);

    /// <summary>What builders know besides their matter.</summary>
    /// <param name="site">Address of the public site.</param>
    public async Task<PaperSetting> Setting(int year, Signer signer, string site, CancellationToken cancellationToken)
    {
        var plan = await db.Plans.AsNoTracking().Where(p => p.Year == year && p.IssuedOn != null).OrderByDescending(p => p.Id)
            .Select(p => new { p.Number, p.IssuedOn, p.Title }).FirstOrDefaultAsync(cancellationToken);
        var letterhead = await Head(cancellationToken);
        return new(letterhead, tenant.Slug, site, signer, plan is null ? null : new(plan.Number, plan.IssuedOn!.Value, plan.Title), PlanTemplate.IsCommune(tenant.Name) ? "KT" : "");
    }

    /// <summary>The signer of the organisation's latest paper; before the first, whoever signed its plan, else only the chief's title.</summary>
    public async Task<Signer> LastSigner(CancellationToken cancellationToken)
    {
        var last = await db.Papers.AsNoTracking().OrderByDescending(p => p.At).Select(p => new Signer(p.Signer, p.SignerTitle)).FirstOrDefaultAsync(cancellationToken);
        if (last is { Name.Length: > 0 }) return last;
        var plan = await db.Plans.AsNoTracking().Where(p => p.Signer != "").OrderByDescending(p => p.Id).Select(p => new Signer(p.Signer, p.SignerTitle)).FirstOrDefaultAsync(cancellationToken);
        return plan ?? new("", PlanServices.ChiefTitle(tenant.Name));
    }

    /// <summary>The signer that a request names, completed by what is remembered; the last one when it names none.</summary>
    public async Task<Signer> SignerOf(string? name, string? title, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(name) && !string.IsNullOrWhiteSpace(title)) return new("", title.Trim());
        if (string.IsNullOrWhiteSpace(name)) return await LastSigner(cancellationToken);
        if (!string.IsNullOrWhiteSpace(title)) return Signer.Read(name, title, "");
        var known = await db.Papers.AsNoTracking().Where(p => p.Signer == name.Trim()).OrderByDescending(p => p.At).Select(p => p.SignerTitle).FirstOrDefaultAsync(cancellationToken);
        return Signer.Read(name, null, known ?? PlanServices.ChiefTitle(tenant.Name));
    }

    /// <summary>The number of a paper: the one that was typed, else the next of its series.</summary>
    /// <exception cref="RuleBrokenException">What was typed has not the form of a number, or is taken.</exception>
    public async Task<TakenNumber> Number(PaperKind kind, string? typed, Guid paperId, DateOnly issuedOn, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(typed) && !ConferenceWords.IsDocumentNumber(typed.Trim())) throw ConferenceRules.NumberForm();
        var letterhead = await Head(cancellationToken);
        var symbol = kind.IsLetter ? letterhead.LetterSymbol(PlanTemplate.IsCommune(tenant.Name) ? "KT" : "") : letterhead.Symbol(kind.Abbreviation);
        return await desk.Number(db, kind, symbol, typed, paperId, issuedOn, cancellationToken);
    }

    /// <summary>Freezes the paper, tells the register and the receivers; the caller saves and commits.</summary>
    /// <param name="matter">The conference or the plan.</param>
    /// <param name="link">Page of the matter below the organisation's address: <c>can-bo/hoi-nghi/…/thong-bao</c>.</param>
    public async Task Issue(
        Guid matter, Guid paperId, Paper paper, TakenNumber number, DateOnly issuedOn, Signer signer, string link, CancellationToken cancellationToken, IReadOnlyList<Guid>? receivers = null, Guid? corrects = null)
    {
        var issued = await desk.Issue(db, paper, number, issuedOn, new(paperId, $"/{tenant.Slug}/{link}", receivers ?? [], corrects), cancellationToken);
        db.Papers.Add(new()
        {
            Id = paperId, MatterId = matter, Kind = paper.Kind.Key, Number = number.Text, IssuedOn = issuedOn, Signer = signer.Name, SignerTitle = signer.Title, Content = issued.Paper, At = time.GetUtcNow(),
        });
    }

    /// <summary>The latest paper of a kind that was issued for a matter; null before the first.</summary>
    public Task<FrozenPaper?> Latest(Guid matter, PaperKind kind, CancellationToken cancellationToken) =>
        db.Papers.AsNoTracking().Where(p => p.MatterId == matter && p.Kind == kind.Key).OrderByDescending(p => p.At).FirstOrDefaultAsync(cancellationToken);
}
