using Dialogue.Kernel;
using Dialogue.Web;

namespace Dialogue.Planning.Registering;

/// <summary>Every "no" about a registration.</summary>
internal static class RegistrationRules
{
    public static RuleBrokenException NotOpen(Conference conference) => new(
        "registration-not-open", conference.State.IsOpen()
            ? "Hội nghị chưa được thông báo nên chưa nhận đăng ký. Hãy quay lại sau khi có thông báo."
            : $"Hội nghị ngày {Vn.Date(conference.Day)} không còn nhận đăng ký.");

    public static RuleBrokenException Duplicate() => new(
        "registration-duplicate", "Mã số thuế này đã có trong danh sách đăng ký. Nếu vẫn muốn gửi thêm một đăng ký, hãy đánh dấu “Vẫn gửi đăng ký này” rồi gửi lại.", "TaxCode");

    public static RuleBrokenException Cancelled() => new(
        "registration-cancelled", "Đăng ký này đã hủy nên không sửa được nữa. Nếu lại muốn tham dự, hãy đăng ký mới.");

    public static RuleBrokenException ConsentNeeded() => new(
        "registration-consent", "Hãy đánh dấu đồng ý để cơ quan được dùng thông tin này cho việc tổ chức hội nghị.", "Consent");
}
