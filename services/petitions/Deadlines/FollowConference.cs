using Dialogue.Contracts.Planning;
using Dialogue.Data.Reference;
using Dialogue.Kernel;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>A conference has changed: keeps the copy, and counts the terms of its open petitions anew.</summary>
internal sealed class FollowConference(PetitionsDb db, CurrentTenant tenant, CalendarSource<PetitionsDb> calendars, IntakeFactsCache facts) : IConsumer<ConferenceChanged>
{
    public async Task Consume(ConsumeContext<ConferenceChanged> context)
    {
        var cancellationToken = context.CancellationToken;
        var copy = await db.Conferences.FindAsync([context.Message.ConferenceId], cancellationToken);
        if (copy is null) db.Conferences.Add(copy = new() { Id = context.Message.ConferenceId });
        if (!copy.Take(context.Message)) return; // older than what is known

        var rules = (await db.RuleSetCopies.AsNoTracking().FirstOrDefaultAsync(r => r.Year == copy.Year, cancellationToken))?.ToRuleSet() ?? new RuleSet(copy.Year, 0, []);
        var terms = new AnswerTerms(rules, await calendars.Get(cancellationToken), copy);
        foreach (var petition in await db.Petitions.Owed().Where(p => p.ConferenceId == copy.Id).ToListAsync(cancellationToken))
            if (petition.Recount(terms)) db.Announce(petition, tenant.Slug);
        await db.SaveChangesAsync(cancellationToken);
        facts.Forget(db.Tenant);
    }
}
