using Dialogue.Documents;
using Dialogue.Hosting.Papers;
using Dialogue.Hosting.Works;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>
/// All letters of answer of a conference that were issued, one after the other in one Word file, in order of their numbers: for the file of
/// the conference. Each is made again from the data under its number and signer; the frozen originals are in the register.
/// </summary>
internal sealed class AnswersInOneFile(PetitionsDb db, PaperContexts contexts, PaperDesk desk, CurrentTenant tenant) : ILongWork
{
    public sealed record Order(Guid ConferenceId);

    public static string Kind => "answers-in-one-file";

    public static IQueryable<Petition> Letters(PetitionsDb db, Guid conference) =>
        db.Petitions.AsNoTracking().Where(p => p.ConferenceId == conference && p.AnsweredHow == AnswerHow.InWriting && p.AnswerNumber != "");

    public async Task Run(WorkContext work, CancellationToken cancellationToken)
    {
        var petitions = await Letters(db, work.Arguments<Order>().ConferenceId).OrderBy(p => p.AnsweredOn).ThenBy(p => p.AnswerNumber).ThenBy(p => p.Id).ToListAsync(cancellationToken);
        if (petitions.Count == 0) throw PetitionRules.NoLetters();
        var notes = await IssuedNote.Of(db, petitions.Select(p => p.Id), cancellationToken);
        var letters = petitions.GroupBy(p => (p.AnsweredOn, p.AnswerNumber, p.BusinessName)).ToList();
        var papers = new List<Paper>(letters.Count);
        foreach (var letter in letters)
        {
            var first = letter.First();
            var note = notes[first.Id].LastOrDefault(n => n.Kind == PaperKinds.Answer.Key && n.Number == first.AnswerNumber);
            var context = await contexts.Of(first, note?.Signer ?? new("", Titles.Of(tenant.Name)[0]), cancellationToken);
            var slash = first.AnswerNumber.IndexOf('/', StringComparison.Ordinal);
            papers.Add(AnswerLetter.Of([.. letter], context) with { Number = first.AnswerNumber[..slash], Symbol = first.AnswerNumber[(slash + 1)..], Date = first.AnsweredOn });
            work.Report(papers.Count, 2 * letters.Count);
        }
        var docx = await desk.Docx(db, papers, done =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            work.Report(letters.Count + done, 2 * letters.Count);
        }, cancellationToken);
        await work.Result("cong-van-tra-loi.docx").WriteAsync(docx, cancellationToken);
    }
}
