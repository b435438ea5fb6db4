using Dialogue.Data;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Notifications.Events;
using Dialogue.Notifications.Hooks;
using Dialogue.Notifications.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Notifications.Delivering;

/// <summary>The log of what was sent: newest first, filtered; one delivery; sending it again by hand.</summary>
internal sealed class ReadDeliveries(NotificationsDb db, CurrentUser user, LegalClock clock, TimeProvider time, SendSignal signal)
{
    public const int PageSize = 30;

    /// <param name="Search">A part of the subject, or a whole address.</param>
    /// <param name="After">Id of the last of the page before.</param>
    public sealed record Filter(DeliveryState? State = null, MessageChannel? Channel = null, string? Event = null, string? Search = null, Guid? After = null);

    /// <param name="To">Masked.</param>
    /// <param name="Who">The member's name; null for somebody outside.</param>
    public sealed record Row(
        Guid Id, string Event, string EventName, MessageChannel Channel, string To, string? Who, string Subject, DeliveryState State, DateTimeOffset CreatedAt, DateTimeOffset NotBefore,
        DateTimeOffset? SentAt, int Attempts, string Error);

    /// <param name="Next">Key of the next page; null on the last.</param>
    /// <param name="Troubled">Of all, how many were given up or refused.</param>
    public sealed record Response(IReadOnlyList<Row> Items, Guid? Next, int Waiting, int Troubled);

    public async Task<Response> Handle(Filter filter, CancellationToken cancellationToken)
    {
        var rows = Filtered(filter);
        if (filter.After is { } after) rows = rows.Where(d => d.Id < after);
        var page = await rows.OrderByDescending(d => d.Id).Take(PageSize + 1).ToListAsync(cancellationToken);
        var next = page.Count > PageSize ? page[PageSize - 1].Id : (Guid?)null;
        if (next is not null) page.RemoveAt(PageSize);
        var ids = page.Where(d => d.UserId != null).Select(d => d.UserId!.Value).Distinct().ToList();
        var names = await db.Members.AsNoTracking().Where(m => ids.Contains(m.UserId)).ToDictionaryAsync(m => m.UserId, m => m.Name, cancellationToken);
        var counts = await db.Deliveries.Where(d => d.State == DeliveryState.Waiting || d.State == DeliveryState.Gathering || d.State == DeliveryState.Failed || d.State == DeliveryState.Bounced)
            .GroupBy(d => d.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return new(
            [.. page.Select(d => Show(d, d.UserId is { } u ? names.GetValueOrDefault(u) : null))], next,
            counts.GetValueOrDefault(DeliveryState.Waiting) + counts.GetValueOrDefault(DeliveryState.Gathering), counts.GetValueOrDefault(DeliveryState.Failed) + counts.GetValueOrDefault(DeliveryState.Bounced));
    }

    /// <summary>All that the filter keeps, newest first, as they are read.</summary>
    public async Task<IAsyncEnumerable<Row>> Whole(Filter filter, CancellationToken cancellationToken)
    {
        var names = await db.Members.AsNoTracking().ToDictionaryAsync(m => m.UserId, m => m.Name, cancellationToken);
        return Filtered(filter).OrderByDescending(d => d.Id).AsAsyncEnumerable().Select(d => Show(d, d.UserId is { } u ? names.GetValueOrDefault(u) : null));
    }

    public Task<Delivery?> Find(Guid id, CancellationToken cancellationToken) => db.Deliveries.FirstOrDefaultAsync(d => d.Id == id, cancellationToken);

    /// <summary>Notes that somebody has looked at the address.</summary>
    public async Task NoteShown(Delivery delivery, CancellationToken cancellationToken)
    {
        db.History.Add(new HistoryEntry
        {
            At = time.GetUtcNow(), Day = clock.Today, UserId = user.Id, UserName = user.Name, Subject = nameof(Delivery), SubjectId = delivery.Id, Action = "AddressShown", Changes = "{}",
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>From the beginning, to the address as it now is, whatever was said of it before. Same Message-ID: it is the same message.</summary>
    /// <returns>Null when there is none with that id.</returns>
    /// <exception cref="RuleBrokenException">It was sent, or is about to be; the member has no address.</exception>
    public async Task<Delivery?> Resend(Guid id, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var tenant = db.Tenant.Value;
        // Not while it is on its way.
        var delivery = (await db.Deliveries.FromSql($"select * from notifications.deliveries where tenant_id = {tenant} and id = {id} for update").ToListAsync(cancellationToken)).SingleOrDefault();
        if (delivery is null) return null;
        if (delivery.State is not (DeliveryState.Failed or DeliveryState.Bounced or DeliveryState.Suppressed)) throw MessageRules.NothingToResend(delivery.State);
        var address = delivery.Address;
        if (delivery.UserId is { } member)
            address = await db.Members.Where(m => m.UserId == member).Select(m => m.Email).FirstOrDefaultAsync(cancellationToken) is { Length: > 0 } email ? email : throw MessageRules.NoAddress();
        if (delivery.Channel == MessageChannel.Webhook)
            address = await db.Webhooks.Where(h => h.Active).Select(h => h.Url).FirstOrDefaultAsync(cancellationToken) ?? throw MessageRules.NoWebhook();
        delivery.Again(address, time.GetUtcNow());
        var small = address.ToLowerInvariant();
        await db.BadAddresses.Where(b => b.Address == small).ExecuteDeleteAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        signal.Wake();
        return delivery;
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        var deliveries = app.MapGroup("/api/{tenant}/deliveries").WithTags("Deliveries");
        deliveries.MapGet("/", [RequireRole(Role.TenantAdministrator)] async (
            ReadDeliveries read, CancellationToken cancellationToken, DeliveryState? state = null, MessageChannel? channel = null, string? @event = null, string? search = null, Guid? after = null) =>
            TypedResults.Ok(await read.Handle(new(state, channel, @event, search, after), cancellationToken))).WithSummary("What was sent to people, newest first, addresses masked");
        deliveries.MapPost("/{id:guid}/resend", [RequireRole(Role.TenantAdministrator)] async Task<Results<NoContent, NotFound>> (
            Guid id, ReadDeliveries read, CancellationToken cancellationToken) =>
            await read.Resend(id, cancellationToken) is null ? TypedResults.NotFound() : TypedResults.NoContent()).WithSummary("Send a delivery again that was given up, refused or suppressed").ProducesProblem(409);
    }

    private IQueryable<Delivery> Filtered(Filter filter)
    {
        var rows = db.Deliveries.AsNoTracking();
        if (filter.State is { } state) rows = rows.Where(d => d.State == state);
        if (filter.Channel is { } channel) rows = rows.Where(d => d.Channel == channel);
        if (filter.Event is { Length: > 0 } kind) rows = rows.Where(d => d.Event == kind);
        if (filter.Search?.Trim() is { Length: > 0 } text)
        {
            var (like, whole) = (Like.Contains(text), Like.Whole(text));
            rows = rows.Where(d => EF.Functions.ILike(d.Subject, like, Like.Escape) || EF.Functions.ILike(d.Address, whole, Like.Escape));
        }
        return rows;
    }

    private static Row Show(Delivery d, string? who) => new(
        d.Id, d.Event, EventCatalogue.Find(d.Event)?.Name ?? d.Event, d.Channel, d.Masked, who, d.Subject, d.State, d.CreatedAt, d.NotBefore, d.SentAt, d.Attempts, d.Error);
}
