using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Dialogue.Solution.Tests.Isolation;

/// <summary>What organisations' own systems can reach: this list, and nothing else of all routes there are.</summary>
public sealed partial class MachineRoutesTests(City city)
{
    private static readonly string[] Reachable =
    [
        "GET /api/{tenant}/board", "GET /api/{tenant}/cases", "GET /api/{tenant}/cases/{id:guid}",
        "GET /api/{tenant}/papers", "GET /api/{tenant}/papers/{id:guid}", "GET /api/{tenant}/papers/{id:guid}/document", "GET /api/{tenant}/papers/{id:guid}/original",
        "POST /api/{tenant}/cases/{id:guid}/answer", "POST /api/{tenant}/cases/{id:guid}/draft", "POST /api/{tenant}/cases/{id:guid}/submit",
        "POST /api/{tenant}/papers/check",
    ];

    [Fact]
    public void The_routes_that_name_a_scope_are_these_and_each_names_roles_too()
    {
        var named = Routes().Where(r => r.Metadata.GetMetadata<AllowScopeAttribute>() is not null).ToList();

        Assert.Equal(Reachable, named.SelectMany(r => Methods(r).Select(m => $"{m} {Pattern(r)}")).Order(StringComparer.Ordinal));
        Assert.All(named, r => Assert.NotNull(r.Metadata.GetMetadata<RequireRoleAttribute>()));
        Assert.All(named, r => Assert.Contains(r.Metadata.GetMetadata<AllowScopeAttribute>()!.Scope, Scope.Names.Keys));
    }

    [Fact]
    public async Task A_token_with_every_scope_opens_those_and_no_other()
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = ServicesApp.AddressOf(city.Host.ServicesApplication) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Token(http));
        var (opened, tried) = (new List<string>(), 0);
        foreach (var route in Routes())
            foreach (var method in Methods(route))
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), Address(route)) { Content = method is "POST" or "PUT" ? Body(route) : null };
                using var answer = await http.SendAsync(request);
                tried++;
                if (answer.StatusCode != HttpStatusCode.Forbidden) opened.Add($"{method} {Pattern(route)}");
            }

        Assert.Equal(Reachable, opened.Order(StringComparer.Ordinal).Distinct());
        Assert.True(tried > 100, $"only {tried} routes were tried");
    }

    /// <summary>Of a system of the Department of Finance, which answers cases and sees the city, as if an administrator had let it in with every scope there is.</summary>
    private async Task<string> Token(HttpClient http)
    {
        await using (var command = city.Superuser.CreateCommand("""
            with client as (
                insert into identity.machine_clients (id, client_id, name, organisation_id, scopes, created_at)
                select gen_random_uuid(), 'every-scope', 'Mọi quyền', id, array['cases.read', 'cases.answer', 'board.read', 'papers.read'], now() from identity.organisations_owned where slug = 'so-tai-chinh' returning id)
            insert into identity.machine_secrets (id, machine_client_id, hash, tail, created_at) select gen_random_uuid(), id, sha256('a-secret'::bytea), 'cret', now() from client
            """)) await command.ExecuteNonQueryAsync();
        using var answer = await http.PostAsync("/connect/token", new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "every-scope"), new("client_secret", "a-secret")]));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("cases.read cases.answer board.read papers.read", body.GetProperty("scope").GetString());
        return body.GetProperty("access_token").GetString()!;
    }

    /// <summary>All but the framework's fallback for files that its list of assets lacks: nothing lies behind it.</summary>
    private IEnumerable<RouteEndpoint> Routes() => ((IEndpointRouteBuilder)city.Host.ServicesApplication).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .Where(r => r.RoutePattern.RawText != "{**path:file}");

    /// <summary>Of a type that the route takes: any other is turned away before anybody asks who sent it.</summary>
    internal static HttpContent Body(RouteEndpoint route)
    {
        var taken = route.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes ?? [];
        return taken.Count == 0 || taken.Contains("application/json") ? JsonContent.Create(new { }) : new StringContent("?") { Headers = { ContentType = new(taken[0]) } };
    }

    private static string Pattern(RouteEndpoint route) => "/" + (route.RoutePattern.RawText ?? "").Trim('/');

    private static string Address(RouteEndpoint route) => Parameter().Replace(Pattern(route).Replace("{tenant}", "so-tai-chinh", StringComparison.Ordinal), match => match.Value switch
    {
        var p when p.Contains(":guid", StringComparison.Ordinal) => Guid.CreateVersion7().ToString(),
        var p when p.Contains("year", StringComparison.OrdinalIgnoreCase) || p.Contains(":int", StringComparison.Ordinal) => "2026",
        _ => "x",
    });

    private static IEnumerable<string> Methods(RouteEndpoint route) => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET", "POST"];

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
