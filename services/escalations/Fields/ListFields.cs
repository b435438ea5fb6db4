using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Escalations.Fields;

/// <summary>The city's fields and the agencies that petitioners may be guided to, for everybody.</summary>
internal sealed class ListFields(EscalationsDb db, CityOffice office, CurrentTenant tenant)
{
    /// <param name="DepartmentId">Organisation that is proposed as answerer of what is beyond a commune; null: decided by hand.</param>
    public sealed record Field(string Code, string Name, Guid? DepartmentId, bool Active);

    public sealed record Response(int Version, IReadOnlyList<Field> Fields, IReadOnlyList<string> RedirectTargets);

    public async Task<Response?> Handle(CancellationToken cancellationToken)
    {
        if (await office.Find(cancellationToken) is not { } city) return null;
        tenant.Set(city.Tenant, city.Slug, city.Name, city.Capabilities);
        return await db.FieldLists.AsNoTracking().FirstOrDefaultAsync(cancellationToken) is { } list
            ? new(list.Version, [.. list.Fields.Select(f => new Field(f.Code, f.Name, f.DepartmentId, f.Active))], list.RedirectTargets)
            : null;
    }

    public static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/api/fields", async Task<Results<Ok<Response>, NotFound>> (ListFields list, CancellationToken cancellationToken) =>
            await list.Handle(cancellationToken) is { } response ? TypedResults.Ok(response) : TypedResults.NotFound())
        .AllowAnonymous().WithTags("Fields").WithSummary("Petition fields of the city with their routing, and targets of a redirect");
}
