using System.Text.Json;
using Dialogue.Data;
using Dialogue.Data.Messaging;
using Dialogue.Data.Works;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Hosting.Works;

/// <summary>Where people ask for long work, and see, cancel and repeat their own. Scoped.</summary>
public sealed class WorkDesk(WorkDirectory directory, CurrentTenant tenant, CurrentUser user, TimeProvider time, IServiceProvider scope)
{
    /// <summary>Works of one person at one service that may wait or run at once.</summary>
    public const int MostWaiting = 5;

    /// <summary>A result is kept this long after its work has ended.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>
    /// Puts a work into the queue: a row that the caller saves, in whatever transaction. Asked for twice while it waits or runs (a double
    /// click), it is the same work.
    /// </summary>
    /// <param name="db">The context of the service that does the work.</param>
    /// <param name="title">What people see: "Giấy mời hội nghị 13/10/2026 (500 bản)"; at most 300 letters.</param>
    /// <param name="arguments">Small, written as JSON; read with <see cref="WorkContext.Arguments{T}"/>. Ids and choices, no personal data.</param>
    /// <exception cref="RuleBrokenException"><c>too-many-works</c>.</exception>
    public Task<Work> Queue<TWork>(TenantDbContext db, string title, object arguments, CancellationToken cancellationToken = default) where TWork : ILongWork
    {
        if (directory.Find(db.Schema, TWork.Kind) is null) throw new InvalidOperationException($"{db.Schema} has no long work of kind {TWork.Kind}.");
        return Queue(db, TWork.Kind, title, JsonSerializer.SerializeToElement(arguments, MessageDirectory.Json), cancellationToken);
    }

    /// <summary>Path of the page that shows how far a work is and gives its result: where the browser is sent after it was queued.</summary>
    public string PageOf(TenantDbContext db, Work work) => WorkOrder.Page(tenant.Slug, db.Schema, work.Id);

    /// <summary>The service's context; null when the service does not run here or has no long works.</summary>
    public TenantDbContext? Context(string service) => directory.Context(scope, service);

    /// <summary>This person's work; null for anybody else's.</summary>
    public Task<Work?> Find(TenantDbContext db, Guid id, CancellationToken cancellationToken) => Mine(db).AsNoTracking().FirstOrDefaultAsync(w => w.Id == id, cancellationToken);

    /// <summary>This person's works of the week, newest first.</summary>
    public Task<List<Work>> List(TenantDbContext db, CancellationToken cancellationToken) => Mine(db).AsNoTracking().OrderByDescending(w => w.Id).Take(100).ToListAsync(cancellationToken);

    /// <summary>Ends a work that waits, and asks one that runs to end. Nothing happens to one that has ended.</summary>
    /// <returns>False when this person has none with that id.</returns>
    public async Task<bool> Cancel(TenantDbContext db, Guid id, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = time.GetUtcNow();
        if (await Mine(db).Where(w => w.Id == id && w.State == WorkState.Queued)
            .ExecuteUpdateAsync(set => set.SetProperty(w => w.State, WorkState.Cancelled).SetProperty(w => w.CancelAsked, true).SetProperty(w => w.EndedAt, now), cancellationToken) > 0) return true;
        if (await Mine(db).Where(w => w.Id == id && w.State == WorkState.Running).ExecuteUpdateAsync(set => set.SetProperty(w => w.CancelAsked, true), cancellationToken) > 0) return true;
        return await Mine(db).AnyAsync(w => w.Id == id, cancellationToken);
    }

    /// <summary>Asks for a work that has ended once more, in the name of who asks now; the caller saves it.</summary>
    /// <returns>The new work; null when this person has none with that id, or its kind is no longer known.</returns>
    /// <exception cref="RuleBrokenException"><c>too-many-works</c>.</exception>
    public async Task<Work?> Again(TenantDbContext db, Guid id, CancellationToken cancellationToken)
    {
        if (await Find(db, id, cancellationToken) is not { } old || directory.Find(db.Schema, old.Kind) is null) return null;
        return await Queue(db, old.Kind, old.Title, WorkOrder.Read(old.Arguments).Arguments, cancellationToken);
    }

    private async Task<Work> Queue(TenantDbContext db, string kind, string title, JsonElement arguments, CancellationToken cancellationToken)
    {
        var owner = user.Id ?? throw new InvalidOperationException("Only a person can ask for long work.");
        var waiting = await Mine(db).AsNoTracking().Where(w => w.State == WorkState.Queued || w.State == WorkState.Running).ToListAsync(cancellationToken);
        if (waiting.Find(w => w.Kind == kind && !w.CancelAsked && JsonElement.DeepEquals(WorkOrder.Read(w.Arguments).Arguments, arguments)) is { } same) return same;
        if (waiting.Count >= MostWaiting)
            throw new RuleBrokenException("too-many-works", $"Bạn đang có {waiting.Count} việc chờ chạy. Hãy đợi một việc xong, hoặc hủy bớt, rồi thử lại.");
        var work = new Work
        {
            OwnerId = owner, Kind = kind, Title = title, RequestedAt = time.GetUtcNow(),
            Arguments = new WorkOrder(user.Name, [.. user.Memberships.Where(m => m.Tenant == tenant.Id)], arguments).ToString(),
        };
        db.Works.Add(work);
        return work;
    }

    private IQueryable<Work> Mine(TenantDbContext db) => user.Id is { } me ? db.Works.Where(w => w.OwnerId == me) : db.Works.Where(_ => false);
}

/// <summary>What lies in <see cref="Work.Arguments"/>: who asked, as what they then were in the organisation, and for what.</summary>
internal sealed record WorkOrder(string Name, IReadOnlyList<Membership> Memberships, JsonElement Arguments)
{
    public static WorkOrder Read(string json) => JsonSerializer.Deserialize<WorkOrder>(json, MessageDirectory.Json)!;

    public static string Page(string slug, string service, Guid id) => $"/{slug}/can-bo/viec/{service}/{id}";

    public override string ToString() => JsonSerializer.Serialize(this, MessageDirectory.Json);
}
