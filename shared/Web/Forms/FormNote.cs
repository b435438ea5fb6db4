using Microsoft.AspNetCore.Http;

namespace Dialogue.Web;

/// <summary>Why a form is shown again although nothing in it is wrong; the layout says it above the page.</summary>
internal sealed record FormNote(int Status, string Kind, string Text)
{
    private static readonly object Key = new();

    public static readonly FormNote Restored = new(StatusCodes.Status200OK, "calm",
        "Bạn đã đăng nhập lại. Nội dung đã nhập vẫn còn; hãy kiểm tra và gửi. Tệp đính kèm, nếu có, cần chọn lại.");

    public static readonly FormNote Expired = new(StatusCodes.Status422UnprocessableEntity, "warn",
        "Trang đã mở quá lâu nên chưa gửi được. Nội dung đã nhập vẫn còn; hãy kiểm tra và gửi lại. Tệp đính kèm, nếu có, cần chọn lại.");

    public static readonly FormNote Changed = new(StatusCodes.Status409Conflict, "warn",
        "Nội dung này vừa được người khác thay đổi nên chưa lưu được. Trang đang cho thấy bản hiện tại; chữ bạn đã nhập vẫn còn trong các ô. Hãy xem lại rồi gửi lần nữa.");

    public void Set(HttpContext http) => http.Items[Key] = this;

    public static FormNote? Of(HttpContext http) => http.Items[Key] as FormNote;
}
