using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dialogue.Data;

/// <summary>
/// Rows that are only added, for the few places where very many do the same at once: tenant, rows, history, messages and commit travel in one round trip,
/// and the change tracker, which would look at each value of each row several times, never sees them. While it is open, what the context publishes belongs to
/// it; what is not saved is gone when it is disposed. Inside a transaction it is SaveChangesAsync.
/// </summary>
/// <remarks>The rows' versions are not read back.</remarks>
public sealed class Insertion : IDisposable
{
    private readonly TenantDbContext db;
    private readonly List<ITenantOwned> rows = [];

    internal Insertion(TenantDbContext db) => this.db = db;

    public void Add(ITenantOwned row) => rows.Add(row);

    /// <exception cref="DbUpdateException">As SaveChangesAsync: a constraint or the wall between tenants refused it; nothing is saved.</exception>
    /// <exception cref="InvalidOperationException">The context holds changes of its own, which would stay behind.</exception>
    public async Task SaveAsync(CancellationToken cancellationToken = default)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            db.AddRange(rows);
            await db.SaveChangesAsync(cancellationToken);
            return;
        }
        if (db.ChangeTracker.HasChanges()) throw new InvalidOperationException("Rows are inserted by themselves.");
        var commands = new List<NpgsqlBatchCommand>();
        foreach (var row in rows)
        {
            var plan = Plan(row);
            plan.Own(row, db.Tenant);
            commands.Add(plan.Command(row));
            if (row is IAggregate aggregate)
            {
                var note = db.Note(aggregate, EntityState.Added, plan.Values(row));
                commands.Add(Plan(note).Command(note));
            }
        }
        await db.InOneTrip(commands, batch => batch.ExecuteNonQueryAsync(cancellationToken), cancellationToken);
        db.Committed(rows);
    }

    public void Dispose() => db.Close(this);

    private InsertPlan Plan(object row) => InsertPlan.Of(db.Model.FindEntityType(row.GetType()) ?? throw new InvalidOperationException($"{row.GetType().Name} is no entity of {db.Schema}."));
}
