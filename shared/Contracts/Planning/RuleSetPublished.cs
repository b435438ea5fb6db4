namespace Dialogue.Contracts.Planning;

/// <summary>The rule set that holds for a tenant in a year, whole (the city's default where the tenant has none of its own). Published under that tenant.</summary>
public sealed record RuleSetPublished(int Year, int Version, RuleFacts[] Rules);

/// <summary>See Dialogue.Kernel.Rule, which it mirrors.</summary>
public sealed record RuleFacts(string Key, string? Value, string Text, string Source, bool Inferred);
