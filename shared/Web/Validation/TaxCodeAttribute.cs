using System.ComponentModel.DataAnnotations;

namespace Dialogue.Web;

/// <summary>
/// A tax code: 10 digits with a check digit, a branch of such a one (10 digits, a hyphen, 3 digits), or the 12 digits of a personal
/// identification number, which is the tax code of a household business. Empty is valid: ask for presence separately.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class TaxCodeAttribute() : ValidationAttribute("Mã số thuế gồm 10 số, 10 số và 3 số chi nhánh (0200123456-001), hoặc 12 số của hộ kinh doanh. Hãy kiểm tra lại.")
{
    private static readonly int[] Weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];

    public override bool IsValid(object? value) => value is null or "" || (value is string text && Normalise(text) is not null);

    /// <summary>The code without spaces and dots, a branch with its hyphen; null when it is no tax code.</summary>
    public static string? Normalise(string? text)
    {
        var digits = new string([.. (text ?? "").Where(c => c is not (' ' or '.' or '-' or '\u00a0'))]);
        if (!digits.All(char.IsAsciiDigit)) return null;
        return digits.Length switch
        {
            10 when CheckDigit(digits) => digits,
            13 when CheckDigit(digits) => $"{digits[..10]}-{digits[10..]}",
            12 when digits[0] == '0' => digits, // a personal number starts with its province, 001 to 096
            _ => null,
        };
    }

    private static bool CheckDigit(string digits)
    {
        var sum = 0;
        for (var i = 0; i < 9; i++) sum += (digits[i] - '0') * Weights[i];
        return 10 - sum % 11 == digits[9] - '0';
    }
}
