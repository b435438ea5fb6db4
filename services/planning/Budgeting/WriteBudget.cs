using System.ComponentModel.DataAnnotations;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Budgeting;

/// <summary>The estimate is written, copied from the plan where there is one; a leader approves it; what was spent is recorded and settled.</summary>
internal sealed class WriteBudget(PlanningDb db, CurrentTenant tenant, CurrentUser user, LegalClock clock)
{
    public sealed record Line(
        [Required, StringLength(300)] string Content, [StringLength(40)] string? Unit, [Range(0.01, 1_000_000)] decimal Quantity, [Range(0, 100_000_000_000)] decimal Price,
        [StringLength(200)] string? Source = null, [StringLength(300)] string? Norm = null);

    public sealed record EstimateRequest([Required] List<Line> Lines, long? Version = null);

    /// <param name="Amount">In đồng; 0 when nothing was spent.</param>
    public sealed record SpendingLine([Range(0, 100_000_000_000)] decimal? Amount, [StringLength(60)] string? Voucher, DateOnly? VoucherOn, [StringLength(500)] string? Note);

    public sealed record UnforeseenLine(
        [Required, StringLength(300)] string Content, [Range(0, 100_000_000_000)] decimal Amount, [StringLength(60)] string? Voucher, DateOnly? VoucherOn, [StringLength(500)] string? Note);

    /// <param name="Spending">One per line of the estimate, in its order.</param>
    /// <param name="Unforeseen">Costs that were not estimated.</param>
    public sealed record SettlementRequest([Required] List<SpendingLine> Spending, List<UnforeseenLine>? Unforeseen = null, long? Version = null);

    public sealed record ApprovalRequest([StringLength(200)] string? Signer = null, [StringLength(200)] string? SignerTitle = null);

    /// <summary>As it is stored; before that, a first estimate with the lines of the year's plan. Null when this tenant has no such conference.</summary>
    public async Task<Budget?> Read(Guid id, CancellationToken cancellationToken)
    {
        if (await db.Budgets.AsNoTracking().FirstOrDefaultAsync(b => b.Id == id, cancellationToken) is { } stored) return stored;
        if (await db.Conferences.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } conference) return null;
        var plan = await db.Plans.AsNoTracking().Where(p => p.Year == conference.Year).OrderByDescending(p => p.IssuedOn != null).ThenByDescending(p => p.Id).FirstOrDefaultAsync(cancellationToken);
        var budget = new Budget { Id = id };
        if (plan is not null) budget.Estimate(plan.Body.Budget.Select(l => new BudgetItem(l.Content, l.Unit, l.Quantity, l.Price, DefaultSource)), "");
        return budget;
    }

    /// <exception cref="RuleBrokenException">It is approved already.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Somebody has changed it since.</exception>
    public Task<Budget?> Estimate(Guid id, EstimateRequest request, CancellationToken cancellationToken) => Change(id, request.Version, budget =>
        budget.Estimate(request.Lines.Select(l => new BudgetItem(l.Content.Trim(), l.Unit?.Trim() ?? "", l.Quantity, l.Price, l.Source?.Trim() ?? "", l.Norm?.Trim() ?? "")), user.Name), cancellationToken);

    public Task<Budget?> Approve(Guid id, ApprovalRequest request, CancellationToken cancellationToken) => Change(id, null, budget => budget.Approve(
        request.Signer?.Trim() is { Length: > 0 } signer ? signer : user.Name, request.SignerTitle?.Trim() is { Length: > 0 } title ? title : Plans.PlanServices.ChiefTitle(tenant.Name), clock.Today), cancellationToken);

    public Task<Budget?> Record(Guid id, SettlementRequest request, CancellationToken cancellationToken) => Change(id, request.Version, budget => budget.Record(
        [.. request.Spending.Select(s => new BudgetSpending(s.Amount, s.Voucher?.Trim() ?? "", s.VoucherOn, s.Note?.Trim() ?? ""))],
        (request.Unforeseen ?? []).Select(u => new BudgetItem(u.Content.Trim(), "", 0, 0, "", "", u.Amount, u.Voucher?.Trim() ?? "", u.VoucherOn, u.Note?.Trim() ?? ""))), cancellationToken);

    public Task<Budget?> Settle(Guid id, CancellationToken cancellationToken) => Change(id, null, budget => budget.Settle(clock.Today, user.Name), cancellationToken);

    internal const string DefaultSource = "Chi thường xuyên";

    private async Task<Budget?> Change(Guid id, long? version, Action<Budget> change, CancellationToken cancellationToken)
    {
        if (await db.Budgets.FirstOrDefaultAsync(b => b.Id == id, cancellationToken) is not { } budget)
        {
            if (await Read(id, cancellationToken) is not { } first) return null;
            db.Budgets.Add(budget = first);
        }
        else if (version is { } seen && seen != budget.Version) throw new DbUpdateConcurrencyException("The budget has changed.");
        change(budget);
        await db.SaveChangesAsync(cancellationToken);
        return budget;
    }

    public static void Map(RouteGroupBuilder conferences)
    {
        conferences.MapGet("/{id:guid}/budget", [RequireRole(Role.Accountant, Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader)] async Task<Results<Ok<View>, NotFound>> (
            Guid id, WriteBudget write, CancellationToken cancellationToken) => One(await write.Read(id, cancellationToken)))
            .WithSummary("The estimate and the settlement of a conference");
        conferences.MapPut("/{id:guid}/budget", [RequireRole(Role.Accountant, Role.Specialist, Role.OfficeHead)] async Task<Results<Ok<View>, NotFound>> (
            Guid id, EstimateRequest request, WriteBudget write, CancellationToken cancellationToken) => One(await write.Estimate(id, request, cancellationToken)))
            .WithSummary("Write the estimate, whole").ProducesProblem(409);
        conferences.MapPost("/{id:guid}/budget/approval", [RequireRole(Role.Leader)] async Task<Results<Ok<View>, NotFound>> (
            Guid id, ApprovalRequest request, WriteBudget write, CancellationToken cancellationToken) => One(await write.Approve(id, request, cancellationToken)))
            .WithSummary("Approve the estimate").ProducesProblem(409);
        conferences.MapPut("/{id:guid}/budget/settlement", [RequireRole(Role.Accountant)] async Task<Results<Ok<View>, NotFound>> (
            Guid id, SettlementRequest request, WriteBudget write, CancellationToken cancellationToken) => One(await write.Record(id, request, cancellationToken)))
            .WithSummary("Record what was spent, with its vouchers").ProducesProblem(409);
        conferences.MapPost("/{id:guid}/budget/settlement/closing", [RequireRole(Role.Accountant)] async Task<Results<Ok<View>, NotFound>> (
            Guid id, WriteBudget write, CancellationToken cancellationToken) => One(await write.Settle(id, cancellationToken)))
            .WithSummary("Close the settlement").ProducesProblem(409);
    }

    private static Results<Ok<View>, NotFound> One(Budget? b) => b is null ? TypedResults.NotFound() : TypedResults.Ok(new View(
        b.Id, b.Version, b.State, b.Items, b.Estimated, b.Spent, b.PreparedBy, b.ApprovedBy, b.ApprovedOn, b.SettledBy, b.SettledOn));

    internal sealed record View(
        Guid Id, long Version, BudgetState State, IReadOnlyList<BudgetItem> Lines, decimal Estimated, decimal Spent, string PreparedBy, string ApprovedBy, DateOnly? ApprovedOn, string SettledBy, DateOnly? SettledOn);
}
