using System.Globalization;
using System.Text.Json;
using Dialogue.Data;
using Dialogue.Documents;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Hosting.Papers;

/// <summary>What a service itself remembers of a document that it issued: in the history, under the matter it is about. The document is in the register.</summary>
public sealed record IssuedNote(string Kind, string Number, DateOnly Date, string SignerName, string SignerTitle, string Sha256)
{
    private const string Subject = "Paper";

    public PaperKind PaperKind => PaperKinds.Find(Kind)!;

    public Signer Signer => new(SignerName, SignerTitle);

    /// <summary>Where the clerk's office shows it.</summary>
    /// <param name="slug">Of the organisation that issued it.</param>
    public string Link(string slug) => LinkTo(slug, Number, Date);

    public static string LinkTo(string slug, string number, DateOnly date) =>
        string.Create(CultureInfo.InvariantCulture, $"/{slug}/can-bo/van-ban?Nam={date.Year}&Tim={Uri.EscapeDataString(number)}");

    /// <summary>The documents issued about these matters, oldest first, by matter.</summary>
    public static async Task<ILookup<Guid, IssuedNote>> Of(TenantDbContext db, IEnumerable<Guid> matters, CancellationToken cancellationToken)
    {
        var ids = matters.ToList();
        var entries = await db.History.AsNoTracking().Where(h => ids.Contains(h.SubjectId) && h.Subject == Subject).OrderBy(h => h.Id).Select(h => new { h.SubjectId, h.Changes }).ToListAsync(cancellationToken);
        return entries.ToLookup(e => e.SubjectId, e => Read(e.Changes));
    }

    /// <summary>For the history of a matter; the caller saves.</summary>
    internal HistoryEntry Entry(Guid matter, DateTimeOffset at, DateOnly day, Guid? userId, string userName) => new()
    {
        At = at, Day = day, UserId = userId, UserName = userName, Subject = Subject, SubjectId = matter, Action = "Issued",
        Changes = JsonSerializer.Serialize(new Dictionary<string, string?[]>
        {
            [nameof(Kind)] = [null, Kind], [nameof(Number)] = [null, Number], [nameof(Date)] = [null, Date.ToString("O", CultureInfo.InvariantCulture)],
            [nameof(SignerName)] = [null, SignerName], [nameof(SignerTitle)] = [null, SignerTitle], [nameof(Sha256)] = [null, Sha256],
        }),
    };

    private static IssuedNote Read(string json)
    {
        var values = JsonSerializer.Deserialize<Dictionary<string, string?[]>>(json)!.ToDictionary(v => v.Key, v => v.Value[1] ?? "");
        return new(values[nameof(Kind)], values[nameof(Number)], DateOnly.ParseExact(values[nameof(Date)], "O", CultureInfo.InvariantCulture), values[nameof(SignerName)], values[nameof(SignerTitle)], values[nameof(Sha256)]);
    }
}
