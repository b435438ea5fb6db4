using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Notifications.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Notifications.Inbox;

/// <summary>A person's messages at one organisation: unread first, newest first.</summary>
internal sealed class ReadInbox(NotificationsDb db, CurrentUser user, TimeProvider time)
{
    public const int PageSize = 30;

    public sealed record Row(Guid Id, string Kind, string Title, string Link, DateOnly Day, DateTimeOffset At, bool Read);

    /// <param name="Next">Key of the next page, to be sent as <c>after</c>; null on the last.</param>
    public sealed record Response(int Unread, IReadOnlyList<Row> Items, string? Next);

    public async Task<Response> Handle(string? after, int size, CancellationToken cancellationToken)
    {
        var mine = Mine.AsNoTracking();
        var unread = await mine.CountAsync(n => n.ReadAt == null, cancellationToken);
        if (after?.Split('_') is [("0" or "1") and var part, var id] && Guid.TryParse(id, out var last))
            mine = part == "0" ? mine.Where(n => (n.ReadAt == null && n.Id < last) || n.ReadAt != null) : mine.Where(n => n.ReadAt != null && n.Id < last);
        var rows = await mine.OrderBy(n => n.ReadAt != null).ThenByDescending(n => n.Id).Take(size + 1)
            .Select(n => new Row(n.Id, n.Kind, n.Title, n.Link, n.Day, n.At, n.ReadAt != null)).ToListAsync(cancellationToken);
        if (rows.Count <= size) return new(unread, rows, null);
        rows.RemoveAt(size);
        return new(unread, rows, $"{(rows[^1].Read ? 1 : 0)}_{rows[^1].Id}");
    }

    /// <summary>All of them in the order of the pages, as they are read.</summary>
    public IAsyncEnumerable<Row> Whole() => Mine.AsNoTracking().OrderBy(n => n.ReadAt != null).ThenByDescending(n => n.Id)
        .Select(n => new Row(n.Id, n.Kind, n.Title, n.Link, n.Day, n.At, n.ReadAt != null)).AsAsyncEnumerable();

    /// <summary>Marks one message as read.</summary>
    /// <returns>It, or null when this person has none with that id.</returns>
    public async Task<Note?> Open(Guid id, CancellationToken cancellationToken)
    {
        if (await Mine.FirstOrDefaultAsync(n => n.Id == id, cancellationToken) is not { } note) return null;
        note.Read(time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return note;
    }

    /// <summary>Marks all as read.</summary>
    public async Task OpenAll(CancellationToken cancellationToken)
    {
        DateTimeOffset? now = time.GetUtcNow();
        await Mine.Where(n => n.ReadAt == null).ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, now), cancellationToken);
    }

    private IQueryable<Note> Mine => user.Id is { } me ? db.Notes.Where(n => n.RecipientId == me) : db.Notes.Where(_ => false);

    public static void Map(IEndpointRouteBuilder app)
    {
        var inbox = app.MapGroup("/api/{tenant}/inbox").WithTags("Inbox");
        inbox.MapGet("/", [RequireMember] async (ReadInbox read, CancellationToken cancellationToken, string? after = null) =>
            TypedResults.Ok(await read.Handle(after, PageSize, cancellationToken))).WithSummary("My messages, unread first");
        inbox.MapPost("/{id:guid}/read", [RequireMember] async Task<Results<NoContent, NotFound>> (Guid id, ReadInbox read, CancellationToken cancellationToken) =>
            await read.Open(id, cancellationToken) is null ? TypedResults.NotFound() : TypedResults.NoContent()).WithSummary("Mark a message as read");
    }
}
