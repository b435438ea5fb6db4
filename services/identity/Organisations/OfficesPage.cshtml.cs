using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.Organisations;

[RequireRole(Role.TenantAdministrator)]
internal sealed class OfficesPage(IdentityDb db, CurrentTenant tenant, EditOffices edit) : PageModel, IFormPage
{
    public sealed record Row(Guid Id, string Name, int People, bool CanGo);

    [BindProperty] public EditOffices.Request Input { get; set; } = new();

    /// <summary>The office whose name is being changed; a new one is added when there is none.</summary>
    [BindProperty(SupportsGet = true, Name = "sua")] public Guid? Id { get; set; }

    public IReadOnlyList<Row> Offices { get; private set; } = [];

    public Row? Editing { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await Load(cancellationToken) is { } other) return other;
        if (Request.WantedFile() is { } wanted) return wanted.Of(HttpContext, "phong-ban", new Sheet<Row>("Phòng, ban").Text("Phòng, ban", o => o.Name, 40).Number("Người", o => o.People), Offices);
        Input.Name = Editing?.Name ?? "";
        return Page();
    }

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        var organisation = await db.OwnedOrganisations.AsNoTracking().FirstAsync(o => o.Id == tenant.Id.Value, cancellationToken);
        var people = await db.Members.Where(m => m.OrganisationId == tenant.Id.Value && m.OfficeId != null).GroupBy(m => m.OfficeId!.Value)
            .Select(g => new { g.Key, Count = g.Select(m => m.UserId).Distinct().Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        Offices = [.. organisation.Offices.Select(o => new Row(o.Id, o.Name, people.GetValueOrDefault(o.Id), o.Key.Length == 0 && !people.ContainsKey(o.Id)))];
        Editing = Id is null ? null : Offices.FirstOrDefault(o => o.Id == Id);
        return Id is not null && Editing is null ? NotFound() : null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Id is null) await edit.Add(Input, cancellationToken);
        else if (!await edit.Rename(Id.Value, Input, cancellationToken)) return NotFound();
        return Done(Id is null ? "Đã thêm phòng, ban." : "Đã đổi tên.");
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostRemoveAsync(Guid id, CancellationToken cancellationToken) =>
        await edit.Remove(id, cancellationToken) ? Done("Đã bỏ phòng, ban.") : NotFound();

    private LocalRedirectResult Done(string text)
    {
        this.SayDone(text);
        return LocalRedirect($"/{tenant.Slug}/can-bo/thiet-lap/don-vi");
    }
}
