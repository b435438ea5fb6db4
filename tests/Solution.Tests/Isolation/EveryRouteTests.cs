using System.Net;
using System.Text.RegularExpressions;
using Dialogue.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Dialogue.Solution.Tests.Isolation;

/// <summary>Every page and endpoint says who may use it, and another organisation's people are not among them.</summary>
public sealed partial class EveryRouteTests(City city)
{
    [Fact]
    public void Every_route_says_who_may_use_it()
    {
        var routes = Routes().ToList();

        Assert.True(routes.Count > 60, $"only {routes.Count} routes were found");
        // The framework's own fallback for files that its list of assets lacks says nothing, and so is shut by the fallback policy.
        Assert.Empty(routes.Where(r => !SaysWho(r) && r.RoutePattern.RawText != "{**path:file}").Select(r => $"{r.RoutePattern.RawText} ({r.DisplayName})"));
    }

    [Fact]
    public void A_route_that_says_nothing_would_be_found() =>
        Assert.False(SaysWho(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/x"), 0, EndpointMetadataCollection.Empty, "x")));

    [Fact]
    public async Task Another_organisations_account_gets_403_or_404_from_every_route_that_is_not_public()
    {
        var stranger = await city.SignedIn("canbo.cat-hai");
        var own = await city.SignedIn("chuyenvien.dai-son");
        var refusedToAll = 0;
        var wrong = new List<string>();
        var routes = Routes().Where(r => (r.RoutePattern.RawText ?? "").Contains("{tenant}", StringComparison.Ordinal) && r.Metadata.GetMetadata<IAllowAnonymous>() is null).ToList();
        foreach (var route in routes)
            foreach (var method in Methods(route))
            {
                var status = await Try(stranger, route, method);
                if (status is not (HttpStatusCode.Forbidden or HttpStatusCode.NotFound)) wrong.Add($"{method} {route.RoutePattern.RawText}: {(int)status}");
                // The control: the organisation's own people are let through the same door.
                if (await Try(own, route, method) == HttpStatusCode.Forbidden) refusedToAll++;
            }

        Assert.Empty(wrong);
        Assert.True(routes.Count > 40, $"only {routes.Count} routes of organisations were found");
        Assert.True(refusedToAll < routes.Count * 3 / 4, $"{refusedToAll} of {routes.Count} routes refuse even the organisation's own specialist");
    }

    private static async Task<HttpStatusCode> Try(WebUser person, RouteEndpoint route, string method)
    {
        var path = Parameter().Replace(route.RoutePattern.RawText!.Replace("{tenant}", "dai-son", StringComparison.Ordinal), match => match.Value switch
        {
            var p when p.Contains(":guid", StringComparison.Ordinal) => Guid.CreateVersion7().ToString(),
            var p when p.Contains("year", StringComparison.OrdinalIgnoreCase) || p.Contains(":int", StringComparison.Ordinal) => "2026",
            var p when p.Contains("code", StringComparison.OrdinalIgnoreCase) => "KN-DS-000000",
            var p when p.Contains("service", StringComparison.OrdinalIgnoreCase) => "planning",
            _ => "x",
        });
        using var response = await person.Send(new HttpMethod(method), "/" + path.TrimStart('/'), method is "POST" or "PUT" ? MachineRoutesTests.Body(route) : null);
        return response.StatusCode;
    }

    private static IEnumerable<string> Methods(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET", "POST"];

    private IEnumerable<RouteEndpoint> Routes() =>
        ((IEndpointRouteBuilder)city.Host.ServicesApplication).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>();

    private static bool SaysWho(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IAllowAnonymous>() is not null || route.Metadata.GetOrderedMetadata<IAuthorizeData>().Count > 0;

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
