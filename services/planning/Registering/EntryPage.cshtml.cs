using System.ComponentModel.DataAnnotations;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Planning.Businesses;
using Dialogue.Planning.Businesses.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dialogue.Planning.Registering;

/// <summary>An officer enters a registration that came on paper or by phone.</summary>
[RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader), RequireCapability(Capability.HoldsDialogues)]
internal sealed class EntryPageModel(PlanningDb db, RegisterToAttend register, FindBusinesses directory, CurrentTenant tenant) : ConferencePage(db)
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public sealed class Form : RegisterToAttend.Request
    {
        [Required]
        public RegistrationChannel? Channel { get; set; } = RegistrationChannel.Paper;
    }

    /// <summary>Looked for in the directory.</summary>
    [BindProperty(SupportsGet = true, Name = "tim")]
    public string? Search { get; set; }

    public IReadOnlyList<Business> Found { get; private set; } = [];

    /// <summary>The business that filled the form.</summary>
    public string? FilledFrom { get; private set; }

    protected override async Task<IActionResult?> Show(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(Search)) Found = (await directory.Page(Search, null, null, cancellationToken, size: 10)).Rows;
        if (HttpMethods.IsGet(Request.Method)) Input = new() { Key = Guid.CreateVersion7() };
        return null;
    }

    /// <summary>The form filled from the directory. It shows contacts, so it is asked for by a button, and noted.</summary>
    [WithoutForm]
    public async Task<IActionResult> OnPostFillAsync(Guid business, CancellationToken cancellationToken)
    {
        if (await Load(cancellationToken) is { } other) return other;
        if (await directory.WithContacts(business, "Dùng liên hệ để nhập đăng ký tham dự", cancellationToken) is not { } b) return NotFound();
        ModelState.Clear();
        (FilledFrom, Search, Found) = (b.Name, null, []);
        Input = new()
        {
            Key = Guid.CreateVersion7(), Kind = b.Kind, Name = b.Name, TaxCode = b.TaxCode, Address = b.Address, Sector = b.Sector, Representative = b.Representative, Title = b.RepresentativeTitle,
            Phone = b.Phone, Email = b.Email,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await register.Handle(Id, Input, Input.Channel!.Value, cancellationToken) is not { } r) return NotFound();
        this.SayDone($"Đã nhập đăng ký {r.Code} của {r.Name}.");
        return Redirect($"/{tenant.Slug}/can-bo/hoi-nghi/{Id}/dang-ky");
    }
}
