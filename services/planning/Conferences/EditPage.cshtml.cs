using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Conferences;

/// <summary>Plans a conference, or changes one.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Leader), RequireCapability(Capability.HoldsDialogues)]
internal sealed class EditPageModel(PlanningDb db, CreateConference create, CurrentTenant tenant) : PageModel, IFormPage
{
    /// <summary>Null for a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public CreateConference.Request Input { get; set; } = new();

    public Conference? Conference { get; private set; }

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (Id is not { } id) return null;
        if (await db.Conferences.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } c) return NotFound();
        Conference = c;
        if (HttpMethods.IsGet(Request.Method))
            Input = new() { Title = c.Title, Day = c.Day, StartsAt = c.StartsAt, Place = c.Place, Chair = c.Chair, Reason = c.DayReason };
        Input.Version = c.Revision;
        return null;
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Id is { } id)
        {
            if (await create.Change(id, Input, cancellationToken) is not { } changed) return NotFound();
            this.SayDone(changed.MustAnnounceAgain ? "Đã lưu. Ngày đã đổi so với thông báo, hãy ban hành thông báo lại." : "Đã lưu.");
            return Redirect($"/{tenant.Slug}/can-bo/hoi-nghi/{id}");
        }
        var created = await create.Handle(Input, cancellationToken);
        this.SayDone("Đã lập hội nghị; các mốc thời gian tính từ ngày tổ chức ở bên dưới.");
        return Redirect($"/{tenant.Slug}/can-bo/hoi-nghi/{created.Id}");
    }
}
