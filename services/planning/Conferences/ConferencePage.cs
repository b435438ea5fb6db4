using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Conferences;

/// <summary>A page about one conference: finds it, or there is no such page.</summary>
internal abstract class ConferencePage(PlanningDb db) : PageModel, IFormPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Conference Conference { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await Load(cancellationToken) ?? (Request.WantedFile() is { } wanted ? await File(wanted, cancellationToken) : null) ?? Page();

    /// <summary>The page's list as a file; null where it has none.</summary>
    protected virtual Task<IActionResult?> File(WantedFile wanted, CancellationToken cancellationToken) => Task.FromResult<IActionResult?>(null);

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (await db.Conferences.AsNoTracking().FirstOrDefaultAsync(c => c.Id == Id, cancellationToken) is not { } conference) return NotFound();
        Conference = conference;
        return await Show(cancellationToken);
    }

    /// <summary>Loads what the page shows besides the conference.</summary>
    protected virtual Task<IActionResult?> Show(CancellationToken cancellationToken) => Task.FromResult<IActionResult?>(null);

    /// <summary>The same page again, with a sentence about what was done.</summary>
    protected IActionResult Done(string text)
    {
        this.SayDone(text);
        return Redirect(Request.Path);
    }
}
