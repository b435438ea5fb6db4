using System.ComponentModel.DataAnnotations;

namespace Dialogue.Records.Registers;

/// <summary>Enters a document that the organisation issued outside of this product, under a number of its series taken in the same transaction.</summary>
internal sealed class EnterOutgoing(RecordsDb db, AttachOriginal attach, CurrentTenant tenant, CurrentUser user, LegalClock clock, TimeProvider time)
{
    public sealed class Request
    {
        [Display(Name = "Loại văn bản"), Required(ErrorMessage = "Hãy chọn loại văn bản.")] public string Type { get; set; } = "";
        [Display(Name = "Số, ký hiệu đã cấp"), StringLength(60)] public string? Number { get; set; }
        [Display(Name = "Ký hiệu"), StringLength(30)] public string? Symbol { get; set; }
        [Display(Name = "Ngày ban hành"), Required] public DateOnly? IssuedOn { get; set; }
        [Display(Name = "Trích yếu"), Required, StringLength(600)] public string Subject { get; set; } = "";
        [Display(Name = "Người ký"), Required, StringLength(200)] public string Signer { get; set; } = "";
        [Display(Name = "Chức vụ người ký"), StringLength(200)] public string? SignerTitle { get; set; }
        [Display(Name = "Nơi nhận"), Required, StringLength(2000)] public string Receivers { get; set; } = "";
        [Display(Name = "Đơn vị lưu"), StringLength(200)] public string? KeptBy { get; set; }
        [Display(Name = "Đính chính văn bản số"), StringLength(60)] public string? Corrects { get; set; }
    }

    /// <param name="scan">Name and content of the signed original; null when it is attached later.</param>
    /// <exception cref="RuleBrokenException">The number is taken or badly formed, a date cannot be, or what it corrects is not in the register.</exception>
    public async Task<RegisterEntry> Handle(Request request, (string Name, Stream Content)? scan, CancellationToken cancellationToken)
    {
        var issued = request.IssuedOn!.Value;
        if (!RecordsWords.Types.TryGetValue(request.Type, out var type)) throw RecordsRules.UnknownKind();
        if (issued > clock.Today) throw RecordsRules.DateAhead("IssuedOn");
        if (issued.Year < clock.Today.Year - 1) throw RecordsRules.TooOld("IssuedOn");
        var symbol = request.Symbol?.Trim().TrimStart('/') ?? "";
        if (string.IsNullOrWhiteSpace(request.Number) && symbol.Length == 0) throw NumberRules.SymbolMissing();
        Guid? corrects = null;
        if (!string.IsNullOrWhiteSpace(request.Corrects))
        {
            var named = request.Corrects.Trim();
            corrects = await db.Register.AsNoTracking().Where(e => !e.Incoming && e.Number == named && e.IssuedOn <= issued).OrderByDescending(e => e.IssuedOn)
                .Select(e => (Guid?)e.PaperId).FirstOrDefaultAsync(cancellationToken) ?? throw RecordsRules.CorrectedNotFound(named);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var id = Guid.CreateVersion7();
        var number = await db.TakeNumber(request.Type, symbol, request.Number, "", id, issued, cancellationToken);
        // One letter for several matters may stand in the book once; a line written by hand may not repeat another.
        if (await db.Register.AnyAsync(e => !e.Incoming && e.Year == issued.Year && e.Series == number.Series && e.Number == number.Text, cancellationToken)) throw NumberRules.Taken(number.Text);
        var entry = new RegisterEntry
        {
            Id = id, ByHand = true, PaperId = id, SenderId = tenant.Id.Value, SenderName = tenant.Name, TypeName = type, Year = issued.Year, Series = number.Series, Ordinal = number.Number,
            Number = number.Text, IssuedOn = issued, EnteredOn = clock.Today, EnteredAt = time.GetUtcNow(), Subject = request.Subject.Trim(), Signer = request.Signer.Trim(),
            SignerTitle = request.SignerTitle?.Trim() ?? "", IssuedBy = user.Name, Receivers = string.Join("; ", request.Receivers.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
            KeptBy = string.IsNullOrWhiteSpace(request.KeptBy) ? "VT" : request.KeptBy.Trim(), CorrectsPaper = corrects,
        }.InOrder();
        db.Register.Add(entry);
        if (scan is { } s) await attach.Add(entry, s.Name, s.Content, null, "Scan", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return entry;
    }
}
