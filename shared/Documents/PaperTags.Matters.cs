namespace Dialogue.Documents;

/// <summary>Tags of the documents of petitions, of cases at the city, and of result reports.</summary>
public static partial class PaperTags
{
    private static IReadOnlyList<PaperTag> OfMatters(string kind) => kind switch
    {
        "answer" =>
        [
            .. OfPetition(), new("tra-loi", "Nội dung trả lời"),
            new("kien-nghi", "Các kiến nghị được trả lời trong công văn",
                [new("stt", "Số thứ tự"), new("ma-kien-nghi", "Mã"), new("tieu-de", "Tiêu đề"), new("ngay-nhan", "Ngày nhận"), new("noi-dung-kien-nghi", "Nội dung"), new("tra-loi", "Nội dung trả lời")]),
        ],
        "receipt" =>
        [
            .. OfIssuer(), new("ngay-nhan", "Ngày nhận"), new("hinh-thuc-nhan", "Hình thức nhận"), new("so-kien-nghi", "Số kiến nghị đã nhận"), new("han-thuoc-tham-quyen", "Hạn trả lời nếu là việc của đơn vị; trống khi chưa biết"),
            new("han-phoi-hop", "Hạn trả lời nếu cần nhiều đơn vị phối hợp; trống khi chưa biết"), new("dia-chi-tra-cuu", "Địa chỉ trang tra cứu"),
            new("kien-nghi", "Các kiến nghị đã nhận", [new("stt", "Số thứ tự"), new("ma-kien-nghi", "Mã tra cứu"), new("tieu-de", "Tiêu đề, không có thông tin cá nhân"), new("giay-to", "Giấy tờ kèm theo")]),
        ],
        "redirect" => [.. OfPetition(), new("co-quan-co-tham-quyen", "Cơ quan có thẩm quyền"), new("huong-dan", "Nội dung hướng dẫn")],
        "escalation" =>
        [
            .. OfPetition(), new("vi-sao", "Lý do vượt thẩm quyền"), new("y-kien", "Ý kiến của đơn vị báo cáo"), new("co-quan-de-xuat", "Cơ quan đề nghị giao"), new("noi-nhan-bao-cao", "Nơi nhận báo cáo"),
        ],
        "assignment" =>
        [
            .. OfPetition(), new("tham-quyen", "Phân loại thẩm quyền"),
            new("phan-viec", "Phần việc của các đơn vị", [new("stt", "Số thứ tự"), new("don-vi", "Đơn vị"), new("viec", "Phần việc"), new("han", "Hạn của phần việc")]),
        ],
        "petition-summary" =>
        [
            .. OfIssuer(), new("ten-hoi-nghi", "Tên hội nghị"), new("ngay-to-chuc", "Ngày tổ chức"), new("dia-diem", "Địa điểm"), new("chu-tri", "Người chủ trì"), new("han-tiep-nhan", "Hạn tiếp nhận kiến nghị"),
            new("tong-so", "Tổng số kiến nghị"), new("trong-han", "Số nhận trong hạn"), new("thuoc-tham-quyen", "Số thuộc thẩm quyền"), new("phoi-hop", "Số cần phối hợp"),
            new("vuot-tham-quyen", "Số vượt thẩm quyền"), new("chua-phan-loai", "Số chưa phân loại"),
            new("kien-nghi", "Các kiến nghị",
                [
                    new("stt", "Số thứ tự"), new("ma-kien-nghi", "Mã"), new("ten-doanh-nghiep", "Đơn vị kiến nghị"), new("loai-hinh", "Loại hình"), new("dia-chi", "Địa chỉ"), new("tieu-de", "Tiêu đề"),
                    new("noi-dung-kien-nghi", "Nội dung"), new("linh-vuc", "Lĩnh vực"), new("ngay-nhan", "Ngày nhận"), new("hinh-thuc-nhan", "Hình thức nhận"), new("tham-quyen", "Thẩm quyền"),
                    new("don-vi-chu-tri", "Đơn vị chủ trì"), new("don-vi-phoi-hop", "Đơn vị phối hợp"), new("du-thao-tra-loi", "Dự thảo trả lời, hoặc câu trả lời"), new("han", "Thời hạn"), new("tinh-trang", "Tình trạng"),
                    new("so-van-ban", "Số văn bản trả lời hoặc báo cáo"), new("ngay-tra-loi", "Ngày trả lời hoặc báo cáo"), new("nguyen-nhan-cham", "Nguyên nhân chậm"),
                ]),
        ],
        "direction" =>
        [
            .. OfCase(), new("so-nganh", "Sở, ngành được giao"), new("chi-dao", "Ý kiến chỉ đạo"), new("han", "Thời hạn đề xuất"), new("can-cu-han", "Căn cứ tính thời hạn"), new("so-bao-cao", "Số báo cáo"),
            new("ngay-bao-cao", "Ngày báo cáo"),
        ],
        "department-answer" =>
        [
            .. OfCase(), new("chi-dao", "Ý kiến chỉ đạo"), new("han", "Thời hạn"), new("tra-loi", "Nội dung trả lời"), new("ngay-chuyen", "Ngày chuyển đến"),
            new("vu-viec", "Các vụ việc được trả lời",
                [new("stt", "Số thứ tự"), new("ma-kien-nghi", "Mã"), new("noi-bao-cao", "Nơi báo cáo"), new("tieu-de", "Tiêu đề"), new("ngay-chuyen", "Ngày chuyển đến"), new("han", "Thời hạn")]),
        ],
        "result-report" => OfReport(),
        _ => [],
    };

