using Dialogue.Data;
using Dialogue.Hosting.Bus;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Planning.Calendar;

internal static class CalendarServices
{
    public static void AddCalendar(this IServiceCollection services)
    {
        services.AddBusConsumer<PublishCalendar>(PlanningModule.Service);
        services.AddScoped<EditYear>();
    }

    public static void MapCalendar(this IEndpointRouteBuilder app)
    {
        CountWorkingDays.Map(app);
        ShowYear.Map(app);
    }

    public static async Task Seed(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using (var scope = services.CreateAsyncScope())
        {
            // The next year is proposed from the start, so that a count over the turn of the year is only provisional, not blind.
            var next = scope.ServiceProvider.GetRequiredService<LegalClock>().Today.Year + 1;
            await CalendarSeed.Add(scope.ServiceProvider.GetRequiredService<PlanningDb>(), Math.Max(next, 2027), cancellationToken);
        }
        await Each(services, missingOnly: true, cancellationToken);
    }

    public static Task Republish(IServiceProvider services, CancellationToken cancellationToken) => Each(services, missingOnly: false, cancellationToken);

    private static Task Each(IServiceProvider services, bool missingOnly, CancellationToken cancellationToken) => services.GetRequiredService<EachTenant>()
        .Run<PlanningDb>((db, _, cancelled) => PublishCalendar.Publish(db, missingOnly, cancelled), Capability.ReceivesReports, cancellationToken);
}
