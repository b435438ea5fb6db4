using System.Text.Json;
using Dialogue.Kernel;

namespace Dialogue.Planning.RuleSets.Model;

/// <summary>The sets that an installation starts with: version 1 of each, read once from the data file.</summary>
internal static class RuleSetFile
{
    private sealed record Entry(string Owner, int Year, Rule[] Rules);

    private sealed record Content(Entry[] Sets);

    private static readonly Lazy<Dictionary<(string Owner, int Year), Rule[]>> Sets = new(() =>
    {
        using var stream = typeof(RuleSetFile).Assembly.GetManifestResourceStream("rule-sets.json")!;
        return JsonSerializer.Deserialize<Content>(stream, JsonSerializerOptions.Web)!.Sets.ToDictionary(s => (s.Owner, s.Year), s => s.Rules);
    });

    /// <summary>Years and rules of one organisation; those of the city's default for an empty slug.</summary>
    public static IReadOnlyDictionary<int, Rule[]> Of(string slug) => Sets.Value.Where(s => s.Key.Owner == slug).ToDictionary(s => s.Key.Year, s => s.Value);
}
