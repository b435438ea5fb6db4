using Dialogue.Data;
using Dialogue.Data.Numbers;
using Dialogue.Documents;
using Dialogue.Kernel;

namespace Dialogue.Hosting.Papers;

/// <summary>
/// Issues papers about a matter (a petition, a case, a report): number and paper under an id that follows from matter and kind, and a note in
/// the history of the matter. In the caller's transaction, as <see cref="PaperDesk"/>. Scoped.
/// </summary>
public sealed class MatterPapers(PaperDesk papers, CurrentTenant tenant, CurrentUser user, LegalClock clock, TimeProvider time)
{
    /// <param name="typed">Whole, as given elsewhere; empty: the next one.</param>
    /// <exception cref="RuleBrokenException"><c>number-form</c> or <c>number-taken</c>.</exception>
    public Task<TakenNumber> Number(TenantDbContext db, PaperKind kind, string symbol, string? typed, Guid matter, DateOnly date, CancellationToken cancellationToken) =>
        papers.Number(db, kind, symbol, typed, IdOf(kind, matter), date, cancellationToken);

    /// <param name="link">Page of the matter below the organisation's own: "can-bo/kien-nghi/KN-DS-7K3M9Q".</param>
    /// <param name="matters">The first is the one whose paper it is; the others are settled by it too.</param>
    /// <param name="receivers">Organisations that get it into their register.</param>
    public async Task<IssuedPaper> Issue(
        TenantDbContext db, Paper paper, TakenNumber number, DateOnly date, Signer signer, string link, IReadOnlyList<Guid> matters, IReadOnlyList<Guid> receivers, CancellationToken cancellationToken)
    {
        var issued = await papers.Issue(db, paper, number, date, new(IdOf(paper.Kind, matters[0]), $"/{tenant.Slug}/{link}", receivers), cancellationToken);
        var note = new IssuedNote(paper.Kind.Key, number.Text, date, signer.Name, signer.Title, issued.Sha256);
        db.History.AddRange(matters.Select(m => note.Entry(m, time.GetUtcNow(), clock.Today, user.Id, user.Name)));
        return issued;
    }

    /// <summary>Of a matter's paper of one kind, always the same.</summary>
    public static Guid IdOf(PaperKind kind, Guid matter) => StableId.Of("paper", kind.Key, matter.ToString());
}
