namespace Dialogue.Kernel;

/// <summary>Who acts in this scope, and with which roles in which organisation. Scoped; filled once at the edge. Anonymous until then.</summary>
public sealed class CurrentUser
{
    private IReadOnlyList<Membership> memberships = [];
    private IReadOnlyCollection<string>? scopes;
    private TenantId systemOf;

    public Guid? Id { get; private set; }

    /// <summary>Display name; "Hệ thống" for a job or a consumer, "Người dân" for an anonymous request.</summary>
    public string Name { get; private set; } = "Hệ thống";

    public bool IsSystemAdministrator { get; private set; }

    public IReadOnlyList<Membership> Memberships => memberships;

    /// <summary>An organisation's own system acts, without a person: it has no roles, and may do what <see cref="May"/> says.</summary>
    public bool IsSystem => scopes is not null;

    public void Set(Guid? id, string name, IEnumerable<Membership> of, bool systemAdministrator = false)
    {
        (Id, Name, IsSystemAdministrator) = (id, name, systemAdministrator);
        memberships = [.. of];
        scopes = null;
    }

    /// <summary>A system of one organisation acts, under these <see cref="Scope">scopes</see>.</summary>
    public void SetSystem(Guid id, string name, TenantId of, IEnumerable<string> scopes)
    {
        Set(id, name, []);
        (systemOf, this.scopes) = (of, [.. scopes]);
    }

    /// <summary>True when a system of <paramref name="tenant"/> acts, and under this scope. Never for people.</summary>
    public bool May(TenantId tenant, string scope) => scopes is not null && !tenant.IsNone && systemOf == tenant && scopes.Contains(scope);

    public bool BelongsTo(TenantId tenant) => memberships.Any(m => m.Tenant == tenant);

    /// <summary>True when this person has any of <paramref name="roles"/> in <paramref name="tenant"/>.</summary>
    public bool Has(TenantId tenant, params ReadOnlySpan<string> roles)
    {
        foreach (var m in memberships)
            if (m.Tenant == tenant && roles.Contains(m.Role)) return true;
        return false;
    }

    /// <summary>The office of this person in that organisation, when they are placed in one.</summary>
    public Guid? OfficeIn(TenantId tenant) => memberships.FirstOrDefault(m => m.Tenant == tenant && m.Office is not null)?.Office;
}

/// <summary>One role of one person in one organisation.</summary>
public sealed record Membership(TenantId Tenant, string Slug, string Role, Guid? Office);

/// <summary>Roles as stored and carried in tokens. Their Vietnamese names are in <see cref="Names"/>.</summary>
public static class Role
{
    public const string Specialist = "specialist";
    public const string OfficeHead = "office-head";
    public const string Clerk = "clerk";
    public const string Leader = "leader";
    public const string PortalEditor = "portal-editor";
    public const string Accountant = "accountant";
    public const string TenantAdministrator = "tenant-admin";
    public const string FinanceViewer = "finance-viewer";
    public const string FinanceOfficer = "finance-officer";
    public const string CityCoordinator = "city-coordinator";
    public const string DepartmentOfficer = "department-officer";
    public const string DepartmentLeader = "department-leader";

    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        [Specialist] = "Chuyên viên",
        [OfficeHead] = "Trưởng phòng",
        [Clerk] = "Văn thư",
        [Leader] = "Lãnh đạo ký",
        [PortalEditor] = "Biên tập cổng thông tin",
        [Accountant] = "Tài chính – Kế toán",
        [TenantAdministrator] = "Quản trị đơn vị",
        [FinanceViewer] = "Theo dõi toàn thành phố",
        [FinanceOfficer] = "Chuyên viên Sở Tài chính",
        [CityCoordinator] = "Điều phối UBND thành phố",
        [DepartmentOfficer] = "Chuyên viên sở, ngành",
        [DepartmentLeader] = "Lãnh đạo sở, ngành",
    };
}
