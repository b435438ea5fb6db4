using Dialogue.Hosting.Tenancy;
using Dialogue.Kernel;
using Dialogue.Reporting.City;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Reporting.Public;

/// <summary>The city's front page: find your commune, what is coming, what was answered.</summary>
[AllowAnonymous]
internal sealed class CityHomeModel(CityReader city, OrganisationDirectory organisations, LegalClock clock) : PageModel
{
    private const int Shown = 6;

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Query { get; set; }

    public DateOnly Today => clock.Today;
    public IReadOnlyList<OrganisationFacts> Communes { get; private set; } = [];
    public IReadOnlyList<Found> Results { get; private set; } = [];
    public IReadOnlyList<(OrganisationFacts Commune, Coming Conference)> Next { get; private set; } = [];
    public IReadOnlyList<(OrganisationFacts Commune, PublishedAnswer Answer)> Answers { get; private set; } = [];
    public (int Received, int Answered, int OnTime, int Late, int Held) Year { get; private set; }

    /// <summary>Communes that have announced a conference that is still to come.</summary>
    public IReadOnlySet<Guid> Open { get; private set; } = new HashSet<Guid>();

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var all = (await organisations.All(cancellationToken)).ToDictionary(o => o.Id);
        Communes = [.. all.Values.Where(o => o.Kind == "commune").OrderBy(FindCommune.BareName, StringComparer.Create(new("vi-VN"), ignoreCase: true))];
        if (Query?.Trim() is { Length: > 0 and <= 100 } query) Results = FindCommune.In(Communes, query);

        var read = await city.Read(
            [
                new("""
                    select tenant_id, id, title, day, starts_at, place, cut_off from reporting.conference_facts
                    where day >= $1 and state in ('Announced', 'Confirmed') order by day, tenant_id
                    """, clock.Today),
                new("""
                    select p.tenant_id, p.code, p.published_title, coalesce(f.name, p.field_code), p.answered_on, p.on_time
                    from reporting.petition_facts p left join reporting.fields f on f.code = p.field_code
                    where p.published and p.answered_on is not null order by p.answered_on desc, p.id desc limit $1
                    """, Shown),
                new("""
                    select coalesce(sum(received), 0)::int, coalesce(sum(answered + redirected), 0)::int, coalesce(sum(on_time), 0)::int, coalesce(sum(late), 0)::int,
                        (select count(*)::int from reporting.conference_facts where year = $1 and held)
                    from reporting.year_counters where year = $1
                    """, clock.Today.Year),
            ],
            async (reader, token) => (
                await reader.All(r => (Tenant: r.GetGuid(0), Conference: new Coming(r.GetGuid(1), r.GetString(2), r.GetFieldValue<DateOnly>(3), r.GetString(4), r.GetString(5), r.Day(6))), token),
                await reader.Next(r => (Tenant: r.GetGuid(0), Answer: new PublishedAnswer(r.GetString(1), r.GetString(2), r.GetString(3), r.GetFieldValue<DateOnly>(4), r.Flag(5))), token),
                await reader.Next(r => (r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.GetInt32(4)), token)),
            cancellationToken);
        Open = read.Item1.Select(c => c.Tenant).ToHashSet();
        Next = [.. read.Item1.Where(c => all.ContainsKey(c.Tenant)).Take(Shown).Select(c => (all[c.Tenant], c.Conference))];
        Answers = [.. read.Item2.Where(a => all.ContainsKey(a.Tenant)).Select(a => (all[a.Tenant], a.Answer))];
        Year = read.Item3[0];
    }
}

internal sealed record Coming(Guid Id, string Title, DateOnly Day, string StartsAt, string Place, DateOnly? CutOff);

internal sealed record PublishedAnswer(string Code, string Title, string Field, DateOnly AnsweredOn, bool? OnTime);
