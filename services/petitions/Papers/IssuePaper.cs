using Dialogue.Data.Numbers;
using Dialogue.Documents;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;

namespace Dialogue.Petitions;

/// <summary>A paper about petitions gets its number, and is frozen under it, in the transaction of <see cref="PetitionDesk.Issue"/>. Scoped.</summary>
internal sealed class IssuePaper(PetitionsDb db, MatterPapers papers, PaperContexts contexts)
{
    public Task<PaperContext> ContextOf(Petition petition, IssueRequest request, CancellationToken cancellationToken) =>
        contexts.Of(petition, request.SignerName, request.SignerTitle, cancellationToken);

    /// <exception cref="RuleBrokenException"><c>number-form</c> or <c>number-taken</c>.</exception>
    public Task<TakenNumber> Number(PaperKind kind, string symbol, IssueRequest request, Petition petition, CancellationToken cancellationToken) =>
        papers.Number(db, kind, symbol, request.Number, petition.Id, request.Date!.Value, cancellationToken);

    /// <param name="petitions">The first is the one whose document it is.</param>
    /// <param name="receivers">Organisations that get it into their register.</param>
    public Task Freeze(Paper paper, TakenNumber number, DateOnly date, Signer signer, IReadOnlyList<Petition> petitions, CancellationToken cancellationToken, params Guid[] receivers) =>
        papers.Issue(db, paper, number, date, signer, $"can-bo/kien-nghi/{petitions[0].Code}", [.. petitions.Select(p => p.Id)], receivers, cancellationToken);
}
