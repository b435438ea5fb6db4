using Dialogue.Contracts.Records;
using Dialogue.Hosting.Bus;
using MassTransit;

namespace Dialogue.Records.Registers;

/// <summary>Enters an issued document into the register of outgoing documents of its organisation, and of incoming ones of those who receive it.</summary>
internal sealed class EnterPaper(RecordsDb db, LegalClock clock, TimeProvider time) : IConsumer<PaperIssued>
{
    public async Task Consume(ConsumeContext<PaperIssued> context)
    {
        var (m, cancellationToken) = (context.Message, context.CancellationToken);
        if (!await db.FirstTime<EnterPaper>(context)) return;
        var incoming = m.SenderId != db.Tenant.Value;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Register.AnyAsync(e => e.Incoming == incoming && e.PaperId == m.PaperId && e.Number == m.Number, cancellationToken))
        {
            await db.SaveChangesAsync(cancellationToken); // told again under another id
            await transaction.CommitAsync(cancellationToken);
            return;
        }
        var ordinal = incoming ? await db.NextArrival(clock.Today.Year, cancellationToken) : m.Ordinal;
        var id = Guid.CreateVersion7();
        var file = await db.SaveFile(id, $"{m.Number.Replace('/', '-')}.docx", new MemoryStream(m.Docx), time.GetUtcNow(), cancellationToken: cancellationToken);
        if (file.Sha256 != m.Sha256) throw new InvalidDataException("The document is not the one that was issued: its hash is another.");
        var kind = PaperKinds.Find(m.Kind);
        var entry = new RegisterEntry
        {
            Id = id, Incoming = incoming, PaperId = m.PaperId, SenderId = m.SenderId, SenderName = m.SenderName, Kind = m.Kind, TypeName = kind is null ? "" : RecordsWords.TypeName(kind),
            Year = incoming ? clock.Today.Year : m.IssuedOn.Year, Series = incoming ? "" : m.Series, Ordinal = ordinal, Number = m.Number, IssuedOn = m.IssuedOn, EnteredOn = clock.Today,
            EnteredAt = time.GetUtcNow(), Subject = m.Subject.Length <= 600 ? m.Subject : m.Subject[..600], Signer = m.Signer, SignerTitle = m.SignerTitle, IssuedBy = m.IssuedBy,
            Link = incoming ? "" : m.Link, Content = m.Content, FileId = file.Id, Sha256 = m.Sha256, CorrectsPaper = m.Corrects, Receivers = await Receivers(m, cancellationToken),
            KeptBy = KeptBy(m),
        };
        db.Register.Add(entry.InOrder());
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>As the paper lists them below "Nơi nhận"; organisations here where it lists nobody.</summary>
    private async Task<string> Receivers(PaperIssued m, CancellationToken cancellationToken)
    {
        var listed = Listed(m).Where(r => !IsKept(r)).ToList();
        if (listed.Count == 0) listed = await db.Organisations.AsNoTracking().Where(o => m.Receivers.Contains(o.Id)).OrderBy(o => o.Name).Select(o => o.Name).ToListAsync(cancellationToken);
        var text = string.Join("; ", listed);
        return text.Length <= 2000 ? text : text[..1999] + "…";
    }

    private static string KeptBy(PaperIssued m) =>
        Listed(m).FirstOrDefault(IsKept) is { } kept && kept[(kept.IndexOf(':') + 1)..].Trim(' ', '.', ';') is { Length: <= 200 } whom ? whom : "VT";

    private static IEnumerable<string> Listed(PaperIssued m)
    {
        var paper = new RegisterEntry { Content = m.Content }.Paper;
        return paper is null ? [] : paper.To.Concat(paper.Recipients).Where(r => !r.StartsWith("Như trên", StringComparison.OrdinalIgnoreCase)).Distinct();
    }

    private static bool IsKept(string recipient) => recipient.StartsWith("Lưu", StringComparison.Ordinal);
}

internal static class Arrivals
{
    /// <summary>The next number of the register of incoming documents, from 1 each year; whoever asks next waits until this transaction has ended.</summary>
    public static async Task<int> NextArrival(this RecordsDb db, int year, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('records.arrival/' || {db.Tenant.Value}::text, 0))", cancellationToken);
        return 1 + (await db.Register.Where(e => e.Incoming && e.Year == year).MaxAsync(e => (int?)e.Ordinal, cancellationToken) ?? 0);
    }
}
