using Dialogue.Kernel;
using Dialogue.Web;

namespace Dialogue.Planning.Conferences;

/// <summary>Every "no" about a conference as a whole.</summary>
internal static class ConferenceRules
{
    public static RuleBrokenException CannotBecome(ConferenceState state, ConferenceState next) => new(
        "conference-state", $"Hội nghị đang ở trạng thái “{state.Name()}” nên chưa thể chuyển sang “{next.Name()}”.");

    public static RuleBrokenException Over(ConferenceState state) => new(
        "conference-over", $"Hội nghị đã ở trạng thái “{state.Name()}” nên không sửa được nữa.");

    public static RuleBrokenException CannotMove(ConferenceState state) => new(
        "conference-cannot-move", $"Hội nghị đang ở trạng thái “{state.Name()}” nên không đổi ngày được.");

    public static RuleBrokenException MoveNeedsReason() => new(
        "conference-move-reason", "Hội nghị đã được thông báo; hãy ghi lý do đổi ngày. Sau đó phải thông báo lại.", "Reason");

    public static RuleBrokenException DayNeedsReason(string what) => new(
        "conference-day-reason", $"{what} Nếu vẫn chọn ngày này, hãy ghi lý do.", "Reason");

    public static RuleBrokenException DayOutsideYear(int year) => new(
        "conference-day-year", $"Ngày tổ chức phải nằm trong năm {year}.", "Day");

    public static RuleBrokenException NoRuleSet(int year) => new(
        "no-rule-set", $"Đơn vị chưa có bộ quy định cho năm {year}. Hãy nhập bộ quy định của năm trước khi lập hội nghị.");

    public static RuleBrokenException AlreadyDecided() => new(
        "conference-already-decided", "Việc tổ chức hội nghị này đã được quyết định và không có gì mới phải xem lại.");

    public static RuleBrokenException NotDecided() => new(
        "conference-not-decided", "Lãnh đạo chưa quyết định việc tổ chức hội nghị. Hãy quyết định ở mục Điều kiện trước khi khai mạc.");

    public static RuleBrokenException TooEarly(DateOnly day) => new(
        "conference-too-early", $"Hội nghị được tổ chức vào {Vn.LongDate(day)}; chưa đến ngày đó nên chưa khai mạc được. Nếu đổi ngày, hãy sửa hội nghị và thông báo lại.");

    public static RuleBrokenException OpeningNeedsReason(DateOnly day) => new(
        "conference-opening-reason", $"Ngày hội nghị là {Vn.Date(day)}, đã qua. Hãy ghi lý do ghi nhận khai mạc muộn.", "Reason");

    public static RuleBrokenException NotOpened() => new("conference-not-opened", "Hội nghị chưa khai mạc.");

    public static RuleBrokenException NotClosed() => new("conference-not-closed", "Hội nghị chưa bế mạc. Hãy ghi giờ bế mạc trong biên bản trước.");

    public static RuleBrokenException ConclusionBeforeConference(DateOnly day) => new(
        "conclusion-too-early", $"Thông báo kết luận không thể có ngày trước ngày hội nghị {Vn.Date(day)}.", "IssuedOn");

    public static RuleBrokenException NumberForm() => new(
        "document-number", "Số, ký hiệu có dạng 05/TB-UBND: số, dấu gạch chéo, ký hiệu văn bản và nơi ban hành. Hãy nhập lại.", "Number");

    public static RuleBrokenException DocumentInFuture(string field) => new(
        "document-date", "Ngày ban hành không thể sau hôm nay.", field);
}
