using System.Linq.Expressions;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Duties;
using Dialogue.Kernel;
using Dialogue.Notifications.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Notifications.Duties;

/// <summary>Which of the lists of the desk.</summary>
internal enum DutyPart
{
    /// <summary>All that this person is to do, signatures too.</summary>
    All,
    Mine, ToSign,

    /// <summary>What others of the person's office owe, or of the whole organisation for those who lead it.</summary>
    Others,
}

internal enum DueFilter
{
    Any, Late,

    /// <summary>From today to Sunday.</summary>
    ThisWeek, NoTerm,
}

/// <summary>
/// What a person owes at one organisation, what waits for their signature, and what others of their office owe. Counted and listed by the same
/// conditions, in the database.
/// </summary>
internal sealed class ReadDesk(NotificationsDb db, CurrentTenant tenant, CurrentUser user, LegalClock clock, JustDone justDone, IHttpContextAccessor http)
{
    /// <summary>Rows of each list in one answer of the API.</summary>
    public const int Most = 200;

    public const int PageSize = 50;

    /// <summary>Who sees what the whole organisation owes.</summary>
    private static readonly string[] Overseers = [Role.Leader, Role.DepartmentLeader, Role.TenantAdministrator];

    /// <param name="Why">Why it is due on that day, in lines; may be empty.</param>
    public sealed record Row(Guid Id, string Kind, string Title, string Link, DateOnly? Due, string Why);

    public sealed record Counted(int Mine, int ToSign, int Others);

    /// <param name="Mine">By due date; what has no term comes last. The first of <see cref="Counted.Mine"/>; so with the other two.</param>
    /// <param name="WholeOrganisation">The others are those of the whole organisation.</param>
    /// <param name="Late">Of mine and to sign, all of them.</param>
    /// <param name="DueThisWeek">The same, due from today to Sunday.</param>
    public sealed record Response(IReadOnlyList<Row> Mine, IReadOnlyList<Row> ToSign, IReadOnlyList<Row> Others, bool WholeOrganisation, int Late, int DueThisWeek, Counted Counts);

    /// <param name="Count">Of all pages.</param>
    /// <param name="Next">Key of the next page, to be sent as <c>after</c>; null on the last.</param>
    public sealed record Listed(int Count, IReadOnlyList<Row> Items, string? Next);

    public sealed record Filter(DutyPart Part = DutyPart.All, string? Kind = null, Guid? Office = null, DueFilter Due = DueFilter.Any);

    public async Task<Response> Handle(CancellationToken cancellationToken, int most = Most)
    {
        if (user.Id is null) return new([], [], [], false, 0, 0, new(0, 0, 0));
        var open = await Open(cancellationToken);
        var (today, sunday) = Week();
        var mine = await open.Where(IsMine()).GroupBy(d => new { d.IsApproval, Late = d.DueOrLast < today, Week = d.DueOrLast >= today && d.DueOrLast <= sunday })
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var others = await Part(open, DutyPart.Others).CountAsync(cancellationToken);
        var counts = new Counted(mine.Where(m => !m.Key.IsApproval).Sum(m => m.Count), mine.Where(m => m.Key.IsApproval).Sum(m => m.Count), others);
        return new(
            counts.Mine == 0 ? [] : await First(DutyPart.Mine), counts.ToSign == 0 ? [] : await First(DutyPart.ToSign), others == 0 ? [] : await First(DutyPart.Others), Oversees,
            mine.Where(m => m.Key.Late).Sum(m => m.Count), mine.Where(m => m.Key.Week).Sum(m => m.Count), counts);

        async Task<IReadOnlyList<Row>> First(DutyPart part) => await Rows(Part(open, part), most, cancellationToken);
    }

    /// <summary>One list, narrowed down, a page at a time.</summary>
    /// <param name="after">Key of the last row of the page before: day and id.</param>
    public async Task<Listed> List(Filter filter, string? after, CancellationToken cancellationToken, int size = PageSize)
    {
        if (user.Id is null) return new(0, [], null);
        var duties = Narrow(Part(await Open(cancellationToken), filter.Part), filter);
        var count = await duties.CountAsync(cancellationToken);
        if (after?.Split('_') is [var d, var i] && DateOnly.TryParseExact(d, "yyyy-MM-dd", out var day) && Guid.TryParse(i, out var id))
            duties = duties.Where(x => EF.Functions.GreaterThan(ValueTuple.Create(x.DueOrLast, x.Id), ValueTuple.Create(day, id)));
        var rows = await Rows(duties, size + 1, cancellationToken);
        if (rows.Count <= size) return new(count, rows, null);
        rows.RemoveAt(size);
        return new(count, rows, $"{rows[^1].Due ?? Duty.NoTerm:yyyy-MM-dd}_{rows[^1].Id}");
    }

