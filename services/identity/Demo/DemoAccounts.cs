using Dialogue.Identity.Organisations;
using Dialogue.Kernel;

namespace Dialogue.Identity;

/// <summary>One demo account, as printed by the host and written to demo-accounts.json. A person with roles at two organisations is listed twice.</summary>
/// <param name="Organisation">Slug; empty for the administrator of the system.</param>
/// <param name="Office">Key of the office; empty for none.</param>
public sealed record DemoAccount(string User, string Password, string Name, string Title, string Organisation, string[] Roles, string Office)
{
    /// <summary>Worth printing at the start: one of each kind of work. The others are alike.</summary>
    public bool Shown => Organisation.Length == 0 || !User.Contains('.') || User.EndsWith(".dai-son", StringComparison.Ordinal) || User.EndsWith(".so-xay-dung", StringComparison.Ordinal)
        || User is "chuyenvien.thien-huong" or "lanhdao.thien-huong" or "canbo.le-chan";
}

/// <summary>The accounts of a demo installation. Refused in Production.</summary>
public static class DemoAccounts
{
    /// <summary>Of every demo account.</summary>
    public const string Password = "Doi-thoai-2026";

    public static IReadOnlyList<DemoAccount> All { get; } = [.. Make()];

    /// <summary>Id of the person behind a user name.</summary>
    public static Guid IdOf(string user) => StableId.Of("user", user);

    private static IEnumerable<DemoAccount> Make()
    {
        yield return One("quantri", "Quản trị hệ thống", "Quản trị hệ thống", "", []);
        yield return One("dieuphoi", "Trần Minh Điều", "Chuyên viên Văn phòng UBND thành phố", "ubnd-tp", [Role.CityCoordinator, Role.FinanceViewer, Role.TenantAdministrator], "van-phong");
        yield return One("sotaichinh", "Nguyễn Thu Ngân", "Chuyên viên Sở Tài chính", "so-tai-chinh", [Role.FinanceOfficer, Role.FinanceViewer, Role.TenantAdministrator], "van-phong");
        yield return One("kiemnhiem", "Lê Kiêm Nhiệm", "Chuyên viên", "dai-son", [Role.Specialist], "kinh-te");
        yield return One("kiemnhiem", "Lê Kiêm Nhiệm", "Chuyên viên", "thien-huong", [Role.Specialist], "kinh-te");

        foreach (var organisation in FoundingOrganisations.All())
        {
            var slug = organisation.Slug;
            if (slug is "dai-son" or "thien-huong")
            {
                var names = slug == "dai-son"
                    ? new[] { "Phạm Thị Lan", "Vũ Văn Trưởng", "Đỗ Thị Thư", "Đào Văn Soái", "Bùi Thanh Cổng", "Hoàng Thị Kế", "Ngô Văn Quản" }
                    : ["Nguyễn Thị Huệ", "Trần Văn Đức", "Lưu Thị Vân", "Nguyễn Công Diễn", "Phạm Minh Tín", "Vũ Thị Toán", "Đặng Văn Trị"];
                yield return One($"chuyenvien.{slug}", names[0], "Chuyên viên", slug, [Role.Specialist], "kinh-te");
                yield return One($"truongphong.{slug}", names[1], "Trưởng phòng", slug, [Role.OfficeHead], "kinh-te");
                yield return One($"vanthu.{slug}", names[2], "Văn thư", slug, [Role.Clerk], "van-phong");
                yield return One($"lanhdao.{slug}", names[3], "Chủ tịch", slug, [Role.Leader]);
                yield return One($"bientap.{slug}", names[4], "Biên tập viên", slug, [Role.PortalEditor], "van-hoa-xa-hoi");
                yield return One($"ketoan.{slug}", names[5], "Công chức Tài chính – Kế toán", slug, [Role.Accountant], "kinh-te");
                yield return One($"quantri.{slug}", names[6], "Quản trị đơn vị", slug, [Role.TenantAdministrator], "van-phong");
            }
            else if (organisation.Kind == "commune")
                yield return One($"canbo.{slug}", $"Cán bộ {organisation.Name}", "Cán bộ", slug,
                    [Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader, Role.PortalEditor, Role.Accountant, Role.TenantAdministrator], "kinh-te");
            else if (organisation.Kind != "city-office")
            {
                yield return One($"chuyenvien.{slug}", $"Chuyên viên {organisation.Name}", "Chuyên viên", slug, [Role.DepartmentOfficer], "van-phong");
                yield return One($"lanhdao.{slug}", $"Lãnh đạo {organisation.Name}", "Lãnh đạo", slug, [Role.DepartmentLeader], "van-phong");
            }
        }
    }

    private static DemoAccount One(string user, string name, string title, string organisation, string[] roles, string office = "") =>
        new(user, Password, name, title, organisation, roles, office);
}
