using System.Text.RegularExpressions;
using Dialogue.Host;

namespace Dialogue.K8s.Tests;

/// <summary>docs/operations.md names only what there is.</summary>
public sealed partial class OperationsTests
{
    private static string Text { get; } = File.ReadAllText(Path.Combine(Tools.Root, "docs", "operations.md"));

    [Fact]
    public async Task Everything_that_its_commands_name_exists() => Assert.Empty(await Complaints(Text));

    [Theory]
    [InlineData("job/dialogue-migrate", "job/dialogue-migration", "no job dialogue-migration")]
    [InlineData("k8s/overlays/production/namespace.yaml", "k8s/overlays/production/ns.yaml", "no k8s/overlays/production/ns.yaml")]
    [InlineData("k8s/tools/walls", "k8s/tools/wall", "no k8s/tools/wall")]
    [InlineData("secret generic dialogue-backup", "secret generic dialogue-backups", "nobody reads the secret dialogue-backups")]
    [InlineData("secret generic dialogue-backup", "secret generic dialogue-backups", "nobody makes the secret dialogue-backup")]
    [InlineData("messages list", "message list", "Dialogue.Host has no message")]
    [InlineData("--target planning", "--aim planning", "--aim is not known")]
    [InlineData("./test k8s", "./test kubernetes", "no category kubernetes")]
    [InlineData("component in (configuration, migrate)", "component in (migrate)", "dialogue-migrate is applied without its config map dialogue-hosts")]
    [InlineData("'app.kubernetes.io/component in (configuration, migrate)'", "app.kubernetes.io/component=migrate", "dialogue-migrate is applied without its config map dialogue-hosts")]
    [InlineData("Identity__Providers__0__Key", "Identity__OutsideOnes__0__Key", "nobody reads Identity__OutsideOnes__0__Key")]
    public async Task A_command_that_names_something_else_is_found(string text, string instead, string said)
    {
        Assert.Contains(text, Text);
        Assert.Contains(await Complaints(Text.Replace(text, instead, StringComparison.Ordinal)), c => c.Contains(said, StringComparison.Ordinal));
    }

    /// <summary>kubectl itself says which commands and options it has.</summary>
    [Fact]
    public async Task Every_command_of_kubectl_has_the_options_that_are_given_to_it()
    {
        Assert.SkipWhen(Tools.OnPath("kubectl") is null, "kubectl is not here");
        var everywhere = (await Tools.Run("kubectl", ["options"])).Output;
        foreach (var line in Commands(Text).Where(c => c.StartsWith("kubectl ", StringComparison.Ordinal)))
        {
            var words = line.Split(" -- ")[0].Split(' ')[1..];
            var command = words[0] is "rollout" or "create" or "config" ? words[..(words[1] == "secret" ? 3 : 2)] : words[..1];
            var (code, help, _) = await Tools.Run("kubectl", [.. command, "--help"]);
            Assert.True(code == 0 && help.Contains("Usage:", StringComparison.Ordinal), line);
            foreach (var option in words.Where(w => w.StartsWith("--", StringComparison.Ordinal)).Select(w => w.Split('=')[0]))
                Assert.True(help.Contains($"{option}=", StringComparison.Ordinal) || everywhere.Contains($"{option}=", StringComparison.Ordinal), $"{option} of: {line}");
        }
    }