    /// <summary>All of a list, narrowed down, as it is read.</summary>
    /// <returns>Each with the id of the office that owes it; null when no office is named.</returns>
    public async Task<IAsyncEnumerable<(Row Row, Guid? Office)>> Whole(Filter filter, CancellationToken cancellationToken)
    {
        if (user.Id is null) return AsyncEnumerable.Empty<(Row, Guid?)>();
        var duties = Narrow(Part(await Open(cancellationToken), filter.Part), filter);
        return duties.OrderBy(d => d.DueOrLast).ThenBy(d => d.Id).Select(d => new { Row = new Row(d.Id, d.Kind, d.Title, d.Link, d.Due, d.Why), d.OfficeId })
            .AsAsyncEnumerable().Select(d => (d.Row, d.OfficeId));
    }

    /// <summary>Kinds that there are in a list, each once.</summary>
    public async Task<IReadOnlyList<string>> Kinds(DutyPart part, CancellationToken cancellationToken) =>
        user.Id is null ? [] : await Part(await Open(cancellationToken), part).Select(d => d.Kind).Distinct().ToListAsync(cancellationToken);

    public bool Oversees => user.Has(tenant.Id, Overseers);

    public static void Map(IEndpointRouteBuilder app)
    {
        var duties = app.MapGroup("/api/{tenant}/duties").WithTags("Duties");
        duties.MapGet("", [RequireMember] async (ReadDesk desk, CancellationToken cancellationToken) => TypedResults.Ok(await desk.Handle(cancellationToken)))
            .WithSummary("What I owe at this organisation, by due date");
        duties.MapGet("/list", [RequireMember] async (
            ReadDesk desk, CancellationToken cancellationToken, DutyPart part = DutyPart.All, string? kind = null, Guid? office = null, DueFilter due = DueFilter.Any, string? after = null) =>
            TypedResults.Ok(await desk.List(new(part, kind, office, due), after, cancellationToken)))
            .WithSummary("One list of duties, narrowed down, 50 at a time");
    }

    /// <summary>Without what this person has just done, though the message of it is still on its way.</summary>
    private async Task<IQueryable<Duty>> Open(CancellationToken cancellationToken)
    {
        var open = db.Duties.AsNoTracking().Where(d => !d.Done);
        if (http.HttpContext is not { } request || justDone.Of(request, user) is not { Count: > 0 } done) return open;
        var ids = done.Keys.ToArray();
        var known = await db.Duties.AsNoTracking().Where(d => ids.Contains(d.Id)).Select(d => new { d.Id, d.Version }).ToListAsync(cancellationToken);
        var hidden = known.Where(k => k.Version < done[k.Id]).Select(k => k.Id).ToArray();
        return hidden.Length == 0 ? open : open.Where(d => !hidden.Contains(d.Id));
    }

    private IQueryable<Duty> Part(IQueryable<Duty> open, DutyPart part)
    {
        var office = user.OfficeIn(tenant.Id);
        var mine = IsMine();
        var notMine = Expression.Lambda<Func<Duty, bool>>(Expression.Not(mine.Body), mine.Parameters);
        return part switch
        {
            DutyPart.Mine => open.Where(mine).Where(d => !d.IsApproval),
            DutyPart.ToSign => open.Where(mine).Where(d => d.IsApproval),
            DutyPart.Others when Oversees => open.Where(notMine),
            DutyPart.Others when office is not null => open.Where(notMine).Where(d => d.OfficeId == office),
            DutyPart.Others => open.Where(_ => false),
            _ => open.Where(mine),
        };
    }

    private IQueryable<Duty> Narrow(IQueryable<Duty> duties, Filter filter)
    {
        var (today, sunday) = Week();
        if (!string.IsNullOrEmpty(filter.Kind)) duties = duties.Where(d => d.Kind == filter.Kind);
        if (filter.Office is { } office) duties = duties.Where(d => d.OfficeId == office);
        return filter.Due switch
        {
            DueFilter.Late => duties.Where(d => d.DueOrLast < today),
            DueFilter.ThisWeek => duties.Where(d => d.DueOrLast >= today && d.DueOrLast <= sunday),
            DueFilter.NoTerm => duties.Where(d => d.Due == null),
            _ => duties,
        };
    }

    private Expression<Func<Duty, bool>> IsMine() => Duty.IsFor(
        db, user.Id!.Value, [.. user.Memberships.Where(m => m.Tenant == tenant.Id).Select(m => m.Role).Distinct()], user.OfficeIn(tenant.Id));

    private (DateOnly Today, DateOnly Sunday) Week()
    {
        var today = clock.Today;
        return (today, today.AddDays((7 - (int)today.DayOfWeek) % 7));
    }

    private static Task<List<Row>> Rows(IQueryable<Duty> duties, int most, CancellationToken cancellationToken) => duties
        .OrderBy(d => d.DueOrLast).ThenBy(d => d.Id).Take(most).Select(d => new Row(d.Id, d.Kind, d.Title, d.Link, d.Due, d.Why)).ToListAsync(cancellationToken);
}
