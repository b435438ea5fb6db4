using Dialogue.Data.Reference;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;
using Dialogue.Planning.Plans.Model;
using Dialogue.Web;

namespace Dialogue.Planning.Plans;

/// <summary>
/// The first wording of a plan, for people to edit: after Thiên Hương's plan where the conditions count those who attend, after Đại Sơn's
/// otherwise. Figures come from the rule set and offices from the organisation, so that a plan never says what the rules do not; what the rules
/// leave open is left out.
/// </summary>
internal static class PlanTemplate
{
    public static string Title(string organisation, RuleSet rules) => IsAfterThienHuong(rules)
        ? $"Tổ chức đối thoại doanh nghiệp, hợp tác xã, hộ kinh doanh năm {rules.Year} {(IsCommune(organisation) ? $"trên địa bàn {Vn.LowerFirst(organisation)}" : $"tại {organisation}")}"
        : $"Tổ chức Hội nghị đối thoại doanh nghiệp năm {rules.Year} tại {Issuer(organisation)}, thành phố Hải Phòng";

    /// <summary>"UBND xã Đại Sơn" for a commune; the name itself for others.</summary>
    public static string Issuer(string organisation) => PaperText.InShort(organisation);

    /// <summary>"Ủy ban nhân dân xã Đại Sơn" for a commune; the name itself for others.</summary>
    public static string Body(string organisation) => PaperText.InFull(organisation);

    public static bool IsCommune(string organisation) => Documents.Issuer.IsCommune(organisation);

    /// <summary>"xã", "phường", "đặc khu"; empty for others.</summary>
    public static string UnitWord(string organisation) =>
        organisation.StartsWith("Xã ", StringComparison.Ordinal) ? "xã" : organisation.StartsWith("Phường ", StringComparison.Ordinal) ? "phường"
        : organisation.StartsWith("Đặc khu ", StringComparison.Ordinal) ? "đặc khu" : "";

    public static PlanBody Body(string organisation, IReadOnlyList<OfficeCopy> offices, RuleSet rules) =>
        IsAfterThienHuong(rules) ? AfterThienHuong(organisation, offices, rules) : AfterDaiSon(organisation, offices, rules);

    /// <summary>Last year's text with the year put forward; days and amounts stay for people to look at.</summary>
    public static PlanBody Moved(PlanBody body, int from, int to)
    {
        string Move(string text) => text.Replace($"{from}", $"{to}", StringComparison.Ordinal);
        return body with
        {
            Time = Move(body.Time), Purpose = body.Purpose, Programme = Move(body.Programme), Preparation = Move(body.Preparation), Announcement = Move(body.Announcement),
            Conditions = Move(body.Conditions), Handling = Move(body.Handling), WhenNotHeld = Move(body.WhenNotHeld), Reporting = Move(body.Reporting), Closing = Move(body.Closing),
            Milestones = [.. body.Milestones.Select(m => new Milestone(Move(m.When), Move(m.What)))],
        };
    }

    private static bool IsAfterThienHuong(RuleSet rules) => rules[RuleKeys.QuorumBasis].Value == "attend";

