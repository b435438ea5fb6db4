using Dialogue.Documents;

namespace Dialogue.Planning.Tests.Papers;

public sealed class PaperTagsTests
{
    /// <summary>A paper fills exactly the tags that the catalogue promises for its kind.</summary>
    internal static void AllKnown(Paper paper)
    {
        var known = PaperTags.Of(paper.Kind);
        Assert.Equal(known.Where(t => !t.IsList).Select(t => t.Tag).Order(), paper.Fields.Keys.Order());
        Assert.Equal(known.Where(t => t.IsList).Select(t => t.Tag).Order(), paper.Lists.Keys.Order());
        foreach (var list in known.Where(t => t.IsList))
            foreach (var row in paper.Lists[list.Tag]) Assert.Equal(list.Columns.Select(c => c.Tag).Order(), row.Keys.Order());
    }

    [Fact]
    public void No_tag_of_a_kind_stands_in_the_way_of_one_that_every_paper_has() =>
        Assert.Empty(PaperKinds.All.SelectMany(k => PaperTags.Of(k).Select(t => t.Tag)).Intersect(LetterTags.Standard.Keys));

    [Fact]
    public void Tags_are_small_letters_and_figures_without_diacritics() =>
        Assert.All(PaperKinds.All.SelectMany(k => PaperTags.Of(k)).SelectMany(t => t.Columns.Append(t)), t => Assert.Matches("^[a-z]+(-[a-z0-9]+)*$", t.Tag));
}
