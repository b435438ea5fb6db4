using System.Text.RegularExpressions;
using Dialogue.Kernel;

namespace Dialogue.Petitions;

/// <summary>Every "no" that a petition can say, with its code and its sentence.</summary>
internal static partial class PetitionRules
{
    public static RuleBrokenException CannotBecome(PetitionStatus next, string code, PetitionStatus status) => new("petition-wrong-state",
        $"Kiến nghị {code} đang ở bước “{status.Text()}” nên chưa thể chuyển sang “{next.Text()}”. Hãy tải lại trang để xem bước hiện tại.");

    public static RuleBrokenException NotTriaged() => new("petition-not-triaged", "Kiến nghị chưa được phân loại. Hãy chọn lĩnh vực và thẩm quyền trước.");

    public static RuleBrokenException DraftIsEmpty() => new("draft-empty", "Chưa có dự thảo trả lời. Hãy soạn nội dung rồi trình ký.", "Text");

    public static RuleBrokenException AnswerIsEmpty() => new("answer-empty", "Hãy ghi nội dung đã trả lời.", "Text");

    public static RuleBrokenException BeyondAuthority() => new("petition-beyond-authority",
        "Kiến nghị đã được phân loại vượt thẩm quyền: hãy báo cáo UBND thành phố hoặc hướng dẫn gửi đúng cơ quan, hoặc phân loại lại.");

    public static RuleBrokenException NotBeyondAuthority() => new("petition-within-authority",
        "Chỉ kiến nghị vượt thẩm quyền mới được báo cáo UBND thành phố hoặc hướng dẫn sang cơ quan khác. Hãy phân loại lại nếu cần.");

    public static RuleBrokenException NoRedirectRoute() => new("redirect-not-allowed",
        "Quy định của đơn vị năm nay không có hình thức hướng dẫn gửi cơ quan khác. Hãy báo cáo UBND thành phố.");

    public static RuleBrokenException DelayCauseMissing(DateOnly due) => new("delay-cause-missing",
        $"Hạn là {due.Day}/{due.Month}/{due.Year}, nay đã quá hạn: hãy ghi nguyên nhân chậm trước khi ban hành.", "DelayCause");

    public static RuleBrokenException DateAhead() => new("date-ahead", "Ngày này còn ở phía trước. Hãy ghi ngày từ hôm nay trở về trước.", "Date");

    public static RuleBrokenException DateBeforeReceipt(DateOnly received) => new("date-before-receipt",
        $"Ngày này trước ngày tiếp nhận kiến nghị ({received.Day}/{received.Month}/{received.Year}). Hãy kiểm tra lại.", "Date");

    public static RuleBrokenException ReceivedAhead() => new("received-ahead", "Ngày tiếp nhận còn ở phía trước. Hãy ghi ngày từ hôm nay trở về trước.", "ReceivedOn");

    public static RuleBrokenException AfterConference(DateOnly day) => new("received-after-conference",
        $"Hội nghị đã diễn ra ngày {day.Day}/{day.Month}/{day.Year}, trước ngày tiếp nhận. Hãy chọn “Ngoài hội nghị” hoặc sửa ngày tiếp nhận.", "Conference");

    public static RuleBrokenException NoConference() => new("no-conference", "Kiến nghị này không gắn với hội nghị nào nên không thể ghi là đã trả lời tại hội nghị.");

    public static RuleBrokenException ConferenceAhead(DateOnly day) => new("conference-ahead",
        $"Hội nghị họp ngày {day.Day}/{day.Month}/{day.Year}. Câu trả lời tại hội nghị được ghi từ ngày đó.");

    public static RuleBrokenException ConferenceNotHeld() => new("conference-not-held", "Hội nghị không được tổ chức nên không có câu trả lời tại hội nghị. Hãy trả lời bằng văn bản.");

    public static RuleBrokenException NotConfirmed() => new("answer-not-confirmed", "Câu trả lời tại hội nghị cần được chủ trì xác nhận. Hãy đánh dấu khi chủ trì đã xác nhận.", "Confirmed");

    public static RuleBrokenException NumberMalformed() => new("number-malformed", "Số, ký hiệu có dạng 15/UBND-KT. Hãy kiểm tra lại.", "Number");

    public static RuleBrokenException NothingToPublish() => new("nothing-to-publish", "Kiến nghị chưa được trả lời nên chưa thể công khai.");

    public static RuleBrokenException NotAnsweredYet() => new("petition-not-answered", "Kiến nghị chưa có kết quả nên chưa thể cho biết mức độ đồng tình. Hãy quay lại khi đã được trả lời.", "Agreement");

    public static RuleBrokenException NotByOfficer() => new("channel-online", "Kiến nghị trực tuyến do doanh nghiệp tự gửi. Hãy chọn bằng giấy hoặc nói tại hội nghị.", "Channel");

    public static RuleBrokenException UnknownField() => new("unknown-field", "Hãy chọn lĩnh vực trong danh sách.", "Field");

    public static RuleBrokenException UnknownOffice() => new("unknown-office", "Hãy chọn phòng, ban của đơn vị trong danh sách.", "Office");

    public static RuleBrokenException UnknownConference() => new("unknown-conference", "Hội nghị này không còn nhận kiến nghị. Hãy chọn lại.", "Conference");

    public static RuleBrokenException NotTogether() => new("petitions-not-together",
        "Một công văn chỉ trả lời chung các kiến nghị đang chờ ký của cùng một đơn vị. Hãy tải lại trang rồi chọn lại.", "With");

    public static RuleBrokenException NothingToSumUp() => new("nothing-to-sum-up", "Hội nghị này chưa có kiến nghị nào để tổng hợp.");

    public static RuleBrokenException NoLetters() => new("no-answer-letters", "Hội nghị này chưa có công văn trả lời nào được ban hành.");

    public static RuleBrokenException NotAssigned() => new("petition-not-assigned", "Kiến nghị chưa giao cho phòng, ban nào. Hãy chọn phòng, ban ở phần phân loại trước khi ban hành phiếu chuyển.");

    public static RuleBrokenException PartWithoutTask() => new("part-without-task", "Hãy ghi phần việc giao cho đơn vị này.", "Task");

    public static RuleBrokenException PartAfterWhole(DateOnly due) => new("part-after-whole",
        $"Hạn của phần việc không được sau hạn chung ({due.Day}/{due.Month}/{due.Year}).", "Share.Due");

    public static RuleBrokenException NotCoordinated() => new("petition-not-coordinated", "Chỉ kiến nghị cần phối hợp nhiều đơn vị mới chia phần việc. Hãy phân loại lại nếu cần.");

    /// <summary>The number of a document as NĐ 30/2020/NĐ-CP writes it, such as <c>15/UBND-KT</c>.</summary>
    /// <exception cref="RuleBrokenException"><c>number-malformed</c>.</exception>
    public static string Number(string? number) =>
        number?.Trim() is { Length: <= 60 } text && NumberForm().IsMatch(text) ? text : throw NumberMalformed();

    [GeneratedRegex(@"^\d{1,6}(/\d{4})?/\p{Lu}[\p{L}\d]*(-[\p{L}\d&.]+)*$")]
    private static partial Regex NumberForm();
}