    private static PlanBody AfterDaiSon(string organisation, IReadOnlyList<OfficeCopy> offices, RuleSet rules)
    {
        var (unit, issuer, body, year) = (Vn.LowerFirst(organisation), Issuer(organisation), Body(organisation), rules.Year);
        var (word, commune) = (UnitWord(organisation), IsCommune(organisation));
        var of = commune ? $" {word}" : "";
        var redirect = rules[RuleKeys.EscalationRoutes].Words.Contains("redirect") ? " hoặc hướng dẫn doanh nghiệp gửi đúng cơ quan có thẩm quyền" : "";
        var send = rules[RuleKeys.PlanSubmitBefore].Date;
        var postpone = rules[RuleKeys.PostponeMaxPerYear].Number;
        var cutOff = rules[RuleKeys.PetitionCutoffWd].Number;
        var report = rules[RuleKeys.ReportWd].Number;
        var notHeld = rules[RuleKeys.ReplyCoordinatedNotHeldWd].Number;
        var channels = rules[RuleKeys.NoticeChannels].Words;
        return new()
        {
            Layout = PlanLayout.Steps,
            Basis = $"Thực hiện {Instruction(year)} về việc tổ chức Hội nghị đối thoại doanh nghiệp hằng năm tại các Sở, ban, ngành, xã, phường, đặc khu, {body} xây dựng kế hoạch đối thoại doanh nghiệp năm {year}{(commune ? $" trên địa bàn {word}" : "")} cụ thể như sau:",
            Purpose = Lines(
                $"- Tạo diễn đàn để {(commune ? $"chính quyền {unit}" : organisation)} trực tiếp lắng nghe, chia sẻ và tháo gỡ khó khăn cho các doanh nghiệp, hợp tác xã, hộ kinh doanh, đặc biệt trong các lĩnh vực là thế mạnh của {(commune ? word : "ngành")}.",
                $"- Từ các kiến nghị, {(commune ? word : organisation)} có cơ sở xây dựng giải pháp hỗ trợ phát triển sản xuất, kinh doanh{(commune ? " trên địa bàn" : "")}.",
                commune ? $"- Hội nghị là công cụ nâng cao Chỉ số năng lực cạnh tranh cấp xã (DCCI), góp phần xây dựng hình ảnh {unit} là địa bàn thuận lợi, minh bạch, thân thiện với doanh nghiệp." : "",
                "- Truyền tải kịp thời các chủ trương, chính sách của Nhà nước và thành phố đến doanh nghiệp; đồng thời phản ánh thực tiễn sản xuất kinh doanh từ cơ sở lên cấp trên để điều chỉnh chính sách phù hợp.",
                $"- Thông qua đối thoại, {(commune ? unit : organisation)} có thêm dữ liệu để hoạch định chiến lược phát triển kinh tế - xã hội, thúc đẩy khởi nghiệp và đổi mới sáng tạo."),
            Requirements = Lines(
                $"- Toàn bộ quá trình tổ chức, tiếp nhận và giải quyết kiến nghị phải được công khai, có báo cáo cụ thể, đăng tải trên Cổng thông tin điện tử{of}.",
                "- Nội dung đối thoại tập trung vào các vấn đề doanh nghiệp thường gặp như: thủ tục đất đai, vay vốn tín dụng, thuế phí, hỗ trợ khởi nghiệp, phát triển làng nghề.",
                $"- {(commune ? $"Chính quyền {word}" : "Cơ quan")} phải thể hiện tinh thần cầu thị, coi khó khăn của doanh nghiệp là trách nhiệm của {(commune ? "chính quyền" : "cơ quan")}, đồng hành cùng doanh nghiệp trong mọi giai đoạn phát triển.",
                "- Hội nghị cần có chương trình rõ ràng, phân công nhiệm vụ cụ thể cho từng cán bộ, đảm bảo tính khoa học, hiệu quả và tạo sự tin tưởng cho doanh nghiệp.",
                "- Không để tình trạng kiến nghị kéo dài; phải có văn bản trả lời trong thời hạn quy định, phối hợp chặt chẽ với các cơ quan của thành phố khi vượt thẩm quyền."),
            Preparation = Lines(
                $"- Căn cứ {(year >= KnownFrom ? "Kế hoạch số 82/KH-UBND của thành phố" : "chỉ đạo của thành phố")}, xây dựng kế hoạch chi tiết, phân công nhiệm vụ cho từng cán bộ, phòng ban.",
                "- Kế hoạch phải bao gồm: thời gian, địa điểm, thành phần tham dự, nội dung chương trình, phương án tiếp nhận và xử lý kiến nghị.",
                send is { } before ? $"- Gửi kế hoạch về Sở Tài chính trước ngày {Vn.Date(before)} để tổng hợp." : "- Gửi kế hoạch về Sở Tài chính để tổng hợp."),
            Announcement = Lines(
                $"- Niêm yết thông báo tại Trung tâm Phục vụ hành chính công{of}, trụ sở {issuer}{(channels.Contains("village") ? ", các thôn, tổ dân phố" : "")}.",
                $"- Đăng tải trên Cổng thông tin điện tử{of}{(channels.Contains("loudspeaker") ? " và hệ thống loa truyền thanh" : "")}.",
                $"- Thông báo phải có: hướng dẫn đăng ký tham dự; mẫu phiếu kiến nghị (bằng giấy và trực tuyến); thời hạn tiếp nhận kiến nghị{(cutOff is { } wd ? $" (trước {Two(wd)} ngày làm việc)" : "")}.",
                postpone is { } most ? $"- Nếu không có doanh nghiệp đăng ký, {issuer} báo cáo Sở Tài chính để xin hoãn (tối đa {Two(most)} lần/năm)." : ""),
            Conditions = Lines(
                rules[RuleKeys.QuorumMinUnits].Number is { } units
                    ? $"- Hội nghị được tổ chức khi có tối thiểu {Two(units)} doanh nghiệp, hợp tác xã, hộ kinh doanh đăng ký tham dự{(rules[RuleKeys.QuorumMinPetitions].Number is { } petitions ? $", trong đó có ít nhất {Two(petitions)} kiến nghị" : "")}." : "",
                rules[RuleKeys.FallbackMinPetitions].Number is { } least ? $"- Trường hợp số lượng doanh nghiệp ít, có thể tổ chức theo thực tế nhưng phải có ít nhất {Two(least)} kiến nghị." : "",
                cutOff is { } days ? $"- Kiến nghị phải được tiếp nhận trước {Two(days)} ngày làm việc diễn ra Hội nghị." : ""),
            Form = $"Trực tiếp; ít nhất {Two(rules[RuleKeys.FrequencyMin].Number ?? 1)} lần/năm, có thể tổ chức thêm nếu phát sinh nhiều kiến nghị.",
            Time = $"Tháng 10/{year}.",
            Place = $"Hội trường {issuer}",
            Participants = Lines(
                $"- Chủ trì: {(commune ? $"Chủ tịch UBND {unit}" : $"Lãnh đạo {organisation}")}.",
                "- Thành phần tham dự: Đại diện lãnh đạo thành phố (nếu có); đại diện các sở, ban, ngành của thành phố liên quan đến nội dung kiến nghị; doanh nghiệp, hợp tác xã, hộ kinh doanh có kiến nghị;"
                + (commune ? $" các tổ chức đoàn thể {word}, {Office(offices, "dich-vu", "Trung tâm Dịch vụ sự nghiệp công")} {word}." : " các phòng, đơn vị thuộc cơ quan.")),
            Programme = Lines(
                "- Tuyên bố lý do, giới thiệu đại biểu.", "- Thông tin tình hình kinh tế - xã hội.", "- Doanh nghiệp, hợp tác xã, hộ kinh doanh phát biểu, nêu kiến nghị.",
                "- Đại diện các sở, ngành, phòng, ban, đơn vị liên quan trả lời trực tiếp.", "- Chủ trì phát biểu kết luận Hội nghị."),
            Handling = Lines(
                "- Trả lời trực tiếp các kiến nghị thuộc thẩm quyền.",
                rules[RuleKeys.ReplyOwnWd].Number is { } own
                    ? $"- Nếu chưa trả lời được, có văn bản trả lời trong vòng {Two(own)} ngày làm việc{(rules[RuleKeys.ReplyCoordinatedWd].Number is { } together ? $"; trường hợp cần phối hợp nhiều đơn vị: tối đa {Two(together)} ngày làm việc" : "")}."
                    : "- Nếu chưa trả lời được, có văn bản trả lời sau Hội nghị.",
                $"- Kiến nghị vượt thẩm quyền: báo cáo UBND thành phố{redirect}."),
            WhenNotHeld = Lines(
                $"- Nếu không đủ số lượng doanh nghiệp tham dự nhưng vẫn có kiến nghị, {issuer} tiếp nhận và trả lời bằng văn bản.",
                $"- Kiến nghị vượt thẩm quyền: báo cáo UBND thành phố{redirect}.",
                notHeld is { } alone ? $"- Kiến nghị cần phối hợp nhiều đơn vị: trả lời trong vòng {Two(alone)} ngày làm việc." : ""),
            Reporting = Lines(
                "- Báo cáo chi tiết nội dung, quá trình giải quyết kiến nghị, nguyên nhân chậm trễ (nếu có).",
                $"- Báo cáo kết quả tổ chức Hội nghị và giải quyết kiến nghị gửi về Sở Tài chính theo mẫu Phụ lục II{(report is { } after ? $", chậm nhất {Two(after)} ngày làm việc sau Hội nghị" : "")}."),
            Funding = Lines(
                $"- Nguồn kinh phí: Lồng ghép trong dự toán chi thường xuyên ngân sách hằng năm của {issuer}.",
                "- Nội dung chi: In ấn tài liệu, phiếu đăng ký, phiếu kiến nghị; trang trí khánh tiết, hậu cần, nước uống, hội trường; công tác tuyên truyền (băng rôn, áp phích); chi hỗ trợ cán bộ phục vụ Hội nghị (theo quy định).",
                $"- Quản lý kinh phí: Công chức Tài chính – Kế toán{of} chịu trách nhiệm lập dự toán, thanh quyết toán, đảm bảo chi đúng mục đích, tiết kiệm, hiệu quả."),
            Budget =
            [
                new("In ấn tài liệu, phiếu đăng ký, phiếu kiến nghị", "bộ", 60, 25_000), new("Trang trí khánh tiết, hội trường", "lần", 1, 3_000_000),
                new("Nước uống", "người", 60, 20_000), new("Tuyên truyền (băng rôn, áp phích)", "chiếc", 6, 350_000),
            ],
            Milestones =
            [
                new($"Tháng 4/{year}", "Hoàn thiện kế hoạch, gửi Sở Tài chính."), new($"Tháng 9/{year}", "Niêm yết thông báo, tiếp nhận đăng ký và kiến nghị."),
                new($"Tháng 10/{year}", $"Tổ chức Hội nghị đối thoại doanh nghiệp {(commune ? unit : organisation)}."),
            ],
            Assignments = DaiSonTasks(organisation, offices),
            Closing = $"Trên đây là Kế hoạch tổ chức Hội nghị đối thoại doanh nghiệp năm {year} của {issuer}; yêu cầu các phòng, đơn vị liên quan nghiêm túc triển khai thực hiện.",
            Recipients = commune
                ? $"- Sở Tài chính thành phố (để b/c);\n- Thường trực Đảng ủy, HĐND {word};\n- Chủ tịch, các PCT UBND {word};\n- MTTQ và các tổ chức CT-XH;\n- Các phòng, đơn vị thuộc UBND {word};\n- Công an {word};\n- Lưu: VT, KT."
                : "- Sở Tài chính thành phố (để b/c);\n- Lãnh đạo cơ quan;\n- Các phòng, đơn vị thuộc cơ quan;\n- Lưu: VT.",
        };
    }

