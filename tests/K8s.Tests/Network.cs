using System.Text.Json.Nodes;

namespace Dialogue.K8s.Tests;

/// <summary>Who can reach whom once the network policies are in force.</summary>
internal static class Network
{
    /// <summary>Every connection that both ends allow, as "gateway → identity 8080"; what lies outside the namespace is called by its name there.</summary>
    public static SortedSet<string> Arrows(Manifests manifests)
    {
        var policies = manifests.Kind("NetworkPolicy").Select(p => p["spec"]!).ToList();
        var pods = manifests.Workloads.Select(w => (w.Component, w.Labels, Ports: w.Ports.Values.ToArray())).ToList();
        if (manifests.Kind("Cluster").Any()) pods.Add(("postgres", new Dictionary<string, string> { ["dialogue/data"] = "postgres" }, [5432]));
        if (manifests.Kind("RabbitmqCluster").Any()) pods.Add(("rabbitmq", new Dictionary<string, string> { ["dialogue/data"] = "rabbitmq" }, [5672]));

        var arrows = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var from in pods)
        {
            foreach (var to in pods)
                foreach (var port in to.Ports)
                    if (Allows(from.Labels, "Egress", to.Labels, port) && Allows(to.Labels, "Ingress", from.Labels, port)) arrows.Add($"{from.Component} → {to.Component} {port}");
            if (!Isolated(from.Labels, "Egress")) arrows.Add($"{from.Component} → everywhere");
            if (!Isolated(from.Labels, "Ingress")) arrows.Add($"everywhere → {from.Component}");
            foreach (var (peer, port) in Outside(from.Labels, "Egress")) arrows.Add($"{from.Component} → {peer} {port}");
            foreach (var (peer, port) in Outside(from.Labels, "Ingress")) arrows.Add($"{peer} → {from.Component} {port}");
        }
        return arrows;

        IEnumerable<JsonNode> Of(IReadOnlyDictionary<string, string> pod, string direction) =>
            policies.Where(p => p["policyTypes"].Items<JsonValue>().Any(t => (string)t! == direction) && p["podSelector"].Picks(pod));

        bool Isolated(IReadOnlyDictionary<string, string> pod, string direction) => Of(pod, direction).Any();

        IEnumerable<JsonObject> Rules(IReadOnlyDictionary<string, string> pod, string direction) => Of(pod, direction).SelectMany(p => p[direction.ToLowerInvariant()].Items());

        bool Allows(IReadOnlyDictionary<string, string> pod, string direction, IReadOnlyDictionary<string, string> other, int port) =>
            !Isolated(pod, direction) || Rules(pod, direction).Any(rule => HasPort(rule, port) && Peers(rule, direction).Any(peer => peer is { Count: 0 } || (peer["podSelector"] is { } selector && peer["namespaceSelector"] is null && selector.Picks(other))));

        IEnumerable<(string, string)> Outside(IReadOnlyDictionary<string, string> pod, string direction) =>
            from rule in Rules(pod, direction)
            from peer in Peers(rule, direction)
            let name = peer["ipBlock"] is not null ? "outside" : (string?)peer["namespaceSelector"]?["matchLabels"]?["kubernetes.io/metadata.name"] ?? (peer.Count == 0 ? "anywhere" : null)
            where name is not null
            from port in rule["ports"].Items().Select(p => p["port"]!.ToString()).DefaultIfEmpty("any port").Distinct()
            select (name, port);
    }

    /// <summary>A rule without peers is one for anybody: an empty peer here.</summary>
    private static IEnumerable<JsonObject> Peers(JsonObject rule, string direction) => rule[direction == "Egress" ? "to" : "from"].Items().DefaultIfEmpty([]);

    private static bool HasPort(JsonObject rule, int port) => rule["ports"] is null || rule["ports"].Items().Any(p => (int)p["port"]! == port);
}
