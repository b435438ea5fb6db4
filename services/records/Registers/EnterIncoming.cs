using System.ComponentModel.DataAnnotations;

namespace Dialogue.Records.Registers;

/// <summary>Enters a document that came on paper or from outside this product, under the next number of arrival.</summary>
internal sealed class EnterIncoming(RecordsDb db, AttachOriginal attach, CurrentUser user, LegalClock clock, TimeProvider time)
{
    public sealed class Request
    {
        [Display(Name = "Nơi gửi"), Required, StringLength(300)] public string Sender { get; set; } = "";
        [Display(Name = "Loại văn bản"), Required(ErrorMessage = "Hãy chọn loại văn bản.")] public string Type { get; set; } = "";
        [Display(Name = "Số, ký hiệu"), Required, StringLength(60)] public string Number { get; set; } = "";
        [Display(Name = "Ngày văn bản"), Required] public DateOnly? IssuedOn { get; set; }
        [Display(Name = "Trích yếu"), Required, StringLength(600)] public string Subject { get; set; } = "";
        [Display(Name = "Người ký"), StringLength(200)] public string? Signer { get; set; }
        [Display(Name = "Ngày đến"), Required] public DateOnly? ArrivedOn { get; set; }
        [Display(Name = "Chuyển cho"), StringLength(200)] public string? PassedTo { get; set; }
    }

    /// <param name="scan">Name and content; null when there is none.</param>
    /// <exception cref="RuleBrokenException">A date cannot be, or the document has been entered before.</exception>
    public async Task<RegisterEntry> Handle(Request request, (string Name, Stream Content)? scan, CancellationToken cancellationToken)
    {
        var (issued, arrived, number) = (request.IssuedOn!.Value, request.ArrivedOn!.Value, request.Number.Trim());
        if (!RecordsWords.Types.TryGetValue(request.Type, out var type)) throw RecordsRules.UnknownKind();
        if (arrived > clock.Today) throw RecordsRules.DateAhead("ArrivedOn");
        if (arrived.Year < clock.Today.Year - 1) throw RecordsRules.TooOld("ArrivedOn");
        if (arrived < issued) throw RecordsRules.ArrivedBeforeIssued();

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var ordinal = await db.NextArrival(arrived.Year, cancellationToken);
        var sender = request.Sender.Trim();
        if (await db.Register.AsNoTracking().FirstOrDefaultAsync(e => e.Incoming && e.Number == number && e.IssuedOn == issued && e.SenderName == sender, cancellationToken) is { } twin)
            throw RecordsRules.AlreadyArrived(twin.Ordinal, twin.EnteredOn);
        var id = Guid.CreateVersion7();
        var entry = new RegisterEntry
        {
            Id = id, Incoming = true, ByHand = true, PaperId = id, SenderName = sender, TypeName = type, Year = arrived.Year, Ordinal = ordinal, Number = number, IssuedOn = issued, EnteredOn = arrived,
            EnteredAt = time.GetUtcNow(), Subject = request.Subject.Trim(), Signer = request.Signer?.Trim() ?? "", IssuedBy = user.Name,
        }.InOrder();
        if (!string.IsNullOrWhiteSpace(request.PassedTo)) entry.PassTo(request.PassedTo.Trim(), arrived);
        db.Register.Add(entry);
        if (scan is { } s) await attach.Add(entry, s.Name, s.Content, null, "Scan", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return entry;
    }
}
