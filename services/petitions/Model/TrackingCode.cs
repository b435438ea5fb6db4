using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dialogue.Petitions;

/// <summary>
/// What a business quotes to follow its petition: <c>KN-DS-7K3M9Q</c>. KN, the initials of the organisation, six random signs of Crockford's
/// base 32, which has no I, L, O, U; typed with them, in small letters or without hyphens it is understood all the same.
/// </summary>
public static class TrackingCode
{
    private const string Signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static readonly string[] Kinds = ["Phường ", "Xã ", "Đặc khu ", "Thị trấn "];

    /// <param name="organisation">Display name with its kind: "Xã Đại Sơn" gives DS.</param>
    public static string New(string organisation) => $"KN-{Initials(organisation)}-{RandomNumberGenerator.GetString(Signs, 6)}";

    /// <summary>The same code for the same id, for demo data.</summary>
    internal static string Of(string organisation, Guid id)
    {
        var bytes = id.ToByteArray();
        return $"KN-{Initials(organisation)}-{string.Concat(bytes.AsSpan(10).ToArray().Select(b => Signs[b % 32]))}";
    }

    /// <returns>The code as it is stored, or null when the text cannot be one.</returns>
    public static string? Parse(string? text)
    {
        if (text is null || text.Length > 40) return null;
        var letters = string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        if (letters.Length < 9 || !letters.StartsWith("KN", StringComparison.Ordinal)) return null;
        var signs = letters[^6..].Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return signs.All(Signs.Contains) ? $"KN-{letters[2..^6]}-{signs}" : null;
    }

    internal static string Initials(string organisation)
    {
        foreach (var kind in Kinds)
            if (organisation.StartsWith(kind, StringComparison.OrdinalIgnoreCase)) organisation = organisation[kind.Length..];
        var words = organisation.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        var initials = string.Concat(words.Select(w => Fold(w[..1])).Where(w => w.Length == 1 && char.IsAsciiLetterOrDigit(w[0]))).ToUpperInvariant();
        return initials.Length switch { 0 => "HP", > 8 => initials[..8], _ => initials };
    }

    /// <summary>Small letters without marks: "Đại Sơn" is "dai son". For matching what people type.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                folded.Append(c is 'đ' or 'Đ' ? 'd' : char.ToLowerInvariant(c));
        return folded.ToString();
    }
}
