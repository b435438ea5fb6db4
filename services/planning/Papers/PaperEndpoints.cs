using Dialogue.Documents;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;
using Dialogue.Planning.Plans;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Papers;

/// <summary>Papers as Word files: drafts without a number, issued ones as they were issued.</summary>
internal static class PaperEndpoints
{
    private static readonly RequireRoleAttribute Officers = new(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader, Role.Accountant, Role.PortalEditor);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/{tenant}/can-bo/hoi-nghi/{id:guid}/van-ban/{kind}", async Task<Results<FileContentHttpResult, RedirectHttpResult, NotFound>> (
            Guid id, string kind, HttpRequest http, PlanningDb db, ConferencePapers papers, PaperDesk desk, CurrentUser user, CurrentTenant current, CancellationToken cancellationToken) =>
        {
            if (await Find(db, id, kind, cancellationToken) is not var (c, found)) return TypedResults.NotFound();
            if (!PaperReaders.May(user, current.Id, found)) return TypedResults.NotFound();
            if (found == PaperKinds.Invitation && await db.Invitations.CountAsync(i => i.ConferenceId == id, cancellationToken) > InvitationBatch.AtOnce)
                return TypedResults.Redirect($"/{current.Slug}/can-bo/hoi-nghi/{id}/giay-moi#tai-word"); // made by the queue
            var read = await papers.Read(c, found, PublicSite.Of(http), cancellationToken);
            return await Download(desk, db, read, $"{found.Name} {c.Day:dd-MM-yyyy}", cancellationToken) is { } file ? file : TypedResults.NotFound();
        }).WithMetadata(Officers, new RequireCapabilityAttribute(Capability.HoldsDialogues)).ExcludeFromDescription();

        // What everybody may take: the blank forms, and what was issued for everybody.
        app.MapGet("/{tenant}/hoi-nghi/{id:guid}/van-ban/{kind}", async Task<Results<FileContentHttpResult, NotFound>> (
            Guid id, string kind, HttpRequest http, PlanningDb db, ConferencePapers papers, PlanningPapers issued, PaperDesk desk, CancellationToken cancellationToken) =>
        {
            if (await Find(db, id, kind, cancellationToken) is not var (c, found)) return TypedResults.NotFound();
            if (found == PaperKinds.RegistrationForm || found == PaperKinds.PetitionForm)
                return await Download(desk, db, await papers.Read(c, found, PublicSite.Of(http), cancellationToken), found.Name, cancellationToken) is { } form ? form : TypedResults.NotFound();
            if ((found == PaperKinds.Announcement || found == PaperKinds.Conclusion || found == PaperKinds.Agenda) && await issued.Latest(id, found, cancellationToken) is { } paper)
                return await desk.Download(db, paper.Content, $"{found.Name} {paper.Number}", cancellationToken);
            return TypedResults.NotFound();
        }).WithMetadata(new AllowAnonymousAttribute(), new RequireCapabilityAttribute(Capability.HoldsDialogues)).ExcludeFromDescription();

        app.MapGet("/{tenant}/can-bo/nam/ke-hoach/{id:guid}/van-ban/{kind}", async Task<Results<FileContentHttpResult, NotFound>> (
            Guid id, string kind, PlanningDb db, PlanPapers papers, PaperDesk desk, CancellationToken cancellationToken) =>
        {
            if (await papers.Read(id, kind, cancellationToken) is not { } paper) return TypedResults.NotFound();
            return await desk.Download(db, paper, $"{paper.Kind.Name} {(paper.Number.Length > 0 ? paper.NumberText : $"năm {paper.Year}")}", cancellationToken);
        }).WithMetadata(new RequireMemberAttribute(), new RequireCapabilityAttribute(Capability.HoldsDialogues)).ExcludeFromDescription();

        app.MapGet("/{tenant}/ke-hoach/{year:int}/word", async Task<Results<FileContentHttpResult, NotFound>> (
            int year, PlanningDb db, PlanPapers papers, PaperDesk desk, CancellationToken cancellationToken) =>
        {
            if (await papers.Public(year, cancellationToken) is not { } paper) return TypedResults.NotFound();
            return await desk.Download(db, paper, $"Kế hoạch {paper.NumberText}", cancellationToken);
        }).WithMetadata(new AllowAnonymousAttribute()).ExcludeFromDescription();
    }

    private static async Task<(Conference Conference, PaperKind Kind)?> Find(PlanningDb db, Guid id, string kind, CancellationToken cancellationToken)
    {
        if (PaperKinds.Find(kind) is not { } found || !ConferencePapers.Kinds.Contains(found)) return null;
        return await db.Conferences.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is { } c ? (c, found) : null;
    }

    private static async Task<FileContentHttpResult?> Download(PaperDesk desk, PlanningDb db, IReadOnlyList<Paper> papers, string name, CancellationToken cancellationToken) => papers switch
    {
        [] => null,
        [var paper] => await desk.Download(db, paper, paper.Number.Length > 0 ? $"{paper.Kind.Name} {paper.NumberText}" : name, cancellationToken),
        _ => await desk.Download(db, papers, name, cancellationToken),
    };
}

/// <summary>Lists with the names of representatives are for those who organise; the rest of a conference's papers for all of its officers.</summary>
internal static class PaperReaders
{
    public static bool May(CurrentUser user, TenantId tenant, PaperKind kind) =>
        kind == PaperKinds.Attendance || kind == PaperKinds.Invitation ? user.Has(tenant, Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader) : true;
}
