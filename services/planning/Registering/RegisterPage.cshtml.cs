using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dialogue.Planning.Registering;

/// <summary>The public form, without an account.</summary>
[AllowAnonymous, RequireCapability(Capability.HoldsDialogues)]
internal sealed class RegisterPageModel(PlanningDb db, RegisterToAttend register, LegalClock clock, CurrentTenant tenant) : ConferencePage(db)
{
    [BindProperty]
    public RegisterToAttend.Request Input { get; set; } = new();

    public bool IsOpen => Conference.TakesRegistrations(clock.Today);

    /// <summary>The warning was given: the box with which the unit insists is shown.</summary>
    public bool IsDuplicate => ModelState.TryGetValue("Input.TaxCode", out var entry) && entry.Errors.Any(e => e.ErrorMessage.Contains("Vẫn gửi", StringComparison.Ordinal)) || Input.SendAnyway;

    protected override Task<IActionResult?> Show(CancellationToken cancellationToken)
    {
        if (HttpMethods.IsGet(Request.Method)) Input = new() { Key = Guid.CreateVersion7() };
        return Task.FromResult<IActionResult?>(null);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await register.Handle(Id, Input, RegistrationChannel.Online, cancellationToken) is not { } registration) return NotFound();
        this.SayDone($"Đã nhận đăng ký {registration.Code}.");
        return Redirect($"/{tenant.Slug}/hoi-nghi/dang-ky/{registration.Secret}");
    }
}

internal static class RegistrationItems
{
    public static IEnumerable<SelectListItem> Kinds => Enum.GetValues<UnitKind>().Select(k => new SelectListItem(k.Name(), k.ToString()));

    public static IEnumerable<SelectListItem> EnteredChannels =>
        [new("Phiếu giấy", nameof(RegistrationChannel.Paper)), new("Điện thoại", nameof(RegistrationChannel.Phone))];
}
