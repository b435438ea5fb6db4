using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dialogue.Host;

namespace Dialogue.K8s.Tests;

/// <summary>Each check looks at all objects of an overlay and says what is wrong with them, one sentence each.</summary>
internal static partial class Checks
{
    private static readonly string[] Services = ["identity", "planning", "petitions", "escalations", "reporting", "records", "notifications"];

    /// <summary>The schedule of jobs has connections of its own (JobServices), and so has what requests share (Databases.Shared).</summary>
    private const int PoolOfJobs = 6, SharedPool = 3;

    /// <summary>Pods that operators make, by their labels and the ports on which they listen.</summary>
    private static readonly (Dictionary<string, string> Labels, int[] Ports)[] OfOperators =
    [
        (new() { ["dialogue/data"] = "postgres", ["cnpg.io/cluster"] = "dialogue-postgres" }, [5432, 8000]),
        (new() { ["dialogue/data"] = "rabbitmq", ["app.kubernetes.io/name"] = "dialogue-rabbitmq" }, [5672, 4369, 25672, 15672]),
    ];

    /// <summary>Names and secrets that operators make; the rest is made by hand, as docs/operations.md says.</summary>
    private static readonly Dictionary<string, string> ServicesOfOperators = new() { ["dialogue-postgres-rw"] = "Cluster", ["dialogue-rabbitmq"] = "RabbitmqCluster" };

    /// <summary>One of each target in the split shapes, each under its own name; the program knows every target.</summary>
    public static IEnumerable<string> Targets(Manifests manifests)
    {
        var run = manifests.Processes.Where(p => p.Kind == "Deployment").ToList();
        foreach (var process in run)
        {
            HostArguments? arguments = null;
            var refused = "";
            try { arguments = HostArguments.Parse([.. process.Arguments]); } catch (ArgumentException e) { refused = e.Message; }
            if (arguments is null) yield return $"{process.Name}: the program refuses its arguments: {refused}";
            else if (!arguments.Targets.SequenceEqual([process.Component])) yield return $"{process.Name} is labelled {process.Component} and runs {string.Join(',', arguments.Targets)}.";
            else if (!process.Ports.Values.Contains(arguments.Port) || !arguments.AnyAddress) yield return $"{process.Name} does not listen where its container says.";
        }
        string[] wanted = run.Any(p => p.Component == "all") ? ["all"] : ["gateway", .. Services];
        if (!run.Select(p => p.Component).Order().SequenceEqual(wanted.Order())) yield return $"The targets are {string.Join(", ", run.Select(p => p.Component))}.";
        if (wanted.Length > 1 && manifests.Processes.Count(p => p.Kind == "Job" && p.Arguments[0] == "migrate") != 1) yield return "There is not one job that migrates.";
    }

    /// <summary>Non-root, read-only, without capabilities, with stated resources; every mount has its volume.</summary>
    public static IEnumerable<string> Pods(Manifests manifests)
    {
        foreach (var w in manifests.Workloads)
        {
            var (pod, container) = (w.Template["spec"]!, w.Container);
            if ((bool?)pod["securityContext"]?["runAsNonRoot"] != true || (int?)pod["securityContext"]?["runAsUser"] is null or 0) yield return $"{w.Name} may run as root.";
            if ((string?)pod["securityContext"]?["seccompProfile"]?["type"] != "RuntimeDefault") yield return $"{w.Name} has no seccomp profile.";
            if ((bool?)pod["automountServiceAccountToken"] != false) yield return $"{w.Name} is given a token of the cluster.";
            if ((bool?)container["securityContext"]?["readOnlyRootFilesystem"] != true) yield return $"{w.Name} may write its image's files.";
            if ((bool?)container["securityContext"]?["allowPrivilegeEscalation"] != false) yield return $"{w.Name} may gain rights.";
            if (!container["securityContext"]?["capabilities"]?["drop"].Items<JsonValue>().Any(c => (string)c! == "ALL") ?? true) yield return $"{w.Name} has capabilities.";
            if (container["resources"]?["requests"]?["cpu"] is null || container["resources"]?["requests"]?["memory"] is null || container["resources"]?["limits"]?["memory"] is null)
                yield return $"{w.Name} does not say what it needs.";
            var volumes = pod["volumes"].Items().Concat(w.Object["spec"]!["volumeClaimTemplates"].Items().Select(c => c["metadata"]!.AsObject())).Select(v => (string)v["name"]!).ToHashSet();
            foreach (var mount in container["volumeMounts"].Items().Where(m => !volumes.Contains((string)m["name"]!))) yield return $"{w.Name} mounts {mount["name"]}, which is no volume.";
            if (!container["volumeMounts"].Items().Any(m => (string?)m["mountPath"] == "/tmp")) yield return $"{w.Name} has nowhere to write.";
        }
    }

