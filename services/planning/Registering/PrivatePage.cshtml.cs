using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Registering;

/// <summary>The receipt, and where the unit changes or cancels: whoever has the link may.</summary>
[AllowAnonymous, RequireCapability(Capability.HoldsDialogues)]
internal sealed class PrivatePageModel(PlanningDb db, ChangeRegistration change, CurrentTenant tenant) : PageModel, IFormPage
{
    [BindProperty(SupportsGet = true)]
    public string Secret { get; set; } = "";

    [BindProperty]
    public RegisterToAttend.Request Input { get; set; } = new();

    public Registration Registration { get; private set; } = null!;
    public Conference Conference { get; private set; } = null!;
    public string Link => $"{PublicSite.Of(Request)}/{tenant.Slug}/hoi-nghi/dang-ky/{Secret}";

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers["Referrer-Policy"] = "no-referrer"; // the address is the key
        if (await db.Registrations.AsNoTracking().FirstOrDefaultAsync(r => r.Secret == Secret, cancellationToken) is not { } r) return NotFound();
        (Registration, Conference) = (r, await db.Conferences.AsNoTracking().FirstAsync(c => c.Id == r.ConferenceId, cancellationToken));
        if (HttpMethods.IsGet(Request.Method))
            Input = new()
            {
                Kind = r.Kind, Name = r.Name, TaxCode = r.TaxCode, Address = r.Address, Sector = r.Sector, Participants = r.Participants, Representative = r.Representative,
                Title = r.RepresentativeTitle, Phone = r.Phone, Email = r.Email, WantsToSpeak = r.WantsToSpeak, MayBeNamed = r.MayBeNamed, Consent = true,
            };
        return null;
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ?? Page();

    public async Task<IActionResult> OnPostChangeAsync(CancellationToken cancellationToken)
    {
        if (await change.Change(Secret, Input, cancellationToken) is null) return NotFound();
        this.SayDone("Đã lưu thay đổi.");
        return Redirect(Request.Path);
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostCancelAsync(CancellationToken cancellationToken)
    {
        if (await change.Cancel(Secret, cancellationToken) is null) return NotFound();
        this.SayDone("Đã hủy đăng ký.");
        return Redirect(Request.Path);
    }
}
