using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;

namespace Dialogue.Petitions;

/// <summary>Shows an answered petition to everybody: title, text and answer without personal data, the unit's name only with its consent.</summary>
internal sealed class PublishPetition(PetitionsDb db, PetitionDesk desk, CurrentTenant tenant, LegalClock clock)
{
    public sealed class Request
    {
        /// <summary>False takes it off the public pages again.</summary>
        public bool Published { get; set; } = true;

        public uint? Version { get; set; }
    }

    public Task<Petition?> Handle(string code, Request request, CancellationToken cancellationToken) => desk.Change(code, request.Version, petition =>
    {
        if (!request.Published)
        {
            petition.Unpublish();
            return;
        }
        petition.Publish(clock.Today);
        db.TellPetitioner(petition, PetitionerNews.Published, tenant.Slug);
    }, cancellationToken);

    public static void Map(RouteGroupBuilder petitions) => petitions
        .MapPost("/{code}/publish", [RequireRole(Role.PortalEditor, Role.Specialist, Role.OfficeHead, Role.DepartmentOfficer)]
            (string code, Request? request, PublishPetition publish, CancellationToken cancellationToken) =>
                Verb.Answer(request ??= new(), () => publish.Handle(code, request, cancellationToken)))
        .WithSummary("Publish an answered petition");
}
