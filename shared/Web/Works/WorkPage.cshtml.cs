using Dialogue.Data;
using Dialogue.Data.Files;
using Dialogue.Data.Works;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Works;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Web.Works;

/// <summary>One long work of the person who asked for it. One page for all services of the process; the address names the service.</summary>
[RequireMember]
internal sealed class WorkPageModel(CurrentTenant tenant, IServiceProvider services) : PageModel
{
    // Asked for when it is needed: this page is part of every application that has the layout, also of those without any works.
    private WorkDesk Desk => services.GetRequiredService<WorkDesk>();

    [BindProperty(SupportsGet = true)] public string Service { get; set; } = "";
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public string Root => $"/{tenant.Slug}/can-bo";
    public string List => $"{Root}/viec/{Service}";
    public string Events => $"/api/{tenant.Slug}/works/{Service}/{Id}/events";
    public Work Work { get; private set; } = null!;
    public StoredFile? Result { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Desk.Context(Service) is not { } db || await Desk.Find(db, Id, cancellationToken) is not { } work) return NotFound();
        Work = work;
        if (work.FileId is { } file) Result = await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == file, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostCancelAsync(CancellationToken cancellationToken) =>
        Desk.Context(Service) is { } db && await Desk.Cancel(db, Id, cancellationToken) ? Redirect($"{List}/{Id}") : NotFound();

    public async Task<IActionResult> OnPostAgainAsync(CancellationToken cancellationToken)
    {
        if (Desk.Context(Service) is not { } db || await Desk.Again(db, Id, cancellationToken) is not { } work) return NotFound();
        await db.SaveChangesAsync(cancellationToken);
        return Redirect(Desk.PageOf(db, work));
    }

    public static string Size(long bytes) => bytes < 1024 * 1024 ? $"{Math.Max(1, (bytes + 512) / 1024)} KB" : $"{Vn.Count((int)((bytes + 512 * 1024) / (1024 * 1024)))} MB";
}
