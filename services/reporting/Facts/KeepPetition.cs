using Dialogue.Contracts.Petitions;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Reporting.Facts;

/// <summary>Keeps the petition and moves its counters. A snapshot: delivered twice or too late, its version says so and it has no effect.</summary>
internal sealed class KeepPetition(ReportingDb db) : IConsumer<PetitionChanged>
{
    public async Task Consume(ConsumeContext<PetitionChanged> context)
    {
        var (m, cancellationToken) = (context.Message, context.CancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Locked, so that what is taken from the counters is what was in them. Two first snapshots at once: the key refuses the second, and it is tried again.
        var fact = await db.Petitions.FromSql($"select * from reporting.petition_facts where id = {m.PetitionId} for update").FirstOrDefaultAsync(cancellationToken);
        if (fact is not null && fact.Version >= m.Version) return;

        var before = Counting.Of(fact);
        var text = fact is null ? null : await db.PetitionTexts.FirstOrDefaultAsync(t => t.Id == m.PetitionId, cancellationToken);
        if (fact is null) db.Petitions.Add(fact = new() { Id = m.PetitionId });
        if (text is null) db.PetitionTexts.Add(text = new() { Id = m.PetitionId });
        fact.Become(m);
        text.Become(m);
        await db.SaveChangesAsync(cancellationToken);
        await Counting.Apply(db, before, Counting.Of(fact), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
