using System.Text.RegularExpressions;
using Dialogue.Kernel;

namespace Dialogue.Reporting.Model;

/// <summary>Every "no" of a report.</summary>
internal static partial class ReportRules
{
    public static RuleBrokenException AlreadySent(string number) =>
        new("report-already-sent", $"Báo cáo {number} đã gửi nên không sửa được. Nếu có kết quả mới, hãy lập báo cáo bổ sung.");

    public static RuleBrokenException NumberForm() =>
        new("report-number-form", "Số, ký hiệu phải có dạng 12/BC-UBND (số nhỏ hơn 10 có số 0 đứng trước).", "Number");

    public static RuleBrokenException NumberTaken(string number) =>
        new("report-number-taken", $"Số {number} đã dùng cho một báo cáo khác trong năm. Hãy kiểm tra lại sổ văn bản.", "Number");

    public static RuleBrokenException SignedInFuture(DateOnly today) =>
        new("report-signed-in-future", $"Ngày ký không thể sau hôm nay ({today.Day}/{today.Month}/{today.Year}).", "SignedOn");

    public static RuleBrokenException SignedBeforeConference(DateOnly day) =>
        new("report-signed-before-conference", $"Ngày ký không thể trước ngày hội nghị ({day.Day}/{day.Month}/{day.Year}).", "SignedOn");

    public static RuleBrokenException DelayCauseMissing(IReadOnlyList<string> codes) =>
        new("report-delay-cause-missing", $"Còn {codes.Count} kiến nghị quá hạn chưa ghi nguyên nhân chậm: {string.Join(", ", codes.Take(5))}{(codes.Count > 5 ? ", …" : "")}. Hãy ghi nguyên nhân ở Biểu 2 rồi gửi.");

    public static RuleBrokenException NothingNew() =>
        new("report-nothing-new", "Chưa có kiến nghị nào được trả lời thêm sau báo cáo trước, nên chưa có gì để báo cáo bổ sung.");

    public static RuleBrokenException NoRecipient() =>
        new("report-no-recipient", "Bộ quy định của đơn vị chưa có nơi nhận báo cáo. Hãy bổ sung ở trang Quy định rồi gửi.");

    public static bool IsNumber(string number) => NumberFormPattern().IsMatch(number);

    /// <summary>Two digits at least, then the symbol: type of document, issuer.</summary>
    [GeneratedRegex(@"^\d{2,5}/BC-[A-ZĐ][A-ZĐ0-9.-]{1,20}$")]
    private static partial Regex NumberFormPattern();
}
