namespace Dialogue.Records.Model;

/// <summary>Every "no" of the clerk's office, with its code and its sentence. Those about numbers are NumberRules.</summary>
internal static class RecordsRules
{
    public static RuleBrokenException OriginalReason() => new("original-reason", "Văn bản đã có bản ký. Hãy ghi lý do thay bản khác; bản trước vẫn được lưu trong lịch sử.", "Reason");

    public static RuleBrokenException OriginalType(string field) => new("original-type", "Bản ký phải là tệp PDF (bản ký số hoặc bản quét) hoặc ảnh JPG, PNG. Hãy chọn tệp khác.", field);

    public static RuleBrokenException NotIncoming() => new("not-incoming", "Chỉ văn bản đến mới ghi nơi chuyển.", "PassedTo");

    public static RuleBrokenException EntryIssued() => new(
        "entry-issued", "Văn bản ban hành trên hệ thống được giữ nguyên. Nếu có sai sót, hãy ban hành văn bản đính chính.");

    public static RuleBrokenException IssuedAfterArrival(DateOnly arrived) => new(
        "issued-after-arrival", $"Ngày văn bản sau ngày đến ({Vn.Date(arrived)}). Hãy kiểm tra lại.", "IssuedOn");

    public static RuleBrokenException OtherYear(int year) => new("entry-other-year", $"Số này thuộc sổ năm {year}. Hãy ghi ngày ban hành trong năm {year}.", "IssuedOn");

    public static RuleBrokenException Needed(string field, string what) => new("entry-needed", $"Hãy ghi {what}.", field);

    public static RuleBrokenException PassedBeforeArrival(DateOnly arrived) => new(
        "passed-before-arrival", $"Ngày chuyển trước ngày đến ({Vn.Date(arrived)}). Hãy kiểm tra lại.", "PassedOn");

    public static RuleBrokenException DateAhead(string field) => new("date-ahead", "Ngày này còn ở phía trước. Hãy ghi ngày từ hôm nay trở về trước.", field);

    public static RuleBrokenException TooOld(string field) => new("date-too-old", "Chỉ vào sổ văn bản của năm nay hoặc năm trước. Hãy kiểm tra lại ngày.", field);

    public static RuleBrokenException ArrivedBeforeIssued() => new("arrived-before-issued", "Ngày đến trước ngày ghi trên văn bản. Hãy kiểm tra lại hai ngày.", "ArrivedOn");

    public static RuleBrokenException AlreadyArrived(int ordinal, DateOnly on) => new(
        "incoming-entered", $"Văn bản này đã vào sổ đến số {ordinal} ngày {Vn.Date(on)}. Hãy kiểm tra lại số, ký hiệu và nơi gửi.", "Number");

    public static RuleBrokenException CorrectedNotFound(string number) => new(
        "corrected-not-found", $"Trong sổ văn bản đi không có văn bản số {number}. Hãy ghi đủ số, ký hiệu, ví dụ 05/KH-UBND.", "Corrects");

    public static RuleBrokenException TemplateTooLarge(int most) => new(
        "template-too-large", $"Mẫu lớn hơn {most / 1024} KB. Hãy bỏ bớt ảnh trong mẫu rồi tải lên lại.", "File");

    public static RuleBrokenException NoPdf(bool notInstalled) => new("no-pdf", notInstalled
        ? "Máy chủ chưa cài LibreOffice nên chưa tạo được PDF. Hãy mở bản in rồi chọn In, Lưu thành PDF."
        : "Không tạo được PDF từ tệp này. Hãy mở bản in rồi chọn In, Lưu thành PDF.");

    public static RuleBrokenException FileMissing() => new("file-missing", "Chưa có tệp nào được gửi. Hãy chọn một tệp Word (.docx).", "File");

    public static RuleBrokenException TemplateUnusable(string why) => new("template-unusable", $"Mẫu chưa dùng được: {why} Hãy sửa trong Word rồi tải lên lại.", "File");

    public static RuleBrokenException TemplateObligatory(string from) => new(
        "template-obligatory", $"{from} đã ban hành mẫu bắt buộc cho loại văn bản này nên không dùng mẫu riêng được.");

    public static RuleBrokenException UnknownKind() => new("unknown-kind", "Hãy chọn loại văn bản trong danh sách.", "Kind");

    public static RuleBrokenException NotCityKind() => new("template-not-city", "Đơn vị không phụ trách mẫu chung của loại văn bản này.");
}
