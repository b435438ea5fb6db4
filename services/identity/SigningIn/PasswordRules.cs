using Dialogue.Identity.Model;
using Dialogue.Kernel;

namespace Dialogue.Identity.SigningIn;

/// <summary>Length over cleverness: ten characters or more, and not the account's own name.</summary>
internal static class PasswordRules
{
    public const int Least = 10, Most = 200;

    /// <exception cref="RuleBrokenException">Too short, too simple, or the user name itself.</exception>
    public static void Check(string password, string userName)
    {
        if (password.Length is < Least or > Most) throw UserRules.Password($"Mật khẩu phải có từ {Least} ký tự trở lên. Một câu ngắn dễ nhớ là tốt nhất.");
        if (password.Contains(userName, StringComparison.OrdinalIgnoreCase)) throw UserRules.Password("Mật khẩu không được chứa tên đăng nhập.");
        if (password.Distinct().Count() < 5) throw UserRules.Password("Mật khẩu này quá dễ đoán. Hãy dùng nhiều ký tự khác nhau hơn.");
    }
}
