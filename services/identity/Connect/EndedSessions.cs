using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.Connect;

/// <summary>
/// Sign-ins, systems and keys that were ended while tokens of theirs may still be good. Whoever validates tokens reads it every few seconds, so that
/// "sign out everywhere" does not wait for tokens to expire. Ids of what has ended help nobody, so the list is open.
/// </summary>
internal static class EndedSessions
{
    /// <summary>Longer than any access token lives.</summary>
    private static readonly TimeSpan Listed = TimeSpan.FromMinutes(20);

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/connect/ended", async (IdentityDb db, TimeProvider time, HttpContext http) =>
    {
        http.Response.Headers.CacheControl = "no-store";
        var since = time.GetUtcNow() - Listed;
        var sessions = await db.Grants.Where(g => g.RevokedAt > since).Select(g => g.Id).ToListAsync(http.RequestAborted);
        var systems = await db.MachineClients.Where(c => c.RevokedAt > since).Select(c => c.Id).ToListAsync(http.RequestAborted);
        var keys = await db.SigningKeys.Where(k => k.WithdrawnAt > since).Select(k => k.Id).ToListAsync(http.RequestAborted);
        return TypedResults.Ok(sessions.Concat(systems).Select(id => id.ToString()).Concat(keys));
    }).AllowAnonymous().ExcludeFromDescription();
}
