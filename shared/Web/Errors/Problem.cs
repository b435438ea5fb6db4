namespace Dialogue.Web;

/// <summary>What an error page says: the fact, and what to do.</summary>
public sealed record Problem(int Status, string Title, string Text)
{
    /// <summary>For programs, in <c>urn:dialogue:…</c>; null where the status says it all.</summary>
    public string? Code => Status switch
    {
        405 => "method",
        413 => "too-large",
        415 => "content-type",
        _ => null,
    };

    public static Problem Of(int status, string? text = null) => status switch
    {
        400 => new(status, "Yêu cầu chưa đúng", text ?? "Trang không hiểu được những gì trình duyệt gửi lên. Hãy quay lại trang trước, tải lại rồi thử lần nữa."),
        401 => new(status, "Bạn cần đăng nhập", text ?? "Trang này dành cho cán bộ. Hãy đăng nhập để tiếp tục."),
        403 => new(status, "Bạn không có quyền xem trang này", text ?? "Tài khoản của bạn không có vai trò cần thiết tại đơn vị này. Nếu công việc cần đến, hãy đề nghị quản trị đơn vị giao vai trò."),
        404 => new(status, "Không tìm thấy trang này", text ?? "Địa chỉ có thể đã gõ sai, hoặc trang không còn. Hãy kiểm tra lại địa chỉ, hoặc bắt đầu từ trang chủ."),
        405 => new(status, "Yêu cầu chưa đúng", text ?? "Trang này không nhận thao tác đó. Hãy quay lại trang trước và thử lần nữa."),
        409 => new(status, "Chưa làm được việc này", text ?? "Nội dung này vừa được người khác thay đổi. Hãy mở lại trang để xem bản hiện tại."),
        413 => new(status, "Tệp quá lớn", text ?? "Mỗi tệp tối đa 20 MB, cả lần gửi tối đa 50 MB. Hãy quay lại, chọn tệp nhỏ hơn hoặc chia thành nhiều lần gửi. Chưa có nội dung nào được ghi nhận."),
        415 => new(status, "Yêu cầu chưa đúng", text ?? "Nội dung gửi lên không đúng dạng. Hãy quay lại trang trước và thử lần nữa; nếu gửi bằng chương trình, hãy dùng Content-Type nêu trong tài liệu API."),
        422 => new(status, "Yêu cầu chưa đúng", text ?? "Nội dung gửi lên không đúng dạng. Hãy quay lại trang trước và thử lần nữa."),
        429 => new(status, "Bạn thao tác quá nhanh", text ?? "Hệ thống nhận được quá nhiều yêu cầu từ nơi của bạn. Hãy đợi một phút rồi thử lại."),
        502 or 503 or 504 => new(status, "Hệ thống đang bận", text ?? "Một phần của hệ thống đang khởi động hoặc tạm dừng. Hãy đợi một phút rồi tải lại trang."),
        >= 500 => new(status, "Hệ thống gặp lỗi", text ?? "Lỗi đã được ghi lại để sửa. Hãy thử lại sau ít phút; nội dung chưa gửi được thì chưa được ghi nhận."),
        _ => new(status, "Chưa làm được việc này", text ?? "Hãy quay lại trang trước và thử lần nữa."),
    };
}
