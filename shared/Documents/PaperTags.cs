namespace Dialogue.Documents;

/// <summary>What a letter that officials edit in Word may ask for: the tag of a content control, and what stands there.</summary>
/// <param name="Tag">Small letters without diacritics: <c>ten-don-vi</c>.</param>
/// <param name="Columns">Of a repeated row: the tags inside it; empty for a single value.</param>
public sealed record PaperTag(string Tag, string Meaning, IReadOnlyList<PaperTag> Columns)
{
    public PaperTag(string tag, string meaning) : this(tag, meaning, [])
    {
    }

    public bool IsList => Columns.Count > 0;
}

/// <summary>The tags of each kind of document, beside those that every paper has of itself (<see cref="LetterTags.Standard"/>).</summary>
public static partial class PaperTags
{
    /// <summary>Empty for a kind whose papers fill no tags of their own.</summary>
    public static IReadOnlyList<PaperTag> Of(PaperKind kind) => ByKind.TryGetValue(kind.Key, out var tags) ? tags : OfMatters(kind.Key);

    private static readonly PaperTag[] Organisation =
    [
        new("ten-don-vi", "Tên cơ quan ban hành, như “Ủy ban nhân dân xã Đại Sơn”"), new("ten-don-vi-viet-tat", "Tên viết gọn, như “UBND xã Đại Sơn”"), new("nam", "Năm tổ chức"),
    ];

    private static readonly PaperTag[] Conference =
    [
        .. Organisation, new("ten-hoi-nghi", "Tên hội nghị"), new("thoi-gian", "Giờ, ngày tổ chức, viết đầy đủ"), new("ngay-to-chuc", "Ngày tổ chức, như 13/10/2026"), new("dia-diem", "Địa điểm"),
        new("chu-tri", "Người chủ trì"), new("han-kien-nghi", "Ngày cuối nhận kiến nghị trước hội nghị; trống khi không quy định"), new("so-ke-hoach", "Số, ký hiệu kế hoạch của năm"),
        new("ngay-ke-hoach", "Ngày ban hành kế hoạch của năm"),
    ];

    private static readonly PaperTag[] Form = [.. Conference, new("dia-chi-truc-tuyen", "Địa chỉ trang điền trực tuyến")];

    private static readonly PaperTag[] Budget =
    [
        .. Conference, new("tong-du-toan", "Tổng dự toán, bằng số"), new("tong-du-toan-bang-chu", "Tổng dự toán, bằng chữ"), new("nguon-kinh-phi", "Nguồn kinh phí"), new("nguoi-lap", "Người lập"),
    ];

