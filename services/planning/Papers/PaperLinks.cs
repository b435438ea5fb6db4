using Dialogue.Documents;

namespace Dialogue.Planning.Papers;

/// <summary>The quiet links of a page to its papers: as Word, and to be printed.</summary>
/// <param name="Root">Address below which the kinds stand.</param>
public sealed record PaperLinks(string Root, IReadOnlyList<PaperKind> Kinds)
{
    public static PaperLinks Of(string slug, Guid conference, params PaperKind[] kinds) => new($"/{slug}/can-bo/hoi-nghi/{conference}/van-ban", kinds);

    public static PaperLinks OfPlan(string slug, Guid plan, params PaperKind[] kinds) => new($"/{slug}/can-bo/nam/ke-hoach/{plan}/van-ban", kinds);
}
