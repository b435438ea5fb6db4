using Dialogue.Data.Messaging;
using Dialogue.Kernel;

namespace Dialogue.Data;

/// <summary>What a context needs of the scope that leases it. Scoped.</summary>
public sealed record DataScope(CurrentTenant Tenant, CurrentUser User, LegalClock Clock, TimeProvider Time, MessageDirectory Messages)
{
    /// <summary>
    /// True while a consumer handles an outbox row of this database: its commit need not wait for the disk, since the relay's own commit, which
    /// deletes the row, comes later in the same log and does wait. A crash in between brings the row back together with the lost effect.
    /// </summary>
    public bool Relayed { get; set; }

    /// <summary>Hears every message that this scope publishes, before it is saved; null: nobody listens.</summary>
    public Action<object>? Hears { get; set; }
}
