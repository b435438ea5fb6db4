using Dialogue.Kernel;
using Microsoft.AspNetCore.Identity;

namespace Dialogue.Identity.Model;

/// <summary>A person who signs in. What they may do follows from their <see cref="Member">memberships</see>.</summary>
public sealed class User : IdentityUser<Guid>
{
    private User() { }

    public User(string userName, string displayName) : this(Guid.CreateVersion7(), userName, displayName) { }

    internal User(Guid id, string userName, string displayName)
    {
        if (!UserRules.IsUserName(userName)) throw UserRules.UserNameNotUsable(userName);
        (Id, UserName, NormalizedUserName, DisplayName) = (id, userName, userName.ToUpperInvariant(), displayName.Trim());
        (SecurityStamp, ConcurrencyStamp) = (Guid.CreateVersion7().ToString("N"), Guid.CreateVersion7().ToString("N"));
    }

    public string DisplayName { get; set; } = "";

    /// <summary>Position as printed under a signature: "Chủ tịch", "Chuyên viên".</summary>
    public string Title { get; set; } = "";

    /// <summary>Whether this person may administer the whole system.</summary>
    public bool IsSystemAdministrator { get; set; }

    /// <summary>False: nobody signs in with it, and sessions end within minutes. Accounts are never deleted, since histories name them.</summary>
    public bool Active { get; set; } = true;

    /// <summary>The password was chosen by somebody else: the first thing asked for after sign-in is another.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>Grows with every change that others are told of.</summary>
    public long Version { get; set; } = 1;
}

/// <summary>One role of one person in one organisation.</summary>
public sealed class Member
{
    public Guid UserId { get; init; }
    public Guid OrganisationId { get; init; }
    public string Role { get; init; } = "";

    /// <summary>The office where they work in that organisation; the same on all their roles there.</summary>
    public Guid? OfficeId { get; set; }
}

internal static class UserRules
{
    public static bool IsUserName(string name) => name.Length is >= 3 and <= 80 && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '-' or '_');

    /// <summary>Roles that an organisation has work for: they follow from what it may do.</summary>
    public static IReadOnlyList<string> RolesOf(IReadOnlyCollection<string> capabilities)
    {
        var roles = new List<string>();
        if (capabilities.Contains(Capability.HoldsDialogues))
            roles.AddRange([Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader, Role.PortalEditor, Role.Accountant]);
        if (capabilities.Contains(Capability.AnswersCases) && !capabilities.Contains(Capability.RoutesCases)) roles.AddRange([Role.DepartmentOfficer, Role.DepartmentLeader]);
        if (capabilities.Contains(Capability.RoutesCases)) roles.Add(Role.CityCoordinator);
        if (capabilities.Contains(Capability.ReceivesReports)) roles.Add(Role.FinanceOfficer);
        if (capabilities.Contains(Capability.SeesCity)) roles.Add(Role.FinanceViewer);
        roles.Add(Role.TenantAdministrator);
        return roles;
    }

    public static RuleBrokenException UserNameNotUsable(string name) =>
        new("user-name-not-usable", $"“{name}” không dùng làm tên đăng nhập được: từ 3 đến 80 ký tự, chỉ chữ thường không dấu, số, dấu chấm, gạch nối.", "UserName");

    public static RuleBrokenException UserNameTaken(string name) =>
        new("user-name-taken", $"Tên đăng nhập “{name}” đã có người dùng. Hãy chọn tên khác; nếu đúng là người này, nhờ quản trị hệ thống giao thêm vai trò tại đơn vị.", "UserName");

    public static RuleBrokenException RoleUnknown(string role) => new("role-unknown", $"Đơn vị này không có vai trò “{role}”.", "Roles");

    public static RuleBrokenException OfficeUnknown() => new("office-unknown", "Không có phòng, ban này tại đơn vị. Hãy chọn trong danh sách.", "OfficeId");

    public static RuleBrokenException RolesMissing() => new("roles-missing", "Hãy chọn ít nhất một vai trò.", "Roles");

    public static RuleBrokenException NotYourself() => new("not-yourself", "Bạn không tự bỏ quyền quản trị hoặc tự khóa tài khoản của mình được. Hãy nhờ một quản trị viên khác.");

    public static RuleBrokenException SharedWithOthers() =>
        new("shared-with-others", "Người này còn làm việc ở đơn vị khác, nên chỉ quản trị hệ thống đặt lại được mật khẩu.", "Password");

    public static RuleBrokenException EmailSharedWithOthers() =>
        new("email-shared-with-others", "Người này còn làm việc ở đơn vị khác, nên chỉ quản trị hệ thống đổi được thư điện tử.", "Email");

    public static RuleBrokenException EmailTaken() => new("email-taken", "Một người khác đã dùng địa chỉ thư này.", "Email");

    public static RuleBrokenException Password(string sentence) => new("password", sentence, "Password");

    public static RuleBrokenException CurrentPasswordWrong() => new("password-wrong", "Mật khẩu hiện tại chưa đúng.", "Current");
}
