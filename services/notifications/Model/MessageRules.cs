using Dialogue.Kernel;
using Dialogue.Notifications.Events;

namespace Dialogue.Notifications.Model;

/// <summary>Every "no" about messages to people.</summary>
internal static class MessageRules
{
    public static RuleBrokenException UnknownPlaceholder(string name, EventKind kind, string field) => new(
        "text-placeholder-unknown", $"Không có chỗ điền {{{name}}}. Ở mẫu này dùng được: {string.Join(", ", kind.Placeholders.Select(p => $"{{{p.Name}}}"))}.", field);

    public static RuleBrokenException NotAName(string name, string field) => new(
        "text-placeholder-name", $"“{{{name}}}” không phải chỗ điền: trong ngoặc chỉ có chữ thường không dấu và gạch dưới, ví dụ {{ma}}.", field);

    public static RuleBrokenException MissingPlaceholder(Placeholder missing, string field) => new(
        "text-placeholder-missing", $"Nội dung phải có {{{missing.Name}}} ({missing.Meaning}), nếu không người nhận không dùng được tin này.", field);

    public static RuleBrokenException LooseBrace(string field) => new(
        "text-brace", "Có dấu ngoặc nhọn thiếu nửa kia. Chỗ điền viết như {ma}; ngoài chỗ điền không dùng ngoặc nhọn.", field);

    public static RuleBrokenException TextChanged() => new(
        "text-changed", "Người khác vừa sửa mẫu tin này. Nội dung bạn đã gõ vẫn còn ở đây; hãy xem bản đang dùng rồi lưu lại.");

    public static RuleBrokenException NotHttps() => new("webhook-url", "Địa chỉ phải bắt đầu bằng https:// và không kèm tên, mật khẩu.", "Url");

    public static RuleBrokenException PrivateAddress(string field = "Url") => new(
        "webhook-private", "Địa chỉ này dẫn vào mạng nội bộ của máy chủ nên không được dùng. Hãy dùng địa chỉ mở ra Internet.", field);

    public static RuleBrokenException UnknownHost() => new("webhook-host", "Không tìm thấy máy chủ có tên này. Hãy kiểm tra lại địa chỉ.", "Url");

    public static RuleBrokenException NoWebhook() => new("webhook-none", "Chưa có webhook nào để thử. Hãy lưu địa chỉ trước.", "Url");

    public static RuleBrokenException NothingToResend(DeliveryState state) => new(
        "delivery-not-resendable", state == DeliveryState.Waiting ? "Tin này đang chờ gửi." : "Tin này đã gửi rồi, không gửi lại được.");

    public static RuleBrokenException NoAddress() => new("delivery-no-address", "Người này không còn địa chỉ nhận tin. Hãy thêm địa chỉ ở trang người dùng của đơn vị rồi gửi lại.");
}
