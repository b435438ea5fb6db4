using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dialogue.Records.Registers;

/// <summary>A register to be printed, in the columns that registers customarily have. What is not known here (copies, receipt) stays open for the pen.</summary>
[RequireRole(Role.Clerk, Role.Leader, Role.OfficeHead, Role.Specialist, Role.DepartmentOfficer, Role.DepartmentLeader, Role.CityCoordinator, Role.FinanceOfficer)]
internal sealed class PrintRegisterModel(ReadRegister register, CurrentTenant tenant) : PageModel
{
    private const int Most = 2000;

    [BindProperty(SupportsGet = true, Name = "")]
    public RegisterFilter Filter { get; set; } = new();

    public bool Incoming { get; private set; }
    public string Organisation => tenant.Name;
    public string Back => $"/{tenant.Slug}/can-bo/van-ban{(Incoming ? "/den" : "")}";
    public IReadOnlyList<RegisterRow> Rows { get; private set; } = [];
    public bool Cut { get; private set; }

    public async Task OnGetAsync(string? huong, CancellationToken cancellationToken)
    {
        Incoming = huong == "den";
        var rows = new List<RegisterRow>();
        await foreach (var row in register.Whole(Incoming, Filter).WithCancellation(cancellationToken))
        {
            if (rows.Count == Most) { Cut = true; break; }
            rows.Add(row);
        }
        Rows = rows;
    }
}
