using Dialogue.Hosting.Authentication;
using Dialogue.Identity.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.Machines;

/// <summary>One system: its secrets, and the end of it.</summary>
[RequireSystemAdministrator]
internal sealed class MachinePage(IdentityDb db, EditMachines edit) : PageModel, IFormPage
{
    /// <summary>Under which a new secret waits, encrypted and in this browser only, for the one page that shows it.</summary>
    public const string NewSecret = "NewSecret";

    [FromRoute] public Guid Id { get; set; }

    public MachineClient Client { get; private set; } = null!;

    public string Organisation { get; private set; } = "";

    public IReadOnlyList<MachineSecret> Secrets { get; private set; } = [];

    /// <summary>Null but on the page after it was made.</summary>
    public string? Shown { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await Load(cancellationToken) is { } other) return other;
        Shown = TempData[NewSecret] as string;
        return Page();
    }

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (await db.MachineClients.AsNoTracking().FirstOrDefaultAsync(c => c.Id == Id, cancellationToken) is not { } client) return NotFound();
        Client = client;
        Organisation = await db.OwnedOrganisations.Where(o => o.Id == client.OrganisationId).Select(o => o.Name).FirstAsync(cancellationToken);
        Secrets = await db.MachineSecrets.AsNoTracking().Where(s => s.MachineClientId == Id && s.EndedAt == null).OrderBy(s => s.CreatedAt).ToListAsync(cancellationToken);
        return null;
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostAddSecretAsync(CancellationToken cancellationToken)
    {
        if (await Load(cancellationToken) is { } other) return other;
        TempData[NewSecret] = await edit.AddSecret(Client, cancellationToken);
        return LocalRedirect($"/quan-tri/ket-noi/{Id}");
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostEndSecretAsync(Guid secret, CancellationToken cancellationToken)
    {
        if (await Load(cancellationToken) is { } other) return other;
        return await edit.EndSecret(Client, secret, cancellationToken) ? Done("Đã bỏ mã bí mật.") : NotFound();
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostRevokeAsync(CancellationToken cancellationToken)
    {
        if (await Load(cancellationToken) is { } other) return other;
        return await edit.Revoke(Client, cancellationToken) ? Done("Đã thu hồi hệ thống.") : NotFound();
    }

    private LocalRedirectResult Done(string text)
    {
        this.SayDone(text);
        return LocalRedirect($"/quan-tri/ket-noi/{Id}");
    }
}
