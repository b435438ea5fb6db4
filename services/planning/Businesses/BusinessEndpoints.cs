using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Planning.Businesses.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Businesses;

/// <summary>The directory for programs: what its pages show, for those who may see them. Files are brought in on the page, where every row is looked at first.</summary>
internal static class BusinessEndpoints
{
    /// <param name="Phone">Masked; empty when there is none.</param>
    public sealed record Row(Guid Id, UnitKind Kind, string Name, string? TaxCode, string Address, string Sector, string Phone);

    /// <param name="Next">Key of the next page, to be sent as <c>after</c>; null on the last.</param>
    public sealed record Listed(IReadOnlyList<Row> Items, Guid? Next);

    /// <param name="Version">To be sent with a change.</param>
    public sealed record Answer(
        Guid Id, uint Version, UnitKind Kind, string Name, string? TaxCode, string Address, string Sector, string Representative, string Title, string Phone, string? Email);

    public static void Map(IEndpointRouteBuilder app)
    {
        var businesses = app.MapGroup("/api/{tenant}/businesses").WithTags("Businesses")
            .WithMetadata(new RequireCapabilityAttribute(Capability.HoldsDialogues), new RequireRoleAttribute(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader));

        businesses.MapGet("/", async (FindBusinesses find, CancellationToken cancellationToken, string? search = null, UnitKind? kind = null, Guid? after = null) =>
        {
            var (rows, next) = await find.Page(search, kind, after, cancellationToken);
            return TypedResults.Ok(new Listed([.. rows.Select(b => new Row(b.Id, b.Kind, b.Name, b.TaxCode, b.Address, b.Sector, Vn.MaskPhone(b.Phone)))], next));
        }).WithSummary("The directory in the order of names, 30 at a time, phones masked");

        businesses.MapGet("/{id:guid}", async Task<Results<Ok<Answer>, NotFound>> (Guid id, FindBusinesses find, CancellationToken cancellationToken) =>
            await find.WithContacts(id, "Xem liên hệ qua API", cancellationToken) is { } b ? TypedResults.Ok(Of(b)) : TypedResults.NotFound())
            .WithSummary("One business with its contacts; that they were read is noted");

        businesses.MapPost("/", async (string tenant, EditBusiness.Request request, EditBusiness edit, CancellationToken cancellationToken) =>
        {
            var b = await edit.Add(request, cancellationToken);
            return TypedResults.Created($"/api/{tenant}/businesses/{b.Id}", Of(b));
        }).WithSummary("Add a business").ProducesProblem(409);

        businesses.MapPut("/{id:guid}", async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> (Guid id, EditBusiness.Request request, EditBusiness edit, PlanningDb db, CancellationToken cancellationToken) =>
        {
            try
            {
                return await edit.Change(id, request, cancellationToken) is { } b ? TypedResults.Ok(Of(b)) : TypedResults.NotFound();
            }
            catch (DbUpdateConcurrencyException)
            {
                db.ChangeTracker.Clear();
                if (await db.Businesses.AsNoTracking().FirstOrDefaultAsync(b => b.Id == id, cancellationToken) is not { } now) return TypedResults.NotFound();
                return TypedResults.Problem("Bản hiện tại nằm trong current.", statusCode: 409, title: "Đơn vị này vừa được người khác thay đổi.", type: "urn:dialogue:changed-meanwhile", extensions: [new("current", Of(now))]);
            }
        }).WithSummary("Change a business; with version, only if nobody has changed it since").ProducesProblem(409);
    }

    private static Answer Of(Business b) => new(b.Id, b.RowVersion, b.Kind, b.Name, b.TaxCode, b.Address, b.Sector, b.Representative, b.RepresentativeTitle, b.Phone, b.Email);
}
