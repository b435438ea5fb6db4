namespace Dialogue.Documents.Tests;

/// <summary>A full paper of every kind, with everything that kind has.</summary>
internal static class Samples
{
    private const string Conference = "Hội nghị đối thoại doanh nghiệp, hợp tác xã, hộ kinh doanh năm 2026";
    private static readonly Issuer DaiSon = Issuer.Of("Xã Đại Sơn");
    private static readonly Signature Chairman = new(["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "Đào Văn Soái");
    private static readonly Signature Deputy = new(["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Nguyễn Thị Hạnh");
    private static readonly Signature Office = new(["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"], "Phạm Văn Quyết");

    private static readonly Block[] RegistrationBody =
    [
        new FillIn("1. Tên doanh nghiệp, hợp tác xã, hộ kinh doanh:"), new Choices("2. Loại hình:", ["Doanh nghiệp", "Hợp tác xã", "Hộ kinh doanh"]), new FillIn("3. Mã số thuế:"), new FillIn("4. Địa chỉ:", Lines: 2),
        new FillIn("5. Lĩnh vực hoạt động:"), new FillIn("6. Số người dự:"), new FillIn("7. Người đại diện (họ tên, chức danh):"), new FillIn("8. Điện thoại, thư điện tử:"),
        new Choices("9. Đăng ký phát biểu:", ["Có", "Không"]), new Paragraph("Tôi đồng ý để UBND xã dùng thông tin trên cho việc tổ chức Hội nghị.", Indent: false),
        new Qr("https://doithoai.haiphong.gov.vn/dai-son/dang-ky", "Quét mã để đăng ký trực tuyến"), new Signatories([new(["ĐẠI DIỆN ĐƠN VỊ", "(Ký, ghi rõ họ tên, đóng dấu nếu có)"], "")], "…………, ngày …… tháng …… năm 2026"),
    ];

    private static readonly Block[] PetitionBody =
    [
        new Paragraph("Kính gửi: Ủy ban nhân dân xã Đại Sơn", Align.Center), new FillIn("1. Tên đơn vị:"), new FillIn("2. Người đại diện:"), new FillIn("3. Chức danh:"), new FillIn("4. Số điện thoại:"),
        new FillIn("5. Lĩnh vực kiến nghị:"), new FillIn("6. Nội dung kiến nghị:", Lines: 9), new FillIn("7. Tài liệu gửi kèm:", Lines: 2),
        new Choices("8. Hình thức trả lời:", ["Tại Hội nghị", "Bằng văn bản"]), new Choices("9. Đồng ý công khai:", ["Có", "Không"]),
        new Signatories([new(["ĐẠI DIỆN ĐƠN VỊ", "(Ký, ghi rõ họ tên, đóng dấu nếu có)"], "")], "…………, ngày …… tháng …… năm 2026"),
    ];

    private static readonly Table Petitions = new(
        [new("STT", 0.6, Align.Center), new("Tên đơn vị", 2), new("Nội dung kiến nghị", 4.5), new("Lĩnh vực", 1.3), new("Thẩm quyền", 1.3), new("Đơn vị chủ trì", 1.6), new("Phối hợp", 1.4), new("Dự kiến trả lời", 3.5)],
        [.. Enumerable.Range(1, 24).Select(i => (IReadOnlyList<string>)[$"{i}", $"Công ty TNHH Chế biến nông sản {i}", $"Đề nghị hướng dẫn thủ tục chuyển mục đích sử dụng đất để mở rộng nhà xưởng tại thôn {i} và được hỗ trợ vay vốn ưu đãi.", "Đất đai", i % 3 == 0 ? "Vượt thẩm quyền" : "Thuộc thẩm quyền", "Phòng Kinh tế", "Văn phòng", "Hướng dẫn hồ sơ theo quy định; trả lời tại Hội nghị."])]);

    private static readonly Table Costs = new(
        [new("STT", 0.6, Align.Center), new("Nội dung chi", 4), new("ĐVT", 1, Align.Center), new("Số lượng", 1, Align.Right), new("Đơn giá (đồng)", 1.6, Align.Right), new("Thành tiền (đồng)", 1.8, Align.Right), new("Nguồn", 1.8)],
        [
            ["1", "In ấn tài liệu, phiếu đăng ký, phiếu kiến nghị", "bộ", "120", "15.000", "1.800.000", "Chi thường xuyên"], ["2", "Trang trí khánh tiết, hội trường", "gói", "1", "3.500.000", "3.500.000", "Chi thường xuyên"],
            ["3", "Nước uống", "người", "120", "20.000", "2.400.000", "Chi thường xuyên"], ["4", "Băng rôn, áp phích", "chiếc", "8", "350.000", "2.800.000", "Chi thường xuyên"], ["", "Tổng cộng", "", "", "", "10.500.000", ""],
        ], Total: true);

    public static IReadOnlyList<Paper> All { get; } =
    [
        Plans.DaiSon with { Number = "05", Date = new(2026, 4, 10), Annexes = [new("PHÂN CÔNG VÀ TIẾN ĐỘ THỰC HIỆN", [new Table([new("STT", 0.6, Align.Center), new("Công việc", 4), new("Đơn vị chủ trì", 2), new("Thời hạn", 1.4)], [["1", "Niêm yết thông báo", "Phòng Kinh tế", "21/9/2026"], ["2", "Tổng hợp kiến nghị", "Phòng Kinh tế", "25/9/2026"]])])] },
        Letter(PaperKinds.PlanLetter, "12", new(2026, 4, 10), "gửi Kế hoạch tổ chức Hội nghị đối thoại doanh nghiệp năm 2026", Chairman) with
        {
            To = ["Sở Tài chính thành phố Hải Phòng"],
            Body = [new Paragraph("Thực hiện Kế hoạch số 82/KH-UBND ngày 13/3/2026 của Ủy ban nhân dân thành phố Hải Phòng, Ủy ban nhân dân xã Đại Sơn gửi Kế hoạch số 05/KH-UBND ngày 10/4/2026 tổ chức Hội nghị đối thoại doanh nghiệp hằng năm để Sở Tài chính tổng hợp."), new Paragraph("Trân trọng.")],
            Recipients = ["Như trên", "TT Đảng ủy, HĐND xã", "Chủ tịch, các PCT UBND xã", "Lưu: VT, KT"],
        },
        Numbered(PaperKinds.Announcement, "08", new(2026, 9, 14), "Tổ chức " + Conference, Deputy) with
        {
            Basis = ["Căn cứ Kế hoạch số 82/KH-UBND ngày 13/3/2026 của Ủy ban nhân dân thành phố Hải Phòng", "Căn cứ Kế hoạch số 05/KH-UBND ngày 10/4/2026 của Ủy ban nhân dân xã Đại Sơn"],
            Body =
            [
                new Paragraph("Ủy ban nhân dân xã Đại Sơn thông báo tổ chức Hội nghị như sau:"), new Heading("1. Thời gian, địa điểm", 2), new Paragraph("- Thời gian: **8 giờ 00, thứ Ba, ngày 13/10/2026**."), new Paragraph("- Địa điểm: Hội trường UBND xã Đại Sơn."),
                new Heading("2. Đăng ký và gửi kiến nghị", 2), new Paragraph("- Đăng ký tại Trung tâm Phục vụ hành chính công xã hoặc trực tuyến."), new Paragraph("- Hạn nhận kiến nghị: __hết ngày 22/9/2026__."),
                new Qr("https://doithoai.haiphong.gov.vn/dai-son", "Đăng ký và gửi kiến nghị trực tuyến"), new Paragraph("Mọi chi tiết xin liên hệ Phòng Kinh tế, Ủy ban nhân dân xã Đại Sơn."),
            ],
            Annexes = [new("PHIẾU ĐĂNG KÝ THAM DỰ", RegistrationBody), new("PHIẾU KIẾN NGHỊ", PetitionBody)],
            Recipients = ["Các doanh nghiệp, hợp tác xã, hộ kinh doanh", "Cổng thông tin điện tử xã", "Lưu: VT, KT"],
        },
        new() { Kind = PaperKinds.RegistrationForm, Issuer = DaiSon, Subject = Conference, Body = RegistrationBody },
        new() { Kind = PaperKinds.PetitionForm, Issuer = DaiSon, Subject = "Gửi " + Conference, Body = PetitionBody },
        new()
        {
            Kind = PaperKinds.Receipt, Issuer = DaiSon, Subject = "Kiến nghị của doanh nghiệp, hợp tác xã, hộ kinh doanh",
            Body =
            [
                new Paragraph("Ủy ban nhân dân xã Đại Sơn đã nhận 01 kiến nghị ngày 14/9/2026, trực tuyến:"),
                new Table([new("STT", 0.6, Align.Center), new("Mã tra cứu", 2), new("Nội dung", 5), new("Giấy tờ kèm theo", 3)], [["1", "KN-DS-7K3M9Q", "Cấp đổi giấy chứng nhận", "giay-chung-nhan.pdf"]]),
                new Qr("https://doithoai.haiphong.gov.vn/dai-son/kien-nghi/tra-cuu?ma=KN-DS-7K3M9Q", "Tra cứu kiến nghị"),
            ],
        },
        Numbered(PaperKinds.PetitionSummary, "31", new(2026, 9, 24), "Tổng hợp kiến nghị gửi " + Conference, Chairman) with
        {
            To = ["Chủ tịch Ủy ban nhân dân xã"], Body = [new Paragraph("Đến hết ngày 22/9/2026, xã nhận **24** kiến nghị của 24 đơn vị. Chi tiết tại Phụ lục kèm theo.")],
            Annexes = [new("TỔNG HỢP KIẾN NGHỊ", [Petitions], Landscape: true)], Recipients = ["Như trên", "Các đơn vị liên quan", "Lưu: VT, KT"],
        },
        Numbered(PaperKinds.Assignment, "03", new(2026, 9, 25), "Kiến nghị của Công ty TNHH Minh Phát", Office) with
        {
            To = ["Phòng Kinh tế", "Công an xã"], Recipients = ["Như trên", "Lưu: VT"],
            Body = [new Paragraph("Văn phòng chuyển kiến nghị mã DS-2026-0012 của Công ty TNHH Minh Phát đến các đơn vị để xem xét, dự thảo trả lời trước ngày 05/10/2026."), new Paragraph("Đề nghị các đơn vị thực hiện đúng thời hạn.")],
        },
        Invitation("Công ty TNHH Minh Phát"),
        Numbered(PaperKinds.Agenda, "02", new(2026, 10, 6), Conference, Deputy) with
        {
            Body = [new Table([new("STT", 0.6, Align.Center), new("Thời gian", 1.5, Align.Center), new("Nội dung", 5), new("Người thực hiện", 2)], [["1", "8:00 - 8:15", "Tuyên bố lý do, giới thiệu đại biểu", "Văn phòng"], ["2", "8:15 - 8:30", "Báo cáo tóm tắt tình hình kinh tế - xã hội", "Phòng Kinh tế"]]),
                new Paragraph("Chương trình có thể thay đổi theo thực tế Hội nghị.")], Recipients = ["Các đại biểu", "Lưu: VT"],
        },
        new()
        {
            Kind = PaperKinds.Attendance, Issuer = DaiSon, PlaceName = "Đại Sơn", Date = new(2026, 10, 13), Subject = "Đại biểu dự " + Conference,
            Body = [new Table([new("STT", 0.6, Align.Center), new("Họ và tên", 2.5), new("Chức vụ, đơn vị", 3.5), new("Loại", 1.2), new("Ký tên", 1.5)], [.. Enumerable.Range(1, 40).Select(i => (IReadOnlyList<string>)[$"{i}", $"Nguyễn Văn {(char)('A' + (i % 20))}", $"Giám đốc Công ty {i}", "DN", ""])])],
            Signatures = [new(["NGƯỜI LẬP"], "Trần Thị Bình")],
        },
        Numbered(PaperKinds.Minutes, "04", new(2026, 10, 13), Conference, Chairman) with
        {
            Body = [new Paragraph("Thời gian bắt đầu: 8 giờ 00 ngày 13/10/2026."), new Paragraph("Địa điểm: Hội trường UBND xã Đại Sơn."), new Paragraph("Thành phần tham dự: 15 doanh nghiệp, 02 hợp tác xã, 06 hộ kinh doanh."), new Paragraph("Chủ trì (chủ tọa): ông Đào Văn Soái. Thư ký: ông Phạm Văn Quyết."),
                new Heading("Nội dung", 2), new Paragraph("1. Công ty TNHH Minh Phát kiến nghị về thủ tục đất đai; Phòng Kinh tế trả lời trực tiếp."), new Paragraph("Hội nghị kết thúc vào 11 giờ 30 ngày 13/10/2026.")],
            Recipients = ["Các đại biểu dự họp", "Lưu: VT, hồ sơ"], Signatures = [new(["THƯ KÝ"], "Phạm Văn Quyết"), new(["CHỦ TỌA"], "Đào Văn Soái")],
        },
        Numbered(PaperKinds.Conclusion, "09", new(2026, 10, 15), "Kết luận của Chủ tịch Ủy ban nhân dân xã tại " + Conference, Office) with
        {
            Body = [new Paragraph("Ngày 13/10/2026, Chủ tịch UBND xã đã chủ trì Hội nghị. Sau khi nghe các ý kiến, Chủ tịch kết luận:"), new Paragraph("1. Giao Phòng Kinh tế trả lời bằng văn bản 07 kiến nghị trước ngày 22/10/2026."), new Paragraph("2. Văn phòng theo dõi, đôn đốc việc thực hiện."), new Paragraph("Ủy ban nhân dân xã thông báo để các đơn vị biết, thực hiện.")],
            Recipients = ["Các đơn vị thuộc UBND xã", "Lưu: VT"],
        },
        Letter(PaperKinds.Answer, "45", new(2026, 10, 20), "trả lời kiến nghị của Công ty TNHH Minh Phát", Deputy) with
        {
            To = ["Công ty TNHH Minh Phát"], Recipients = ["Như trên", "Phòng Kinh tế", "Lưu: VT, KT"], Annexes = [new("HỒ SƠ CẦN NỘP", [new Paragraph("1. Đơn đề nghị;"), new Paragraph("2. Bản vẽ vị trí.")])],
            Body = [new Paragraph("Ủy ban nhân dân xã Đại Sơn nhận được kiến nghị của Công ty về việc mở rộng nhà xưởng: “Đề nghị hướng dẫn thủ tục”."), new Paragraph("Về việc này, Ủy ban nhân dân xã trả lời như sau:"), new Heading("1. Căn cứ pháp lý", 2), new Paragraph("Luật Đất đai và các văn bản hướng dẫn thi hành."), new Heading("2. Nội dung trả lời", 2), new Paragraph("Công ty nộp hồ sơ tại Trung tâm Phục vụ hành chính công xã.")],
        },
        Letter(PaperKinds.Redirect, "46", new(2026, 10, 20), "hướng dẫn gửi kiến nghị đúng cơ quan", Deputy) with { To = ["Ông Nguyễn Văn Ba, chủ hộ kinh doanh Ba Mến"], Recipients = ["Như trên", "Lưu: VT, VP"], Body = [new Paragraph("Nội dung kiến nghị thuộc thẩm quyền của Điện lực khu vực. Đề nghị Ông gửi kiến nghị đến cơ quan này để được giải quyết.")] },
        Numbered(PaperKinds.Escalation, "40", new(2026, 10, 16), "Kiến nghị vượt thẩm quyền của doanh nghiệp", Chairman) with
        {
            To = ["Ủy ban nhân dân thành phố Hải Phòng", "Sở Tài chính"], Recipients = ["Như trên", "Sở Nông nghiệp và Môi trường", "Lưu: VT, KT"],
            Body = [new Heading("I. NỘI DUNG KIẾN NGHỊ"), new Paragraph("Đề nghị điều chỉnh quy hoạch."), new Heading("II. ĐỀ XUẤT"), new Paragraph("Kính đề nghị Ủy ban nhân dân thành phố xem xét, chỉ đạo.")],
        },
        Letter(PaperKinds.Postponement, "47", new(2026, 9, 23), "xin hoãn tổ chức Hội nghị đối thoại doanh nghiệp", Chairman) with { To = ["Sở Tài chính"], Recipients = ["Như trên", "Lưu: VT, KT"], Body = [new Paragraph("Đến hết thời hạn, không có doanh nghiệp đăng ký. Ủy ban nhân dân xã đề nghị hoãn Hội nghị đến ngày 10/11/2026.")] },
        Numbered(PaperKinds.ResultReport, "52", new(2026, 10, 21), "Kết quả tổ chức " + Conference, Chairman) with
        {
            To = ["Sở Tài chính thành phố Hải Phòng"], Recipients = ["Như trên", "Lưu: VT, KT"],
            Body = [new Heading("I. CÔNG TÁC TỔ CHỨC"), new Paragraph("Hội nghị tổ chức ngày 13/10/2026."), new Heading("II. KẾT QUẢ GIẢI QUYẾT"), new Paragraph("Đã trả lời 20/24 kiến nghị."), new Paragraph("Ủy ban nhân dân xã báo cáo Sở Tài chính tổng hợp.")],
            Annexes = [new("KẾT QUẢ TỔ CHỨC", [Petitions], Landscape: true), new("CHI TIẾT KIẾN NGHỊ", [new Table([.. Enumerable.Range(1, 19).Select(i => new Column($"Cột {i}", 1))], [[.. Enumerable.Range(1, 19).Select(i => $"{i}")]])], Landscape: true), new("VƯỢT THẨM QUYỀN", [Petitions with { Rows = [.. Petitions.Rows.Take(3)] }], Landscape: true)],
        },
        new() { Kind = PaperKinds.Estimate, Issuer = DaiSon, PlaceName = "Đại Sơn", Date = new(2026, 9, 1), Subject = "Kinh phí tổ chức " + Conference, Body = [Costs, new Paragraph($"(Bằng chữ: __{AmountInWords.Of(10_500_000)}__)")], Signatures = [new(["NGƯỜI LẬP"], "Trần Thị Bình"), new(["KẾ TOÁN"], "Lê Văn Cường"), new(["CHỦ TỊCH"], "Đào Văn Soái")] },
        new() { Kind = PaperKinds.Settlement, Issuer = DaiSon, PlaceName = "Đại Sơn", Year = 2026, Subject = "Kinh phí tổ chức " + Conference, Body = [Costs, new Paragraph($"(Bằng chữ: __{AmountInWords.Of(10_500_000)}__)")], Signatures = [new(["KẾ TOÁN"], "Lê Văn Cường"), new(["CHỦ TỊCH"], "Đào Văn Soái")] },
        Letter(PaperKinds.DepartmentAnswer, "1204", new(2026, 11, 2), "trả lời kiến nghị của doanh nghiệp xã Đại Sơn", new(["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "Vũ Thị Lan")) with
        {
            Issuer = Issuer.Of("Sở Nông nghiệp và Môi trường"), Symbol = "SNNMT-QLĐĐ", PlaceName = "Hải Phòng", To = ["Ủy ban nhân dân xã Đại Sơn", "Công ty TNHH Minh Phát"], Recipients = ["Như trên", "UBND thành phố (để b/c)", "Lưu: VT, QLĐĐ"],
            Body = [new Paragraph("Sở Nông nghiệp và Môi trường trả lời như sau: đề nghị thực hiện theo quy định của Luật Đất đai.")],
        },
        Letter(PaperKinds.Direction, "3210", new(2026, 10, 19), "giao giải quyết kiến nghị vượt thẩm quyền của cấp xã", new(["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"], "Trần Huy Kiên")) with
        {
            Issuer = Issuer.Of("Ủy ban nhân dân thành phố Hải Phòng"), Symbol = "UBND-VP", PlaceName = "Hải Phòng", To = ["Sở Nông nghiệp và Môi trường", "Sở Xây dựng"], Recipients = ["Như trên", "CT, các PCT UBND TP", "UBND xã Đại Sơn", "Lưu: VT"],
            Body = [new Paragraph("Giao các sở xem xét, trả lời kiến nghị trước ngày 06/11/2026; báo cáo Ủy ban nhân dân thành phố kết quả.")],
        },
    ];

    public static Paper Invitation(string guest) => Numbered(PaperKinds.Invitation, "15", new(2026, 10, 1), "Dự " + Conference, Deputy) with
    {
        To = [guest], Recipients = ["Như thành phần mời", "Lưu: VT, VP"],
        Body =
        [
            new Paragraph($"Ủy ban nhân dân xã Đại Sơn trân trọng kính mời {guest} tới dự Hội nghị đối thoại doanh nghiệp, hợp tác xã, hộ kinh doanh năm 2026."), new Paragraph("Chủ trì: Ông Đào Văn Soái, Chủ tịch Ủy ban nhân dân xã."),
            new Paragraph("Thời gian: 8 giờ 00, thứ Ba, ngày 13 tháng 10 năm 2026."), new Paragraph("Địa điểm: Hội trường Ủy ban nhân dân xã Đại Sơn."), new Paragraph("Đề nghị Quý đơn vị đến dự đúng giờ và mang theo Giấy mời."),
        ],
    };

    private static Paper Numbered(PaperKind kind, string number, DateOnly date, string subject, Signature signature) => new()
    {
        Kind = kind, Issuer = DaiSon, Number = number, Symbol = kind.Abbreviation + "-UBND", PlaceName = "Đại Sơn", Date = date, Subject = subject, Signatures = [signature],
    };

    private static Paper Letter(PaperKind kind, string number, DateOnly date, string subject, Signature signature) => Numbered(kind, number, date, subject, signature) with { Symbol = "UBND-KT" };
}
