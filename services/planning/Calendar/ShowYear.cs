using Dialogue.Data.Reference;
using Dialogue.Kernel;
using Dialogue.Planning.Calendar.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Calendar;

/// <summary>One year of the calendar, for anybody.</summary>
internal static class ShowYear
{
    public sealed record Answer(int Year, int Version, bool Official, int WorkingDays, IReadOnlyList<YearNotice> Notices, IReadOnlyList<YearDay> DaysOff, IReadOnlyList<YearDay> WorkedDays);

    public static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/api/calendar/{year:int}", async Task<Results<Ok<Answer>, NotFound>> (int year, PlanningDb db, CancellationToken cancellationToken) =>
            await db.WorkingYears.AsNoTracking().FirstOrDefaultAsync(y => y.Year == year, cancellationToken) is { } found
                ? TypedResults.Ok(new Answer(found.Year, found.Version, found.Official, WorkingDays(found), found.Notices, found.DaysOff, found.WorkedDays))
                : TypedResults.NotFound())
        .AllowAnonymous().WithTags("WorkingDays").WithSummary("Days off and made-up days of a year, with the notices that decided them");

    public static int WorkingDays(WorkingYear year) => new WorkingCalendar([year.Days()]).Count(new(year.Year, 1, 1), new(year.Year, 12, 31));
}
