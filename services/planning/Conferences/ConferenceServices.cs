using Dialogue.Hosting.Demo;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Planning.Conferences;

internal static class ConferenceServices
{
    public static void AddConferences(this IServiceCollection services)
    {
    }

    public static void MapConferences(this IEndpointRouteBuilder app)
    {
    }

    public static Task SeedDemo(IServiceProvider services, DemoScript script, CancellationToken cancellationToken) => Task.CompletedTask;

    public static Task Republish(IServiceProvider services, IProgress<string> progress, CancellationToken cancellationToken) => Task.CompletedTask;
}
