using Dialogue.Hosting.Demo;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Planning.Calendar;

internal static class CalendarServices
{
    public static void AddCalendar(this IServiceCollection services)
    {
    }

    public static void MapCalendar(this IEndpointRouteBuilder app)
    {
    }

    public static Task Seed(IServiceProvider services, CancellationToken cancellationToken) => Task.CompletedTask;

    public static Task Republish(IServiceProvider services, CancellationToken cancellationToken) => Task.CompletedTask;
}
