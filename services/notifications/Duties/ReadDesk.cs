using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Notifications.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Notifications.Duties;

/// <summary>What a person owes at one organisation, what waits for their signature, and what others of their office owe.</summary>
internal sealed class ReadDesk(NotificationsDb db, CurrentTenant tenant, CurrentUser user, LegalClock clock)
{
    /// <summary>Who sees what the whole organisation owes.</summary>
    private static readonly string[] Overseers = [Role.Leader, Role.DepartmentLeader, Role.TenantAdministrator];

    public sealed record Row(Guid Id, string Kind, string Title, string Link, DateOnly? Due);

    /// <param name="Mine">By due date; what has no term comes last.</param>
    /// <param name="ToSign">By due date.</param>
    /// <param name="Others">Of the person's office, or of the whole organisation for those who lead it.</param>
    /// <param name="Late">Of <paramref name="Mine"/> and <paramref name="ToSign"/>.</param>
    /// <param name="DueThisWeek">The same, due from today to Sunday.</param>
    public sealed record Response(IReadOnlyList<Row> Mine, IReadOnlyList<Row> ToSign, IReadOnlyList<Row> Others, bool WholeOrganisation, int Late, int DueThisWeek);

    public async Task<Response> Handle(CancellationToken cancellationToken)
    {
        if (user.Id is not { } me) return new([], [], [], false, 0, 0);
        var roles = user.Memberships.Where(m => m.Tenant == tenant.Id).Select(m => m.Role).Distinct().ToList();
        var office = user.OfficeIn(tenant.Id);
        var all = roles.Any(Overseers.Contains);

        // What is open in one organisation is counted in tens; the rule of who is responsible stands in one place, for reminders and desk alike.
        var open = await db.Duties.AsNoTracking().Where(d => !d.Done)
            .Where(d => all || d.UserId == me || d.Roles.Any(r => roles.Contains(r)) || (office != null && d.OfficeId == office))
            .OrderBy(d => d.DueOrLast).ThenBy(d => d.Id).ToListAsync(cancellationToken);
        var members = await db.Members.AsNoTracking().Where(m => m.UserId != me).ToListAsync(cancellationToken);
        members.Add(new Member { UserId = me, Roles = roles, OfficeId = office });

        var mine = open.Where(d => Duty.Responsible(members, d.Roles, d.OfficeId, d.UserId).Contains(me)).ToList();
        var others = open.Except(mine).Where(d => all || (office is not null && d.OfficeId == office));
        var today = clock.Today;
        var sunday = today.AddDays((7 - (int)today.DayOfWeek) % 7);
        return new(
            [.. mine.Where(d => !d.IsApproval).Select(Show)], [.. mine.Where(d => d.IsApproval).Select(Show)], [.. others.Select(Show)], all,
            mine.Count(d => d.Due < today), mine.Count(d => d.Due >= today && d.Due <= sunday));
    }

    public static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/api/{tenant}/duties", [RequireMember] async (ReadDesk desk, CancellationToken cancellationToken) => TypedResults.Ok(await desk.Handle(cancellationToken)))
        .WithTags("Duties").WithSummary("What I owe at this organisation, by due date");

    private static Row Show(Duty d) => new(d.Id, d.Kind, d.Title, d.Link, d.Due);
}
