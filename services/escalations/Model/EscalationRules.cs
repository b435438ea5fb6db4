using System.Text.RegularExpressions;
using Dialogue.Kernel;

namespace Dialogue.Escalations.Model;

/// <summary>Every "no" of this service.</summary>
internal static partial class EscalationRules
{
    public static RuleBrokenException FieldUnknown() => new("field-unknown", "Lĩnh vực này không có trong danh mục. Hãy tải lại trang.");
    public static RuleBrokenException FieldCode() => new("field-code", "Mã lĩnh vực chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, ví dụ dat-dai.", "Code");
    public static RuleBrokenException FieldCodeTaken(string code) => new("field-code-taken", $"Mã “{code}” đã có. Hãy chọn mã khác.", "Code");
    public static RuleBrokenException FieldNameTaken(string name) => new("field-name-taken", $"Đã có lĩnh vực tên “{name}”. Hãy đặt tên khác.", "Name");

    public static RuleBrokenException NoDepartment() => new("department-unknown", "Hãy chọn sở, ngành có chức năng trả lời vụ việc.", "Department");
    public static RuleBrokenException SameDepartment(string name) => new("same-department", $"Vụ việc đang ở {name}. Hãy chọn đơn vị khác nếu muốn chuyển.", "Department");
    public static RuleBrokenException CannotBecome(CityCaseState next, string code, CityCaseState state) => new("case-state",
        $"Vụ việc {code} {Words.Of(state).ToLowerInvariant()} nên không thể {(next == CityCaseState.Returned ? "trả lại nơi gửi" : "chuyển xử lý")}. Hãy tải lại trang để xem tình trạng mới nhất.");
    public static RuleBrokenException CannotBecome(DepartmentCaseState next, string code, DepartmentCaseState state) => new("case-state",
        $"Vụ việc {code} {Words.Of(state).ToLowerInvariant()} nên không thể {Words.Act(next)}. Hãy tải lại trang để xem tình trạng mới nhất.");

    public static RuleBrokenException ReasonMissing() => new("reason-missing", "Hãy ghi rõ lý do.", "Reason");
    public static RuleBrokenException AnswerIsEmpty() => new("answer-empty", "Hãy soạn nội dung trả lời.", "Text");
    public static RuleBrokenException NumberForm() => new("number-form", "Số, ký hiệu văn bản có dạng số/ký hiệu, ví dụ 125/SXD-QLN.", "Number");
    public static RuleBrokenException SignedBeforeDirected() => new("answer-date", "Ngày văn bản không thể trước ngày vụ việc được chuyển đến.", "Date");
    public static RuleBrokenException SignedInFuture() => new("answer-date", "Ngày văn bản không thể sau hôm nay.", "Date");
    public static RuleBrokenException CauseMissing() => new("delay-cause-missing", "Trả lời sau hạn: hãy ghi nguyên nhân chậm.", "DelayCause");
    public static RuleBrokenException NothingChosen() => new("nothing-chosen", "Hãy chọn ít nhất một vụ việc để trả lời.", "Cases");
    public static RuleBrokenException FieldsDiffer() => new("fields-differ", "Trả lời chung chỉ dùng cho các vụ việc cùng một lĩnh vực.", "Cases");
    public static RuleBrokenException SomeNotOpen() => new("some-not-open", "Có vụ việc đã chọn không còn chờ trả lời. Danh sách đã được cập nhật, hãy chọn lại.", "Cases");

    /// <summary>Form of a document's number: <c>125/SXD-QLN</c>.</summary>
    public static bool IsNumber(string number) => NumberPattern().IsMatch(number);

    [GeneratedRegex(@"^\d{1,6}/[\p{Lu}\d]+(-[\p{Lu}\d&]+)*$")]
    private static partial Regex NumberPattern();
}
