using Dialogue.Hosting.Tenancy;
using Dialogue.Kernel;
using Dialogue.Reporting.City;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Dialogue.Reporting.Public;

/// <summary>Open data: the announced, held and decided conferences of the whole city in one year.</summary>
internal sealed class PublicConferences(CityReader city, OrganisationDirectory organisations)
{
    public sealed record Item(
        Guid Id, string Organisation, string OrganisationName, int Year, int Ordinal, string Title, string State, DateOnly Day, string StartsAt, string Place,
        DateOnly? AnnouncedOn, DateOnly? PetitionCutOff, bool? Held, int Registered, int Attended, int PetitionsInTime, DateOnly? ReportSentOn);

    public async Task<IReadOnlyList<Item>> Handle(int year, CancellationToken cancellationToken)
    {
        var all = (await organisations.All(cancellationToken)).ToDictionary(o => o.Id);
        var rows = await city.List(new("""
            select tenant_id, id, year, ordinal, title, state, day, starts_at, place, announced_on, cut_off, held,
                registered_enterprises + registered_cooperatives + registered_households, attended_enterprises + attended_cooperatives + attended_households,
                petitions_in_time, report_sent_on
            from reporting.conference_facts where year = $1 and (announced_on is not null or held is not null) order by day, tenant_id
            """, year), r => (Tenant: r.GetGuid(0), Item: new Item(r.GetGuid(1), "", "", r.GetInt32(2), r.GetInt32(3), r.GetString(4), r.GetString(5), r.GetFieldValue<DateOnly>(6),
                r.GetString(7), r.GetString(8), r.Day(9), r.Day(10), r.Flag(11), r.GetInt32(12), r.GetInt32(13), r.GetInt32(14), r.Day(15))), cancellationToken);
        return [.. rows.Where(r => all.ContainsKey(r.Tenant)).Select(r => r.Item with { Organisation = all[r.Tenant].Slug, OrganisationName = all[r.Tenant].Name })];
    }

    public static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/api/conferences", async Task<Ok<IReadOnlyList<Item>>> (int? year, PublicConferences conferences, LegalClock clock, CancellationToken cancellationToken) =>
            TypedResults.Ok(await conferences.Handle(year ?? clock.Today.Year, cancellationToken)))
        .AllowAnonymous().WithTags("Reporting").WithSummary("All announced and held conferences of the city in one year (open data)");
}
