using System.Text.Json.Serialization;
using Dialogue.Data;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Planning.Budgeting;

[JsonConverter(typeof(JsonStringEnumConverter<BudgetState>))]
internal enum BudgetState
{
    /// <summary>The estimate is being written.</summary>
    Draft,

    /// <summary>The leader has approved the estimate; money is spent and recorded.</summary>
    Approved,

    /// <summary>The settlement is closed.</summary>
    Settled,
}

/// <summary>One line of the estimate, and what it came to.</summary>
/// <param name="Quantity">0 of what was not estimated and cost money all the same.</param>
/// <param name="Price">In đồng, per unit.</param>
/// <param name="Source">Where the money comes from.</param>
/// <param name="Norm">The rule that allows the price.</param>
/// <param name="Spent">In đồng; null while nothing is recorded.</param>
/// <param name="Voucher">Number of the voucher.</param>
internal sealed record BudgetItem(
    string Content, string Unit, decimal Quantity, decimal Price, string Source = "", string Norm = "", decimal? Spent = null, string Voucher = "", DateOnly? VoucherOn = null, string Note = "")
{
    [JsonIgnore]
    public decimal Amount => decimal.Round(Quantity * Price);

    /// <summary>Above zero: less was spent than estimated.</summary>
    [JsonIgnore]
    public decimal Difference => Amount - (Spent ?? 0);
}

/// <summary>The money of one conference: estimated, approved, spent, settled.</summary>
internal sealed class Budget : IAggregate
{
    /// <summary>Id of the conference.</summary>
    public Guid Id { get; init; }
    public TenantId TenantId { get; private set; }

    /// <summary>Grows with each change; guards against two people who edit at once.</summary>
    public long Version { get; private set; } = 1;
    public BudgetState State { get; private set; }
    public List<BudgetItem> Items { get; private set; } = [];

    /// <summary>Who wrote it last.</summary>
    public string PreparedBy { get; private set; } = "";
    public DateOnly? ApprovedOn { get; private set; }
    public string ApprovedBy { get; private set; } = "";
    public string ApproverTitle { get; private set; } = "";
    public DateOnly? SettledOn { get; private set; }
    public string SettledBy { get; private set; } = "";

    public decimal Estimated => Items.Sum(i => i.Amount);
    public decimal Spent => Items.Sum(i => i.Spent ?? 0);

    public void Estimate(IEnumerable<BudgetItem> items, string by)
    {
        if (State != BudgetState.Draft) throw BudgetRules.Approved();
        (Items, PreparedBy) = ([.. items.Select(i => i with { Spent = null, Voucher = "", VoucherOn = null, Note = "" })], by);
        Version++;
    }

    public void Approve(string by, string title, DateOnly on)
    {
        if (State != BudgetState.Draft) throw BudgetRules.Approved();
        if (Items.Count == 0) throw BudgetRules.Empty();
        (State, ApprovedBy, ApproverTitle, ApprovedOn) = (BudgetState.Approved, by, title, on);
        Version++;
    }

    /// <summary>What each line came to, in the order of the estimate, then costs that were not estimated.</summary>
    public void Record(IReadOnlyList<BudgetSpending> spent, IEnumerable<BudgetItem> unforeseen)
    {
        if (State == BudgetState.Draft) throw BudgetRules.NotApproved();
        if (State == BudgetState.Settled) throw BudgetRules.Settled();
        var estimated = Items.Where(i => i.Quantity > 0).ToList();
        Items =
        [
            .. estimated.Select((i, n) => n < spent.Count ? i with { Spent = spent[n].Amount, Voucher = spent[n].Voucher, VoucherOn = spent[n].VoucherOn, Note = spent[n].Note } : i),
            .. unforeseen.Select(i => i with { Quantity = 0, Price = 0 }),
        ];
        Version++;
    }

    /// <exception cref="RuleBrokenException">A line has no amount, an amount has no voucher, or more was spent than approved without a word why.</exception>
    public void Settle(DateOnly on, string by)
    {
        if (State == BudgetState.Draft) throw BudgetRules.NotApproved();
        if (State == BudgetState.Settled) throw BudgetRules.Settled();
        foreach (var item in Items)
        {
            if (item.Spent is not { } spent) throw BudgetRules.NotSpent(item.Content);
            if (spent > 0 && (item.Voucher.Length == 0 || item.VoucherOn is null)) throw BudgetRules.NoVoucher(item.Content);
            if (item.VoucherOn > on) throw BudgetRules.VoucherInFuture(item.Content);
            if (spent > item.Amount && item.Note.Length == 0) throw BudgetRules.OverspentWithoutNote(item.Content, spent - item.Amount);
        }
        (State, SettledOn, SettledBy) = (BudgetState.Settled, on, by);
        Version++;
    }
}

/// <summary>What one line of the estimate came to.</summary>
internal sealed record BudgetSpending(decimal? Amount, string Voucher, DateOnly? VoucherOn, string Note);

internal sealed class BudgetConfiguration : IEntityTypeConfiguration<Budget>
{
    public void Configure(EntityTypeBuilder<Budget> budget)
    {
        budget.ToTable("budgets");
        budget.Property(b => b.Id).ValueGeneratedNever();
        budget.Property(b => b.Version).IsConcurrencyToken();
        budget.Ignore(b => b.Estimated);
        budget.Ignore(b => b.Spent);
        budget.Property(b => b.Items).HasColumnType("jsonb").HasConversion(new Data.JsonConverter<List<BudgetItem>>(), new ValueComparer<List<BudgetItem>>(
            (a, b) => a!.SequenceEqual(b!), l => l.Count, l => l.ToList()));
        budget.Property(b => b.PreparedBy).HasMaxLength(200);
        budget.Property(b => b.ApprovedBy).HasMaxLength(200);
        budget.Property(b => b.ApproverTitle).HasMaxLength(200);
        budget.Property(b => b.SettledBy).HasMaxLength(200);
    }
}

/// <summary>Every "no" about the money of a conference.</summary>
internal static class BudgetRules
{
    public static RuleBrokenException Approved() => new("budget-approved", "Dự toán đã được duyệt nên không sửa được nữa. Khoản phát sinh được ghi ở phần quyết toán.");

    public static RuleBrokenException NotApproved() => new("budget-not-approved", "Dự toán chưa được lãnh đạo duyệt nên chưa ghi quyết toán được. Hãy trình duyệt dự toán trước.");

    public static RuleBrokenException Settled() => new("budget-settled", "Quyết toán đã chốt nên không sửa được nữa.");

    public static RuleBrokenException Empty() => new("budget-empty", "Dự toán chưa có dòng nào. Hãy ghi ít nhất một khoản chi trước khi duyệt.", "Lines");

    public static RuleBrokenException NotSpent(string content) => new("budget-not-spent", $"Khoản “{content}” chưa ghi số thực chi. Hãy ghi số tiền, hoặc ghi 0 nếu không chi.", "Spending");

    public static RuleBrokenException NoVoucher(string content) => new("budget-no-voucher", $"Khoản “{content}” chưa có số và ngày chứng từ. Hãy bổ sung trước khi chốt quyết toán.", "Spending");

    public static RuleBrokenException VoucherInFuture(string content) => new("budget-voucher-date", $"Ngày chứng từ của khoản “{content}” không thể sau ngày quyết toán.", "Spending");

    public static RuleBrokenException OverspentWithoutNote(string content, decimal over) =>
        new("budget-overspent", $"Khoản “{content}” chi vượt dự toán {Vn.Money(over)}. Hãy ghi lý do vào cột ghi chú.", "Spending");
}
