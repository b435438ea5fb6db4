using System.Text.Json.Nodes;
using Dialogue.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dialogue.Gateway;

/// <summary>
/// The description of the whole API at one address, in whichever processes the services run: each process describes what is in it, and here the
/// descriptions are put together. Two services may have a form of the same name, so that each name then says whose it is.
/// </summary>
internal sealed class ApiDescription(GatewayOptions options, TimeProvider time) : IDisposable
{
    private const string Path = "/openapi/v1.json", Forms = "#/components/schemas/";
    private readonly HttpClient http = new(new Replicas(new(service => options.Services.Of(service)), time, new SocketsHttpHandler { UseCookies = false })) { Timeout = TimeSpan.FromSeconds(15) };

    public static void Map(IEndpointRouteBuilder app, ApiDescription description) =>
        app.MapGet(Path, async (CancellationToken cancellationToken) => Results.Text((await description.Get(cancellationToken)).ToJsonString(), "application/json;charset=utf-8"));

    public void Dispose() => http.Dispose();

    private async Task<JsonObject> Get(CancellationToken cancellationToken)
    {
        // Services at the same address are one process, which describes them all.
        var processes = Routes.Owned.Select(o => o.Service).DistinctBy(service => string.Join('|', options.Services.Of(service))).ToList();
        var parts = await Task.WhenAll(processes.Select(async service =>
            (JsonObject)JsonNode.Parse((await http.GetStringAsync($"http://{service}{Path}", cancellationToken)).Replace(Forms, Forms + Owner(service), StringComparison.Ordinal))!));
        var (whole, paths, forms) = (parts[0], new JsonObject(), new JsonObject());
        foreach (var (part, service) in parts.Zip(processes))
        {
            Move(part["paths"], paths, "");
            Move(part["components"]?["schemas"], forms, Owner(service));
        }
        (whole["paths"], whole["components"], whole["servers"]) = (paths, new JsonObject { ["schemas"] = forms }, new JsonArray(new JsonObject { ["url"] = "/" }));
        return whole;

        string Owner(string service) => processes.Count == 1 ? "" : $"{service}.";
    }

    private static void Move(JsonNode? from, JsonObject to, string before)
    {
        if (from is not JsonObject members) return;
        foreach (var (name, value) in members.ToList())
        {
            members.Remove(name);
            to[before + name] = value;
        }
    }
}
