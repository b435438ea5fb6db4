using Dialogue.Contracts.Petitions;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Reporting.Facts;

/// <summary>Keeps the petitions and moves their counters. Snapshots: delivered twice or too late, their version says so and they have no effect.</summary>
internal sealed class KeepPetition(ReportingDb db) : IConsumer<Batch<PetitionChanged>>
{
    public async Task Consume(ConsumeContext<Batch<PetitionChanged>> context)
    {
        var cancellationToken = context.CancellationToken;
        var newest = context.Message.Select(m => m.Message).GroupBy(m => m.PetitionId).Select(g => g.MaxBy(m => m.Version)!).ToList();
        var ids = newest.Select(m => m.PetitionId).ToArray();

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Locked, so that what is taken from the counters is what was in them. Two first snapshots at once: the key refuses the second, and it is tried again.
        var facts = await db.Petitions.FromSql($"select * from reporting.petition_facts where id = any({ids}) order by id for update").ToDictionaryAsync(f => f.Id, cancellationToken);
        var texts = facts.Count == 0 ? [] : await db.PetitionTexts.Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, cancellationToken);

        var (before, after) = (new Tally(), new Tally());
        foreach (var m in newest)
        {
            var (fact, text) = (facts.GetValueOrDefault(m.PetitionId), texts.GetValueOrDefault(m.PetitionId));
            if (fact is not null && fact.Version >= m.Version) continue;
            if (fact is not null) before.Add(fact);
            if (fact is null) db.Petitions.Add(fact = new() { Id = m.PetitionId });
            if (text is null) db.PetitionTexts.Add(text = new() { Id = m.PetitionId });
            fact.Become(m);
            text.Become(m);
            after.Add(fact);
        }
        await db.SaveChangesAsync(cancellationToken);
        await Counting.Apply(db, before, after, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
