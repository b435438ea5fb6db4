using System.Text.RegularExpressions;

namespace Dialogue.K8s.Tests;

/// <summary>The variables of our containers' environment: each is read by somebody, and each that is needed is there.</summary>
internal static partial class Variables
{
    /// <summary>Read by the runtime and by libraries, which document them.</summary>
    private static readonly HashSet<string> OfTheRuntime =
        ["ASPNETCORE_ENVIRONMENT", "ASPNETCORE_FORWARDEDHEADERS_ENABLED", "DOTNET_GCgen0size", "DOTNET_gcConcurrent", "DOTNET_gcServer", "MALLOC_ARENA_MAX", "OTEL_EXPORTER_OTLP_ENDPOINT"];

    private static readonly string[] OfEverybody = ["ASPNETCORE_ENVIRONMENT", "DIALOGUE_DATABASE_APP", "DIALOGUE_DATABASE_RELAY", "DIALOGUE_DATABASE_CITY", "DIALOGUE_ISSUER", "KeyRing__Secrets__0"];

    /// <summary>What the program's own source names; a name that ends in <c>_</c> is put together from parts.</summary>
    private static readonly Lazy<(HashSet<string> Names, HashSet<string> Sections, HashSet<string> Lists, string Text)> Source = new(() =>
    {
        var text = string.Concat(new[] { "services", "shared", "gateway" }.SelectMany(folder => Directory.GetFiles(Path.Combine(Tools.Root, folder), "*.cs", SearchOption.AllDirectories)).Select(File.ReadAllText));
        return ([.. Read().Matches(text).Select(m => m.Groups[1].Value)], [.. Section().Matches(text).Select(m => m.Groups[1].Value)], [.. List().Matches(text).Select(m => m.Groups[1].Value.Replace(":", "__", StringComparison.Ordinal))], text);
    });

    public static IEnumerable<string> Check(Manifests manifests)
    {
        foreach (var process in manifests.Processes)
        {
            var fromMaps = process.Container["envFrom"].Items().Select(e => (string)e["configMapRef"]!["name"]!)
                .SelectMany(name => manifests.Kind("ConfigMap").Single(m => m.Name() == name)["data"].Strings()).ToDictionary();
            var own = process.Environment.ToDictionary(e => (string)e["name"]!, e => (string?)e["value"] ?? (e["valueFrom"]?["secretKeyRef"] is { } secret && (bool?)secret["optional"] is not true ? $"{secret["name"]}" : ""));
            var used = own.Values.Concat(fromMaps.Values).SelectMany(v => Inner().Matches(v)).Select(m => m.Groups[1].Value).ToHashSet();

            foreach (var name in own.Keys.Concat(fromMaps.Keys).Where(n => !used.Contains(n) && !IsRead(n))) yield return $"{process.Name}: nobody reads {name}.";
            // A value may name only what stands above it, and nothing of a config map that is taken whole.
            var above = new HashSet<string>();
            foreach (var (name, value) in own)
            {
                foreach (Match inner in Inner().Matches(value))
                    if (!above.Contains(inner.Groups[1].Value)) yield return $"{process.Name}: {name} names {inner.Value}, which is not set above it.";
                above.Add(name);
            }
            foreach (var name in Needed(process).Where(n => string.IsNullOrEmpty(own.GetValueOrDefault(n) ?? fromMaps.GetValueOrDefault(n)))) yield return $"{process.Name} needs {name}.";
            if (process.Component is not ("migrate" or "all") && own.ContainsKey("DIALOGUE_DATABASE_OWNER")) yield return $"{process.Name} knows the owner's password.";
        }
    }

    private static IEnumerable<string> Needed(Workload process) => process.Component switch
    {
        "migrate" => [.. OfEverybody, "DIALOGUE_DATABASE_OWNER", "DIALOGUE_BROKER"],
        "all" => [.. OfEverybody, "DIALOGUE_DATABASE_OWNER", "DIALOGUE_HOSTS"],
        "gateway" => [.. OfEverybody, "DIALOGUE_SERVICES", "DIALOGUE_HOSTS"],
        _ => [.. OfEverybody, "DIALOGUE_SERVICES", "DIALOGUE_BROKER"],
    };

    /// <summary>By the runtime, by the program's own name for it, as an entry of a list (<c>Section__List__0</c>), or as a property of options, perhaps in a list: <c>Section__List__0__Property</c>.</summary>
    public static bool IsRead(string name) =>
        OfTheRuntime.Contains(name)
        || Source.Value.Names.Any(read => read == name || (read.EndsWith('_') && name.StartsWith(read, StringComparison.Ordinal)))
        || (name.LastIndexOf("__", StringComparison.Ordinal) is > 0 and var cut && int.TryParse(name[(cut + 2)..], out _) && Source.Value.Lists.Contains(name[..cut]))
        || (name.Split("__") is [var section, .. var path] && Source.Value.Sections.Contains(section) && path.All(p => int.TryParse(p, out _) || Source.Value.Text.Contains($" {p} {{ get; ", StringComparison.Ordinal)));

    /// <summary>As a literal of its own: what help texts and comments tell does not count.</summary>
    [GeneratedRegex("\"(DIALOGUE_[A-Z_]+)")]
    private static partial Regex Read();

    [GeneratedRegex("BindConfiguration\\(\"([A-Za-z]+)\"\\)")]
    private static partial Regex Section();

    [GeneratedRegex("GetSection\\(\"([A-Za-z:]+)\"\\)\\.GetChildren")]
    private static partial Regex List();

    [GeneratedRegex(@"\$\(([A-Za-z_]+)\)")]
    private static partial Regex Inner();
}
