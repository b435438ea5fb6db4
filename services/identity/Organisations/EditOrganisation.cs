using System.ComponentModel.DataAnnotations;
using Dialogue.Identity.Model;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.Organisations;

/// <summary>The system administrator names an organisation, says what it may do, and whether it takes part at all.</summary>
internal sealed class EditOrganisation(InTenant inTenant, CurrentUser user, Notes notes)
{
    public sealed class Request
    {
        [Required(ErrorMessage = "Hãy nhập tên đơn vị."), StringLength(200)]
        public string Name { get; set; } = "";

        [Required(ErrorMessage = "Hãy nhập địa danh ghi trên văn bản."), StringLength(100)]
        public string PlaceName { get; set; } = "";

        public List<string> Capabilities { get; set; } = [];

        public bool Active { get; set; }

        /// <summary>The version that was shown when editing began.</summary>
        public long Version { get; set; }
    }

    /// <exception cref="DbUpdateConcurrencyException">Somebody else changed it since <see cref="Request.Version"/>.</exception>
    public Task<Organisation?> Handle(Guid id, Request request, CancellationToken cancellationToken) => inTenant.Run(new TenantId(id), async db =>
    {
        if (await db.OwnedOrganisations.FindAsync([id], cancellationToken) is not { } organisation) return null;
        if (organisation.Version != request.Version) throw new DbUpdateConcurrencyException("The organisation has changed since.");
        var before = organisation.Snapshot();
        organisation.Describe(request.Name, request.PlaceName, request.Capabilities, request.Active);
        db.History.Add(notes.Of(nameof(Organisation), id, "Modified", ("Name", before.Name, organisation.Name), ("PlaceName", before.PlaceName, organisation.PlaceName),
            ("Capabilities", before.Capabilities, organisation.Capabilities), ("Active", before.Active, organisation.Active)));
        db.Publish(organisation.Snapshot());
        await db.SaveChangesAsync(cancellationToken);
        return organisation;
    }, by: user);
}