    /// <summary>Probes ask for what the program answers, on a port on which it listens.</summary>
    public static IEnumerable<string> Probes(Manifests manifests)
    {
        foreach (var w in manifests.Workloads.Where(w => w.Kind != "Job"))
            foreach (var (probe, path) in new[] { ("startupProbe", "/health/ready"), ("readinessProbe", "/health/ready"), ("livenessProbe", "/health/live") })
            {
                if (w.Container[probe] is not { } asked) { yield return $"{w.Name} has no {probe}."; continue; }
                if ((asked["httpGet"] ?? asked["tcpSocket"])?["port"] is { } port && !w.Listens(port)) yield return $"{w.Name}: the {probe} asks a port {port} that is not there.";
                if (manifests.Processes.Contains(w) && (string?)asked["httpGet"]?["path"] != path) yield return $"{w.Name}: the {probe} does not ask {path}.";
            }
    }

    /// <summary>Whatever refers to something refers to something that exists.</summary>
    public static IEnumerable<string> References(Manifests manifests)
    {
        var workloads = manifests.Workloads.ToList();
        var operators = manifests.Kind("Cluster").Concat(manifests.Kind("RabbitmqCluster")).Select(o => o.Kind()).ToHashSet();
        var pods = workloads.Select(w => w.Labels).Concat(OfOperators.Where((_, i) => operators.Contains(i == 0 ? "Cluster" : "RabbitmqCluster")).Select(o => (IReadOnlyDictionary<string, string>)o.Labels)).ToList();
        var namespaces = manifests.Kind("Namespace").Select(n => n.Name()).ToHashSet();

        foreach (var o in manifests.All.Where(o => o.Kind() != "Namespace" && !namespaces.Contains((string?)o["metadata"]!["namespace"] ?? ""))) yield return $"{o.Says()} is in no namespace of its own.";
        foreach (var twice in manifests.All.GroupBy(o => o.Says()).Where(g => g.Count() > 1)) yield return $"{twice.Key} is there twice.";
        foreach (var o in workloads.Where(w => w.Kind != "Job" && !w.Object["spec"]!["selector"].Picks(w.Labels))) yield return $"{o.Name} does not select its own pods.";
        foreach (var (one, other) in workloads.Where(w => w.Kind != "Job").SelectMany(a => workloads.Where(b => b != a && a.Object["spec"]!["selector"].Picks(b.Labels)).Select(b => (a, b)))) yield return $"{one.Name} selects pods of {other.Name}.";

        foreach (var service in manifests.Kind("Service"))
        {
            var behind = workloads.Where(w => service["spec"]!["selector"].Picks(w.Labels)).ToList();
            if (behind.Count != 1) yield return $"{service.Says()} leads to {behind.Count} kinds of pods.";
            foreach (var port in service["spec"]!["ports"].Items().Where(p => behind.Any(w => !w.Listens(p["targetPort"] ?? p["port"])))) yield return $"{service.Says()}: nothing listens on {port["targetPort"]}.";
        }
        foreach (var scaler in manifests.Kind("HorizontalPodAutoscaler"))
            if (!workloads.Any(w => w.Kind == (string)scaler["spec"]!["scaleTargetRef"]!["kind"]! && w.Name == (string)scaler["spec"]!["scaleTargetRef"]!["name"]!)) yield return $"{scaler.Says()} scales nothing.";
            else if ((int)scaler["spec"]!["minReplicas"]! > (int)scaler["spec"]!["maxReplicas"]!) yield return $"{scaler.Says()} has a least above its most.";
        foreach (var deployment in workloads.Where(w => w.Kind == "Deployment"))
        {
            if (!manifests.Kind("HorizontalPodAutoscaler").Any(s => (string)s["spec"]!["scaleTargetRef"]!["name"]! == deployment.Name)) yield return $"{deployment.Name} is scaled by nobody.";
            if (!manifests.Kind("PodDisruptionBudget").Any(b => b["spec"]!["selector"].Picks(deployment.Labels))) yield return $"{deployment.Name} has no disruption budget.";
        }
        foreach (var budget in manifests.Kind("PodDisruptionBudget").Where(b => !pods.Any(b["spec"]!["selector"].Picks))) yield return $"{budget.Says()} protects nothing.";

        foreach (var policy in manifests.Kind("NetworkPolicy"))
        {
            foreach (var selector in Selectors(policy).Where(s => !pods.Any(s.Picks))) yield return $"{policy.Says()} selects no pod with {selector.ToJsonString()}.";
            var ports = policy["spec"]!["ingress"].Items().SelectMany(rule => rule["ports"].Items()).Select(p => (int)p["port"]!);
            var listening = workloads.Where(w => policy["spec"]!["podSelector"].Picks(w.Labels)).SelectMany(w => w.Ports.Values)
                .Concat(OfOperators.Where(o => policy["spec"]!["podSelector"].Picks(o.Labels)).SelectMany(o => o.Ports)).ToHashSet();
            foreach (var port in ports.Where(p => !listening.Contains(p))) yield return $"{policy.Says()} opens port {port}, on which nothing listens.";
        }
        foreach (var backend in manifests.Kind("Ingress").SelectMany(i => i["spec"]!["rules"].Items()).SelectMany(r => r["http"]!["paths"].Items()).Select(p => p["backend"]!["service"]!))
            if (!manifests.Kind("Service").Any(s => s.Name() == (string)backend["name"]! && s["spec"]!["ports"].Items().Any(p => (string?)p["name"] == (string?)backend["port"]!["name"])))
                yield return $"The ingress leads to {backend.ToJsonString()}, which is no service.";

        var maps = manifests.Kind("ConfigMap").ToDictionary(m => m.Name(), m => (m["data"] as JsonObject)?.Select(d => d.Key).ToHashSet() ?? []);
        foreach (var w in workloads)
        {
            foreach (var name in w.ConfigMaps.Where(n => !maps.ContainsKey(n))) yield return $"{w.Name} reads the config map {name}, which is not there.";
            foreach (var key in w.Environment.Select(e => e["valueFrom"]?["configMapKeyRef"]).OfType<JsonObject>())
                if (!maps.TryGetValue((string)key["name"]!, out var keys) || !keys.Contains((string)key["key"]!)) yield return $"{w.Name} reads {key.ToJsonString()}, which is not there.";
        }
        foreach (var (key, host) in manifests.Kind("ConfigMap").Where(m => m.Name().StartsWith("dialogue-hosts-", StringComparison.Ordinal)).SelectMany(m => m["data"]!.AsObject()))
            if (!manifests.Kind("Service").Any(s => s.Name() == (string)host!) && !(ServicesOfOperators.TryGetValue((string)host!, out var kind) && operators.Contains(kind)))
                yield return $"The host of {key}, {host}, is no service.";
    }

