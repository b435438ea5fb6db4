using Dialogue.Exchange;
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

    /// <summary>This list's filters for the address of its print, or of its file in a format.</summary>
    public string Query(string? format = null)
    {
        var query = new QueryBuilder(Request.Query.Where(q => q.Key is not ("sau" or "huong" or "handler" or "dinh-dang")).SelectMany(q => q.Value, (q, v) => KeyValuePair.Create(q.Key, v ?? "")));
        if (format is not null)
        {
            query.Add("handler", "Export");
            query.Add("dinh-dang", format);
        }
        else if (Incoming) query.Add("huong", "den");
        return query.ToString();
    }

    public async Task OnGetAsync(string? sau, CancellationToken cancellationToken)
    {
        var page = await register.Handle(Incoming, Filter, sau, PageSize, cancellationToken);
        (Rows, Next) = (page.Items, page.Next);
        Total = await register.Count(Incoming, Filter, cancellationToken);
        Years = await register.Years(Incoming, cancellationToken);
        if (!Incoming) Series = await register.Series(cancellationToken);
    }

    public async Task<IActionResult> OnGetExportAsync([FromQuery(Name = "dinh-dang")] string? format, CancellationToken cancellationToken)
    {
        var chosen = SheetFormats.Parse(format) ?? SheetFormat.Xlsx;
        Response.ContentType = chosen.ContentType();
        Response.Headers.ContentDisposition = $"attachment; filename=van-ban-{(Incoming ? "den" : "di")}-{tenant.Slug}.{chosen.Extension()}";
        await chosen.Write(Response.Body, ExportRegister.Sheet(Incoming), register.Whole(Incoming, Filter), cancellationToken);
        return new EmptyResult();
    }
}
