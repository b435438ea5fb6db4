using Dialogue.Kernel;

namespace Dialogue.Web;

/// <summary>Which way leads where, for this person at this organisation.</summary>
internal static class Navigation
{
    /// <param name="Also">Other addresses that belong to it.</param>
    public sealed record Link(string Href, string Text, params string[] Also);

    /// <summary>The officer's ways at an organisation, by what it may do. The desk first.</summary>
    public static IReadOnlyList<Link> Officer(CurrentTenant tenant, CurrentUser user)
    {
        var root = $"/{tenant.Slug}/can-bo";
        var links = new List<Link> { new(root, "Bàn làm việc") };
        if (tenant.Can(Capability.HoldsDialogues))
        {
            links.Add(new(root + "/kien-nghi", "Kiến nghị"));
            links.Add(new(root + "/hoi-nghi", "Hội nghị"));
            links.Add(new(root + "/nam", "Kế hoạch năm"));
            if (user.Has(tenant.Id, Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader)) links.Add(new(root + "/doanh-nghiep", "Danh bạ"));
            links.Add(new(root + "/bao-cao", "Báo cáo"));
        }
        if (user.Has(tenant.Id, Role.CityCoordinator, Role.DepartmentOfficer, Role.DepartmentLeader)) links.Add(new(root + "/vu-viec", "Vụ việc"));
        if (user.Has(tenant.Id, Role.Clerk, Role.Leader, Role.OfficeHead, Role.Specialist, Role.DepartmentOfficer, Role.DepartmentLeader, Role.CityCoordinator, Role.FinanceOfficer))
            links.Add(new(root + "/van-ban", "Văn bản", root + "/mau-van-ban", root + "/kiem-tra-the-thuc"));
        if (tenant.Can(Capability.SeesCity)) links.Add(new(root + "/toan-thanh-pho", "Toàn thành phố"));
        if (tenant.Can(Capability.ReceivesReports))
        {
            links.Add(new(root + "/ke-hoach-nhan", "Kế hoạch nhận"));
            links.Add(new(root + "/hoan", "Xin hoãn"));
            links.Add(new(root + "/bao-cao-nhan", "Báo cáo nhận"));
        }
        if (user.Has(tenant.Id, Role.TenantAdministrator)) links.Add(new(root + "/thiet-lap", "Thiết lập"));
        if (user.IsSystemAdministrator) links.Add(new("/quan-tri", "Quản trị"));
        return links;
    }

    public static IReadOnlyList<Link> Public(CurrentTenant tenant)
    {
        var links = new List<Link>();
        if (tenant.Can(Capability.HoldsDialogues)) links.Add(new($"/{tenant.Slug}/kien-nghi/tra-cuu", "Tra cứu kiến nghị"));
        else if (tenant.Id.IsNone) links.Add(new("/", "Chọn xã, phường"));
        links.Add(new("/tinh-han", "Tính hạn"));
        return links;
    }

    /// <summary>The link whose address is the longest beginning of the path, whole segments only; null when none is.</summary>
    public static Link? Current(IEnumerable<Link> links, string path) => links.SelectMany(l => l.Also.Prepend(l.Href).Select(href => (Link: l, Href: href)))
        .Where(l => path.Equals(l.Href, StringComparison.OrdinalIgnoreCase) || (l.Href != "/" && path.StartsWith(l.Href + "/", StringComparison.OrdinalIgnoreCase)))
        .OrderByDescending(l => l.Href.Length).Select(l => l.Link).FirstOrDefault();

    /// <summary>"Chuyên viên, Văn thư": what this person is there.</summary>
    public static string Roles(CurrentUser user, TenantId tenant) => string.Join(", ", user.Memberships
        .Where(m => m.Tenant == tenant).Select(m => Role.Names.TryGetValue(m.Role, out var name) ? name : m.Role).Distinct());
}
