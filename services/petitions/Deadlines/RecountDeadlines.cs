using Dialogue.Contracts.Planning;
using Dialogue.Data;
using Dialogue.Data.Reference;
using Dialogue.Kernel;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Dialogue.Petitions;

/// <summary>Counts what is still owed anew in every organisation; old and new stand in the history. What is closed is never touched. Repeatable.</summary>
internal sealed class RecountDeadlines(EachTenant eachTenant)
{
    public Task Run(WorkingCalendar calendar, CancellationToken cancellationToken) => eachTenant.Run<PetitionsDb>(async (db, services, token) =>
    {
        var open = await db.Petitions.Owed().ToListAsync(token);
        if (open.Count == 0) return;
        var conferences = await db.Conferences.AsNoTracking().ToDictionaryAsync(c => c.Id, token);
        var rules = (await db.RuleSetCopies.AsNoTracking().ToListAsync(token)).ToDictionary(r => r.Year, r => r.ToRuleSet());
        var slug = services.GetRequiredService<CurrentTenant>().Slug;
        foreach (var petition in open)
        {
            var conference = petition.ConferenceId is { } id ? conferences.GetValueOrDefault(id) : null;
            if (petition.ConferenceId is not null && conference is null) continue; // its conference has not arrived yet
            var terms = new AnswerTerms(rules.GetValueOrDefault(petition.Year) ?? new RuleSet(petition.Year, 0, []), calendar, conference);
            if (petition.Recount(terms)) db.Announce(petition, slug);
        }
        await db.SaveChangesAsync(token);
    }, cancellationToken: cancellationToken);
}

/// <summary>A year of the calendar has changed, for the whole city.</summary>
internal sealed class RecountAfterCalendar(PetitionsDb db, RecountDeadlines recount) : IConsumer<CalendarYearPublished>
{
    public async Task Consume(ConsumeContext<CalendarYearPublished> context)
    {
        // The message may be here before this service's own copy of it is written: it is put in its place.
        var m = context.Message;
        var years = (await db.CalendarYears.AsNoTracking().ToListAsync(context.CancellationToken)).Select(y => y.Days).ToDictionary(y => y.Year);
        if (!years.TryGetValue(m.Year, out var known) || known.Version <= m.Version)
            years[m.Year] = new(m.Year, m.Official, m.Version,
                [.. m.DaysOff.Select(d => new CalendarDay(d.Date, d.Reason, d.Notice))], [.. m.WorkedDays.Select(d => new CalendarDay(d.Date, d.Reason, d.Notice))]);
        await recount.Run(new WorkingCalendar(years.Values), context.CancellationToken);
    }
}

/// <summary>Every night, the net below the messages: what was filed on facts a second old is put right.</summary>
[DisallowConcurrentExecution]
internal sealed class RecountNightly(RecountDeadlines recount, CalendarSource<PetitionsDb> calendars) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await recount.Run(await calendars.Get(cancellationToken), cancellationToken);
}

/// <summary>A rule set has changed: what is still owed follows it.</summary>
internal sealed class RecountAfterRules(PetitionsDb db, CurrentTenant tenant, CalendarSource<PetitionsDb> calendars, IntakeFactsCache facts) : IConsumer<RuleSetPublished>
{
    public async Task Consume(ConsumeContext<RuleSetPublished> context)
    {
        facts.Forget(db.Tenant);
        var (m, cancellationToken) = (context.Message, context.CancellationToken);
        if (await db.RuleSetCopies.AnyAsync(r => r.Year == m.Year && r.Version > m.Version, cancellationToken)) return;
        var open = await db.Petitions.Owed().Where(p => p.Year == m.Year).ToListAsync(cancellationToken);
        if (open.Count == 0) return;
        var conferences = await db.Conferences.AsNoTracking().Where(c => c.Year == m.Year).ToDictionaryAsync(c => c.Id, cancellationToken);
        var rules = new RuleSet(m.Year, m.Version, m.Rules.Select(r => new Rule(r.Key, r.Value, r.Text, r.Source, r.Inferred)));
        var calendar = await calendars.Get(cancellationToken);
        foreach (var petition in open)
        {
            var conference = petition.ConferenceId is { } id ? conferences.GetValueOrDefault(id) : null;
            if (petition.ConferenceId is not null && conference is null) continue;
            if (petition.Recount(new AnswerTerms(rules, calendar, conference))) db.Announce(petition, tenant.Slug);
        }
        await db.SaveChangesAsync(cancellationToken);
    }
}

internal static class OpenPetitions
{
    /// <summary>Those of which the organisation itself still owes something.</summary>
    public static IQueryable<Petition> Owed(this IQueryable<Petition> petitions) => petitions.Where(p =>
        p.Status != PetitionStatus.Answered && p.Status != PetitionStatus.Redirected && p.Status != PetitionStatus.Escalated);
}
