using System.ComponentModel.DataAnnotations;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Dialogue.Records.Registers;

/// <summary>Corrects a line of the register that was written by hand. What it said before stays in the history, with who changed it and why.</summary>
internal sealed class CorrectEntry(RecordsDb db, CurrentUser user, LegalClock clock, TimeProvider time)
{
    public const string Action = "Corrected";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public sealed class Request
    {
        /// <summary>The row version that the person saw; null when the caller of the API does not say.</summary>
        public uint? Version { get; set; }

        [Display(Name = "Nơi gửi"), StringLength(300)] public string? Sender { get; set; }

        /// <summary>Key of a type; empty: as it is.</summary>
        [Display(Name = "Loại văn bản")] public string? Type { get; set; }
        [Display(Name = "Số, ký hiệu"), StringLength(60)] public string? Number { get; set; }
        [Display(Name = "Ngày văn bản"), Required] public DateOnly? IssuedOn { get; set; }
        [Display(Name = "Trích yếu"), Required, StringLength(600)] public string Subject { get; set; } = "";
        [Display(Name = "Người ký"), StringLength(200)] public string? Signer { get; set; }
        [Display(Name = "Chức vụ người ký"), StringLength(200)] public string? SignerTitle { get; set; }
        [Display(Name = "Nơi nhận"), StringLength(2000)] public string? Receivers { get; set; }
        [Display(Name = "Đơn vị lưu"), StringLength(200)] public string? KeptBy { get; set; }
        [Display(Name = "Lý do sửa"), Required, StringLength(300)] public string Reason { get; set; } = "";

        public static Request Of(RegisterEntry e) => new()
        {
            Version = e.RowVersion, Sender = e.SenderName, Type = RecordsWords.Types.FirstOrDefault(t => t.Value == e.TypeName).Key, Number = e.Number, IssuedOn = e.IssuedOn, Subject = e.Subject, Signer = e.Signer,
            SignerTitle = e.SignerTitle, Receivers = e.Receivers.Replace("; ", "\n", StringComparison.Ordinal), KeptBy = e.KeptBy,
        };
    }

    /// <param name="Field">As the page calls it.</param>
    public sealed record Change(string Field, string Before, string After);

    public sealed record Correction(DateTimeOffset At, string By, string Reason, IReadOnlyList<Change> Changes);

    /// <returns>The entry, or null when this organisation has none with that id.</returns>
    /// <exception cref="RuleBrokenException">It was issued in this product; a date cannot be; something is missing; the document has been entered under another line.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Somebody has changed it since the form was shown.</exception>
    public async Task<RegisterEntry?> Handle(Guid id, Request request, CancellationToken cancellationToken)
    {
        if (await db.Register.FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } entry) return null;
        if (request.Version is { } version) db.Entry(entry).Property(e => e.RowVersion).OriginalValue = version;
        var issued = request.IssuedOn!.Value;
        if (issued > clock.Today) throw RecordsRules.DateAhead("IssuedOn");
        string? type = null;
        if (!string.IsNullOrEmpty(request.Type) && !RecordsWords.Types.TryGetValue(request.Type, out type)) throw RecordsRules.UnknownKind();
        var before = Said(entry);
        entry.Correct(entry.Incoming
            ? new(issued, request.Subject.Trim(), request.Signer?.Trim() ?? "", Needed(request.Sender, "Sender", "nơi gửi"), type, Needed(request.Number, "Number", "số, ký hiệu"))
            : new(issued, request.Subject.Trim(), Needed(request.Signer, "Signer", "người ký"), SignerTitle: request.SignerTitle?.Trim() ?? "", Receivers: string.Join("; ",
                Needed(request.Receivers, "Receivers", "nơi nhận").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
                KeptBy: string.IsNullOrWhiteSpace(request.KeptBy) ? "VT" : request.KeptBy.Trim()));
        if (entry.Incoming && await db.Register.AsNoTracking().FirstOrDefaultAsync(
                e => e.Incoming && e.Id != id && e.Number == entry.Number && e.IssuedOn == entry.IssuedOn && e.SenderName == entry.SenderName, cancellationToken) is { } twin)
            throw RecordsRules.AlreadyArrived(twin.Ordinal, twin.EnteredOn);
        var changes = Said(entry).Where(now => before[now.Key] != now.Value).ToDictionary(now => now.Key, now => new[] { before[now.Key], now.Value });
        if (changes.Count == 0) return entry;
        changes["Reason"] = ["", request.Reason.Trim()];
        db.History.Add(new()
        {
            At = time.GetUtcNow(), Day = clock.Today, UserId = user.Id, UserName = user.Name, Subject = nameof(RegisterEntry), SubjectId = id, Action = Action,
            Changes = JsonSerializer.Serialize(changes, Readable),
        });
        await db.SaveChangesAsync(cancellationToken);
        return entry;
    }

    /// <summary>Corrections of one line, the newest first.</summary>
    public static async Task<IReadOnlyList<Correction>> Of(RecordsDb db, Guid id, CancellationToken cancellationToken) =>
    [
        .. (await db.History.AsNoTracking().Where(h => h.Subject == nameof(RegisterEntry) && h.SubjectId == id && h.Action == Action).OrderByDescending(h => h.Id).ToListAsync(cancellationToken))
            .Select(h =>
            {
                var changes = JsonSerializer.Deserialize<Dictionary<string, string[]>>(h.Changes)!;
                return new Correction(h.At, h.UserName, changes["Reason"][1], [.. changes.Where(c => c.Key != "Reason").Select(c => new Change(Names[c.Key], c.Value[0], c.Value[1]))]);
            }),
    ];

    private static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        [nameof(RegisterEntry.SenderName)] = "Nơi gửi", [nameof(RegisterEntry.TypeName)] = "Loại văn bản", [nameof(RegisterEntry.Number)] = "Số, ký hiệu", [nameof(RegisterEntry.IssuedOn)] = "Ngày văn bản",
        [nameof(RegisterEntry.Subject)] = "Trích yếu", [nameof(RegisterEntry.Signer)] = "Người ký", [nameof(RegisterEntry.SignerTitle)] = "Chức vụ người ký", [nameof(RegisterEntry.Receivers)] = "Nơi nhận",
        [nameof(RegisterEntry.KeptBy)] = "Đơn vị lưu",
    };

    private static Dictionary<string, string> Said(RegisterEntry e) => new()
    {
        [nameof(e.SenderName)] = e.SenderName, [nameof(e.TypeName)] = e.TypeName, [nameof(e.Number)] = e.Number, [nameof(e.IssuedOn)] = Vn.Date(e.IssuedOn), [nameof(e.Subject)] = e.Subject,
        [nameof(e.Signer)] = e.Signer, [nameof(e.SignerTitle)] = e.SignerTitle, [nameof(e.Receivers)] = e.Receivers, [nameof(e.KeptBy)] = e.KeptBy,
    };

    private static string Needed(string? typed, string field, string what) => string.IsNullOrWhiteSpace(typed) ? throw RecordsRules.Needed(field, what) : typed.Trim();
}
