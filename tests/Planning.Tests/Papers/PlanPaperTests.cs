using System.Text.Json;
using Dialogue.Data.Reference;
using Dialogue.Documents;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;
using Dialogue.Planning.Papers;
using Dialogue.Planning.Plans;
using Dialogue.Planning.Plans.Model;
using Dialogue.Planning.RuleSets.Model;
using Signer = Dialogue.Hosting.Papers.Signer;

namespace Dialogue.Planning.Tests.Papers;

/// <summary>The two real plans rebuilt from data: the first wording, the rule set and the offices of each commune.</summary>
public sealed class PlanPaperTests
{
    [Fact]
    public void Dai_Sons_plan_of_2026_has_the_sections_of_the_real_one_in_its_order()
    {
        var text = Text(DaiSon());

        InOrder(text,
            "ỦY BAN NHÂN DÂN", "XÃ ĐẠI SƠN", "KẾ HOẠCH", "Tổ chức Hội nghị đối thoại doanh nghiệp năm 2026 tại UBND xã Đại Sơn, thành phố Hải Phòng",
            "Thực hiện Kế hoạch số 82/KH-UBND ngày 13/3/2026 của UBND thành phố Hải Phòng", "I. MỤC ĐÍCH, YÊU CẦU", "1. Mục đích", "Chỉ số năng lực cạnh tranh cấp xã (DCCI)", "2. Yêu cầu",
            "II. NỘI DUNG, ĐIỀU KIỆN TỔ CHỨC VÀ KINH PHÍ THỰC HIỆN", "1. Các bước chuẩn bị và triển khai", "1.1. Xây dựng kế hoạch", "trước ngày 15/4/2026 để tổng hợp",
            "1.2. Thông báo tổ chức Hội nghị", "(trước 15 ngày làm việc)", "để xin hoãn (tối đa 01 lần/năm)", "1.3. Điều kiện tổ chức",
            "tối thiểu 15 doanh nghiệp, hợp tác xã, hộ kinh doanh đăng ký tham dự, trong đó có ít nhất 05 kiến nghị", "phải có ít nhất 03 kiến nghị", "1.4. Tổ chức Hội nghị", "Chủ trì: Chủ tịch UBND xã Đại Sơn",
            "2. Giải quyết kiến nghị", "2.1. Tại Hội nghị", "trong vòng 07 ngày làm việc; trường hợp cần phối hợp nhiều đơn vị: tối đa 15 ngày làm việc", "hoặc hướng dẫn doanh nghiệp gửi đúng cơ quan",
            "2.2. Trường hợp không đủ điều kiện tổ chức", "trả lời trong vòng 14 ngày làm việc", "2.3. Báo cáo kết quả", "theo mẫu Phụ lục II, chậm nhất 07 ngày làm việc sau Hội nghị",
            "3. Kinh phí thực hiện", "4. Thời gian thực hiện", "- Tháng 9/2026:", "- Tháng 10/2026: Tổ chức Hội nghị đối thoại doanh nghiệp xã Đại Sơn", "III. PHÂN CÔNG NHIỆM VỤ", "1. Phòng Kinh tế – Xã hội",
            "Trung tâm Dịch vụ sự nghiệp công", "Công an xã", "Mặt trận Tổ quốc", "./.");
        InOrder(text, "Nơi nhận:", "- Sở Tài chính thành phố (để b/c);", "- Công an xã;", "- Lưu: VT, KT.");
        InOrder(text, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đào Văn Soái");
        InOrder(text, "Phụ lục", "DỰ TOÁN KINH PHÍ", "In ấn tài liệu, phiếu đăng ký, phiếu kiến nghị", "Bằng chữ: Bảy triệu tám trăm nghìn đồng.");
    }

    [Fact]
    public void Thien_Huongs_plan_of_2025_has_the_sections_of_the_real_one_in_its_order()
    {
        var text = Text(ThienHuong());

        InOrder(text,
            "ỦY BAN NHÂN DÂN", "PHƯỜNG THIÊN HƯƠNG", "KẾ HOẠCH", "Tổ chức đối thoại doanh nghiệp, hợp tác xã, hộ kinh doanh năm 2025 trên địa bàn phường Thiên Hương",
            "Ủy ban nhân dân phường Thiên Hương xây dựng kế hoạch tổ chức hội nghị", "I. MỤC ĐÍCH, YÊU CẦU", "1. Mục đích", "2. Yêu cầu", "II. NỘI DUNG", "1. Hình thức tổ chức: Hội nghị trực tiếp",
            "2. Thời gian: Dự kiến tổ chức 02 lần/năm", "3. Địa điểm: Nhà văn hóa phường Thiên Hương", "4. Thành phần dự Hội nghị", "(ít nhất có 20 đơn vị tham dự)", "5. Chương trình hội nghị",
            "phát biểu kết luận Hội nghị", "III. KINH PHÍ THỰC HIỆN", "và các nguồn hợp pháp khác (nếu có)", "IV. TỔ CHỨC THỰC HIỆN", "(trước 07 ngày làm việc)",
            "07 ngày làm việc (đối với kiến nghị thuộc thẩm quyền phường); 14 ngày làm việc (đối với kiến nghị cần phối hợp liên đơn vị)", "2. Phòng Kinh tế, Hạ tầng và Đô thị", "(tối thiểu 20 đơn vị tham dự)",
            "về Ủy ban nhân dân thành phố Hải Phòng, Sở Tài chính", "Cổng thông tin điện tử phường", "4. Các cơ quan, phòng, ban, đơn vị liên quan", "5. Các doanh nghiệp, hợp tác xã, hộ kinh doanh trên địa bàn phường Thiên Hương",
            "Trên đây là Kế hoạch tổ chức Hội nghị đối thoại giải quyết kiến nghị doanh nghiệp, hợp tác xã, hộ kinh doanh năm 2025 của phường Thiên Hương./.");
        InOrder(text, "Nơi nhận:", "- UBND thành phố;", "- Sở Tài chính;", "- Lưu: VT.");
        // What its rules leave open is not said: no cut-off, no postponement, no term for the report.
        Assert.DoesNotContain("xin hoãn", text);
        Assert.DoesNotContain("Phụ lục II", text);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Both_are_valid_word_files_and_drafts_have_no_number(bool daiSon)
    {
        var paper = daiSon ? DaiSon() : ThienHuong();

        Assert.Empty(new Word(Docx.Write(paper)).Faults);
        Assert.Empty(new Word(Docx.Write(paper)).Departures);
        Assert.Equal("", paper.NumberText);
        Assert.Matches("Số: +/KH-UBND", Text(paper));
        PaperTagsTests.AllKnown(paper);
    }

    [Fact]
    public void A_plan_that_was_stored_before_it_had_all_its_sections_is_still_read()
    {
        var body = JsonSerializer.Deserialize<PlanBody>(
            """{"basis":"Căn cứ Kế hoạch số 82/KH-UBND;","purpose":"- A.","requirements":"- B.","time":"Tháng 10","place":"Hội trường","participants":"- C.","programme":"- D.","announcement":"- E.","handling":"- G.","funding":"H.","budget":[],"assignments":[{"office":"Phòng Kinh tế","tasks":"- I."}],"milestones":[{"when":"Tháng 4","what":"Gửi"}],"recipients":"- Lưu: VT."}""",
            JsonSerializerOptions.Web)!;

        var text = Text(PlanPaper.Of(AnnualPlan.Draft(Guid.CreateVersion7(), Guid.CreateVersion7(), 2026, "Tổ chức hội nghị", body, []), Setting("Xã Cũ", "Cũ", new("", "Chủ tịch"))));

        InOrder(text, "Căn cứ Kế hoạch số 82/KH-UBND.", "I. MỤC ĐÍCH, YÊU CẦU", "- A.", "II. NỘI DUNG", "1. Thời gian: Tháng 10", "- D.", "- E.", "- G.", "- Tháng 4: Gửi", "III. KINH PHÍ THỰC HIỆN", "H.", "IV. TỔ CHỨC THỰC HIỆN", "1. Phòng Kinh tế", "- I.");
    }

    private static Paper DaiSon() => Of("Xã Đại Sơn", "Đại Sơn", "dai-son", 2026, new("Đào Văn Soái", "Chủ tịch"),
        ("van-phong", "Văn phòng HĐND và UBND"), ("kinh-te", "Phòng Kinh tế – Xã hội"), ("dich-vu", "Trung tâm Dịch vụ sự nghiệp công"));

    private static Paper ThienHuong() => Of("Phường Thiên Hương", "Thiên Hương", "thien-huong", 2025, new("Nguyễn Công Diễn", "Chủ tịch"),
        ("van-phong", "Văn phòng HĐND và UBND"), ("kinh-te", "Phòng Kinh tế, Hạ tầng và Đô thị"), ("van-hoa-xa-hoi", "Phòng Văn hóa – Xã hội"));

    private static Paper Of(string name, string place, string slug, int year, Signer signer, params (string Key, string Name)[] offices)
    {
        var rules = new RuleSet(year, 1, RuleSetFile.Of(slug)[year]);
        List<OfficeCopy> copies = [.. offices.Select(o => new OfficeCopy(Guid.CreateVersion7(), o.Name, o.Key))];
        var plan = AnnualPlan.Draft(Guid.CreateVersion7(), Guid.CreateVersion7(), year, PlanTemplate.Title(name, rules), PlanTemplate.Body(name, copies, rules), []);
        return PlanPaper.Of(plan, Setting(name, place, signer));
    }

    private static PaperSetting Setting(string name, string place, Signer signer) => new(new(Issuer.Of(name), name, place), "xa", "https://doithoai.example", signer, null);

    private static string Text(Paper paper) => new Word(Docx.Write(paper)).Text;

    internal static void InOrder(string text, params ReadOnlySpan<string> parts)
    {
        var at = 0;
        foreach (var part in parts)
        {
            var found = text.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"“{part}” does not come after what stands before it in:\n{text}");
            at = found + part.Length;
        }
    }
}
