using Dialogue.Hosting.Authentication;
using Dialogue.Identity.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.Organisations;

/// <summary>Public facts of organisations, and their change by the system administrator.</summary>
internal static class OrganisationsApi
{
    public sealed record Answer(
        Guid Id, long Version, string Slug, string Name, string Kind, string UnitType, string Code, string PlaceName, string FormerUnits, string[] Capabilities, Office[] Offices, bool Active)
    {
        public static Answer From(Organisation o) =>
            new(o.Id, o.Version, o.Slug, o.Name, o.Kind, o.UnitType, o.Code, o.PlaceName, o.FormerUnits, [.. o.Capabilities], [.. o.Offices], o.Active);
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        var organisations = app.MapGroup("/api/organisations").WithTags("Organisations");

        organisations.MapGet("/", async (IdentityDb db, CancellationToken cancellationToken) =>
            TypedResults.Ok((await db.OwnedOrganisations.AsNoTracking().Where(o => o.Active).OrderBy(o => o.Kind).ThenBy(o => o.Slug).ToListAsync(cancellationToken)).Select(Answer.From)))
            .AllowAnonymous().WithSummary("All active organisations");

        organisations.MapGet("/{slug}", async Task<Results<Ok<Answer>, NotFound>> (string slug, IdentityDb db, CancellationToken cancellationToken) =>
            await db.OwnedOrganisations.AsNoTracking().FirstOrDefaultAsync(o => o.Slug == slug, cancellationToken) is { } found ? TypedResults.Ok(Answer.From(found)) : TypedResults.NotFound())
            .AllowAnonymous().WithSummary("One organisation");

        organisations.MapPut("/{id:guid}", async Task<Results<Ok<Answer>, NotFound>> (
            Guid id, EditOrganisation.Request request, EditOrganisation edit, CancellationToken cancellationToken) =>
            await edit.Handle(id, request, cancellationToken) is { } changed ? TypedResults.Ok(Answer.From(changed)) : TypedResults.NotFound())
            .WithMetadata(new RequireSystemAdministratorAttribute()).WithSummary("Name an organisation and say what it may do").ProducesProblem(409);
    }
}
