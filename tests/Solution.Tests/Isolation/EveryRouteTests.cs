using Dialogue.Hosting.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Solution.Tests.Isolation;

/// <summary>Every page and endpoint says who may use it.</summary>
public sealed class EveryRouteTests(City city)
{
    [Fact]
    public void Every_route_says_who_may_use_it()
    {
        var routes = Routes(city).ToList();

        Assert.True(routes.Count > 40, $"only {routes.Count} routes were found");
        Assert.Empty(routes.Where(r => !SaysWho(r)).Select(r => $"{r.RoutePattern.RawText} ({r.DisplayName})"));
    }

    [Fact]
    public void A_route_that_says_nothing_would_be_found() =>
        Assert.False(SaysWho(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/x"), 0, EndpointMetadataCollection.Empty, "x")));

    internal static IEnumerable<RouteEndpoint> Routes(City city) =>
        city.Host.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Concat(((IEndpointRouteBuilder)city.Host.ServicesApplication).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()).DistinctBy(e => (e.RoutePattern.RawText, e.DisplayName));

    private static bool SaysWho(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IAllowAnonymous>() is not null || route.Metadata.GetOrderedMetadata<IAuthorizeData>().Count > 0;
}
