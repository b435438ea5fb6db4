namespace Dialogue.Identity;

/// <summary>Who can sign in to a training installation.</summary>
/// <param name="Name">Display name.</param>
/// <param name="Title">Organisation and role, as people say it.</param>
/// <param name="Organisation">Slug.</param>
/// <param name="Shown">Printed when the host starts; all of them are in the accounts file.</param>
public sealed record DemoAccount(string User, string Password, string Name, string Title, string Organisation, string[] Roles, bool Shown);

public static class DemoAccounts
{
    public static IReadOnlyList<DemoAccount> All { get; } = [new("quantri", "Doi-thoai-2026", "Quản trị hệ thống", "Quản trị hệ thống", "", [], true)];
}
