using System.Globalization;
using System.Text;

namespace Dialogue.Kernel;

/// <summary>Text as one types it in a hurry: lower case, without diacritics, hyphens as spaces, one space between words. "Đại Sơn" is "dai son".</summary>
public static class Folded
{
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.ToLowerInvariant().Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) folded.Append(c switch { 'đ' => 'd', '-' => ' ', _ => c });
        return string.Join(' ', folded.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
