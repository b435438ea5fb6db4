using Dialogue.Escalations.Model;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Escalations.Directing;

/// <summary>The coordinator's list: what waits to be directed, what is at departments and for how long, what is answered.</summary>
internal sealed class ListCityCases(EscalationsDb db)
{
    public const int PageSize = 30;

    /// <param name="State">dang-mo (waiting or at departments; also when empty), cho-chuyen, o-so-nganh, qua-han, da-tra-loi, da-tra-lai, tat-ca.</param>
    public sealed record Filter(string? State, Guid? Department, string? Field);

    public sealed record Row(
        Guid Id, string Code, string Title, string SenderName, string FieldCode, CityCaseState State, Guid? ProposedDepartmentId, string DepartmentName,
        DateOnly ReportedOn, DateOnly? DirectedOn, DateOnly? Due, DateOnly? ClosedOn, bool? OnTime, string ReasonBy);

    /// <summary>What lies at one department: how many, how many of them late, since when the oldest.</summary>
    public sealed record Pile(Guid DepartmentId, string Name, int Count, int Late, DateOnly Oldest);

    public sealed record Counts(int Waiting, int Directed, int Late, int Answered);

    /// <summary>A page of the list, what waits to be directed before the rest, in order of arrival; and the key of the next page, null on the last.</summary>
    public async Task<(IReadOnlyList<Row> Rows, string? Next)> Handle(Filter filter, string? after, DateOnly today, int size, CancellationToken cancellationToken)
    {
        var cases = Filtered(filter, today);
        if (after?.Split('_') is [("0" or "1") and var part, var last] && Guid.TryParse(last, out var key))
            cases = part == "0" ? cases.Where(c => (c.State == CityCaseState.Received && c.Id > key) || c.State != CityCaseState.Received) : cases.Where(c => c.State != CityCaseState.Received && c.Id > key);
        var rows = await cases.OrderBy(c => c.State != CityCaseState.Received).ThenBy(c => c.Id).Take(size + 1).Select(c => new Row(
            c.Id, c.Code, c.Title, c.SenderName, c.FieldCode, c.State, c.ProposedDepartmentId, c.DepartmentName, c.ReportedOn, c.DirectedOn, c.Due, c.ClosedOn, c.OnTime,
            c.ReasonBy)).ToListAsync(cancellationToken);
        if (rows.Count <= size) return (rows, null);
        rows.RemoveAt(size);
        return (rows, $"{(rows[^1].State == CityCaseState.Received ? 0 : 1)}_{rows[^1].Id}");
    }

    /// <summary>All of the list, in the order of its pages.</summary>
    public IAsyncEnumerable<CityCase> All(Filter filter, DateOnly today) => Filtered(filter, today).OrderBy(c => c.State != CityCaseState.Received).ThenBy(c => c.Id).AsAsyncEnumerable();

    public async Task<Counts> Count(DateOnly today, CancellationToken cancellationToken) =>
        await db.CityCases.GroupBy(_ => 1).Select(g => new Counts(
            g.Count(c => c.State == CityCaseState.Received), g.Count(c => c.State == CityCaseState.Directed),
            g.Count(c => c.State == CityCaseState.Directed && c.Due < today), g.Count(c => c.State == CityCaseState.Answered))).SingleOrDefaultAsync(cancellationToken) ?? new(0, 0, 0, 0);

    public async Task<List<Pile>> Piles(DateOnly today, CancellationToken cancellationToken) =>
        await db.CityCases.Where(c => c.State == CityCaseState.Directed).GroupBy(c => new { c.DepartmentId, c.DepartmentName })
            .Select(g => new { g.Key.DepartmentId, g.Key.DepartmentName, Count = g.Count(), Late = g.Count(c => c.Due < today), Oldest = g.Min(c => c.DirectedOn) })
            .OrderByDescending(p => p.Late).ThenByDescending(p => p.Count)
            .Select(p => new Pile(p.DepartmentId!.Value, p.DepartmentName, p.Count, p.Late, p.Oldest!.Value)).ToListAsync(cancellationToken);

    private IQueryable<CityCase> Filtered(Filter filter, DateOnly today)
    {
        var cases = db.CityCases.AsNoTracking();
        cases = filter.State switch
        {
            "cho-chuyen" => cases.Where(c => c.State == CityCaseState.Received),
            "o-so-nganh" => cases.Where(c => c.State == CityCaseState.Directed),
            "qua-han" => cases.Where(c => c.State == CityCaseState.Directed && c.Due < today),
            "da-tra-loi" => cases.Where(c => c.State == CityCaseState.Answered),
            "da-tra-lai" => cases.Where(c => c.State == CityCaseState.Returned),
            "tat-ca" => cases,
            _ => cases.Where(c => c.State == CityCaseState.Received || c.State == CityCaseState.Directed),
        };
        if (filter.Department is { } department) cases = cases.Where(c => c.DepartmentId == department);
        if (!string.IsNullOrEmpty(filter.Field)) cases = cases.Where(c => c.FieldCode == filter.Field);
        return cases;
    }
}
