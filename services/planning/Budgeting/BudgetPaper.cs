using Dialogue.Documents;
using Dialogue.Hosting.Papers;
using Dialogue.Planning.Papers;
using Dialogue.Web;

namespace Dialogue.Planning.Budgeting;

/// <summary>The estimate as a table with its sum in words.</summary>
internal static class EstimatePaper
{
    public static Paper Of(Conference c, Budget budget, PaperSetting set) => set.Start(PaperKinds.Estimate, $"Kinh phí tổ chức {c.Title}", c.Year) with
    {
        Date = budget.ApprovedOn, Signatures = [], Basis = set.Basis,
        Body =
        [
            new Paragraph("__Đơn vị tính: đồng__", Align.Right, Indent: false),
            new Table(
                [
                    new("STT", 5, Align.Center), new("Nội dung", 25), new("ĐVT", 8, Align.Center), new("SL", 7, Align.Right), new("Đơn giá", 12, Align.Right), new("Thành tiền", 14, Align.Right),
                    new("Nguồn", 14), new("Căn cứ định mức", 15),
                ],
                [
                    .. Lines(budget).Select((i, n) => (IReadOnlyList<string>)[$"{n + 1}", i.Content, i.Unit, Vn.Number(i.Quantity), PlanningText.Amount(i.Price), PlanningText.Amount(i.Amount), i.Source, i.Norm]),
                    ["", "Tổng cộng", "", "", "", PlanningText.Amount(budget.Estimated), "", ""],
                ], Total: true),
            new Paragraph($"Bằng chữ: {AmountInWords.Of(budget.Estimated)}"),
            new Signatories([new(["NGƯỜI LẬP"], budget.PreparedBy), new Signer(budget.ApprovedBy, budget.ApprovedBy.Length > 0 ? budget.ApproverTitle : set.Signer.Title).On(set.Head)]),
        ],
        Fields = Fields(c, budget, set),
        Lists = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>
        {
            ["du-toan"] = [.. Lines(budget).Select((i, n) => new Dictionary<string, string>
            {
                ["stt"] = $"{n + 1}", ["noi-dung"] = i.Content, ["don-vi-tinh"] = i.Unit, ["so-luong"] = Vn.Number(i.Quantity), ["don-gia"] = PlanningText.Amount(i.Price),
                ["thanh-tien"] = PlanningText.Amount(i.Amount), ["nguon"] = i.Source, ["can-cu"] = i.Norm,
            })],
        },
    };

    internal static Dictionary<string, string> Fields(Conference c, Budget budget, PaperSetting set)
    {
        var fields = set.Fields(c);
        (fields["tong-du-toan"], fields["tong-du-toan-bang-chu"]) = (PlanningText.Amount(budget.Estimated), AmountInWords.Of(budget.Estimated));
        (fields["nguon-kinh-phi"], fields["nguoi-lap"]) = (string.Join("; ", budget.Items.Select(i => i.Source).Where(s => s.Length > 0).Distinct()), budget.PreparedBy);
        return fields;
    }

    /// <summary>What was estimated; costs that came up later belong to the settlement.</summary>
    private static IEnumerable<BudgetItem> Lines(Budget budget) => budget.Items.Where(i => i.Quantity > 0);
}

/// <summary>The settlement: each line of the estimate beside what it came to, with its voucher.</summary>
internal static class SettlementPaper
{
    public static Paper Of(Conference c, Budget budget, PaperSetting set)
    {
        var fields = EstimatePaper.Fields(c, budget, set);
        (fields["tong-thuc-chi"], fields["tong-thuc-chi-bang-chu"], fields["chenh-lech"]) = (PlanningText.Amount(budget.Spent), AmountInWords.Of(budget.Spent), PlanningText.Amount(budget.Estimated - budget.Spent));
        return set.Start(PaperKinds.Settlement, $"Kinh phí tổ chức {c.Title}", c.Year) with
        {
            Date = budget.SettledOn, Signatures = [], Basis = set.Basis,
            Body =
            [
                new Paragraph("__Đơn vị tính: đồng__", Align.Right, Indent: false),
                new Table(
                    [
                        new("STT", 5, Align.Center), new("Nội dung", 26), new("Dự toán", 14, Align.Right), new("Thực chi", 14, Align.Right), new("Chênh lệch", 13, Align.Right),
                        new("Chứng từ (số, ngày)", 16), new("Ghi chú", 12),
                    ],
                    [
                        .. budget.Items.Select((i, n) => (IReadOnlyList<string>)[$"{n + 1}", i.Content, PlanningText.Amount(i.Amount), i.Spent is { } s ? PlanningText.Amount(s) : "", i.Spent is null ? "" : PlanningText.Amount(i.Difference), Voucher(i), i.Note]),
                        ["", "Tổng cộng", PlanningText.Amount(budget.Estimated), PlanningText.Amount(budget.Spent), PlanningText.Amount(budget.Estimated - budget.Spent), "", ""],
                    ], Total: true),
                new Paragraph($"Tổng thực chi bằng chữ: {AmountInWords.Of(budget.Spent)}"),
                new Paragraph(budget.Estimated >= budget.Spent ? $"Còn lại so với dự toán được duyệt: {PlanningText.Amount(budget.Estimated - budget.Spent)} đồng." : $"Vượt dự toán được duyệt: {PlanningText.Amount(budget.Spent - budget.Estimated)} đồng."),
                new Signatories([new(["NGƯỜI LẬP"], budget.SettledBy.Length > 0 ? budget.SettledBy : budget.PreparedBy), set.Signature]),
            ],
            Fields = fields,
            Lists = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>
            {
                ["quyet-toan"] = [.. budget.Items.Select((i, n) => new Dictionary<string, string>
                {
                    ["stt"] = $"{n + 1}", ["noi-dung"] = i.Content, ["du-toan"] = PlanningText.Amount(i.Amount), ["thuc-chi"] = i.Spent is { } s ? PlanningText.Amount(s) : "",
                    ["chenh-lech"] = i.Spent is null ? "" : PlanningText.Amount(i.Difference), ["chung-tu"] = Voucher(i), ["ghi-chu"] = i.Note,
                })],
            },
        };
    }

    private static string Voucher(BudgetItem i) => i.Voucher.Length == 0 ? "" : i.VoucherOn is { } on ? $"{i.Voucher}, {Vn.Date(on)}" : i.Voucher;
}
