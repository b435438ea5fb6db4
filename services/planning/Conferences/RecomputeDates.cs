using Dialogue.Contracts.Planning;
using Dialogue.Data;
using Dialogue.Kernel;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Planning.Conferences;

/// <summary>
/// A year of the calendar has changed: the dates of all conferences that are not over follow, in every organisation. What was announced is
/// never shortened; the history shows before and after.
/// </summary>
internal sealed class RecomputeDatesForCalendar(EachTenant eachTenant) : IConsumer<CalendarYearPublished>
{
    public Task Consume(ConsumeContext<CalendarYearPublished> context) =>
        eachTenant.Run<PlanningDb>((db, services, cancellationToken) => Recompute(db, services, context.Message, cancellationToken), cancellationToken: context.CancellationToken);

    private static async Task Recompute(PlanningDb db, IServiceProvider services, CalendarYearPublished m, CancellationToken cancellationToken)
    {
        // Terms reach from the year before (the announcement of a January conference) to the year after (answers of a December one).
        var conferences = await db.Conferences.Where(c => c.Year >= m.Year - 1 && c.Year <= m.Year + 1).ToListAsync(cancellationToken);
        if (conferences.Count == 0) return;

        // This message and the one that keeps the calendar's copy arrive in any order.
        var days = new CalendarYear(m.Year, m.Official, m.Version,
            [.. m.DaysOff.Select(d => new CalendarDay(d.Date, d.Reason, d.Notice))], [.. m.WorkedDays.Select(d => new CalendarDay(d.Date, d.Reason, d.Notice))]);
        var years = (await db.CalendarYears.AsNoTracking().ToListAsync(cancellationToken)).Select(y => y.Days).ToList();
        if (years.FirstOrDefault(y => y.Year == m.Year) is not { } kept || kept.Version < m.Version) years = [.. years.Where(y => y.Year != m.Year), days];
        await RecomputeDatesForRules.Run(db, services, new WorkingCalendar(years), conferences, cancellationToken);
    }
}

/// <summary>The rule set of a year has changed: the same for the conferences of its organisation.</summary>
internal sealed class RecomputeDatesForRules(PlanningDb db, IServiceProvider services) : IConsumer<RuleSetPublished>
{
    public async Task Consume(ConsumeContext<RuleSetPublished> context)
    {
        var m = context.Message;
        var conferences = await db.Conferences.Where(c => c.Year == m.Year).ToListAsync(context.CancellationToken);
        if (conferences.Count == 0) return;
        var rules = new RuleSet(m.Year, m.Version, m.Rules.Select(r => new Rule(r.Key, r.Value, r.Text, r.Source, r.Inferred)));
        var calendar = await services.GetRequiredService<ConferenceTerms>().Calendar(context.CancellationToken);
        await Run(db, services, calendar, conferences, context.CancellationToken, rules);
    }

    internal static async Task Run(
        PlanningDb db, IServiceProvider services, WorkingCalendar calendar, List<Conference> conferences, CancellationToken cancellationToken, RuleSet? rules = null)
    {
        var (terms, news, clock) = (services.GetRequiredService<ConferenceTerms>(), services.GetRequiredService<ConferenceNews>(), services.GetRequiredService<LegalClock>());
        foreach (var conference in conferences)
        {
            // A term that has run out stays as it was.
            if (conference.Held is not null && (conference.CoordinatedAnswersBy?.Due ?? conference.Day) < clock.Today) continue;
            if (conference.Held is null && conference.Day < clock.Today) continue;
            if ((rules ?? await terms.Find(conference.Year, cancellationToken)) is not { } set) continue;
            var dates = conference is { Held: false, TermStart: { } start } ? ConferenceDates.WhenNotHeld(calendar, set, start) : ConferenceDates.Of(calendar, set, conference.Day);
            if (conference is { Held: false }) dates = dates with { AnnounceBy = conference.AnnounceBy, CutOff = conference.CutOff };
            if (conference.TakeDates(dates)) await news.Save(conference, cancellationToken);
        }
    }
}
