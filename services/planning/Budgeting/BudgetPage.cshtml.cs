using System.ComponentModel.DataAnnotations;
using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Planning.Plans;
using Dialogue.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Budgeting;

/// <summary>The money of a conference: estimated, approved, spent, settled.</summary>
[RequireRole(Role.Accountant, Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader), RequireCapability(Capability.HoldsDialogues)]
internal sealed class BudgetPageModel(PlanningDb db, WriteBudget write, CurrentTenant tenant, CurrentUser user) : ConferencePage(db)
{
    private readonly PlanningDb db = db;

    [BindProperty]
    public EstimateForm Estimate { get; set; } = new();

    [BindProperty]
    public ApproveForm Approve { get; set; } = new();

    [BindProperty]
    public SettlementForm Settlement { get; set; } = new();

    public sealed class EstimateForm
    {
        public long Version { get; set; }
        public List<LineForm> Lines { get; set; } = [];
    }

    public sealed class LineForm
    {
        [StringLength(300)] public string? Content { get; set; }
        [StringLength(40)] public string? Unit { get; set; }
        [Range(0.01, 1_000_000, ErrorMessage = "Số lượng lớn hơn 0, đến 1.000.000.")] public decimal? Quantity { get; set; }
        [Range(0, 100_000_000_000, ErrorMessage = "Đơn giá từ 0 đến 100 tỷ đồng.")] public decimal? Price { get; set; }
        [StringLength(200)] public string? Source { get; set; }
        [StringLength(300)] public string? Norm { get; set; }
    }

    public sealed class ApproveForm
    {
        [Required, StringLength(200)] public string Signer { get; set; } = "";
        [Required, StringLength(200)] public string SignerTitle { get; set; } = "";
    }

    public sealed class SettlementForm
    {
        public long Version { get; set; }
        public List<SpendingForm> Spending { get; set; } = [];
        public List<UnforeseenForm> Unforeseen { get; set; } = [];
    }

    public class SpendingForm
    {
        [Range(0, 100_000_000_000, ErrorMessage = "Số tiền từ 0 đến 100 tỷ đồng.")] public decimal? Amount { get; set; }
        [StringLength(60)] public string? Voucher { get; set; }
        public DateOnly? VoucherOn { get; set; }
        [StringLength(500)] public string? Note { get; set; }
    }

    public sealed class UnforeseenForm : SpendingForm
    {
        [StringLength(300)] public string? Content { get; set; }
    }

    public Budget Budget { get; private set; } = null!;
    public bool Stored { get; private set; }
    public IReadOnlyList<BudgetItem> Estimated { get; private set; } = [];
    public bool MayWrite => user.Has(tenant.Id, Role.Accountant, Role.Specialist, Role.OfficeHead);
    public bool MayApprove => user.Has(tenant.Id, Role.Leader);
    public bool MaySettle => user.Has(tenant.Id, Role.Accountant);

    protected override async Task<IActionResult?> Show(CancellationToken cancellationToken)
    {
        Stored = await db.Budgets.AnyAsync(b => b.Id == Id, cancellationToken);
        Budget = (await write.Read(Id, cancellationToken))!;
        Estimated = [.. Budget.Items.Where(i => i.Quantity > 0)];
        (Estimate.Version, Settlement.Version) = (Budget.Version, Budget.Version);
        if (Approve.Signer is null or "") Approve = new() { Signer = user.Name, SignerTitle = PlanServices.ChiefTitle(tenant.Name) };
        if (!HttpMethods.IsGet(Request.Method)) return null;
        Estimate.Lines = [.. Budget.Items.Select(i => new LineForm { Content = i.Content, Unit = i.Unit, Quantity = i.Quantity, Price = i.Price, Source = i.Source, Norm = i.Norm }), new() { Source = WriteBudget.DefaultSource }, new() { Source = WriteBudget.DefaultSource }];
        Settlement.Spending = [.. Estimated.Select(i => new SpendingForm { Amount = i.Spent, Voucher = i.Voucher, VoucherOn = i.VoucherOn, Note = i.Note })];
        Settlement.Unforeseen = [.. Budget.Items.Where(i => i.Quantity == 0).Select(i => new UnforeseenForm { Content = i.Content, Amount = i.Spent, Voucher = i.Voucher, VoucherOn = i.VoucherOn, Note = i.Note }), new()];
        return null;
    }

    protected override Task<IActionResult?> File(WantedFile wanted, CancellationToken cancellationToken) => System.Threading.Tasks.Task.FromResult<IActionResult?>(
        (wanted with { Internal = false }).Of(HttpContext, $"kinh-phi-{Conference.Day:yyyy-MM-dd}", new Sheet<BudgetItem>("Kinh phí")
            .Text("Nội dung", i => i.Content, 40).Text("Đơn vị tính", i => i.Unit, 12).Number("Số lượng", i => i.Quantity > 0 ? i.Quantity : null).Money("Đơn giá", i => i.Quantity > 0 ? i.Price : null)
            .Money("Dự toán", i => i.Amount).Money("Thực chi", i => i.Spent).Money("Chênh lệch", i => i.Spent is null ? null : i.Difference).Text("Nguồn", i => i.Source, 24).Text("Căn cứ định mức", i => i.Norm, 30)
            .Text("Chứng từ", i => i.Voucher, 16).Date("Ngày chứng từ", i => i.VoucherOn).Text("Ghi chú", i => i.Note, 30), Budget.Items));

    public async Task<IActionResult> OnPostEstimateAsync(CancellationToken cancellationToken)
    {
        if (!MayWrite) return Forbid();
        var lines = Estimate.Lines.Where(l => !string.IsNullOrWhiteSpace(l.Content)).Select(l => new WriteBudget.Line(l.Content!, l.Unit, l.Quantity ?? 1, l.Price ?? 0, l.Source, l.Norm)).ToList();
        return await write.Estimate(Id, new(lines, Estimate.Version), cancellationToken) is { } b ? Done($"Đã lưu dự toán {Vn.Money(b.Estimated)}.") : NotFound();
    }

    public async Task<IActionResult> OnPostApproveAsync(CancellationToken cancellationToken) =>
        !MayApprove ? Forbid() : await write.Approve(Id, new(Approve.Signer, Approve.SignerTitle), cancellationToken) is null ? NotFound() : Done("Đã duyệt dự toán.");

    public async Task<IActionResult> OnPostSettlementAsync(CancellationToken cancellationToken)
    {
        if (!MaySettle) return Forbid();
        var request = new WriteBudget.SettlementRequest(
            [.. Settlement.Spending.Select(s => new WriteBudget.SpendingLine(s.Amount, s.Voucher, s.VoucherOn, s.Note))],
            [.. Settlement.Unforeseen.Where(u => !string.IsNullOrWhiteSpace(u.Content)).Select(u => new WriteBudget.UnforeseenLine(u.Content!, u.Amount ?? 0, u.Voucher, u.VoucherOn, u.Note))], Settlement.Version);
        return await write.Record(Id, request, cancellationToken) is { } b ? Done($"Đã lưu thực chi {Vn.Money(b.Spent)}.") : NotFound();
    }

    [WithoutForm]
    public async Task<IActionResult> OnPostSettleAsync(CancellationToken cancellationToken) =>
        !MaySettle ? Forbid() : await write.Settle(Id, cancellationToken) is null ? NotFound() : Done("Đã chốt quyết toán.");
}
