using System.Text.Json;

namespace Dialogue.Records.Numbers;

/// <summary>What the head decides about a year's series, and what the clerk says about numbers that are missing.</summary>
internal sealed class SeriesDesk(RecordsDb db, CurrentUser user, LegalClock clock, TimeProvider time)
{
    /// <exception cref="RuleBrokenException"><c>number-series-in-use</c>: the first number of the year has been taken.</exception>
    public async Task Decide(int year, bool single, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.DecideSeries(year, single, cancellationToken);
        Note("NumberYear", StableId.Of("number-year", db.Tenant.ToString(), $"{year}"), new { Single = new object?[] { null, single } });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <exception cref="RuleBrokenException"><c>number-not-missing</c>.</exception>
    public async Task Explain(int year, string series, int number, string reason, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.ExplainGap(year, series, number, reason.Trim(), cancellationToken);
        Note("NumberGap", StableId.Of("number-gap", db.Tenant.ToString(), $"{year}", series, $"{number}"), new { Reason = new object?[] { null, reason.Trim() } });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private void Note(string subject, Guid id, object changes) => db.History.Add(new()
    {
        At = time.GetUtcNow(), Day = clock.Today, UserId = user.Id, UserName = user.Name, Subject = subject, SubjectId = id, Action = "Modified", Changes = JsonSerializer.Serialize(changes),
    });
}
