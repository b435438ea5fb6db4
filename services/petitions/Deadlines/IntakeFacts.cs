using System.Collections.Concurrent;
using Dialogue.Data.Reference;
using Dialogue.Hosting;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>What filing must know of one organisation: read often, changed seldom.</summary>
/// <param name="Conferences">Of this year and later, earliest first.</param>
internal sealed record IntakeFacts(
    IReadOnlyList<ConferenceCopy> Conferences, IReadOnlyDictionary<int, RuleSet> RuleSets, IReadOnlyList<FieldCopy> Fields, DateTimeOffset ReadAt)
{
    /// <summary>The conference that petitions filed today are for, the nearest when there are several.</summary>
    public ConferenceCopy? Ahead(DateOnly today) => Conferences.FirstOrDefault(c => c.TakesPetitions(today));

    public AnswerTerms Terms(WorkingCalendar calendar, ConferenceCopy? conference, DateOnly receivedOn) =>
        new(RulesOf(conference?.Year ?? receivedOn.Year), calendar, conference);

    public RuleSet RulesOf(int year) => RuleSets.TryGetValue(year, out var rules) ? rules : new RuleSet(year, 0, []);
}

/// <summary>
/// Keeps the facts of each organisation in memory for a moment, so that filing costs no query. Forgotten when a message changes them; the short
/// life covers what another process has heard. What was filed on facts a second old is put right by <see cref="RecountDeadlines"/>. Singleton.
/// </summary>
internal sealed class IntakeFactsCache(TimeProvider time) : IRemembers
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<TenantId, IntakeFacts> facts = new();

    public async ValueTask<IntakeFacts> Get(PetitionsDb db, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (facts.TryGetValue(db.Tenant, out var known))
        {
            if (now - known.ReadAt < Life) return known;
            // One reads; whoever comes meanwhile goes on with what was known a moment ago. Otherwise all that are being filed would read at once, every time.
            if (!facts.TryUpdate(db.Tenant, known with { ReadAt = now }, known)) return known;
        }
        var conferences = await db.Conferences.AsNoTracking().OrderBy(c => c.Day).ToListAsync(cancellationToken);
        var rules = await db.RuleSetCopies.AsNoTracking().ToListAsync(cancellationToken);
        var fields = await db.Fields.AsNoTracking().Where(f => f.Active).OrderBy(f => f.Position).ToListAsync(cancellationToken);
        return facts[db.Tenant] = new(conferences, rules.ToDictionary(r => r.Year, r => r.ToRuleSet()), fields, now);
    }

    public void Forget(TenantId tenant) => facts.TryRemove(tenant, out _);

    public void Forget() => facts.Clear();
}
