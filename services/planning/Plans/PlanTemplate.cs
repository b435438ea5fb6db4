using Dialogue.Data.Reference;
using Dialogue.Kernel;
using Dialogue.Planning.Plans.Model;
using Dialogue.Web;

namespace Dialogue.Planning.Plans;

/// <summary>
/// The first wording of a plan, for people to edit: after Thiên Hương's plan where the conditions count those who attend, after Đại Sơn's
/// otherwise. Figures come from the rule set, so that a plan never says what the rules do not.
/// </summary>
internal static class PlanTemplate
{
    public static string Title(string organisation, int year) => $"Tổ chức Hội nghị đối thoại doanh nghiệp, hợp tác xã, hộ kinh doanh năm {year} tại {Issuer(organisation)}";

    /// <summary>"UBND xã Đại Sơn" for a commune; the name itself for others.</summary>
    public static string Issuer(string organisation) => IsCommune(organisation) ? $"UBND {Vn.LowerFirst(organisation)}" : organisation;

    public static bool IsCommune(string organisation) =>
        organisation.StartsWith("Xã ", StringComparison.Ordinal) || organisation.StartsWith("Phường ", StringComparison.Ordinal) || organisation.StartsWith("Đặc khu ", StringComparison.Ordinal);

    public static PlanBody Body(string organisation, IReadOnlyList<OfficeCopy> offices, RuleSet rules) =>
        rules[RuleKeys.QuorumBasis].Value == "attend" ? AfterThienHuong(organisation, offices, rules) : AfterDaiSon(organisation, offices, rules);

    /// <summary>Last year's text with the year put forward; days and amounts stay for people to look at.</summary>
    public static PlanBody Moved(PlanBody body, int from, int to)
    {
        string Move(string text) => text.Replace($"{from}", $"{to}", StringComparison.Ordinal);
        return body with
        {
            Time = Move(body.Time), Purpose = body.Purpose, Programme = Move(body.Programme), Announcement = Move(body.Announcement), Handling = Move(body.Handling),
            Milestones = [.. body.Milestones.Select(m => new Milestone(Move(m.When), Move(m.What)))],
        };
    }