    /// <summary>The ingress knows the domain and every organisation below it, under the names that the program is told.</summary>
    public static IEnumerable<string> Domain(Manifests manifests)
    {
        var config = manifests.Kind("ConfigMap").Select(m => m["data"].Strings()).Single(d => d.ContainsKey("DIALOGUE_HOSTS"));
        string[] names = [config["DIALOGUE_HOSTS"], $"*.{config["DIALOGUE_HOSTS"]}"];
        var ingress = manifests.Kind("Ingress").Single()["spec"]!;
        if (!ingress["rules"].Items().Select(r => (string)r["host"]!).SequenceEqual(names)) yield return "The ingress has other hosts than DIALOGUE_HOSTS says.";
        if (!ingress["tls"].Items().Single()["hosts"].Items<JsonValue>().Select(h => (string)h!).SequenceEqual(names)) yield return "The certificate has other names than DIALOGUE_HOSTS says.";
        if (config["DIALOGUE_ISSUER"] != $"https://{names[0]}") yield return "The issuer is not the domain.";
    }

    /// <summary>With every target at its most, and one more of each while a release is rolled out, all pools fit into PostgreSQL.</summary>
    public static IEnumerable<string> Connections(Manifests manifests)
    {
        var most = manifests.Kind("Cluster").Select(c => (string)c["spec"]!["postgresql"]!["parameters"]!["max_connections"]!)
            .Concat(manifests.Workloads.Where(w => w.Component == "postgres").SelectMany(w => w.Arguments).Where(a => a.StartsWith("max_connections=", StringComparison.Ordinal)).Select(a => a["max_connections=".Length..]))
            .Select(int.Parse).Single();
        var scale = manifests.Kind("HorizontalPodAutoscaler").ToDictionary(s => (string)s["spec"]!["scaleTargetRef"]!["name"]!, s => (int)s["spec"]!["maxReplicas"]! + 1);
        var wanted = manifests.Processes.Sum(p => scale.GetValueOrDefault(p.Name, 1) * ((Services.Contains(p.Component) || p.Component == "all" ? PoolOfJobs : 0) + Pools(p)));
        if (manifests.Processes.SelectMany(p => p.Environment).Any(e => ((string)e["name"]!).StartsWith("DIALOGUE_DATABASE_", StringComparison.Ordinal) && !PoolSize().IsMatch((string?)e["value"] ?? ""))) yield return "A connection string does not say the size of its pool.";
        if (wanted > most - 20) yield return $"{wanted} connections may be asked for, and PostgreSQL has {most}, of which 20 are kept for operators and backups.";
    }

    /// <summary>What its connection strings say, and what requests share; gateway and services in one pod have pools of their own each.</summary>
    private static int Pools(Workload process) => (process.Component == "all" ? 2 : 1)
        * (SharedPool + process.Environment.Sum(e => PoolSize().Match((string?)e["value"] ?? "") is { Success: true } m ? int.Parse(m.Groups[1].Value) : 0));

    private static IEnumerable<JsonNode> Selectors(JsonObject policy)
    {
        yield return policy["spec"]!["podSelector"]!;
        foreach (var (rules, peers) in new[] { ("ingress", "from"), ("egress", "to") })
            foreach (var peer in policy["spec"]![rules].Items().SelectMany(r => r[peers].Items()).Where(p => p["namespaceSelector"] is null && p["podSelector"] is not null))
                yield return peer["podSelector"]!;
    }

    [GeneratedRegex("Maximum Pool Size=([0-9]+)")]
    private static partial Regex PoolSize();
}
