namespace Dialogue.Kernel;

/// <summary>Identifies an organisation as a tenant. The default value is no tenant at all.</summary>
public readonly record struct TenantId(Guid Value)
{
    public bool IsNone => Value == Guid.Empty;

    public override string ToString() => Value.ToString();
}
