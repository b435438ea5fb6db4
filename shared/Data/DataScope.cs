using Dialogue.Data.Messaging;
using Dialogue.Kernel;

namespace Dialogue.Data;

/// <summary>What a context needs of the scope that leases it. Scoped.</summary>
public sealed record DataScope(CurrentTenant Tenant, CurrentUser User, LegalClock Clock, TimeProvider Time, MessageDirectory Messages);
