using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Dialogue.Documents.Tests;

/// <summary>With LibreOffice and poppler (pdffonts, pdftotext, pdfinfo); skipped with the reason where they are not installed.</summary>
public sealed class PdfTests
{
    private static void NeedOffice()
    {
        var reason = Environment.GetEnvironmentVariable("DIALOGUE_SKIP_OFFICE") is { Length: > 0 } given ? given : Pdf.Find() is null ? "LibreOffice is not here (apt-get install libreoffice-writer-nogui poppler-utils fonts-liberation2)" : null;
        Assert.SkipWhen(reason is not null, reason ?? "");
    }

    [Fact]
    public async Task Every_kind_of_paper_becomes_a_PDF_with_all_its_text_in_an_embedded_font_of_Times_measures()
    {
        NeedOffice();
        using var pdf = new Pdf();
        Paper[] papers = [.. Samples.All, Plans.DaiSon, Plans.ThienHuong];
        var result = await pdf.Convert(Docx.Write(papers), TestContext.Current.CancellationToken);
        Assert.Equal(PdfOutcome.Made, result.Outcome);
        using var file = new TemporaryFile(result.Content!);

        var fonts = Tool("pdffonts", file.Path).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToList();
        Assert.Equal(4, fonts.Count); // upright, bold, italic, both
        Assert.All(fonts, font => Assert.Matches("LiberationSerif|TimesNewRoman|Tinos", font));
        Assert.All(fonts, font => Assert.Matches(@"\syes\s+yes\s", font)); // embedded, and only the letters used

        var text = Plain(Tool("pdftotext", "-layout", file.Path, "-"));
        Assert.DoesNotContain('\uFFFD', text);
        Assert.All(papers.SelectMany(Texts).Distinct(), wanted => Assert.All(Plain(wanted).Split(' '), word => Assert.Contains(word, text)));
    }

    [Fact]
    public async Task The_two_real_plans_have_their_pages_and_an_annex_begins_a_new_one()
    {
        NeedOffice();
        using var pdf = new Pdf(atOnce: 2);

        Assert.Equal((5, 4, 2), (await Pages(Plans.DaiSon), await Pages(Plans.ThienHuong), await Pages(DocxTests.Sample("answer"))));

        async Task<int> Pages(Paper paper)
        {
            using var file = new TemporaryFile((await pdf.Convert(Docx.Write(paper), TestContext.Current.CancellationToken)).Content!);
            return int.Parse(Regex.Match(Tool("pdfinfo", file.Path), @"Pages:\s+(\d+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public async Task Two_invitations_in_one_file_are_two_pages_without_a_blank_one()
    {
        NeedOffice();
        using var pdf = new Pdf();
        using var file = new TemporaryFile((await pdf.Convert(Docx.Write([Samples.Invitation("Công ty Một"), Samples.Invitation("Công ty Hai")]), TestContext.Current.CancellationToken)).Content!);

        Assert.Matches(@"Pages:\s+2\b", Tool("pdfinfo", file.Path));
    }

    [Fact]
    public async Task A_conversion_that_takes_too_long_is_ended_and_leaves_nothing_behind()
    {
        NeedOffice();
        using var pdf = new Pdf(limit: TimeSpan.FromMilliseconds(1));

        Assert.Equal(PdfOutcome.TimedOut, (await pdf.Convert(Docx.Write(Plans.DaiSon), TestContext.Current.CancellationToken)).Outcome);
    }

    [Fact]
    public async Task Without_LibreOffice_the_answer_says_so()
    {
        using var pdf = new Pdf(soffice: "");

        Assert.False(pdf.Available);
        Assert.Equal(new(PdfOutcome.NoLibreOffice, null), await pdf.Convert(Docx.Write(Plans.DaiSon), TestContext.Current.CancellationToken));
    }

    private static IEnumerable<string> Texts(Paper paper) =>
        [paper.Subject, PaperWords.NumberLine(paper), PaperWords.PlaceAndDate(paper), PaperWords.Nation, PaperWords.Motto, .. PaperWords.Basis(paper), .. PaperWords.Recipients(paper), .. paper.Signatures.Select(s => s.Name),
            .. paper.Body.OfType<Paragraph>().Select(p => Inline.Plain(p.Text)), .. paper.Body.OfType<Heading>().Select(h => h.Text), .. paper.Annexes.Select(a => a.Title), .. paper.Body.OfType<Table>().SelectMany(t => t.Rows).SelectMany(r => r)];

    private static string Plain(string text) => string.Join(' ', text.Normalize(System.Text.NormalizationForm.FormC).Split([' ', '\u00A0', '\n', '\f'], StringSplitOptions.RemoveEmptyEntries));

    private static string Tool(string name, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(byte[] content) => File.WriteAllBytes(Path, content);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
