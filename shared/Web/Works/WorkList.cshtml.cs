using Dialogue.Data.Works;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Works;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Web.Works;

/// <summary>A person's long works of one service: what waits, what runs, and the results of the week.</summary>
[RequireMember]
internal sealed class WorkListModel(CurrentTenant tenant, IServiceProvider services) : PageModel
{
    [BindProperty(SupportsGet = true)] public string Service { get; set; } = "";

    public string Root => $"/{tenant.Slug}/can-bo";
    public IReadOnlyList<Work> Works { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var desk = services.GetRequiredService<WorkDesk>();
        if (desk.Context(Service) is not { } db) return NotFound();
        Works = await desk.List(db, cancellationToken);
        return Page();
    }
}
