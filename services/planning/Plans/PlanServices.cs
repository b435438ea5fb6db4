using Dialogue.Hosting.Demo;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Planning.Plans;

internal static class PlanServices
{
    public static void AddPlans(this IServiceCollection services)
    {
    }

    public static void MapPlans(this IEndpointRouteBuilder app)
    {
    }

    public static Task SeedDemo(IServiceProvider services, DemoScript script, CancellationToken cancellationToken) => Task.CompletedTask;

    public static Task Republish(IServiceProvider services, CancellationToken cancellationToken) => Task.CompletedTask;
}
