using System.Globalization;
using Dialogue.Escalations.Model;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Escalations.Answering;

/// <summary>A department's cases by due date.</summary>
internal sealed class ListDepartmentCases(EscalationsDb db)
{
    public const int PageSize = 30;

    /// <param name="State">dang-mo (open or waiting for a signature; also when empty), cho-ky, qua-han, da-tra-loi, tat-ca.</param>
    public sealed record Filter(string? State, string? Field);

    public sealed record Row(
        Guid Id, string Code, string Title, string SenderName, string FieldCode, DepartmentCaseState State, DateOnly DirectedOn, Dialogue.Kernel.Deadline Deadline,
        DateOnly? ClosedOn, bool? OnTime, bool Drafted);

    public sealed record Counts(int Open, int AwaitingApproval, int Late, int Answered);

    /// <summary>A page of the list by due date, and the key of the next one; null on the last.</summary>
    public async Task<(IReadOnlyList<Row> Rows, string? Next)> Handle(Filter filter, string? after, DateOnly today, int size, CancellationToken cancellationToken)
    {
        var cases = Filtered(filter, today);
        if (after?.Split('_') is [var date, var last] && DateOnly.TryParseExact(date, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due) && Guid.TryParse(last, out var id))
            cases = cases.Where(c => EF.Functions.GreaterThan(ValueTuple.Create(c.Due, c.Id), ValueTuple.Create(due, id)));
        var rows = await cases.OrderBy(c => c.Due).ThenBy(c => c.Id).Take(size + 1).Select(c => new Row(
            c.Id, c.Code, c.Title, c.SenderName, c.FieldCode, c.State, c.DirectedOn, c.Deadline, c.ClosedOn, c.OnTime, c.Draft != "")).ToListAsync(cancellationToken);
        if (rows.Count <= size) return (rows, null);
        rows.RemoveAt(size);
        return (rows, string.Create(CultureInfo.InvariantCulture, $"{rows[^1].Deadline.Due:yyyyMMdd}_{rows[^1].Id}"));
    }

    /// <summary>All of the list, in the order of its pages.</summary>
    public IAsyncEnumerable<DepartmentCase> All(Filter filter, DateOnly today) => Filtered(filter, today).OrderBy(c => c.Due).ThenBy(c => c.Id).AsAsyncEnumerable();

    public async Task<Counts> Count(DateOnly today, CancellationToken cancellationToken) =>
        await db.DepartmentCases.GroupBy(_ => 1).Select(g => new Counts(
            g.Count(c => c.State == DepartmentCaseState.Open), g.Count(c => c.State == DepartmentCaseState.AwaitingApproval),
            g.Count(c => (c.State == DepartmentCaseState.Open || c.State == DepartmentCaseState.AwaitingApproval) && c.Due < today),
            g.Count(c => c.State == DepartmentCaseState.Answered))).SingleOrDefaultAsync(cancellationToken) ?? new(0, 0, 0, 0);

    private IQueryable<DepartmentCase> Filtered(Filter filter, DateOnly today)
    {
        var cases = db.DepartmentCases.AsNoTracking();
        cases = filter.State switch
        {
            "cho-ky" => cases.Where(c => c.State == DepartmentCaseState.AwaitingApproval),
            "qua-han" => cases.Where(c => (c.State == DepartmentCaseState.Open || c.State == DepartmentCaseState.AwaitingApproval) && c.Due < today),
            "da-tra-loi" => cases.Where(c => c.State == DepartmentCaseState.Answered),
            "tat-ca" => cases,
            _ => cases.Where(c => c.State == DepartmentCaseState.Open || c.State == DepartmentCaseState.AwaitingApproval),
        };
        if (!string.IsNullOrEmpty(filter.Field)) cases = cases.Where(c => c.FieldCode == filter.Field);
        return cases;
    }
}
