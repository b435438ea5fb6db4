using Dialogue.Data.Reference;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>What every act of an officer has in common: find the petition, let a verb change it, tell the others, save.</summary>
internal sealed class PetitionDesk(PetitionsDb db, CurrentTenant tenant, CalendarSource<PetitionsDb> calendars)
{
    /// <param name="code">As typed or linked.</param>
    /// <param name="version">The row version that the person saw; null when the caller does not say.</param>
    /// <returns>The petition as it now is, or null when this organisation has none with that code.</returns>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else changed it meanwhile.</exception>
    /// <exception cref="RuleBrokenException">The verb says no.</exception>
    public async Task<Petition?> Change(string code, uint? version, Func<Petition, Task> act, CancellationToken cancellationToken)
    {
        if (await Find(code, cancellationToken) is not { } petition) return null;
        if (version is { } seen && seen != petition.RowVersion) throw new DbUpdateConcurrencyException();
        await act(petition);
        db.Announce(petition, tenant.Slug);
        await db.SaveChangesAsync(cancellationToken);
        return petition;
    }

    public Task<Petition?> Change(string code, uint? version, Action<Petition> act, CancellationToken cancellationToken) =>
        Change(code, version, petition => { act(petition); return Task.CompletedTask; }, cancellationToken);

    /// <summary>The same for an act that takes a number, in one transaction: when it is refused the number is given back.</summary>
    public async Task<Petition?> Issue(string code, uint? version, Func<Petition, Task> act, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await Change(code, version, act, cancellationToken) is not { } petition) return null;
        await transaction.CommitAsync(cancellationToken);
        return petition;
    }

    public async Task<Petition?> Find(string code, CancellationToken cancellationToken) =>
        TrackingCode.Parse(code) is { } parsed ? await db.Petitions.FirstOrDefaultAsync(p => p.Code == parsed, cancellationToken) : null;

    public async Task<ConferenceCopy?> ConferenceOf(Petition petition, CancellationToken cancellationToken) =>
        petition.ConferenceId is { } id ? await db.Conferences.FirstOrDefaultAsync(c => c.Id == id, cancellationToken) : null;

    public async Task<RuleSet> RulesOf(int year, CancellationToken cancellationToken) =>
        (await db.RuleSetCopies.AsNoTracking().FirstOrDefaultAsync(r => r.Year == year, cancellationToken))?.ToRuleSet() ?? new RuleSet(year, 0, []);

    public async Task<AnswerTerms> TermsOf(Petition petition, CancellationToken cancellationToken) => new(
        await RulesOf(petition.Year, cancellationToken), await calendars.Get(cancellationToken), await ConferenceOf(petition, cancellationToken));

    public async Task<IReadOnlyList<OfficeCopy>> Offices(CancellationToken cancellationToken) =>
        (await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == tenant.Id.Value, cancellationToken))?.Offices ?? [];
}
