using Dialogue.Hosting.Demo;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Planning.RuleSets;

internal static class RuleSetServices
{
    public static void AddRuleSets(this IServiceCollection services)
    {
    }

    public static void MapRuleSets(this IEndpointRouteBuilder app)
    {
    }

    public static Task Seed(IServiceProvider services, CancellationToken cancellationToken) => Task.CompletedTask;

    public static Task Republish(IServiceProvider services, CancellationToken cancellationToken) => Task.CompletedTask;
}
