using System.Globalization;
using System.Text;

namespace Dialogue.Documents;

/// <summary>How long a text in Times New Roman is, in points: rules under the head are a share of the text above them. Advance widths of Times (Adobe's font metrics), thousandths of the size.</summary>
internal static class TextWidth
{
    private static readonly int[] Upper = [722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611];
    private static readonly int[] Lower = [444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444];
    private static readonly int[] UpperBold = [722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667];
    private static readonly int[] LowerBold = [500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444];

    public static double Of(string text, double size, bool bold)
    {
        var thousandths = 0;
        foreach (var letter in Wml.Clean(text).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark) continue;
            thousandths += letter switch
            {
                >= 'A' and <= 'Z' => (bold ? UpperBold : Upper)[letter - 'A'],
                >= 'a' and <= 'z' => (bold ? LowerBold : Lower)[letter - 'a'],
                'Đ' => 722,
                'đ' => bold ? 556 : 500,
                >= '0' and <= '9' => 500,
                '-' or '(' or ')' => 333,
                ':' or ';' => bold ? 333 : 278,
                '/' => 278,
                _ => 250,
            };
        }
        return thousandths * size / 1000;
    }
}