    private static PaperTag[] OfIssuer() =>
    [
        new("ten-don-vi", "Tên cơ quan ban hành, như “Ủy ban nhân dân xã Đại Sơn”"), new("ten-don-vi-viet-tat", "Tên viết gọn, như “UBND xã Đại Sơn”"),
    ];

    private static PaperTag[] OfPetition() =>
    [
        .. OfIssuer(), new("ten-doanh-nghiep", "Đơn vị kiến nghị"), new("loai-hinh", "Loại hình"), new("dia-chi", "Địa chỉ"), new("ma-kien-nghi", "Mã kiến nghị"), new("tieu-de", "Tiêu đề"),
        new("noi-dung-kien-nghi", "Nội dung kiến nghị"), new("linh-vuc", "Lĩnh vực"), new("ngay-nhan", "Ngày nhận"), new("hinh-thuc-nhan", "Hình thức nhận"),
        new("ten-hoi-nghi", "Tên hội nghị; trống khi ngoài hội nghị"), new("ngay-to-chuc", "Ngày hội nghị"), new("can-cu-ke-hoach", "Kế hoạch, mục quy định việc trả lời"), new("phong-ban", "Phòng, ban được giao"),
        new("han", "Thời hạn; trống khi chưa chạy"), new("can-cu-han", "Căn cứ tính thời hạn"),
    ];

    private static PaperTag[] OfCase() =>
    [
        .. OfIssuer(), new("ma-kien-nghi", "Mã kiến nghị"), new("tieu-de", "Tiêu đề"), new("noi-dung-kien-nghi", "Nội dung kiến nghị"), new("ten-doanh-nghiep", "Đơn vị kiến nghị; trống khi trả lời chung"),
        new("dia-chi", "Địa chỉ"), new("linh-vuc", "Lĩnh vực"), new("noi-bao-cao", "Nơi báo cáo"), new("vi-sao", "Lý do vượt thẩm quyền"), new("y-kien", "Ý kiến nơi báo cáo"),
    ];

