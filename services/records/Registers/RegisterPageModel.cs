using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Records.Registers;

/// <summary>The register of outgoing documents.</summary>
[RequireRole(Role.Clerk, Role.Leader, Role.OfficeHead, Role.Specialist, Role.DepartmentOfficer, Role.DepartmentLeader, Role.CityCoordinator, Role.FinanceOfficer)]
internal sealed class OutgoingPageModel(ReadRegister register, CurrentTenant tenant, CurrentUser user) : RegisterPageModel(register, tenant, user, incoming: false);

/// <summary>The register of incoming documents.</summary>
[RequireRole(Role.Clerk, Role.Leader, Role.OfficeHead, Role.Specialist, Role.DepartmentOfficer, Role.DepartmentLeader, Role.CityCoordinator, Role.FinanceOfficer)]
internal sealed class IncomingPageModel(ReadRegister register, CurrentTenant tenant, CurrentUser user) : RegisterPageModel(register, tenant, user, incoming: true);

/// <summary>One of the two registers by filters that stand in the address, a page at a time, and as a spreadsheet.</summary>
internal abstract class RegisterPageModel(ReadRegister register, CurrentTenant tenant, CurrentUser user, bool incoming) : PageModel
{
    private const int PageSize = 20;

    [BindProperty(SupportsGet = true, Name = "")]
    public RegisterFilter Filter { get; set; } = new();

    public bool Incoming => incoming;
    public string Root => $"/{tenant.Slug}/can-bo/van-ban";
    public string Here => Incoming ? Root + "/den" : Root;
    public IReadOnlyList<RegisterRow> Rows { get; private set; } = [];
    public string? Next { get; private set; }
    public int Total { get; private set; }
    public IReadOnlyList<int> Years { get; private set; } = [];
    public IReadOnlyList<string> Series { get; private set; } = [];
    public bool MayWrite => user.Has(tenant.Id, Role.Clerk, Role.DepartmentOfficer, Role.CityCoordinator);

    /// <summary>This list's filters for the address of its print.</summary>
    public string PrintQuery()
    {
        var query = new QueryBuilder(Request.Query.Where(q => q.Key is not ("sau" or "huong")).SelectMany(q => q.Value, (q, v) => KeyValuePair.Create(q.Key, v ?? "")));
        if (Incoming) query.Add("huong", "den");
        return query.ToString();
    }

    public async Task<IActionResult> OnGetAsync(string? sau, CancellationToken cancellationToken)
    {
        if (Request.WantedFile() is { } wanted) return wanted.Of(HttpContext, incoming ? "van-ban-den" : "van-ban-di", RegisterSheets.Of(incoming), register.Whole(incoming, Filter));
        var page = await register.Handle(Incoming, Filter, sau, PageSize, cancellationToken);
        (Rows, Next) = (page.Items, page.Next);
        Total = await register.Count(Incoming, Filter, cancellationToken);
        Years = await register.Years(Incoming, cancellationToken);
        if (!Incoming) Series = await register.Series(cancellationToken);
        return Page();
    }
}
