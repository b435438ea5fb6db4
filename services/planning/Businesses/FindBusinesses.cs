using System.Text.Json;
using Dialogue.Kernel;
using Dialogue.Planning.Businesses.Model;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Businesses;

/// <summary>The directory by name, tax code or address, written with marks or without; in the order of names.</summary>
internal sealed class FindBusinesses(PlanningDb db, LegalClock clock, TimeProvider time, CurrentUser user)
{
    public const int PageSize = 30;

    public IQueryable<Business> Filtered(string? search, UnitKind? kind)
    {
        var rows = db.Businesses.AsNoTracking();
        if (kind is { } one) rows = rows.Where(b => b.Kind == one);
        foreach (var word in Folded.Of(search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8)) rows = rows.Where(b => b.Search.Contains(word));
        return rows.OrderBy(b => b.NameKey).ThenBy(b => b.Id);
    }

    /// <param name="after">Id of the last one of the page before.</param>
    public async Task<(IReadOnlyList<Business> Rows, Guid? Next)> Page(string? search, UnitKind? kind, Guid? after, CancellationToken cancellationToken, int size = PageSize)
    {
        var rows = Filtered(search, kind);
        if (after is { } id && await db.Businesses.AsNoTracking().Where(b => b.Id == id).Select(b => b.NameKey).FirstOrDefaultAsync(cancellationToken) is { } key)
            rows = rows.Where(b => EF.Functions.GreaterThan(ValueTuple.Create(b.NameKey, b.Id), ValueTuple.Create(key, id)));
        var page = await rows.Take(size + 1).ToListAsync(cancellationToken);
        return page.Count > size ? (page[..size], page[size - 1].Id) : (page, null);
    }

    /// <summary>One with its contacts: who asked for them stands in the history, before they are shown.</summary>
    public async Task<Business?> WithContacts(Guid id, string why, CancellationToken cancellationToken)
    {
        if (await db.Businesses.AsNoTracking().FirstOrDefaultAsync(b => b.Id == id, cancellationToken) is not { } business) return null;
        db.History.Add(new()
        {
            At = time.GetUtcNow(), Day = clock.Today, UserId = user.Id, UserName = user.Name, Subject = nameof(Business), SubjectId = id, Action = "ContactShown",
            Changes = JsonSerializer.Serialize(new { LastAct = new string?[] { null, why } }),
        });
        await db.SaveChangesAsync(cancellationToken);
        return business;
    }
}
