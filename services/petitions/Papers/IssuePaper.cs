using Dialogue.Data.Numbers;
using Dialogue.Documents;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;

namespace Dialogue.Petitions;

/// <summary>A paper about petitions gets its number, and is frozen under it, in the transaction of <see cref="PetitionDesk.Issue"/>. Scoped.</summary>
internal sealed class IssuePaper(PetitionsDb db, PaperDesk papers, PaperContexts contexts, CurrentTenant tenant)
{
    public Task<PaperContext> ContextOf(Petition petition, IssueRequest request, CancellationToken cancellationToken) =>
        contexts.Of(petition, request.SignerName, request.SignerTitle, cancellationToken);

    /// <exception cref="RuleBrokenException"><c>number-form</c> or <c>number-taken</c>.</exception>
    public Task<TakenNumber> Number(PaperKind kind, string symbol, IssueRequest request, Petition petition, CancellationToken cancellationToken) =>
        papers.Number(db, kind, symbol, request.Number, IdOf(kind, petition.Id), request.Date!.Value, cancellationToken);

    /// <param name="receivers">Organisations that get it into their register.</param>
    public Task Freeze(Paper paper, TakenNumber number, IssueRequest request, Petition petition, CancellationToken cancellationToken, params Guid[] receivers) =>
        papers.Issue(db, paper, number, request.Date!.Value, new(IdOf(paper.Kind, petition.Id), $"/{tenant.Slug}/can-bo/kien-nghi/{petition.Code}", receivers), cancellationToken);

    /// <summary>Of a matter's document, always the same: a petition may have an answer, a report and an assignment.</summary>
    public static Guid IdOf(PaperKind kind, Guid matter) => StableId.Of("paper", kind.Key, matter.ToString());
}
