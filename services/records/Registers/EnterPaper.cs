using Dialogue.Contracts.Records;
using Dialogue.Data.Files;
using Dialogue.Hosting.Bus;
using Dialogue.Kernel;
using Dialogue.Records.Model;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Records.Registers;

/// <summary>Enters an issued document into the register of outgoing documents of its organisation, and of incoming ones of those who receive it.</summary>
internal sealed class EnterPaper(RecordsDb db, LegalClock clock, TimeProvider time) : IConsumer<PaperIssued>
{
    public async Task Consume(ConsumeContext<PaperIssued> context)
    {
        var (m, cancellationToken) = (context.Message, context.CancellationToken);
        if (!await db.FirstTime<EnterPaper>(context)) return;
        var incoming = m.SenderId != db.Tenant.Value;
        // Two arrivals at the same moment must not get the same running number.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var ordinal = m.Ordinal;
        if (incoming)
        {
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('records.arrival/' || {db.Tenant.Value}::text, 0))", cancellationToken);
            ordinal = 1 + (await db.Register.Where(e => e.Incoming && e.Year == clock.Today.Year).MaxAsync(e => (int?)e.Ordinal, cancellationToken) ?? 0);
        }
        var names = await db.Organisations.AsNoTracking().Where(o => m.Receivers.Contains(o.Id)).OrderBy(o => o.Name).Select(o => o.Name).ToListAsync(cancellationToken);
        var id = Guid.CreateVersion7();
        var file = await db.SaveFile(id, $"{m.Number.Replace('/', '-')}.docx", new MemoryStream(m.Docx), time.GetUtcNow(), cancellationToken: cancellationToken);
        db.Register.Add(new()
        {
            Id = id, Incoming = incoming, PaperId = m.PaperId, SenderId = m.SenderId, SenderName = m.SenderName, Kind = m.Kind, Year = incoming ? clock.Today.Year : m.IssuedOn.Year,
            Series = incoming ? "" : m.Series, Ordinal = ordinal, Number = m.Number, IssuedOn = m.IssuedOn, EnteredOn = clock.Today, Subject = m.Subject, Signer = m.Signer,
            SignerTitle = m.SignerTitle, IssuedBy = m.IssuedBy, Receivers = string.Join(", ", names), Link = incoming ? "" : m.Link, Content = m.Content, FileId = file.Id, Sha256 = m.Sha256,
            Corrects = m.Corrects is { } corrected
                ? await db.Register.Where(e => e.Incoming == incoming && e.PaperId == corrected).Select(e => (Guid?)e.Id).FirstOrDefaultAsync(cancellationToken) : null,
        });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
