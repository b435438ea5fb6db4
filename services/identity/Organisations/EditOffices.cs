using System.ComponentModel.DataAnnotations;
using Dialogue.Identity.Model;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.Organisations;

/// <summary>The organisation's own administrator adds, renames and removes its offices.</summary>
internal sealed class EditOffices(IdentityDb db, CurrentTenant tenant, Notes notes)
{
    public sealed class Request
    {
        [Required(ErrorMessage = "Hãy nhập tên phòng, ban."), StringLength(200)]
        public string Name { get; set; } = "";
    }

    public Task Add(Request request, CancellationToken cancellationToken) => Change("Added", organisation => organisation.AddOffice(request.Name) is not null, cancellationToken);

    public Task<bool> Rename(Guid office, Request request, CancellationToken cancellationToken) =>
        Change("Modified", organisation => organisation.RenameOffice(office, request.Name), cancellationToken);

    public async Task<bool> Remove(Guid office, CancellationToken cancellationToken)
    {
        var members = await db.Members.Where(m => m.OrganisationId == tenant.Id.Value && m.OfficeId == office).Select(m => m.UserId).Distinct().CountAsync(cancellationToken);
        return await Change("Deleted", organisation => organisation.RemoveOffice(office, members), cancellationToken);
    }

    private async Task<bool> Change(string action, Func<Organisation, bool> change, CancellationToken cancellationToken)
    {
        var organisation = await db.OwnedOrganisations.FirstAsync(o => o.Id == tenant.Id.Value, cancellationToken);
        var before = organisation.Offices;
        if (!change(organisation)) return false;
        db.History.Add(notes.Of(nameof(Office), organisation.Id, action, ("Offices", before, organisation.Offices)));
        db.Publish(organisation.Snapshot());
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}