    private static PlanBody AfterDaiSon(string organisation, IReadOnlyList<OfficeCopy> offices, RuleSet rules)
    {
        var (unit, issuer, year) = (Vn.LowerFirst(organisation), Issuer(organisation), rules.Year);
        return new()
        {
            Basis = $"Thực hiện Kế hoạch số 82/KH-UBND ngày 13/3/2026 của UBND thành phố Hải Phòng về việc tổ chức Hội nghị đối thoại doanh nghiệp hằng năm tại các Sở, ban, ngành, xã, phường, đặc khu; {issuer} xây dựng kế hoạch đối thoại doanh nghiệp năm {year} như sau.",
            Purpose = $"""
                - Tạo diễn đàn để {unit} trực tiếp lắng nghe, chia sẻ và tháo gỡ khó khăn cho các doanh nghiệp, hợp tác xã, hộ kinh doanh.
                - Từ các kiến nghị, có cơ sở xây dựng giải pháp hỗ trợ phát triển sản xuất, kinh doanh trên địa bàn.
                - Góp phần nâng cao Chỉ số năng lực cạnh tranh cấp xã (DCCI), xây dựng hình ảnh {unit} thuận lợi, minh bạch, thân thiện với doanh nghiệp.
                - Truyền tải kịp thời chủ trương, chính sách đến doanh nghiệp; phản ánh thực tiễn sản xuất kinh doanh từ cơ sở lên cấp trên.
                """,
            Requirements = """
                - Toàn bộ quá trình tổ chức, tiếp nhận và giải quyết kiến nghị phải được công khai, có báo cáo cụ thể, đăng tải trên cổng thông tin điện tử.
                - Nội dung đối thoại tập trung vào các vấn đề doanh nghiệp thường gặp: thủ tục đất đai, vay vốn tín dụng, thuế phí, hỗ trợ khởi nghiệp, phát triển làng nghề.
                - Chương trình rõ ràng, phân công nhiệm vụ cụ thể cho từng cán bộ.
                - Không để kiến nghị kéo dài; phải có văn bản trả lời trong thời hạn quy định, phối hợp chặt chẽ khi vượt thẩm quyền.
                """,
            Time = $"Tháng 10/{year}: tổ chức Hội nghị. Tần suất: ít nhất {Two(rules[RuleKeys.FrequencyMin].Number ?? 1)} lần/năm, có thể tổ chức thêm nếu phát sinh nhiều kiến nghị. Hình thức: trực tiếp.",
            Place = $"Hội trường {issuer}",
            Participants = $"""
                - Chủ trì: {(IsCommune(organisation) ? $"Chủ tịch UBND {unit}" : $"Lãnh đạo {organisation}")}.
                - Đại diện lãnh đạo thành phố (nếu có); đại diện các sở, ban, ngành của thành phố liên quan đến nội dung kiến nghị.
                - Doanh nghiệp, hợp tác xã, hộ kinh doanh có kiến nghị.
                - Các tổ chức đoàn thể, Trung tâm dịch vụ Sự nghiệp công.
                """,
            Programme = """
                - Tuyên bố lý do, giới thiệu đại biểu.
                - Thông tin tình hình kinh tế - xã hội.
                - Doanh nghiệp, hợp tác xã, hộ kinh doanh phát biểu, nêu kiến nghị.
                - Các phòng, ban, đơn vị liên quan trả lời trực tiếp.
                - Chủ trì phát biểu kết luận.
                """,
            Announcement = $"""
                - Niêm yết thông báo tại Trung tâm phục vụ hành chính công, trụ sở {issuer}; đăng tải trên Cổng thông tin điện tử và hệ thống loa truyền thanh.
                - Thông báo có hướng dẫn đăng ký tham dự; mẫu phiếu kiến nghị (bằng giấy và trực tuyến); thời hạn tiếp nhận kiến nghị{(rules[RuleKeys.PetitionCutoffWd].Number is { } cutoff ? $" (trước {Two(cutoff)} ngày làm việc)" : "")}.
                - Hội nghị được tổ chức khi có tối thiểu {Two(rules[RuleKeys.QuorumMinUnits].Number ?? 15)} doanh nghiệp, hợp tác xã, hộ kinh doanh đăng ký tham dự{(rules[RuleKeys.QuorumMinPetitions].Number is { } petitions ? $", trong đó có ít nhất {Two(petitions)} kiến nghị" : "")}.{(rules[RuleKeys.FallbackMinPetitions].Number is { } least ? $" Trường hợp số lượng doanh nghiệp ít, có thể tổ chức theo thực tế nhưng phải có ít nhất {Two(least)} kiến nghị." : "")}
                """,
            Handling = $"""
                - Trả lời trực tiếp tại Hội nghị các kiến nghị thuộc thẩm quyền.
                - Nếu chưa trả lời được, có văn bản trả lời trong vòng {Two(rules[RuleKeys.ReplyOwnWd].Number ?? 7)} ngày làm việc; trường hợp cần phối hợp nhiều đơn vị: tối đa {Two(rules[RuleKeys.ReplyCoordinatedWd].Number ?? 15)} ngày làm việc.
                - Kiến nghị vượt thẩm quyền: báo cáo UBND thành phố{(rules[RuleKeys.EscalationRoutes].Words.Contains("redirect") ? " hoặc hướng dẫn doanh nghiệp gửi đúng cơ quan có thẩm quyền" : "")}.
                - Nếu không đủ điều kiện tổ chức nhưng vẫn có kiến nghị: tiếp nhận và trả lời bằng văn bản; kiến nghị cần phối hợp nhiều đơn vị trả lời trong vòng {Two(rules[RuleKeys.ReplyCoordinatedNotHeldWd].Number ?? 14)} ngày làm việc.
                """,
            Funding = $"Lồng ghép trong dự toán chi thường xuyên ngân sách hằng năm của {issuer}. Công chức Tài chính – Kế toán chịu trách nhiệm lập dự toán, thanh quyết toán.",
            Budget =
            [
                new("In ấn tài liệu, phiếu đăng ký, phiếu kiến nghị", "bộ", 60, 25_000), new("Trang trí khánh tiết, hội trường", "lần", 1, 3_000_000),
                new("Nước uống", "người", 60, 20_000), new("Tuyên truyền (băng rôn, áp phích)", "chiếc", 6, 350_000),
            ],
            Assignments =
            [
                new(Office(offices, "kinh-te", "Phòng Kinh tế"), "- Tham mưu xây dựng kế hoạch, nội dung chương trình; chuẩn bị tài liệu, phiếu đăng ký, phiếu kiến nghị.\n- Tiếp nhận, phân loại kiến nghị; theo dõi tiến độ, đôn đốc các bộ phận; tổng hợp báo cáo kết quả.\n- Lập dự toán, thực hiện thanh quyết toán sau Hội nghị."),
                new(Office(offices, "van-phong", "Văn phòng HĐND và UBND"), "- Soạn thảo, niêm yết thông báo; gửi giấy mời; ghi biên bản; đôn đốc thực hiện kết luận."),
                new(Office(offices, "van-hoa-xa-hoi", "Trung tâm dịch vụ Sự nghiệp công"), "- Chuẩn bị công tác hậu cần, trang trí, truyền thông; tuyên truyền, đưa tin trước, trong và sau Hội nghị."),
                new("Mặt trận Tổ quốc, các đoàn thể chính trị - xã hội", "- Vận động hội viên, đoàn viên là chủ hộ kinh doanh, hợp tác xã tham gia Hội nghị."),
            ],
            Milestones =
            [
                new($"Tháng 4/{year}", "Hoàn thiện kế hoạch, gửi Sở Tài chính"), new($"Tháng 9/{year}", "Niêm yết thông báo, tiếp nhận đăng ký và kiến nghị"),
                new($"Tháng 10/{year}", "Tổ chức Hội nghị đối thoại doanh nghiệp"),
            ],
            Recipients = "- Sở Tài chính thành phố (để b/c);\n- Thường trực Đảng ủy, HĐND;\n- Chủ tịch, các PCT UBND;\n- MTTQ và các tổ chức CT-XH;\n- Các phòng, đơn vị thuộc UBND;\n- Lưu: VT, KT.",
        };
    }

