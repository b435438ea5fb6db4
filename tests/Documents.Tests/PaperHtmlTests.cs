using System.Text.RegularExpressions;

namespace Dialogue.Documents.Tests;

public sealed class PaperHtmlTests
{
    [Theory, MemberData(nameof(DocxTests.Kinds), MemberType = typeof(DocxTests))]
    public void A_page_says_what_the_Word_file_says_without_inline_styles_or_scripts(string kind)
    {
        var paper = DocxTests.Sample(kind);
        var html = PaperHtml.Body(paper);

        Assert.DoesNotContain("style=", html);
        Assert.DoesNotContain("<script", html);
        var words = Words(Regex.Replace(Regex.Replace(html, "</?[bi]>", ""), "<[^>]+>", " ").Replace("&amp;", "&").Replace("(đã chọn)", ""));
        Assert.Equal("", string.Join(' ', DocxText(paper).Where(w => !words.Contains(w)).Distinct()));
        Assert.Equal(1 + paper.Annexes.Count, Regex.Matches(html, "<article ").Count);
        foreach (var tag in new[] { "div", "p", "table", "article", "ul", "span", "b", "i" })
            Assert.Equal(Regex.Matches(html, $"<{tag}[ >]").Count, Regex.Matches(html, $"</{tag}>").Count);
    }

    [Fact]
    public void What_people_wrote_is_text_and_never_markup()
    {
        const string attack = "<img src=x onerror=alert(1)> \" ' & **<b>**";
        var html = PaperHtml.Body(DocxTests.Sample("answer") with
        {
            Subject = attack, To = [attack], Basis = [attack], Recipients = [attack], Signatures = [new([attack], attack)], Annexes = [new(attack, [new Qr(attack, attack)])],
            Body = [new Heading(attack), new Paragraph(attack), new FillIn(attack, attack), new Choices(attack, [attack], attack), new Table([new(attack, 1)], [[attack]], Caption: attack), new Paragraph("x")],
        });

        Assert.DoesNotContain("<img", html);
        Assert.DoesNotMatch("""="[^"]*<""", html);
        Assert.Equal("", DocxTests.Faults(Docx.Write(DocxTests.Sample("answer") with { Subject = attack + "\u0001\uD800", Body = [new Paragraph(attack + "\u0002")] })));
    }

    private static HashSet<string> Words(string text) => [.. text.Split([' ', '\u00A0', '\n'], StringSplitOptions.RemoveEmptyEntries)];

    private static IEnumerable<string> DocxText(Paper paper)
    {
        var word = WordReader.Read(SafeDocx.Open(Docx.Write(paper)));
        return word.Paragraphs.SelectMany(p => p.Pieces).SelectMany(p => p.Text.Split(' ')).Where(w => w.Length > 0);
    }
}
