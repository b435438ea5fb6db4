using Dialogue.Kernel;

namespace Dialogue.Identity.Model;

internal static class OrganisationRules
{
    public static readonly IReadOnlyDictionary<string, string> Capabilities = new Dictionary<string, string>
    {
        [Capability.HoldsDialogues] = "Tổ chức đối thoại",
        [Capability.AnswersCases] = "Trả lời kiến nghị được chuyển đến",
        [Capability.RoutesCases] = "Nhận báo cáo vượt thẩm quyền và phân công",
        [Capability.ReceivesReports] = "Nhận kế hoạch, báo cáo, đề nghị hoãn",
        [Capability.SeesCity] = "Xem số liệu toàn thành phố",
    };

    public static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string>
    {
        ["commune"] = "Xã, phường, đặc khu",
        ["department"] = "Sở, ban, ngành",
        ["city-office"] = "UBND thành phố",
        ["vertical"] = "Cơ quan ngành dọc",
    };

    public static RuleBrokenException SlugNotUsable(string slug) =>
        new("slug-not-usable", $"“{slug}” không dùng làm địa chỉ của đơn vị được: chỉ chữ thường không dấu, số và gạch nối, và không trùng địa chỉ của hệ thống.", "Slug");

    public static RuleBrokenException CapabilityUnknown(string capability) => new("capability-unknown", $"Không có chức năng “{capability}”.", "Capabilities");

    public static RuleBrokenException OfficeNameTaken(string name) => new("office-name-taken", $"Đã có phòng, ban tên “{name}”. Hãy chọn tên khác.", "Name");

    public static RuleBrokenException OfficeHasPart(string name) =>
        new("office-has-part", $"“{name}” có phần việc trong quy trình đối thoại nên không bỏ được. Hãy đổi tên nếu đơn vị gọi phòng này bằng tên khác.");

    public static RuleBrokenException OfficeHasMembers(string name, int members) =>
        new("office-has-members", $"“{name}” còn {members} người. Hãy chuyển họ sang phòng, ban khác trước khi bỏ.");
}
