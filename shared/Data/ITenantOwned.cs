using Dialogue.Kernel;

namespace Dialogue.Data;

/// <summary>
/// A row of one tenant. Its table gets a <c>tenant_id</c> column, the tenant filter, and, from the migrator, row level security.
/// The tenant is set when the row is added; give the property a private setter.
/// </summary>
public interface ITenantOwned
{
    TenantId TenantId { get; }
}

/// <summary>An aggregate whose every change is written to the history: who, when, what was before and after.</summary>
public interface IAggregate : ITenantOwned
{
    Guid Id { get; }
}

/// <summary>A property that the history only notes as changed, without its value (large texts, secrets).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotInHistoryAttribute : Attribute;
