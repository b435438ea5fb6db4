using Dialogue.Data.Reference;
using Dialogue.Documents;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;
using Dialogue.Testing;

namespace Dialogue.Petitions.Tests;

/// <summary>The papers of a petition, each from its data alone.</summary>
public sealed class PaperTests
{
    private const string Phone = "0912345218";

    private static readonly OfficeCopy Economy = new(Guid.CreateVersion7(), "Phòng Kinh tế", "kinh-te"), Office = new(Guid.CreateVersion7(), "Văn phòng HĐND và UBND", "van-phong");
    private static readonly ConferenceCopy Conference = APetition.AConference(new(2026, 10, 13), new(2026, 10, 13), held: true, cutOff: new(2026, 9, 22));
    private static readonly Signer Deputy = new("Trần Văn Phó", "Phó Chủ tịch");

    public static TheoryData<string> Kinds => ["answer", "redirect", "escalation", "assignment", "petition-summary"];

    [Theory, MemberData(nameof(Kinds))]
    public void Every_paper_is_a_valid_Word_file_that_says_what_the_data_say_and_shows_no_phone(string kind)
    {
        var (paper, says) = Of(kind);
        var docx = Docx.Write(paper);

        Assert.Equal("", WordFile.Faults(docx));
        Assert.Equal("", WordFile.Findings(docx));
        var text = WordFile.Text(docx);
        foreach (var part in says.Append("ỦY BAN NHÂN DÂN").Append("XÃ ĐẠI SƠN").Append("Trần Văn Phó").Append("Hộ kinh doanh Bà Tư")) Assert.Contains(part, text);
        foreach (var secret in new[] { Phone, "0912 345 218", "tu@example.vn", "031085001234" }) Assert.DoesNotContain(secret, text);
        Write(kind, docx);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_draft_has_room_for_its_number_and_its_day(string kind)
    {
        var draft = Of(kind).Paper with { Year = 2026 };

        Assert.Equal("", draft.NumberText);
        Assert.Matches(@"Số:\s+/", WordFile.Text(Docx.Write(draft)));
        Assert.Matches(@"ngày\s+tháng\s+năm 2026", WordFile.Text(Docx.Write(draft)));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_catalogue_names_every_tag_that_a_paper_fills(string kind)
    {
        var paper = Of(kind).Paper;
        var tags = PaperTags.Of(paper.Kind);

        Assert.Equal(paper.Fields.Keys.Order(StringComparer.Ordinal), tags.Where(t => !t.IsList).Select(t => t.Tag).Order(StringComparer.Ordinal));
        Assert.Equal(paper.Lists.Keys.Order(StringComparer.Ordinal), tags.Where(t => t.IsList).Select(t => t.Tag).Order(StringComparer.Ordinal));
        foreach (var (name, items) in paper.Lists)
            Assert.All(items, item => Assert.Equal(item.Keys.Order(StringComparer.Ordinal), tags.Single(t => t.Tag == name).Columns.Select(c => c.Tag).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void A_deputy_signs_for_the_head_and_an_office_by_order()
    {
        var (commune, department) = (Head(), new Letterhead(Issuer.Of("Sở Xây dựng"), "Sở Xây dựng", "Hải Phòng"));

        Assert.Equal(["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], new Signer("A", "Chủ tịch").On(commune).Capacity);
        Assert.Equal(["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], Deputy.On(commune).Capacity);
        Assert.Equal(["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"], new Signer("A", "Chánh Văn phòng").On(commune).Capacity);
        Assert.Equal(["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"], new Signer("A", "Phó Chánh Văn phòng").On(commune).Capacity);
        Assert.Equal(["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], new Signer("A", "Phó Giám đốc").On(department).Capacity);
        Assert.Equal(["TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"], new Signer("A", "Chánh Văn phòng").On(department).Capacity);
    }

    [Fact]
    public void What_people_typed_never_becomes_bold_or_italic_by_itself()
    {
        var petition = new APetition { Text = "Đề nghị **xem lại** mức thu __ngay__ cho xưởng.", Conference = Conference, Triaged = Authority.Own, Submitted = true }.Made();

        Assert.Contains("Đề nghị *xem lại* mức thu _ngay_ cho xưởng.", WordFile.Text(Docx.Write(AnswerLetter.Of([petition], Context()))));
    }

    [Fact]
    public void The_internal_list_alone_has_the_representative_and_the_phone()
    {
        var docx = Docx.Write(PetitionSummary.Of(Conference, [Petition()], new Dictionary<string, string>(), [Economy], Head(), Deputy, contacts: true));

        Assert.Equal("", WordFile.Faults(docx));
        foreach (var part in new[] { "Trần Thị Tư", Phone, "lưu hành nội bộ" }) Assert.Contains(part, WordFile.Text(docx));
    }

    [Fact]
    public void Forty_petitions_with_long_texts_are_one_valid_summary()
    {
        var text = string.Join(' ', Enumerable.Repeat("Đề nghị xem xét, tháo gỡ thủ tục kéo dài cho xưởng chế biến của hộ.", 25));
        var petitions = Enumerable.Range(0, 40).Select(_ => new APetition { Conference = Conference, Text = text, Triaged = Authority.Coordinated, Submitted = true }.Made()).ToList();
        var paper = PetitionSummary.Of(Conference, petitions, new Dictionary<string, string> { ["dat-dai"] = "Đất đai" }, [Economy, Office], Head(), Deputy);

        var docx = Docx.Write(paper);
        Assert.Equal("", WordFile.Faults(docx));
        Assert.Equal("", WordFile.Findings(docx));
        Write("petition-summary-40", docx);
    }

    private static Petition Petition(Authority authority = Authority.Own, bool submitted = true) => new APetition
    {
        Conference = Conference, Triaged = authority, Submitted = submitted && authority != Authority.Beyond,
        Text = "Đề nghị hướng dẫn cấp đổi giấy chứng nhận cho xưởng chế biến.\nLiên hệ 0912 345 218 hoặc tu@example.vn, mã số 031085001234.",
    }.Made();

    private static (Paper Paper, string[] Says) Of(string kind)
    {
        switch (kind)
        {
            case "answer":
                var two = new APetition { Conference = Conference, Triaged = Authority.Own, Submitted = true, Text = "Đề nghị giảm phí thuê mặt bằng tại chợ." }.Made();
                return (AnswerLetter.Of([Petition(), two], Context()), ["Trường hợp của đơn vị được cấp đổi.", "V/v trả lời kiến nghị của Hộ kinh doanh Bà Tư", "giảm phí thuê mặt bằng", "Kế hoạch xã Đại Sơn 2026", "Lưu: VT, KT."]);
            case "redirect":
                return (RedirectLetter.Of(Petition(Authority.Beyond), "Công ty Điện lực", "Hồ sơ gồm đơn và bản vẽ vị trí.", Context()), ["Công ty Điện lực", "Hồ sơ gồm đơn và bản vẽ vị trí."]);
            case "escalation":
                return (EscalationPaper.Of(Petition(Authority.Beyond), "Thuộc thẩm quyền của thành phố.", "Đề nghị xem xét sớm.", Context()),
                    ["BÁO CÁO", "Kính gửi: Ủy ban nhân dân thành phố Hải Phòng", "Thuộc thẩm quyền của thành phố.", "Đề nghị xem xét sớm.", "Sở Nông nghiệp và Môi trường"]);
            case "assignment":
                var shared = Petition(Authority.Coordinated, submitted: false);
                shared.Share([new(Guid.CreateVersion7(), Office.Id, "Kiểm tra hồ sơ lưu", new(2026, 10, 20), false)]);
                return (AssignmentSlip.Of(shared, Context()), ["PHIẾU CHUYỂN", "Phòng Kinh tế", "Kiểm tra hồ sơ lưu", "20/10/2026", "3/11/2026", "15 ngày làm việc kể từ ngày tổ chức hội nghị 13/10/2026"]);
            default:
                return (PetitionSummary.Of(Conference, [Petition(), Petition(Authority.Coordinated), Petition(Authority.Beyond)], new Dictionary<string, string> { ["dat-dai"] = "Đất đai" }, [Economy, Office], Head(), Deputy),
                    ["BÁO CÁO", "TỔNG HỢP KIẾN NGHỊ", "03 kiến nghị", "Vượt thẩm quyền", "Trường hợp của đơn vị được cấp đổi.", "Đất đai"]);
        }
    }

    private static Letterhead Head() => new(Issuer.Of("Xã Đại Sơn"), "Xã Đại Sơn", "Đại Sơn");

    private static PaperContext Context() => new(Head(), Deputy, Economy, "Đất đai", Conference, PlanRules.B, [Economy, Office], "Ủy ban nhân dân thành phố Hải Phòng", "Sở Nông nghiệp và Môi trường");

    /// <summary>To be looked at, when a folder is named.</summary>
    private static void Write(string name, byte[] docx)
    {
        if (Environment.GetEnvironmentVariable("DIALOGUE_PAPERS") is { Length: > 0 } folder) File.WriteAllBytes(Path.Combine(folder, $"{name}.docx"), docx);
    }
}
