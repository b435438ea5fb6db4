namespace Dialogue.Data;

/// <summary>
/// Patterns of what a person typed, in which <c>%</c>, <c>_</c> and <c>\</c> stand for themselves. They need <see cref="Escape"/> as the third
/// argument: with two, EF Core tells PostgreSQL that nothing is escaped, and the compiler refuses it.
/// <code>EF.Functions.ILike(r.Name, Like.Contains(typed), Like.Escape)</code>
/// </summary>
public static class Like
{
    public const string Escape = @"\";

    /// <summary>Matches what has the typed text anywhere in it.</summary>
    public static string Contains(string typed) => $"%{Whole(typed)}%";

    /// <summary>Matches the typed text and nothing more; under ILIKE in whatever case.</summary>
    public static string Whole(string typed) =>
        typed.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
