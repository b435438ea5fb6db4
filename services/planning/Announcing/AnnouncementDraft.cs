using Dialogue.Kernel;
using Dialogue.Web;

namespace Dialogue.Planning.Announcing;

/// <summary>Writes the announcement from the data of the conference; an officer reads and mends it.</summary>
internal static class AnnouncementDraft
{
    /// <param name="organisation">Its name with its kind: "Xã Đại Sơn".</param>
    /// <param name="site">Address of the public site without a slash at the end, such as <c>https://doithoai.example</c>.</param>
    public static AnnouncementText Write(Conference c, string organisation, string slug, string site)
    {
        var unit = Vn.LowerFirst(organisation);
        return new(
            $"""
            Ủy ban nhân dân {unit} thông báo tổ chức {Vn.LowerFirst(c.Title)} như sau:
            1. Thời gian: {PlanningText.Time(c.StartsAt)}, {Vn.LongDate(c.Day)}.
            2. Địa điểm: {c.Place}.
            3. Hình thức: trực tiếp.
            4. Chủ trì: {c.Chair}.
            5. Thành phần: doanh nghiệp, hợp tác xã, hộ kinh doanh trên địa bàn; các cơ quan, đơn vị có liên quan đến nội dung kiến nghị.
            """,
            $"""
            Đăng ký trực tuyến, không cần tài khoản, tại {site}/{slug}/hoi-nghi/{c.Id}/dang-ky
            hoặc nộp phiếu đăng ký bằng giấy tại trụ sở UBND {unit}, Trung tâm Phục vụ hành chính công.
            """,
            $"""
            Mẫu phiếu kiến nghị bằng giấy nhận tại trụ sở UBND {unit}, Trung tâm Phục vụ hành chính công hoặc in từ {site}/{slug}/hoi-nghi/{c.Id}/phieu-kien-nghi
            Gửi kiến nghị trực tuyến tại {site}/{slug}/kien-nghi/gui?hoi-nghi={c.Id}
            """,
            CutOff(c));
    }

    /// <summary>The sentence about the cut-off, with its reason.</summary>
    public static string CutOff(Conference c) => c.CutOff is { } cutOff
        ? $"Tiếp nhận kiến nghị trước hội nghị đến hết {Vn.LongDate(cutOff.Due)} ({-cutOff.Days} ngày làm việc trước ngày hội nghị). Kiến nghị gửi sau ngày này vẫn được tiếp nhận và trả lời bằng văn bản."
        : $"Tiếp nhận kiến nghị đến trước giờ khai mạc, {Vn.LongDate(c.Day)}; tại hội nghị có thể kiến nghị trực tiếp.";
}
