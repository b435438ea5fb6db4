using Dialogue.Documents;
using Dialogue.Planning.Papers;

namespace Dialogue.Planning.Announcing;

/// <summary>The notice by which a conference is called, with both blank forms as annexes.</summary>
internal static class AnnouncementPaper
{
    public static Paper Of(Conference c, AnnouncementText text, PaperSetting set)
    {
        var next = PlanningText.NextNumber(text.Body);
        var fields = set.Fields(c);
        (fields["phan-dau"], fields["huong-dan-dang-ky"], fields["phieu-kien-nghi"], fields["thoi-han-kien-nghi"]) = (text.Body, text.Guide, text.PetitionForm, text.CutOffText);
        return set.Start(PaperKinds.Announcement, $"Tổ chức {c.Title}", c.Year) with
        {
            Basis = set.Basis,
            Body =
            [
                .. Paragraph.Lines(text.Body),
                .. Part(ref next, "Hướng dẫn đăng ký tham dự", text.Guide),
                .. Part(ref next, "Phiếu kiến nghị", text.PetitionForm),
                .. Part(ref next, "Thời hạn tiếp nhận kiến nghị", text.CutOffText),
                new Paragraph($"{set.Body} thông báo để các doanh nghiệp, hợp tác xã, hộ kinh doanh biết, đăng ký tham dự và gửi kiến nghị."),
            ],
            Recipients =
            [
                "Các doanh nghiệp, hợp tác xã, hộ kinh doanh", .. set.IsCommune ? [$"Thường trực Đảng ủy, HĐND {set.Word}", $"Chủ tịch, các PCT UBND {set.Word}", $"Các phòng, đơn vị thuộc UBND {set.Word}"] : new[] { "Lãnh đạo cơ quan" },
                $"Cổng thông tin điện tử {set.Word}", set.Kept,
            ],
            Annexes =
            [
                new("PHIẾU ĐĂNG KÝ THAM DỰ HỘI NGHỊ ĐỐI THOẠI", RegistrationFormPaper.Blocks(c, set)),
                new("PHIẾU KIẾN NGHỊ GỬI HỘI NGHỊ ĐỐI THOẠI", PetitionFormPaper.Blocks(c, set)),
            ],
            Fields = fields,
        };
    }

    private static IEnumerable<Block> Part(ref int number, string title, string text) =>
        text.Length == 0 ? [] : [new Heading($"{number++}. {title}", 2), .. Paragraph.Lines(text)];
}
