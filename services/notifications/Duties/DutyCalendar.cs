using System.Security.Cryptography;
using System.Text;
using Dialogue.Exchange;
using Dialogue.Kernel;
using Dialogue.Notifications.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Dialogue.Notifications.Duties;

/// <summary>
/// A person's duties at one organisation as a calendar that their phone reads by itself, under a private link. Each duty is an entry of its due
/// day: title and link, nothing else. Who no longer belongs to the organisation, or has taken the link back, has no calendar (404).
/// </summary>
internal sealed class DutyCalendar(NotificationsDb db, CurrentTenant tenant, CurrentUser user, TimeProvider time)
{
    private const int Most = 500;

    /// <summary>Eight o'clock of the day before.</summary>
    private static readonly TimeSpan Reminds = TimeSpan.FromHours(16);

    /// <summary>When this person's link was made; null when there is none.</summary>
    public async Task<DateTimeOffset?> MadeAt(CancellationToken cancellationToken) =>
        await db.DutyFeeds.Where(f => f.UserId == user.Id).Select(f => (DateTimeOffset?)f.MadeAt).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Makes this person's link, or a new one in place of the old, which then ends.</summary>
    /// <returns>The token, which is shown once.</returns>
    public async Task<string> Renew(CancellationToken cancellationToken)
    {
        var me = user.Id ?? throw new InvalidOperationException("Only a person has a calendar.");
        if (await db.DutyFeeds.FirstOrDefaultAsync(f => f.UserId == me, cancellationToken) is not { } feed) db.DutyFeeds.Add(feed = new() { UserId = me });
        var token = feed.Renew(time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return token;
    }

    public Task Revoke(CancellationToken cancellationToken) => db.DutyFeeds.Where(f => f.UserId == user.Id).ExecuteDeleteAsync(cancellationToken);

    public static string PathOf(string slug, string token) => $"/{slug}/can-bo/cong-viec/lich/{token}.ics";

    /// <summary>The address of this installation as people know it: the gateway names it.</summary>
    public static string SiteOf(HttpRequest request)
    {
        var host = request.Headers["X-Forwarded-Host"].ToString() is { Length: > 0 } forwarded ? forwarded.Split(',')[0].Trim() : request.Host.Value ?? "";
        var scheme = request.Headers["X-Forwarded-Proto"].ToString() is { Length: > 0 } proto ? proto.Split(',')[0].Trim() : request.Scheme;
        return $"{scheme}://{host}";
    }

    public static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/{tenant}/can-bo/cong-viec/lich/{token}.ics", async (string token, DutyCalendar calendar, HttpContext http, CancellationToken cancellationToken) =>
            await calendar.Show(token, http, cancellationToken))
        .AllowAnonymous().ExcludeFromDescription();

    private async Task<IResult> Show(string token, HttpContext http, CancellationToken cancellationToken)
    {
        var hash = DutyFeed.HashOf(token);
        if (await db.DutyFeeds.AsNoTracking().FirstOrDefaultAsync(f => f.TokenHash == hash, cancellationToken) is not { } feed) return TypedResults.NotFound();
        if (await db.Members.AsNoTracking().FirstOrDefaultAsync(m => m.UserId == feed.UserId, cancellationToken) is not { Roles.Count: > 0 } member) return TypedResults.NotFound();

        var duties = await db.Duties.AsNoTracking().Where(d => !d.Done && d.Due != null).Where(Duty.IsFor(db, member.UserId, member.Roles, member.OfficeId))
            .OrderBy(d => d.DueOrLast).ThenBy(d => d.Id).Take(Most).Select(d => new { d.Id, d.Version, d.Title, d.Link, Due = d.Due!.Value }).ToListAsync(cancellationToken);
        var site = SiteOf(http.Request);
        var name = $"Việc ở {tenant.Name}";
        // Of what it says, not of the moment at which it says it.
        var says = string.Join('\n', duties.Select(d => $"{d.Id} {d.Version} {d.Due:yyyy-MM-dd} {d.Title}").Prepend(site + name));
        var etag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(says)))[..32]}\"");
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.GetTypedHeaders().ETag = etag;
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(etag, useStrongComparison: false) || known == EntityTagHeaderValue.Any))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);

        var text = Ics.Write(name, duties.Select(d => new CalendarEvent
        {
            Uid = $"{d.Id}@doi-thoai-doanh-nghiep", Summary = d.Title, Day = d.Due, Url = site + d.Link, Alarms = [Reminds], Sequence = (int)(d.Version & int.MaxValue),
        }), time.GetUtcNow());
        return TypedResults.Text(text, Ics.ContentType, Encoding.UTF8);
    }
}