    private static Assignment[] DaiSonTasks(string organisation, IReadOnlyList<OfficeCopy> offices)
    {
        var (issuer, word, commune) = (Issuer(organisation), UnitWord(organisation), IsCommune(organisation));
        var lead = Lines(
            "- Tham mưu xây dựng kế hoạch chi tiết, nội dung chương trình Hội nghị. Chuẩn bị tài liệu, phiếu đăng ký, phiếu kiến nghị cho doanh nghiệp; tiếp nhận, phân loại kiến nghị; tổng hợp báo cáo kết quả giải quyết; theo dõi tiến độ xử lý kiến nghị, đôn đốc các bộ phận liên quan.",
            "- Phối hợp chuẩn bị nội dung, điều hành phần thảo luận, theo dõi tiến độ giải quyết kiến nghị sau Hội nghị.",
            $"- Soạn thảo thông báo tổ chức Hội nghị, niêm yết tại trụ sở {issuer}{(commune ? $", Trung tâm Phục vụ hành chính công {word}, các thôn, tổ dân phố" : "")}. Đăng tải thông tin trên Cổng thông tin điện tử{(commune ? $" {word} và hệ thống loa truyền thanh" : "")}.",
            $"- Lập dự toán chi phí tổ chức Hội nghị, trình {issuer} phê duyệt. Bố trí kinh phí từ nguồn chi thường xuyên, đảm bảo chi đúng mục đích, tiết kiệm, hiệu quả. Thực hiện thanh quyết toán sau Hội nghị theo quy định.",
            commune ? "- Chuẩn bị số liệu, tài liệu về tình hình quản lý đất đai, quy hoạch trên địa bàn để cung cấp tại Hội nghị. Phối hợp giải quyết các kiến nghị liên quan đến đất đai, quy hoạch, cấp giấy chứng nhận quyền sử dụng đất." : "");
        if (!commune)
            return [new(Office(offices, "kinh-te", Office(offices, "van-phong", "Văn phòng")), lead), new("Các phòng, đơn vị thuộc cơ quan", "- Chuẩn bị nội dung trả lời các kiến nghị thuộc lĩnh vực phụ trách; phối hợp giải quyết kiến nghị liên quan đến nhiều lĩnh vực.")];
        return
        [
            new(Office(offices, "kinh-te", "Phòng Kinh tế"), lead),
            new(Office(offices, "van-phong", "Văn phòng HĐND và UBND"),
                "- Gửi giấy mời, bố trí hội trường, đón tiếp đại biểu; ghi biên bản Hội nghị.\n- Tham mưu ban hành thông báo kết luận; theo dõi, đôn đốc việc thực hiện kết luận."),
            new(Office(offices, "dich-vu", Office(offices, "van-hoa-xa-hoi", "Trung tâm Dịch vụ sự nghiệp công")),
                "- Phối hợp tuyên truyền, vận động doanh nghiệp, hợp tác xã, hộ kinh doanh tham gia Hội nghị.\n- Chuẩn bị công tác hậu cần, trang trí, truyền thông cho Hội nghị. Tuyên truyền, đưa tin trước, trong và sau Hội nghị."),
            new($"Công an {word}", "Đảm bảo an ninh, trật tự phục vụ Hội nghị. Phối hợp xử lý các tình huống phát sinh liên quan đến an ninh, an toàn."),
            new("Mặt trận Tổ quốc, các đoàn thể chính trị - xã hội",
                "Vận động hội viên, đoàn viên là chủ hộ kinh doanh, hợp tác xã tham gia Hội nghị. Phối hợp tuyên truyền mục đích, ý nghĩa của Hội nghị đến cộng đồng."),
        ];
    }

