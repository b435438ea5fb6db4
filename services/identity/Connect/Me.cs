using Dialogue.Identity.Model;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.Connect;

/// <summary>Who is signed in, and with which roles where: for clients of OpenID Connect and for those of the API.</summary>
internal static class Me
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/connect/userinfo", Claims).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/api/me", Describe).RequireAuthorization().WithTags("Identity").WithSummary("Who is signed in, with roles per organisation");
    }

    private static async Task<Results<Ok<Dictionary<string, object>>, UnauthorizedHttpResult>> Claims(CurrentUser current, IdentityDb db, CancellationToken cancellationToken) =>
        await Find(current, db, cancellationToken) is not { } user ? TypedResults.Unauthorized() : TypedResults.Ok(new Dictionary<string, object>
        {
            ["sub"] = user.Id, ["name"] = user.DisplayName, ["preferred_username"] = user.UserName!,
            [Hosting.Authentication.TokenClaims.Membership] = current.Memberships.Select(Hosting.Authentication.TokenClaims.Write),
        });

    private static async Task<Results<Ok<Person>, UnauthorizedHttpResult>> Describe(CurrentUser current, IdentityDb db, CancellationToken cancellationToken) =>
        await Find(current, db, cancellationToken) is not { } user ? TypedResults.Unauthorized() : TypedResults.Ok(new Person(
            user.Id, user.UserName!, user.DisplayName, user.Title, user.IsSystemAdministrator,
            [.. current.Memberships.GroupBy(m => m.Slug).Select(m => new Place(m.Key, [.. m.Select(r => r.Role)], m.First().Office))]));

    private static Task<User?> Find(CurrentUser current, IdentityDb db, CancellationToken cancellationToken) =>
        db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == current.Id && u.Active, cancellationToken);

    public sealed record Person(Guid Id, string UserName, string Name, string Title, bool SystemAdministrator, Place[] Organisations);

    public sealed record Place(string Organisation, string[] Roles, Guid? OfficeId);
}
