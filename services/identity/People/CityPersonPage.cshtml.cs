using Dialogue.Hosting.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.People;

/// <summary>One person, for the administrator of the system, who also gives roles at further organisations.</summary>
[RequireSystemAdministrator]
internal sealed class CityPersonPage(IdentityDb db, EditPeople edit) : PersonPageBase(db, edit)
{
    /// <summary>Slug of the organisation that is looked at; the person's first when left out.</summary>
    [BindProperty(SupportsGet = true, Name = "don-vi")] public string? At { get; set; }

    public IReadOnlyList<SelectListItem> Places { get; private set; } = [];

    protected override string Here => $"{List}/{Id}?don-vi={At}";

    protected override string List => "/quan-tri/nguoi-dung";

    protected override bool ShowsEverybody => true;

    public override async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (await base.Load(cancellationToken) is { } other) return other;
        At = Organisation.Slug;
        var theirs = await Db.Members.Where(m => m.UserId == Id).Select(m => m.OrganisationId).ToListAsync(cancellationToken);
        var (own, others) = (new SelectListGroup { Name = "Đang làm việc" }, new SelectListGroup { Name = "Đơn vị khác" });
        Places = [.. (await Db.OwnedOrganisations.AsNoTracking().OrderBy(o => o.Slug).ToListAsync(cancellationToken)).OrderByDescending(o => theirs.Contains(o.Id))
            .Select(o => new SelectListItem(o.Name, o.Slug, o.Slug == At) { Group = theirs.Contains(o.Id) ? own : others })];
        return null;
    }

    protected override async Task<Guid?> OrganisationId(CancellationToken cancellationToken) => At is { Length: > 0 }
        ? await Db.OwnedOrganisations.Where(o => o.Slug == At).Select(o => (Guid?)o.Id).FirstOrDefaultAsync(cancellationToken)
        : await Db.Members.Where(m => m.UserId == Id).Select(m => (Guid?)m.OrganisationId).FirstOrDefaultAsync(cancellationToken)
            ?? await Db.OwnedOrganisations.OrderBy(o => o.Slug).Select(o => (Guid?)o.Id).FirstAsync(cancellationToken);
}