    private static PlanBody AfterThienHuong(string organisation, IReadOnlyList<OfficeCopy> offices, RuleSet rules)
    {
        var (unit, issuer, body, year) = (Vn.LowerFirst(organisation), Issuer(organisation), Body(organisation), rules.Year);
        var (word, commune) = (UnitWord(organisation), IsCommune(organisation));
        var units = rules[RuleKeys.QuorumMinUnits].Number;
        var (own, together) = (rules[RuleKeys.ReplyOwnWd].Number, rules[RuleKeys.ReplyCoordinatedWd].Number);
        var lead = rules[RuleKeys.NoticeLeadWd].Number;
        var times = rules[RuleKeys.FrequencyPlanned].Number ?? 2;
        var terms = Terms(own, together, word);
        const string All = "doanh nghiệp, hợp tác xã, hộ kinh doanh";
        return new()
        {
            Layout = PlanLayout.Contents,
            Basis = $"{body} xây dựng kế hoạch tổ chức hội nghị đối thoại {All} năm {year}{(commune ? $" trên địa bàn {word}" : "")} với các nội dung cụ thể như sau:",
            Purpose = Lines(
                $"- Thông tin tình hình kinh tế - xã hội của thành phố Hải Phòng{(commune ? $" và {unit}" : "")}; tình hình hoạt động của {All}.",
                $"- Nắm bắt kịp thời khó khăn, vướng mắc của {All}; tuyên truyền, phổ biến chính sách, pháp luật của Đảng và Nhà nước về hỗ trợ doanh nghiệp, khuyến khích sản xuất, kinh doanh.",
                "- Thông qua hội nghị, tăng cường sự gắn kết, tạo niềm tin giữa chính quyền và cộng đồng doanh nghiệp; góp phần thúc đẩy đầu tư, phát triển sản xuất, kinh doanh hiệu quả."),
            Requirements = Lines(
                "- Hội nghị được chuẩn bị chu đáo, đúng mục đích, thiết thực và hiệu quả.",
                $"- Nội dung đối thoại cần đi sâu, sát với thực tế, giải quyết kịp thời các kiến nghị, khó khăn của {All}.",
                "- Đảm bảo công khai, minh bạch, dân chủ và tạo không khí đối thoại cởi mở, xây dựng."),
            Form = "Hội nghị trực tiếp.",
            Time = $"Dự kiến tổ chức {Two(times)} lần/năm{(times == 2 ? " (lần 1 vào tháng 4, lần 2 vào 13/10 ngày Doanh nhân Việt Nam)" : "")}.",
            Place = commune ? $"Nhà văn hóa {unit}" : $"Hội trường {organisation}",
            Participants = commune
                ? Lines(
                    "- Đại diện lãnh đạo Sở, ban, ngành, đơn vị có liên quan đến nội dung kiến nghị;", $"- Đồng chí Bí thư Đảng ủy, Chủ tịch HĐND {word};", "- Đồng chí Phó Bí thư Thường trực Đảng ủy;",
                    $"- Đồng chí Phó Bí thư Đảng ủy, Chủ tịch UBND {word};", $"- Đồng chí Phó Chủ tịch HĐND, các đồng chí Phó Chủ tịch UBND {word};", "- Đại diện lãnh đạo đơn vị, phòng, ban có liên quan;",
                    $"- Đại diện doanh nghiệp, hợp tác xã, các hộ kinh doanh trên địa bàn {word}{(units is { } n ? $" (ít nhất có {Two(n)} đơn vị tham dự)" : "")}.")
                : Lines("- Lãnh đạo cơ quan;", "- Đại diện lãnh đạo đơn vị, phòng, ban có liên quan;", $"- Đại diện {All}."),
            Programme = Lines(
                "- Tuyên bố lý do, giới thiệu đại biểu;", $"- Thông tin tình hình kinh tế - xã hội thành phố{(commune ? $", {unit}" : "")};", "- Phát biểu của Hiệp hội doanh nghiệp, các doanh nghiệp, hợp tác xã và hộ kinh doanh;",
                $"- Lãnh đạo Sở, ngành, đơn vị có liên quan trao đổi, trả lời trực tiếp nội dung kiến nghị của {All};", $"- Lãnh đạo các phòng, ban, ngành, đơn vị trao đổi, trả lời trực tiếp ý kiến, kiến nghị của {All};",
                $"- Lãnh đạo {body} phát biểu kết luận Hội nghị."),
            Announcement = Lines(
                $"- Thông báo tổ chức Hội nghị{(lead is { } wd ? $" (trước {Two(wd)} ngày làm việc)" : "")} để các {All} biết, gửi kiến nghị và đăng ký tham dự.",
                $"- Đăng tải lên Cổng thông tin điện tử{(commune ? $" {word}" : "")} và các phương tiện thông tin đại chúng."),
            Handling = Lines(
                "- Kiến nghị gửi bằng văn bản (bản giấy hoặc trực tuyến), nêu nội dung kiến nghị, tên, chức danh và số điện thoại của người đại diện; được trả lời trực tiếp tại Hội nghị.",
                $"- Kiến nghị chưa thể trả lời ngay tại Hội nghị được trả lời bằng văn bản{(terms.Length > 0 ? $" trong thời hạn: {terms}" : "")}.",
                "- Kiến nghị nằm ngoài thẩm quyền: báo cáo Ủy ban nhân dân thành phố Hải Phòng chỉ đạo cơ quan, đơn vị có chức năng và thẩm quyền xem xét, giải quyết."),
            Funding = $"Bố trí trong dự toán chi thường xuyên ngân sách hàng năm của {(commune ? unit : organisation)} và các nguồn hợp pháp khác (nếu có).",
            Budget = [new("Chuẩn bị hội trường, trang trí", "lần", 1, 3_000_000), new("Tài liệu, giấy mời", "bộ", 80, 20_000), new("Nước uống", "người", 80, 20_000)],
            Assignments = ThienHuongTasks(organisation, offices, rules, terms),
            Milestones = times == 2
                ? [new($"Tháng 4/{year}", "Gửi kế hoạch, tổ chức Hội nghị lần 1."), new($"Tháng 10/{year}", "Tổ chức Hội nghị lần 2 vào ngày 13/10, ngày Doanh nhân Việt Nam.")]
                : [new($"Tháng 4/{year}", "Gửi kế hoạch."), new($"Tháng 10/{year}", "Tổ chức Hội nghị.")],
            Closing = $"Trên đây là Kế hoạch tổ chức Hội nghị đối thoại giải quyết kiến nghị {All} năm {year} của {(commune ? unit : organisation)}.",
            Recipients = commune
                ? $"- UBND thành phố;\n- Sở Tài chính;\n- CT, các PCT UBND {word};\n- Các phòng, ban, đơn vị thuộc {word};\n- Lưu: VT."
                : "- UBND thành phố;\n- Sở Tài chính;\n- Các phòng, ban, đơn vị;\n- Lưu: VT.",
        };
    }

