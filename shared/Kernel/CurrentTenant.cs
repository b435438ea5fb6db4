namespace Dialogue.Kernel;

/// <summary>
/// The organisation whose data the current scope works on. Scoped; filled once at the edge: from the path of a request, the header of a
/// message, or by EachTenant in a job. While it is not set nothing of any tenant is visible.
/// </summary>
public sealed class CurrentTenant
{
    public TenantId Id { get; private set; }

    /// <summary>First path segment of the tenant's pages, such as <c>dai-son</c>; empty while not set.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>Display name with its kind, such as "Xã Đại Sơn"; empty while not set.</summary>
    public string Name { get; private set; } = "";

    public IReadOnlySet<string> Capabilities { get; private set; } = new HashSet<string>();

    /// <exception cref="InvalidOperationException">Another tenant is already set: a scope never changes sides.</exception>
    public void Set(TenantId id, string slug = "", string name = "", IEnumerable<string>? capabilities = null)
    {
        if (!Id.IsNone && Id != id) throw new InvalidOperationException($"This scope already works for tenant {Id}; it cannot turn to {id}.");
        (Id, Slug, Name) = (id, slug, name);
        Capabilities = capabilities?.ToHashSet() ?? [];
    }

    public bool Can(string capability) => Capabilities.Contains(capability);
}

/// <summary>What an organisation may do. It follows from these, never from its kind.</summary>
public static class Capability
{
    public const string HoldsDialogues = "holdsDialogues";
    public const string AnswersCases = "answersCases";
    public const string RoutesCases = "routesCases";
    public const string ReceivesReports = "receivesReports";
    public const string SeesCity = "seesCity";
}
