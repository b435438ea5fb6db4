using Dialogue.Kernel;
using Dialogue.Web;

namespace Dialogue.Planning.Plans.Model;

/// <summary>Every "no" of an annual plan.</summary>
internal static class PlanRules
{
    public static RuleBrokenException Frozen() =>
        new("plan-frozen", "Kế hoạch đã trình ký hoặc đã ban hành nên không sửa được nữa. Nếu đã ban hành, hãy lập kế hoạch đính chính.");

    public static RuleBrokenException CannotBecome(PlanStatus next, PlanStatus status) =>
        new("plan-cannot-become", $"Kế hoạch đang ở bước “{status.Name()}” nên chưa thể sang bước “{next.Name()}”. Hãy tải lại trang để xem bước tiếp theo.");

    public static RuleBrokenException Incomplete(IEnumerable<string> missing) =>
        new("plan-incomplete", $"Kế hoạch còn thiếu: {string.Join(", ", missing)}. Hãy bổ sung trước khi trình ký.");

    public static RuleBrokenException NotSigned() => new("plan-not-signed", "Kế hoạch chưa được lãnh đạo ký nên chưa thể lấy số. Hãy chờ chữ ký.");

    public static RuleBrokenException BadNumber(string number) =>
        new("plan-number", $"“{number}” chưa đúng dạng số, ký hiệu. Hãy ghi như 05/KH-UBND: số có ít nhất hai chữ số, dấu gạch chéo, chữ viết tắt in hoa.", "Number");

    public static RuleBrokenException IssuedInFuture(DateOnly today) =>
        new("plan-issued-in-future", $"Ngày ban hành không thể sau hôm nay, {Vn.Date(today)}.", "IssuedOn");

    public static RuleBrokenException SentInFuture(DateOnly today) => new("plan-sent-in-future", $"Ngày gửi không thể sau hôm nay, {Vn.Date(today)}.", "SentOn");

    public static RuleBrokenException SentBeforeIssued(DateOnly issued) =>
        new("plan-sent-before-issued", $"Ngày gửi không thể trước ngày ban hành, {Vn.Date(issued)}.", "SentOn");

    public static RuleBrokenException NoRecipients() =>
        new("plan-no-recipients", "Bộ quy định chưa ghi nơi nhận kế hoạch, hoặc nơi nhận không có trong hệ thống. Hãy xem lại trang Quy định.");

    public static RuleBrokenException AlreadyPlanned(int year, PlanStatus status) =>
        new("plan-exists", $"Năm {year} đã có một kế hoạch ({Vn.LowerFirst(status.Name())}). Hãy sửa dự thảo đó, hoặc lập kế hoạch đính chính nếu đã ban hành.");

    public static RuleBrokenException DayOfOtherYear(DateOnly day, int year) =>
        new("plan-day-of-other-year", $"Ngày {Vn.Date(day)} không thuộc năm {year} của kế hoạch.", "Days");
}
