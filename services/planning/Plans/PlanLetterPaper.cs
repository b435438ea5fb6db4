using Dialogue.Documents;
using Dialogue.Kernel;
using Dialogue.Planning.Papers;
using Dialogue.Planning.Plans.Model;
using Dialogue.Web;

namespace Dialogue.Planning.Plans;

/// <summary>The official letter with which the plan is sent.</summary>
internal static class PlanLetterPaper
{
    /// <param name="recipients">Organisations that the rule set names, by name.</param>
    public static Paper Of(AnnualPlan plan, PaperSetting set, IReadOnlyList<string> recipients, Deadline? submitBy)
    {
        var plannedNumber = plan.Number.Length > 0 ? plan.Number : $"……/{set.Head.Symbol("KH")}";
        var fields = set.Fields(plan.Year);
        (fields["so-ke-hoach"], fields["ngay-ke-hoach"], fields["ten-ke-hoach"], fields["han-gui"]) = (plan.Number, Vn.Date(plan.IssuedOn), plan.Title, Vn.Date(submitBy?.Due));
        return set.Start(PaperKinds.PlanLetter, $"gửi Kế hoạch đối thoại doanh nghiệp năm {plan.Year}", plan.Year) with
        {
            To = recipients.Count > 0 ? recipients : ["Sở Tài chính"],
            Body =
            [
                new Paragraph($"Thực hiện {(submitBy is { RuleText.Length: > 0 } ? "yêu cầu gửi kế hoạch đối thoại doanh nghiệp hằng năm để tổng hợp" : "quy định về đối thoại doanh nghiệp hằng năm")}, {set.Body} đã ban hành Kế hoạch số {plannedNumber}{(plan.IssuedOn is { } on ? " " + PlanningText.Day(on) : "")} về việc {Vn.LowerFirst(plan.Title)}."),
                new Paragraph($"{set.Body} gửi {Joined(recipients.Count > 0 ? recipients : ["Sở Tài chính"])} bản Kế hoạch nêu trên để tổng hợp, theo dõi theo quy định{(plan.Days.Count > 0 ? $". Thời gian dự kiến tổ chức: {string.Join("; ", plan.Days.Select(PlanningText.Day))}" : "")}."),
                new Paragraph("__(Gửi kèm theo Kế hoạch)__"),
                new Paragraph("Trân trọng."),
            ],
            Recipients = ["Như trên", $"Chủ tịch, các PCT UBND {set.Word}", set.Kept],
            Fields = fields,
        };
    }

    private static string Joined(IReadOnlyList<string> names) => names.Count < 2 ? string.Concat(names) : string.Join(", ", names);
}