    private static PaperTag[] OfReport() =>
    [
        .. OfIssuer(), new("nam", "Năm"), new("lan", "Lần tổ chức trong năm"), new("tieu-de", "Tên báo cáo"), new("so-lieu-den", "Ngày chốt số liệu"), new("ke-hoach", "Số, ngày kế hoạch"),
        new("ngay-thong-bao", "Ngày thông báo"), new("kenh-thong-bao", "Kênh thông báo"), new("han-nhan-kien-nghi", "Hạn nhận kiến nghị"), new("ngay-hoi-nghi", "Ngày hội nghị"), new("dia-diem", "Địa điểm"),
        new("hinh-thuc", "Hình thức"), new("chu-tri", "Chủ trì"), new("dieu-kien", "Điều kiện tổ chức"), new("dang-ky-dn", "Số doanh nghiệp đăng ký"), new("dang-ky-htx", "Số hợp tác xã đăng ký"),
        new("dang-ky-hkd", "Số hộ kinh doanh đăng ký"), new("dang-ky-tong", "Tổng số đăng ký"), new("du-dn", "Số doanh nghiệp dự"), new("du-htx", "Số hợp tác xã dự"), new("du-hkd", "Số hộ kinh doanh dự"),
        new("du-tong", "Tổng số dự"), new("so-nganh-du", "Sở, ngành dự"), new("kien-nghi-nhan-truoc", "Số kiến nghị nhận trước"), new("kien-nghi-tai-hoi-nghi", "Số kiến nghị nêu tại hội nghị"),
        new("kinh-phi", "Kinh phí dự toán, quyết toán"), new("thong-bao-ket-luan", "Số, ngày thông báo kết luận"), new("noi-cong-khai", "Nơi công khai"), new("kho-khan", "Khó khăn, vướng mắc"), new("de-xuat", "Đề xuất, kiến nghị"),
        new("tong-nhan", "Biểu 4, tổng: nhận"), new("tong-tai-hoi-nghi", "Biểu 4, tổng: trả lời tại hội nghị"), new("tong-van-ban-dung-han", "Biểu 4, tổng: bằng văn bản đúng hạn"), new("tong-qua-han", "Biểu 4, tổng: quá hạn"),
        new("tong-dang-xu-ly", "Biểu 4, tổng: đang xử lý"), new("tong-vuot-tham-quyen", "Biểu 4, tổng: vượt thẩm quyền"), new("ty-le-da-tra-loi", "Biểu 4, tổng: tỷ lệ đã trả lời"),
        new("bieu-2", "Biểu 2. Chi tiết kiến nghị",
            [
                new("stt", "Số thứ tự"), new("ma", "Mã"), new("ten-doanh-nghiep", "Đơn vị, như được công khai"), new("loai-hinh", "Loại hình"), new("tieu-de", "Tiêu đề"), new("noi-dung-kien-nghi", "Nội dung"),
                new("linh-vuc", "Lĩnh vực"), new("ngay-nhan", "Ngày nhận"), new("kenh", "Kênh"), new("tham-quyen", "Phân loại thẩm quyền"), new("chu-tri", "Đơn vị chủ trì"), new("hinh-thuc-tra-loi", "Hình thức trả lời"),
                new("van-ban", "Số, ngày văn bản"), new("han", "Hạn"), new("ngay-tra-loi", "Ngày trả lời"), new("dung-han", "Đúng hạn hay quá hạn"), new("so-ngay-cham", "Số ngày làm việc quá hạn"),
                new("nguyen-nhan-cham", "Nguyên nhân chậm"), new("ket-qua", "Kết quả"), new("ghi-chu", "Ghi chú"), new("dia-chi", "Địa chỉ, như được công khai; hộ kinh doanh để trống"),
                new("phoi-hop", "Đơn vị phối hợp"), new("dong-tinh", "Mức độ đồng tình của đơn vị"),
            ]),
        new("bieu-3", "Biểu 3. Kiến nghị vượt thẩm quyền",
            [
                new("stt", "Số thứ tự"), new("ma", "Mã"), new("kien-nghi", "Kiến nghị"), new("bao-cao", "Số, ngày báo cáo hoặc hướng dẫn"), new("co-quan", "Cơ quan được giao"), new("han", "Hạn"), new("tinh-trang", "Tình trạng"),
                new("tra-loi", "Số, ngày trả lời"),
            ]),
        new("bieu-4", "Biểu 4. Tổng hợp theo lĩnh vực",
            [
                new("stt", "Số thứ tự"), new("linh-vuc", "Lĩnh vực"), new("nhan", "Nhận"), new("tai-hoi-nghi", "Trả lời tại hội nghị"), new("van-ban-dung-han", "Bằng văn bản đúng hạn"), new("qua-han", "Quá hạn"),
                new("dang-xu-ly", "Đang xử lý"), new("vuot-tham-quyen", "Vượt thẩm quyền"), new("ty-le", "Tỷ lệ đã trả lời"),
            ]),
    ];
}
