using System.ComponentModel.DataAnnotations;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dialogue.Planning.Registering;

/// <summary>An officer enters a registration that came on paper or by phone.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader), RequireCapability(Capability.HoldsDialogues)]
internal sealed class EntryPageModel(PlanningDb db, RegisterToAttend register, CurrentTenant tenant) : ConferencePage(db)
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public sealed class Form : RegisterToAttend.Request
    {
        [Required]
        public RegistrationChannel? Channel { get; set; } = RegistrationChannel.Paper;
    }

    protected override Task<IActionResult?> Show(CancellationToken cancellationToken)
    {
        if (HttpMethods.IsGet(Request.Method)) Input = new() { Key = Guid.CreateVersion7() };
        return Task.FromResult<IActionResult?>(null);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await register.Handle(Id, Input, Input.Channel!.Value, cancellationToken) is not { } r) return NotFound();
        this.SayDone($"Đã nhập đăng ký {r.Code} của {r.Name}.");
        return Redirect($"/{tenant.Slug}/can-bo/hoi-nghi/{Id}/dang-ky");
    }
}