    private static readonly Dictionary<string, PaperTag[]> ByKind = new()
    {
        [PaperKinds.Plan.Key] =
        [
            .. Organisation, new("muc-dich", "Mục đích"), new("yeu-cau", "Yêu cầu"), new("hinh-thuc", "Hình thức tổ chức"), new("thoi-gian", "Thời gian dự kiến"), new("dia-diem", "Địa điểm"),
            new("thanh-phan", "Thành phần tham dự"), new("noi-dung-chuong-trinh", "Nội dung chương trình"), new("thong-bao", "Việc thông báo tổ chức"), new("dieu-kien", "Điều kiện tổ chức"),
            new("xu-ly-kien-nghi", "Phương án tiếp nhận và xử lý kiến nghị"), new("khong-du-dieu-kien", "Trường hợp không đủ điều kiện tổ chức"), new("bao-cao", "Báo cáo kết quả"),
            new("kinh-phi", "Nguồn và quản lý kinh phí"), new("tong-du-toan", "Tổng dự toán, bằng số"), new("tong-du-toan-bang-chu", "Tổng dự toán, bằng chữ"),
            new("phan-cong", "Phân công nhiệm vụ", [new("don-vi", "Đơn vị"), new("nhiem-vu", "Nhiệm vụ")]),
            new("moc-thoi-gian", "Mốc thời gian", [new("khi-nao", "Khi nào"), new("viec", "Việc")]),
        ],
        [PaperKinds.PlanLetter.Key] =
        [
            .. Organisation, new("so-ke-hoach", "Số, ký hiệu kế hoạch"), new("ngay-ke-hoach", "Ngày ban hành kế hoạch"), new("ten-ke-hoach", "Tên kế hoạch"), new("han-gui", "Hạn gửi kế hoạch; trống khi không quy định"),
        ],
        [PaperKinds.Announcement.Key] =
        [
            .. Conference, new("phan-dau", "Phần đầu của thông báo"), new("huong-dan-dang-ky", "Hướng dẫn đăng ký tham dự"), new("phieu-kien-nghi", "Nơi nhận phiếu kiến nghị"), new("thoi-han-kien-nghi", "Câu về thời hạn nhận kiến nghị"),
        ],
        [PaperKinds.RegistrationForm.Key] = Form,
        [PaperKinds.PetitionForm.Key] = Form,
        [PaperKinds.Invitation.Key] = [.. Conference, new("kinh-moi", "Cơ quan, đơn vị hoặc người được mời"), new("nguoi-duoc-moi", "Chức danh, họ tên người được mời; có thể trống")],
        [PaperKinds.Agenda.Key] =
        [
            .. Conference, new("chuong-trinh", "Các mục của chương trình", [new("gio", "Giờ bắt đầu"), new("noi-dung", "Nội dung"), new("nguoi-thuc-hien", "Người thực hiện"), new("so-phut", "Thời lượng, phút")]),
        ],
        [PaperKinds.Attendance.Key] =
        [
            .. Conference, new("so-dang-ky", "Số đơn vị đăng ký"), new("so-co-mat", "Số đơn vị có mặt"),
            new("don-vi", "Các đơn vị", [new("stt", "Số thứ tự"), new("ten", "Tên đơn vị"), new("loai-hinh", "Loại hình"), new("nguoi-dai-dien", "Người đại diện"), new("co-mat", "Có mặt")]),
        ],
        [PaperKinds.Minutes.Key] =
        [
            .. Conference, new("gio-khai-mac", "Giờ khai mạc"), new("gio-be-mac", "Giờ bế mạc"), new("thu-ky", "Thư ký"), new("so-co-mat", "Số đơn vị có mặt"), new("dien-bien", "Diễn biến"), new("ket-thuc", "Phần kết thúc"),
            new("y-kien", "Ý kiến và trả lời", [new("stt", "Số thứ tự"), new("nguoi-phat-bieu", "Ai phát biểu"), new("noi-dung", "Nội dung"), new("tra-loi", "Trả lời"), new("nguoi-tra-loi", "Người trả lời")]),
        ],
        [PaperKinds.Conclusion.Key] =
        [
            .. Conference, new("so-co-mat", "Số đơn vị có mặt"), new("ket-luan", "Nội dung kết luận"),
            new("nhiem-vu", "Nhiệm vụ", [new("stt", "Số thứ tự"), new("noi-dung", "Nội dung"), new("don-vi", "Đơn vị thực hiện"), new("han", "Hạn hoàn thành")]),
        ],
        [PaperKinds.Postponement.Key] =
        [
            .. Conference, new("ngay-moi", "Ngày tổ chức đề nghị"), new("ly-do", "Lý do"), new("so-thong-bao", "Số, ký hiệu thông báo tổ chức"), new("ngay-thong-bao", "Ngày thông báo tổ chức"),
            new("so-dang-ky", "Số đơn vị đăng ký"), new("so-kien-nghi", "Số kiến nghị nhận đúng hạn"),
            new("niem-yet", "Các lần niêm yết, đăng tải", [new("stt", "Số thứ tự"), new("kenh", "Kênh"), new("ngay", "Ngày"), new("noi", "Nơi"), new("nguoi-thuc-hien", "Người thực hiện"), new("minh-chung", "Minh chứng")]),
        ],
        [PaperKinds.Estimate.Key] =
        [
            .. Budget, new("du-toan", "Các dòng dự toán",
                [new("stt", "Số thứ tự"), new("noi-dung", "Nội dung"), new("don-vi-tinh", "Đơn vị tính"), new("so-luong", "Số lượng"), new("don-gia", "Đơn giá"), new("thanh-tien", "Thành tiền"), new("nguon", "Nguồn"), new("can-cu", "Căn cứ định mức")]),
        ],
        [PaperKinds.Settlement.Key] =
        [
            .. Budget, new("tong-thuc-chi", "Tổng thực chi, bằng số"), new("tong-thuc-chi-bang-chu", "Tổng thực chi, bằng chữ"), new("chenh-lech", "Chênh lệch so với dự toán"),
            new("quyet-toan", "Các dòng quyết toán",
                [new("stt", "Số thứ tự"), new("noi-dung", "Nội dung"), new("du-toan", "Dự toán"), new("thuc-chi", "Thực chi"), new("chenh-lech", "Chênh lệch"), new("chung-tu", "Chứng từ"), new("ghi-chu", "Ghi chú")]),
        ],
    };
}
