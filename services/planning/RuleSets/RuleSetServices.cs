using Dialogue.Data;
using Dialogue.Hosting.Bus;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Planning.RuleSets;

internal static class RuleSetServices
{
    public static void AddRuleSets(this IServiceCollection services)
    {
        services.AddBusConsumer<PublishRuleSets>(PlanningModule.Service);
        services.AddScoped<EditRuleSet>();
    }

    public static void MapRuleSets(this IEndpointRouteBuilder app) =>
        EditRuleSet.Map(app.MapGroup("/api/{tenant}/rule-sets").WithTags("RuleSets"));

    public static Task Seed(IServiceProvider services, CancellationToken cancellationToken) => Each(services, missingOnly: true, cancellationToken);

    public static Task Republish(IServiceProvider services, CancellationToken cancellationToken) => Each(services, missingOnly: false, cancellationToken);

    /// <summary>Tells every organisation's terms; what has not changed since it was last told is left out with <paramref name="missingOnly"/>.</summary>
    public static Task Each(IServiceProvider services, bool missingOnly, CancellationToken cancellationToken) => services.GetRequiredService<EachTenant>()
        .Run<PlanningDb>((db, scope, cancelled) =>
        {
            var tenant = scope.GetRequiredService<CurrentTenant>();
            return PublishRuleSets.Publish(db, tenant.Slug, [.. tenant.Capabilities], missingOnly,
                scope.GetRequiredService<LegalClock>().Today.Year, scope.GetRequiredService<TimeProvider>().GetUtcNow(), cancelled);
        }, cancellationToken: cancellationToken);
}
