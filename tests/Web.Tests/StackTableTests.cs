using Dialogue.Web.TagHelpers;

namespace Dialogue.Web.Tests;

public sealed class StackTableTests
{
    [Fact]
    public void Every_part_gets_its_role_and_every_cell_the_heading_of_its_column() => Assert.Equal(
        """<thead role="rowgroup"><tr role="row"><th role="columnheader">Đơn vị</th><th class="num" role="columnheader">Số <b>lượng</b></th></tr></thead><tbody role="rowgroup"><tr role="row"><th scope="row" role="rowheader" data-label="Đơn vị"><a href="#">A</a></th><td class="num" role="cell" data-label="Số lượng">1</td></tr></tbody>""",
        StackTableTagHelper.WithRoles("""<thead><tr><th>Đơn vị</th><th class="num">Số <b>lượng</b></th></tr></thead><tbody><tr><th scope="row"><a href="#">A</a></th><td class="num">1</td></tr></tbody>"""));

    [Fact]
    public void A_spanning_cell_moves_the_headings_on() => Assert.Contains(
        """<td role="cell" data-label="C">2</td>""",
        StackTableTagHelper.WithRoles("""<thead><tr><th>A</th><th>B</th><th>C</th></tr></thead><tr><td colspan="2">1</td><td>2</td></tr>"""));

    [Theory]
    [InlineData("""<tr><td data-label="Riêng" role="gridcell">x</td></tr>""", """<tr role="row"><td data-label="Riêng" role="gridcell">x</td></tr>""")]
    [InlineData("a < b", "a < b")]
    [InlineData("", "")]
    public void What_the_author_wrote_stays(string html, string expected) => Assert.Equal(expected, StackTableTagHelper.WithRoles(html));
}
