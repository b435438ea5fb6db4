using Dialogue.Documents;
using Dialogue.Planning.Papers;
using Dialogue.Web;

namespace Dialogue.Planning.Announcing;

/// <summary>The blank form for registering on paper; alone, and as an annex of the announcement.</summary>
internal static class RegistrationFormPaper
{
    public static string Address(Conference c, PaperSetting set) => $"{set.Site}/{set.Slug}/hoi-nghi/{c.Id}/dang-ky";

    public static Paper Of(Conference c, PaperSetting set) => set.Start(PaperKinds.RegistrationForm, c.Title, c.Year) with
    {
        PlaceName = "", Signatures = [], Body = Blocks(c, set), Fields = new Dictionary<string, string>(set.Fields(c)) { ["dia-chi-truc-tuyen"] = Address(c, set) },
    };

    public static IReadOnlyList<Block> Blocks(Conference c, PaperSetting set) =>
    [
        new Paragraph($"Kính gửi: {set.Body}", Align.Center, Indent: false),
        new Paragraph($"Thời gian: {PlanningText.When(c)}. Địa điểm: {c.Place}.", Align.Center, Indent: false),
        new Choices("1. Loại hình:", ["Doanh nghiệp", "Hợp tác xã", "Hộ kinh doanh", "Hiệp hội"]),
        new FillIn("2. Tên đơn vị:"), new FillIn("3. Mã số thuế (nếu có):"), new FillIn("4. Địa chỉ:"), new FillIn("5. Ngành nghề:"), new FillIn("6. Số người dự:"),
        new FillIn("7. Người đại diện:"), new FillIn("Chức danh:"), new FillIn("Điện thoại:"), new FillIn("Thư điện tử (nếu có):"),
        new Choices("8. Phát biểu tại Hội nghị:", ["Có", "Không"]),
        new Choices("9. Đồng ý:", [$"{set.Issuer} dùng thông tin này cho việc tổ chức Hội nghị (bắt buộc)", "Nêu công khai tên đơn vị (không bắt buộc)"]),
        new Signatories([new(["NGƯỜI ĐĂNG KÝ", "(Ký, ghi rõ họ tên)"], "")], $"………, ngày …… tháng …… năm {c.Year}"),
        new Qr(Address(c, set), "Đăng ký trực tuyến"),
    ];
}

/// <summary>The blank form for a petition on paper; alone, and as an annex of the announcement.</summary>
internal static class PetitionFormPaper
{
    public static string Address(Conference c, PaperSetting set) => $"{set.Site}/{set.Slug}/kien-nghi/gui?hoi-nghi={c.Id}";

    public static Paper Of(Conference c, PaperSetting set) => set.Start(PaperKinds.PetitionForm, c.Title, c.Year) with
    {
        PlaceName = "", Signatures = [], Body = Blocks(c, set), Fields = new Dictionary<string, string>(set.Fields(c)) { ["dia-chi-truc-tuyen"] = Address(c, set) },
    };

    public static IReadOnlyList<Block> Blocks(Conference c, PaperSetting set) =>
    [
        new Paragraph($"Kính gửi: {set.Body}", Align.Center, Indent: false),
        new Paragraph(AnnouncementDraft.CutOff(c), Align.Center, Indent: false),
        new FillIn("1. Tên đơn vị:"), new Choices("2. Loại hình:", ["Doanh nghiệp", "Hợp tác xã", "Hộ kinh doanh"]), new FillIn("3. Địa chỉ:"),
        new FillIn("4. Người đại diện:"), new FillIn("Chức danh:"), new FillIn("Điện thoại:"), new FillIn("5. Lĩnh vực:"), new FillIn("6. Nội dung kiến nghị:", Lines: 6), new FillIn("7. Giấy tờ kèm theo:"),
        new Choices("8. Muốn nhận trả lời:", ["Trực tiếp tại Hội nghị", "Bằng văn bản", "Qua thư điện tử"]),
        new Choices("9. Đồng ý:", [$"{set.Issuer} dùng thông tin này để giải quyết kiến nghị (bắt buộc)", "Nêu công khai tên đơn vị (không bắt buộc)"]),
        new Signatories([new(["NGƯỜI KIẾN NGHỊ", "(Ký, ghi rõ họ tên)"], "")], $"………, ngày …… tháng …… năm {c.Year}"),
        new Qr(Address(c, set), "Gửi kiến nghị trực tuyến"),
    ];
}