    private static Assignment[] ThienHuongTasks(string organisation, IReadOnlyList<OfficeCopy> offices, RuleSet rules, string terms)
    {
        var (unit, issuer, word, commune) = (Vn.LowerFirst(organisation), Issuer(organisation), UnitWord(organisation), IsCommune(organisation));
        var of = commune ? $" {word}" : "";
        var body = Body(organisation);
        var units = rules[RuleKeys.QuorumMinUnits].Number is { } n ? $" (tối thiểu {Two(n)} đơn vị tham dự)" : "";
        const string All = "doanh nghiệp, hợp tác xã, hộ kinh doanh";
        return
        [
            new(Office(offices, "van-phong", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân") + of, Lines(
                $"- Tham mưu thông báo tổ chức Hội nghị{(rules[RuleKeys.NoticeLeadWd].Number is { } lead ? $" (trước {Two(lead)} ngày làm việc)" : "")} để các {All} biết, gửi kiến nghị và đăng ký tham dự.",
                $"- Phối hợp với đơn vị liên quan chuẩn bị cơ sở vật chất và các điều kiện bảo đảm công tác tổ chức hội nghị đối thoại (gửi giấy mời, chuẩn bị hội trường); ghi chép ý kiến, kiến nghị của {All} tại hội nghị.",
                $"- Tham mưu ban hành thông báo kết luận của lãnh đạo {body} tại Hội nghị và theo dõi, đôn đốc việc thực hiện các nội dung kết luận.",
                terms.Length > 0 ? $"- Trường hợp kiến nghị chưa thể trả lời ngay tại Hội nghị, trả lời bằng văn bản trong thời hạn: {terms}." : "")),
            new(Office(offices, "kinh-te", "Phòng Kinh tế"), Lines(
                "- Xây dựng kế hoạch tổ chức Hội nghị đối thoại hàng năm gửi Sở Tài chính tổng hợp.",
                $"- Chuẩn bị báo cáo tóm tắt tình hình phát triển kinh tế - xã hội và các nội dung trọng tâm của {(commune ? word : "cơ quan")}.",
                $"- Chủ trì cùng các phòng, đơn vị lập danh sách mời {All} có kiến nghị và {All}{(commune ? $" trên địa bàn {word}" : "")} tham dự Hội nghị{units}.",
                $"- Tổng hợp kiến nghị của {All}.",
                $"- Chủ trì tham mưu {issuer} ban hành thông báo, giấy mời tổ chức hội nghị đối thoại; tham mưu đề xuất giải quyết và trả lời các kiến nghị trực tiếp tại Hội nghị. Trường hợp các kiến nghị nằm ngoài thẩm quyền, tham mưu {issuer} báo cáo Ủy ban nhân dân thành phố Hải Phòng chỉ đạo cơ quan, đơn vị có chức năng và thẩm quyền xem xét, giải quyết.",
                $"- Tham mưu báo cáo kết quả tổ chức Hội nghị và kết quả giải quyết kiến nghị về {Recipients(rules)}.",
                $"- Tham mưu {issuer} kinh phí phục vụ công tác tổ chức Hội nghị đối thoại {All}.")),
            new($"{Office(offices, "van-hoa-xa-hoi", "Phòng Văn hóa và Xã hội")}, Cổng thông tin điện tử{of}", Lines(
                $"- Đăng tải Kế hoạch đối thoại và Thông báo tổ chức đối thoại {All} lên Cổng thông tin điện tử{of} và các phương tiện thông tin đại chúng để các {All} gửi kiến nghị và đăng ký tham dự.",
                $"- Thực hiện tuyên truyền rộng rãi về Kế hoạch tổ chức và kết quả Hội nghị đối thoại {All} của {body}.")),
            new("Các cơ quan, phòng, ban, đơn vị liên quan",
                "Căn cứ kiến nghị, tham mưu giải quyết theo đúng chức năng, nhiệm vụ quản lý; chuẩn bị nội dung để trả lời, giải quyết các kiến nghị thuộc lĩnh vực đơn vị mình quản lý; phối kết hợp với các cơ quan, đơn vị trong việc giải quyết kiến nghị liên quan đến nhiều lĩnh vực."),
            new($"Các {All}{(commune ? $" trên địa bàn {unit}" : "")}",
                $"Gửi kiến nghị liên quan đến giải quyết các thủ tục hành chính thuộc thẩm quyền của {body} trực tiếp bằng văn bản: các nội dung kiến nghị, tên, chức danh và số điện thoại của người đại diện {All}."),
        ];
    }

