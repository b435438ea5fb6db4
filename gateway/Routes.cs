using Dialogue.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dialogue.Gateway;

/// <summary>Who owns which path. What stands here is forwarded; everything else is a page that does not exist.</summary>
internal static class Routes
{
    /// <summary>First addresses of a service; what lies below them goes with them.</summary>
    public static readonly IReadOnlyList<(string Service, string[] Prefixes)> Owned = [.. new (string Service, string[] Prefixes)[]
    {
        ("identity", [
            "/tai-khoan", "/quan-tri", "/he-thong", "/connect", "/.well-known", "/{tenant}/can-bo/thiet-lap",
            "/api/organisations", "/api/me"]),
        ("planning", [
            "/tinh-han", "/lich-lam-viec", "/{tenant}/ke-hoach", "/{tenant}/hoi-nghi",
            "/{tenant}/can-bo/nam", "/{tenant}/can-bo/doanh-nghiep", "/{tenant}/can-bo/hoi-nghi", "/{tenant}/can-bo/quy-dinh", "/{tenant}/can-bo/hoan", "/{tenant}/can-bo/ke-hoach-nhan", "/{tenant}/can-bo/lich",
            "/api/working-days", "/api/calendar", "/api/{tenant}/plans", "/api/{tenant}/conferences", "/api/{tenant}/rule-sets", "/api/{tenant}/postponements", "/api/{tenant}/businesses"]),
        ("petitions", ["/{tenant}/kien-nghi", "/{tenant}/can-bo/kien-nghi", "/api/{tenant}/petitions"]),
        ("escalations", ["/{tenant}/can-bo/vu-viec", "/{tenant}/can-bo/linh-vuc", "/api/{tenant}/cases", "/api/fields"]),
        ("reporting", [
            "/{tenant}/can-bo/bao-cao", "/{tenant}/can-bo/bao-cao-nhan", "/{tenant}/can-bo/toan-thanh-pho",
            "/api/{tenant}/reports", "/api/{tenant}/board", "/api/conferences"]),
        ("records", ["/{tenant}/can-bo/van-ban", "/{tenant}/can-bo/mau-van-ban", "/{tenant}/can-bo/kiem-tra-the-thuc", "/api/{tenant}/papers"]),
        ("notifications", [
            "/{tenant}/can-bo/hop-thu", "/{tenant}/can-bo/cong-viec", "/{tenant}/can-bo/nhan-tin", "/{tenant}/can-bo/mau-tin", "/{tenant}/can-bo/tin-gui", "/{tenant}/can-bo/webhook",
            "/api/{tenant}/duties", "/api/{tenant}/inbox", "/api/{tenant}/deliveries"]),
    }.Select(o => (o.Service, (string[])[.. o.Prefixes, $"/{{tenant}}/can-bo/viec/{o.Service}", $"/api/{{tenant}}/works/{o.Service}"]))]; // long works, which any service may have

    /// <summary>Single pages, nothing below them.</summary>
    private static readonly (string Pattern, string Service)[] Pages =
    [
        ("/", "reporting"), ("/{tenant}", "reporting"), ("/{tenant}/can-bo", "notifications"),
    ];

    public static IEnumerable<(string Pattern, string Service)> All =>
        Owned.SelectMany(o => o.Prefixes.Select(prefix => (prefix + "/{**rest}", o.Service))).Concat(Pages).Select(r => (r.Item1.Replace("{tenant}", "{tenant:slug}", StringComparison.Ordinal), r.Item2));

    /// <summary>What an organisation has below its own address: on its own host these come first.</summary>
    public static readonly IReadOnlySet<string> OfTenant = Owned.SelectMany(o => o.Prefixes).Where(p => p.StartsWith("/{tenant}/", StringComparison.Ordinal))
        .Select(p => p.Split('/')[2]).ToHashSet();
}

/// <summary>An organisation's slug, and so none of the reserved first segments.</summary>
internal sealed class SlugConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values[routeKey] is string slug && Slug.IsValid(slug);
}
