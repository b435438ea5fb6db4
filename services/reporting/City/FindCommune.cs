using System.Globalization;
using System.Text;
using Dialogue.Hosting.Tenancy;

namespace Dialogue.Reporting.City;

/// <summary>Finds communes by a name typed with or without diacritics, also by a unit that was merged into one.</summary>
internal static class FindCommune
{
    /// <returns>Best first: the name begins so, the name holds it, a former unit holds it (then named).</returns>
    public static IReadOnlyList<Found> In(IEnumerable<OrganisationFacts> communes, string query)
    {
        var wanted = Fold(query);
        foreach (var word in (ReadOnlySpan<string>)["phuong ", "xa ", "dac khu ", "thi tran "])
            if (wanted.StartsWith(word, StringComparison.Ordinal)) { wanted = wanted[word.Length..]; break; }
        if (wanted.Length == 0) return [];
        return [.. communes.Select(c => Match(c, wanted, query.Trim())).Where(f => f is not null).Select(f => f!).OrderBy(f => f.Rank).ThenBy(f => f.Commune.Name, StringComparer.Ordinal)];
    }

    /// <summary>Small letters without marks: "Đại Sơn" is "dai son".</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            folded.Append(c is 'đ' or 'Đ' ? 'd' : char.ToLowerInvariant(c));
        }
        return string.Join(' ', folded.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static Found? Match(OrganisationFacts commune, string wanted, string typed)
    {
        var name = Fold(BareName(commune));
        // Typed with marks and so found: before those that only look alike without them.
        var exact = commune.Name.Contains(typed, StringComparison.OrdinalIgnoreCase) ? 0 : 1;
        if (name == wanted) return new(commune, null, exact);
        if (name.StartsWith(wanted, StringComparison.Ordinal)) return new(commune, null, 2 + exact);
        if (name.Contains(wanted, StringComparison.Ordinal) || commune.Slug.Contains(wanted, StringComparison.Ordinal)) return new(commune, null, 4 + exact);
        var former = commune.FormerUnits.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(f => Fold(f).Contains(wanted, StringComparison.Ordinal));
        return former is null ? null : new(commune, former, 6);
    }

    /// <summary>Without its kind: "Đại Sơn".</summary>
    public static string BareName(OrganisationFacts commune) =>
        new[] { "Phường ", "Xã ", "Đặc khu " }.Where(k => commune.Name.StartsWith(k, StringComparison.Ordinal)).Select(k => commune.Name[k.Length..]).FirstOrDefault() ?? commune.Name;
}

/// <param name="Former">The former unit that was meant, when it was not the commune's own name.</param>
internal sealed record Found(OrganisationFacts Commune, string? Former, int Rank);
