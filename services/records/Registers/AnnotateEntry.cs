using System.Text.Json;

namespace Dialogue.Records.Registers;

/// <summary>What may be added to a line of the register later: whom an incoming document was passed on to, and a remark. Each is noted in the history.</summary>
internal sealed class AnnotateEntry(RecordsDb db, CurrentUser user, LegalClock clock, TimeProvider time)
{
    /// <returns>The entry, or null when this organisation has none with that id.</returns>
    /// <exception cref="RuleBrokenException"><c>not-incoming</c>, <c>date-ahead</c> or <c>passed-before-arrival</c>.</exception>
    public Task<RegisterEntry?> Pass(Guid id, string whom, DateOnly on, CancellationToken cancellationToken)
    {
        if (on > clock.Today) throw RecordsRules.DateAhead("PassedOn");
        return Change(id, entry =>
        {
            var before = entry.PassedTo;
            entry.PassTo(whom.Trim(), on);
            return new { PassedTo = new[] { before, entry.PassedTo } };
        }, cancellationToken);
    }

    /// <returns>The entry, or null when this organisation has none with that id.</returns>
    public Task<RegisterEntry?> Note(Guid id, string remark, CancellationToken cancellationToken) => Change(id, entry =>
    {
        var before = entry.Remark;
        entry.Note(remark.Trim());
        return new { Remark = new[] { before, entry.Remark } };
    }, cancellationToken);

    private async Task<RegisterEntry?> Change(Guid id, Func<RegisterEntry, object> act, CancellationToken cancellationToken)
    {
        if (await db.Register.FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } entry) return null;
        var changes = JsonSerializer.Serialize(act(entry));
        db.History.Add(new() { At = time.GetUtcNow(), Day = clock.Today, UserId = user.Id, UserName = user.Name, Subject = nameof(RegisterEntry), SubjectId = id, Action = "Modified", Changes = changes });
        await db.SaveChangesAsync(cancellationToken);
        return entry;
    }
}
