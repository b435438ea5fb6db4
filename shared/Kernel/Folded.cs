using System.Globalization;
using System.Text;

namespace Dialogue.Kernel;

/// <summary>Text as one types it in a hurry: lower case, without diacritics, hyphens as spaces.</summary>
public static class Folded
{
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Trim().ToLowerInvariant().Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) folded.Append(c switch { 'đ' => 'd', '-' => ' ', _ => c });
        return folded.ToString();
    }
}