    private static async Task<IReadOnlyList<string>> Complaints(string text)
    {
        var (complaints, overlays) = (new List<string>(), await Task.WhenAll(Manifests.Overlays.Select(Manifests.Of)));
        var commands = Commands(text).ToList();

        foreach (Match m in Object().Matches(text))
            if (!overlays.Any(o => o.All.Any(x => x.Kind().Equals(m.Groups[1].Value, StringComparison.OrdinalIgnoreCase) && x.Name() == m.Groups[2].Value))) complaints.Add($"There is no {m.Groups[1].Value} {m.Groups[2].Value}.");
        foreach (var path in FilePath().Matches(text).Select(m => m.Value.TrimEnd('.', ',')))
            if (!Path.Exists(Path.Combine(Tools.Root, path))) complaints.Add($"There is no {path}.");
        foreach (Match m in Category().Matches(text))
            if (!Directory.GetDirectories(Path.Combine(Tools.Root, "tests")).Any(d => Path.GetFileName(d).Equals($"{m.Groups[1].Value}.Tests", StringComparison.OrdinalIgnoreCase))) complaints.Add($"There is no category {m.Groups[1].Value}.");
        foreach (Match m in Variable().Matches(text))
            if (!Variables.IsRead(m.Value)) complaints.Add($"{m.Value}: nobody reads {m.Value}.");
        foreach (var words in commands.Where(c => c.Contains("Dialogue.Host.dll ", StringComparison.Ordinal)).Select(c => c.Split("Dialogue.Host.dll ")[1].Split(' ')))
            if (words[0] == "messages") continue;
            else if (words[0] is not ("migrate" or "republish")) complaints.Add($"Dialogue.Host has no {words[0]}.");
            else
                try { HostArguments.Parse(words); } catch (ArgumentException e) { complaints.Add(e.Message); }

        // What is applied before the rest needs nothing that the rest brings: a job without its config map waits for ever.
        foreach (var components in ByLabel().Matches(text).Select(m => m.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)))
            foreach (var overlay in overlays)
            {
                var first = overlay.All.Where(o => components.Contains(o["metadata"]!["labels"].Strings().GetValueOrDefault("app.kubernetes.io/component"))).ToList();
                complaints.AddRange(overlay.Workloads.Where(w => first.Contains(w.Object))
                    .SelectMany(w => w.ConfigMaps.Except(first.Where(o => o.Kind() == "ConfigMap").Select(o => o.Name())), (w, map) => $"{w.Name} is applied without its config map {map}."));
            }

        // Secrets: what is made is read, and what is read is made, here or by an operator.
        var made = commands.SelectMany(c => Secret().Matches(c)).SelectMany(m => m.Groups[1].Value.EndsWith("-$role", StringComparison.Ordinal)
            ? new[] { "owner", "app", "relay", "city" }.Select(r => m.Groups[1].Value.Replace("$role", r, StringComparison.Ordinal)) : [m.Groups[1].Value]).ToHashSet();
        var read = overlays.SelectMany(o => SecretOf().Matches(o.Yaml)).Select(m => m.Groups[1].Value + m.Groups[2].Value + m.Groups[3].Value).ToHashSet();
        complaints.AddRange(made.Except(read).Select(s => $"{s}: nobody reads the secret {s}."));
        complaints.AddRange(read.Except(made).Select(s => $"{s}: nobody makes the secret {s}."));
        return complaints;
    }

    private static IEnumerable<string> Commands(string text) =>
        Fence().Matches(text).SelectMany(m => m.Groups[1].Value.Split('\n')).Concat(Inline().Matches(text).Select(m => m.Groups[1].Value))
            .SelectMany(l => l.Split(" | ")).Select(l => l.Trim()).Where(l => l.Length > 0);

    [GeneratedRegex("```\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("(?<!`)`(kubectl [^`]+)`")]
    private static partial Regex Inline();

    [GeneratedRegex("(?:^| )(deployment|statefulset|job|service)/([a-z-]+)")]
    private static partial Regex Object();

    [GeneratedRegex(@"apply -l '?app\.kubernetes\.io/component(?:=| in \()([a-z, ]+)")]
    private static partial Regex ByLabel();

    [GeneratedRegex(@"(?<![\w/.])k8s/[\w/.-]+")]
    private static partial Regex FilePath();

    [GeneratedRegex(@"\./test ([a-z0-9]+)")]
    private static partial Regex Category();

    [GeneratedRegex("(DIALOGUE_[A-Z_]+|Identity__[A-Za-z0-9_]+)")]
    private static partial Regex Variable();

    [GeneratedRegex("create secret (?:generic|tls) ([a-z$-]+)")]
    private static partial Regex Secret();

    /// <summary>secretKeyRef, a secret as a volume or of an operator's object: the name stands beside it, before or after the key.</summary>
    [GeneratedRegex(@"(?:secretKeyRef|secret|passwordSecret|accessKeyId|secretAccessKey):\n(?:\s+(?:key|items|optional|path|- key).*\n)*\s+name: ([a-z-]+)|secretName: ([a-z-]+)|secret:\n\s+items:\n(?:\s+.*\n){2}\s+name: ([a-z-]+)")]
    private static partial Regex SecretOf();
}