    /// <summary>"07 ngày làm việc (đối với kiến nghị thuộc thẩm quyền phường); 14 ngày làm việc (…)"; empty without terms.</summary>
    private static string Terms(int? own, int? together, string word) => string.Join("; ", new[]
    {
        own is { } a ? $"{Two(a)} ngày làm việc (đối với kiến nghị thuộc thẩm quyền{(word.Length > 0 ? " " + word : "")})" : "",
        together is { } b ? $"{Two(b)} ngày làm việc (đối với kiến nghị cần phối hợp liên đơn vị)" : "",
    }.Where(t => t.Length > 0));

    private static string Recipients(RuleSet rules) =>
        rules[RuleKeys.ReportRecipients].Words.Contains("ubnd-tp") ? "Ủy ban nhân dân thành phố Hải Phòng, Sở Tài chính" : "Sở Tài chính";

    /// <summary>The first year for which the city's plan of 2026 can be named.</summary>
    private const int KnownFrom = 2026;

    private static string Instruction(int year) => year >= KnownFrom
        ? "Kế hoạch số 82/KH-UBND ngày 13/3/2026 của UBND thành phố Hải Phòng" : "chỉ đạo của UBND thành phố Hải Phòng";

    private static string Office(IReadOnlyList<OfficeCopy> offices, string key, string otherwise) => offices.FirstOrDefault(o => o.Key == key)?.Name ?? otherwise;

    private static string Lines(params ReadOnlySpan<string> lines) => string.Join('\n', lines.ToArray().Where(l => l.Length > 0));

    /// <summary>As plans write numbers: 05, 07, 15.</summary>
    private static string Two(int number) => number.ToString("00", System.Globalization.CultureInfo.InvariantCulture);
}
