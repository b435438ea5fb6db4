using System.ComponentModel.DataAnnotations;

namespace Dialogue.Web;

/// <summary>A Vietnamese mobile or fixed-line number, typed with or without +84, spaces, dots and hyphens. Empty is valid.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class VietnamPhoneAttribute() : ValidationAttribute("Số điện thoại gồm 10 số, bắt đầu bằng 0, ví dụ 0912 345 678. Hãy kiểm tra lại.")
{
    public override bool IsValid(object? value) => value is null or "" || (value is string text && Normalise(text) is not null);

    /// <summary>The number as stored, <c>0xxxxxxxxx</c> (a fixed line has 11 digits); null when it is no Vietnamese number.</summary>
    public static string? Normalise(string? text)
    {
        var digits = new string([.. (text ?? "").Where(c => c is not (' ' or '.' or '-' or '(' or ')' or '\u00a0'))]);
        if (digits.StartsWith("+84", StringComparison.Ordinal)) digits = "0" + digits[3..].TrimStart('0');
        else if (digits.StartsWith("84", StringComparison.Ordinal) && digits.Length >= 11) digits = "0" + digits[2..];
        if (!digits.All(char.IsAsciiDigit)) return null;
        var mobile = digits is ['0', '3' or '5' or '7' or '8' or '9', ..] && digits.Length == 10;
        var fixedLine = digits.Length == 11 && digits.StartsWith("02", StringComparison.Ordinal);
        return mobile || fixedLine ? digits : null;
    }
}