    private static PlanBody AfterThienHuong(string organisation, IReadOnlyList<OfficeCopy> offices, RuleSet rules)
    {
        var (unit, issuer, year) = (Vn.LowerFirst(organisation), Issuer(organisation), rules.Year);
        var units = Two(rules[RuleKeys.QuorumMinUnits].Number ?? 20);
        return new()
        {
            Basis = $"{issuer} xây dựng kế hoạch tổ chức hội nghị đối thoại doanh nghiệp, hợp tác xã, hộ kinh doanh năm {year} trên địa bàn với các nội dung cụ thể như sau.",
            Purpose = $"""
                - Thông tin tình hình kinh tế - xã hội của thành phố Hải Phòng và {unit}; tình hình hoạt động của doanh nghiệp, hợp tác xã, hộ kinh doanh.
                - Nắm bắt kịp thời khó khăn, vướng mắc; tuyên truyền, phổ biến chính sách, pháp luật về hỗ trợ doanh nghiệp, khuyến khích sản xuất, kinh doanh.
                - Tăng cường sự gắn kết, tạo niềm tin giữa chính quyền và cộng đồng doanh nghiệp.
                """,
            Requirements = """
                - Hội nghị được chuẩn bị chu đáo, đúng mục đích, thiết thực và hiệu quả.
                - Nội dung đối thoại đi sâu, sát với thực tế, giải quyết kịp thời các kiến nghị, khó khăn.
                - Đảm bảo công khai, minh bạch, dân chủ và tạo không khí đối thoại cởi mở, xây dựng.
                """,
            Time = $"Dự kiến tổ chức {Two(rules[RuleKeys.FrequencyPlanned].Number ?? 2)} lần/năm (lần 1 vào tháng 4/{year}, lần 2 vào 13/10/{year}, ngày Doanh nhân Việt Nam). Hình thức: hội nghị trực tiếp.",
            Place = $"Nhà văn hóa {unit}",
            Participants = $"""
                - Đại diện lãnh đạo Sở, ban, ngành, đơn vị có liên quan đến nội dung kiến nghị.
                - Bí thư Đảng ủy, Chủ tịch HĐND; Phó Bí thư Thường trực Đảng ủy; Chủ tịch UBND; Phó Chủ tịch HĐND, các Phó Chủ tịch UBND.
                - Đại diện lãnh đạo đơn vị, phòng, ban có liên quan.
                - Đại diện doanh nghiệp, hợp tác xã, các hộ kinh doanh trên địa bàn (ít nhất có {units} đơn vị tham dự).
                """,
            Programme = $"""
                - Tuyên bố lý do, giới thiệu đại biểu.
                - Thông tin tình hình kinh tế - xã hội thành phố, {unit}.
                - Phát biểu của Hiệp hội doanh nghiệp, các doanh nghiệp, hợp tác xã và hộ kinh doanh.
                - Lãnh đạo Sở, ngành, đơn vị có liên quan trao đổi, trả lời trực tiếp nội dung kiến nghị.
                - Lãnh đạo các phòng, ban, ngành, đơn vị trao đổi, trả lời trực tiếp ý kiến, kiến nghị.
                - Lãnh đạo {issuer} phát biểu kết luận Hội nghị.
                """,
            Announcement = $"Thông báo tổ chức Hội nghị{(rules[RuleKeys.NoticeLeadWd].Number is { } lead ? $" trước {Two(lead)} ngày làm việc" : "")} để các doanh nghiệp, hợp tác xã, hộ kinh doanh biết, gửi kiến nghị và đăng ký tham dự; đăng tải lên Cổng thông tin điện tử và các phương tiện thông tin đại chúng.",
            Handling = $"""
                - Doanh nghiệp, hợp tác xã, hộ kinh doanh gửi kiến nghị bằng văn bản, nêu nội dung kiến nghị, tên, chức danh và số điện thoại của người đại diện.
                - Trả lời trực tiếp tại Hội nghị. Kiến nghị chưa thể trả lời ngay được trả lời bằng văn bản trong thời hạn {Two(rules[RuleKeys.ReplyOwnWd].Number ?? 7)} ngày làm việc (thuộc thẩm quyền); {Two(rules[RuleKeys.ReplyCoordinatedWd].Number ?? 14)} ngày làm việc (cần phối hợp liên đơn vị).
                - Kiến nghị nằm ngoài thẩm quyền: báo cáo UBND thành phố Hải Phòng chỉ đạo cơ quan có chức năng và thẩm quyền xem xét, giải quyết.
                """,
            Funding = $"Bố trí trong dự toán chi thường xuyên ngân sách hằng năm của {unit} và các nguồn hợp pháp khác (nếu có).",
            Budget = [new("Chuẩn bị hội trường, trang trí", "lần", 1, 3_000_000), new("Tài liệu, giấy mời", "bộ", 80, 20_000), new("Nước uống", "người", 80, 20_000)],
            Assignments =
            [
                new(Office(offices, "van-phong", "Văn phòng HĐND và UBND"), "- Tham mưu thông báo tổ chức Hội nghị; gửi giấy mời, chuẩn bị hội trường; ghi chép ý kiến, kiến nghị.\n- Tham mưu ban hành thông báo kết luận và theo dõi, đôn đốc việc thực hiện."),
                new(Office(offices, "kinh-te", "Phòng Kinh tế, Hạ tầng và Đô thị"), $"- Xây dựng kế hoạch gửi Sở Tài chính; chuẩn bị báo cáo tóm tắt tình hình kinh tế - xã hội.\n- Chủ trì lập danh sách mời (tối thiểu {units} đơn vị tham dự); tổng hợp kiến nghị; tham mưu trả lời; báo cáo kết quả.\n- Tham mưu kinh phí phục vụ Hội nghị."),
                new(Office(offices, "van-hoa-xa-hoi", "Phòng Văn hóa và Xã hội, Cổng thông tin điện tử"), "- Đăng tải Kế hoạch, Thông báo và kết quả Hội nghị; tuyên truyền rộng rãi."),
                new("Các cơ quan, phòng, ban, đơn vị liên quan", "- Chuẩn bị nội dung trả lời các kiến nghị thuộc lĩnh vực quản lý; phối hợp giải quyết kiến nghị liên quan nhiều lĩnh vực."),
            ],
            Milestones = [new($"Tháng 4/{year}", "Tổ chức Hội nghị lần 1"), new($"13/10/{year}", "Tổ chức Hội nghị lần 2, ngày Doanh nhân Việt Nam")],
            Recipients = "- UBND thành phố;\n- Sở Tài chính;\n- CT, các PCT UBND;\n- Các phòng, ban, đơn vị;\n- Lưu: VT.",
        };
    }

    private static string Office(IReadOnlyList<OfficeCopy> offices, string key, string otherwise) => offices.FirstOrDefault(o => o.Key == key)?.Name ?? otherwise;

    /// <summary>As plans write numbers: 05, 07, 15.</summary>
    private static string Two(int number) => number.ToString("00", System.Globalization.CultureInfo.InvariantCulture);
}
