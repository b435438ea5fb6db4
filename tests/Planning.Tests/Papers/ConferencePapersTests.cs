using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dialogue.Contracts.Petitions;
using Dialogue.Contracts.Records;
using Dialogue.Documents;
using Dialogue.Kernel;
using Dialogue.Planning.Papers;
using Dialogue.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Planning.Tests.Papers;

/// <summary>Every paper of a conference, from its draft to the register, through the API and the addresses that people use.</summary>
public sealed class ConferencePapersTests(Planning planning)
{
    [Fact]
    public async Task A_draft_has_no_number_and_the_issued_announcement_has_the_next_one_and_is_told_once()
    {
        var a = await Planned();
        var draft = await a.Word("announcement");
        Assert.Matches("Số: +/TB-UBND", draft.Text);
        Assert.Contains("1. Thời gian: 8 giờ 00 phút", draft.Text);

        var issued = await a.Post("announcement", new { signer = "Đào Văn Soái", signerTitle = "Chủ tịch" });

        Assert.Equal("01/TB-UBND", issued.GetProperty("number").GetString());
        var told = Assert.Single(await a.Told("announcement"));
        Assert.Equal(("01/TB-UBND", "TB", 1, "Đào Văn Soái"), (told.Number, told.Series, told.Ordinal, told.Signer));
        Assert.Equal(issued.GetProperty("id").GetGuid(), told.PaperId);
        var word = await a.Word("announcement");
        Assert.Equal(told.Docx, await a.Bytes("announcement")); // what is shown is what was signed
        PlanPaperTests.InOrder(word.Text, "Số: 01/TB-UBND", "THÔNG BÁO", "6. Hướng dẫn đăng ký tham dự", "7. Phiếu kiến nghị", "8. Thời hạn tiếp nhận kiến nghị", "22/9/2026", "TM. ỦY BAN NHÂN DÂN", "Đào Văn Soái",
            "Phụ lục I", "PHIẾU ĐĂNG KÝ THAM DỰ", "Phụ lục II", "PHIẾU KIẾN NGHỊ");
        Assert.Empty(word.Faults);
        Assert.Empty(word.Departures);
    }

    [Fact]
    public async Task A_number_that_was_typed_is_kept_and_the_next_goes_on_from_it()
    {
        var a = await Planned();
        var other = await a.Another("2026-10-20");

        Assert.Equal("17/TB-UBND", (await a.Post("announcement", new { number = "17/TB-UBND", signer = "Chủ tịch UBND" })).GetProperty("number").GetString());
        Assert.Equal("18/TB-UBND", (await other.Post("announcement", new { signer = "Đào Văn Soái" })).GetProperty("number").GetString());
        await other.Refused("agenda/issue", new { number = "17 CTr" }, "document-number");
    }

    [Fact]
    public async Task A_number_is_given_back_when_the_announcement_is_refused()
    {
        var a = await Planned();

        await a.Refused("announcement", new { signer = "Đào Văn Soái", cutOffText = "Sớm nhất có thể" }, "announcement-no-cut-off");

        Assert.Empty(await a.Told("announcement"));
        Assert.Equal("01/TB-UBND", (await a.Post("announcement", new { signer = "Đào Văn Soái" })).GetProperty("number").GetString());
    }

    [Fact]
    public async Task Conferences_that_are_announced_at_the_same_moment_get_different_numbers_without_a_gap()
    {
        var first = await Planned();
        List<Actor> all = [first];
        foreach (var day in new[] { "2026-10-14", "2026-10-15", "2026-10-16", "2026-10-20", "2026-10-21" }) all.Add(await first.Another(day));

        var numbers = await Task.WhenAll(all.Select(async c => (await c.Post("announcement", new { signer = "Đào Văn Soái" })).GetProperty("number").GetString()));

        Assert.Equal(["01/TB-UBND", "02/TB-UBND", "03/TB-UBND", "04/TB-UBND", "05/TB-UBND", "06/TB-UBND"], numbers.Order());
    }

    [Fact]
    public async Task A_conference_that_moved_is_announced_anew_and_the_new_paper_names_the_old_one()
    {
        var a = await Planned();
        var first = (await a.Post("announcement", new { signer = "Đào Văn Soái" })).GetProperty("id").GetGuid();
        Assert.Equal(HttpStatusCode.OK, (await a.Leader.PutAsJsonAsync(a.Path, new { day = "2026-10-20", startsAt = "08:00", place = "Hội trường", chair = "Chủ tịch UBND", reason = "Sửa chữa" })).StatusCode);

        await a.Post("announcement", new { signer = "Đào Văn Soái" });

        Assert.Equal([null, first], (await a.Told("announcement")).Select(m => m.Corrects));
        Assert.Contains("20/10/2026", (await a.Word("announcement")).Text);
    }

    [Fact]
    public async Task Every_kind_is_a_valid_word_file_with_the_data_in_it_and_a_page_to_print()
    {
        var a = await Held();
        var leader = await a.Leader.PostAsJsonAsync($"{a.Path}/invitations", new { kind = "Department", name = "Sở Xây dựng", addressee = "Lãnh đạo Sở" });
        Assert.Equal(HttpStatusCode.Created, leader.StatusCode);
        await a.Leader.PostAsJsonAsync($"{a.Path}/invitations/from-registrations", new { });
        (string Kind, string[] Says)[] expected =
        [
            ("announcement", ["THÔNG BÁO", "Hội trường UBND xã"]), ("registration-form", ["PHIẾU ĐĂNG KÝ THAM DỰ", "Mã số thuế", $"/hoi-nghi/{a.Id}/dang-ky"]), ("petition-form", ["PHIẾU KIẾN NGHỊ", "Nội dung kiến nghị"]),
            ("invitation", ["GIẤY MỜI", "trân trọng kính mời: Lãnh đạo Sở, Sở Xây dựng", "Công ty 0", "8 giờ 00 phút, Thứ Ba, ngày 13 tháng 10 năm 2026"]), ("agenda", ["CHƯƠNG TRÌNH", "8:00 - 8:15", "Tuyên bố lý do"]),
            ("attendance", ["DANH SÁCH", "Công ty 0", "15 đơn vị có mặt"]), ("minutes", ["BIÊN BẢN", "Thư ký (người ghi biên bản): Phạm Thị Lan", "Công ty 1", "Đường vào xưởng hẹp", "Sẽ mở rộng năm 2027", "11 giờ 30 phút", "THƯ KÝ", "CHỦ TỌA"]),
            ("conclusion", ["THÔNG BÁO", "Kết luận của Chủ tịch UBND xã"]), ("postponement", ["V/v xin hoãn tổ chức Hội nghị", "15 đơn vị đăng ký"]), ("estimate", ["DỰ TOÁN", "Tổng cộng"]),
        ];

        List<string> departures = [];
        foreach (var (kind, says) in expected)
        {
            var word = await a.Word(kind);
            Assert.Empty(word.Faults);
            departures.AddRange(word.Departures.Select(d => $"{kind}: {d}"));
            foreach (var said in says) Assert.Contains(said, word.Text, StringComparison.Ordinal);
            var page = await a.Leader.GetStringAsync($"/{a.Tenant.Slug}/can-bo/hoi-nghi/{a.Id}/van-ban/{kind}/in");
            Assert.Contains("<article class=\"paper\"", page, StringComparison.Ordinal);
        }
        Assert.Empty(departures);
        Assert.Equal(HttpStatusCode.NotFound, (await a.Leader.GetAsync($"/{a.Tenant.Slug}/can-bo/hoi-nghi/{a.Id}/van-ban/settlement")).StatusCode); // nothing is approved yet
        Assert.Equal(HttpStatusCode.NotFound, (await a.Leader.GetAsync($"/{a.Tenant.Slug}/can-bo/hoi-nghi/{a.Id}/van-ban/answer")).StatusCode); // another service's
        Assert.Equal(HttpStatusCode.NotFound, (await planning.Client(a.Tenant, Role.PortalEditor).GetAsync($"/{a.Tenant.Slug}/can-bo/hoi-nghi/{a.Id}/van-ban/attendance")).StatusCode); // names of people
    }

    [Fact]
    public async Task The_papers_fill_the_tags_that_the_catalogue_promises()
    {
        var a = await Held();
        await a.Post("invitations", new { kind = "Leader", name = "Thường trực Đảng ủy" }, HttpStatusCode.Created);
        await a.Put("budget", new { lines = new[] { new { content = "Nước uống", unit = "người", quantity = 60, price = 20_000 } } });
        await a.Post("budget/approval", new { });
        await using var scope = planning.Scope(a.Tenant.Id);
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(a.Tenant.Id, a.Tenant.Slug, a.Tenant.Name, [Capability.HoldsDialogues]);
        var db = scope.ServiceProvider.GetRequiredService<PlanningDb>();
        var c = await db.Conferences.SingleAsync(x => x.Id == a.Id, TestContext.Current.CancellationToken);

        foreach (var kind in ConferencePapers.Kinds)
            foreach (var paper in await scope.ServiceProvider.GetRequiredService<ConferencePapers>().Read(c, kind, "https://doithoai.example", TestContext.Current.CancellationToken)) PaperTagsTests.AllKnown(paper);
    }

    [Fact]
    public async Task Invitations_go_out_under_one_number_each_naming_who_is_invited()
    {
        var a = await Planned();
        await a.Post("announcement", new { signer = "Đào Văn Soái", signerTitle = "Chủ tịch" });
        for (var i = 0; i < 3; i++) await a.Register($"Công ty {i}");
        await a.Post("invitations/from-registrations", new { });

        var sent = await Task.WhenAll(a.Leader.PostAsync($"{a.Path}/invitations/sent", null), a.Leader.PostAsync($"{a.Path}/invitations/sent", null));

        Assert.Equal(["0", "3"], (await Task.WhenAll(sent.Select(s => s.Content.ReadAsStringAsync()))).Order());
        Assert.Equal("01/GM-UBND", Assert.Single(await a.Told("invitation")).Number);
        var text = (await a.Word("invitation")).Text;
        Assert.Equal(3, text.Split("Số: 01/GM-UBND").Length - 1);
        for (var i = 0; i < 3; i++) Assert.Contains($"trân trọng kính mời: Giám đốc Nguyễn Văn A, Công ty {i}", text);
        Assert.Equal("Đào Văn Soái", (await a.Told("invitation"))[0].Signer); // remembered

        await a.Post("invitations", new { kind = "Leader", name = "Thường trực Đảng ủy" }, HttpStatusCode.Created);
        Assert.Matches("Số: +/GM-UBND", (await a.Word("invitation")).Text); // one more, not sent yet
        await a.Leader.PostAsJsonAsync($"{a.Path}/invitations/sent", new { });
        Assert.Equal(["01/GM-UBND", "02/GM-UBND"], (await a.Told("invitation")).Select(m => m.Number));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task More_than_thirty_invitations_are_made_in_the_queue_by_the_communes_own_template_if_it_has_one(bool ownTemplate)
    {
        var a = await Planned();
        if (ownTemplate) await planning.Deliver(a.Tenant.Id, new TemplatePublished("invitation", 1, OwnTemplate()));
        await a.Post("announcement", new { signer = "Đào Văn Soái" });
        for (var i = 1; i <= 31; i++) await a.Post("invitations", new { kind = "Office", name = $"Đơn vị số {i:00}" }, HttpStatusCode.Created);

        var direct = await a.Leader.GetAsync($"/{a.Tenant.Slug}/can-bo/hoi-nghi/{a.Id}/van-ban/invitation");
        Assert.Equal(HttpStatusCode.Redirect, direct.StatusCode);
        Assert.Contains("/giay-moi", direct.Headers.Location!.ToString());

        var user = new WebUser(planning.Address);
        user.Http.DefaultRequestHeaders.Authorization = planning.ClientOf("Lê Văn An", [(a.Tenant, [Role.Leader])], id: Guid.CreateVersion7()).DefaultRequestHeaders.Authorization;
        var page = await user.Get($"/{a.Tenant.Slug}/can-bo/hoi-nghi/{a.Id}/giay-moi");
        Assert.Contains("Tạo tệp Word 31 giấy mời", page.Text);
        var work = await user.Submit(page, "handler=Word", []);
        Assert.StartsWith($"/{a.Tenant.Slug}/can-bo/viec/planning/", work.Address.AbsolutePath, StringComparison.Ordinal);
        var done = await Eventually.Get("the file is there", () => user.Get(work.Address.PathAndQuery)!, p => p!.Text.Contains("Tải tệp về", StringComparison.Ordinal));
        var state = await user.Http.GetStringAsync("/api" + work.Address.AbsolutePath.Replace("/can-bo/viec/", "/works/", StringComparison.Ordinal));
        using (var json = JsonDocument.Parse(state)) Assert.Equal((31, 31), (json.RootElement.GetProperty("done").GetInt32(), json.RootElement.GetProperty("total").GetInt32()));

        var file = await user.Http.GetByteArrayAsync(done.Document.QuerySelector("a[href$='/tep']")!.GetAttribute("href")!);
        if (Environment.GetEnvironmentVariable("DIALOGUE_PAPERS") is { } folder) await File.WriteAllBytesAsync($"{folder}/giay-moi-{(ownTemplate ? "mau-rieng" : "chuan")}.docx", file, TestContext.Current.CancellationToken);
        var word = new Word(file);
        Assert.Empty(word.Faults);
        for (var i = 1; i <= 31; i++) Assert.Equal(1, word.Text.Split('\n').Count(line => line.Contains($"kính mời: Đơn vị số {i:00}", StringComparison.Ordinal)));
        Assert.Equal(ownTemplate ? 31 : 0, word.Text.Split("Trang phục lịch sự.").Length - 1);
        Assert.Equal(31, word.SectionsFromOne);
    }

    [Fact]
    public async Task A_few_invitations_come_at_once_by_the_communes_own_template()
    {
        var a = await Planned();
        foreach (var name in new[] { "Đơn vị A", "Đơn vị B" }) await a.Post("invitations", new { kind = "Office", name }, HttpStatusCode.Created);
        Assert.DoesNotContain("Trang phục lịch sự.", (await a.Word("invitation")).Text);

        await planning.Deliver(a.Tenant.Id, new TemplatePublished("invitation", 1, OwnTemplate()));

        var word = await a.Word("invitation");
        Assert.Empty(word.Faults);
        PlanPaperTests.InOrder(word.Text, "Đơn vị A", "Trang phục lịch sự.", "Đơn vị B", "Trang phục lịch sự.");
        Assert.Equal(2, word.SectionsFromOne);
    }

    /// <summary>The starter with a sentence of the commune's own before the signature.</summary>
    private static byte[] OwnTemplate()
    {
        using var stream = new MemoryStream();
        stream.Write(Letters.Starter(PaperKinds.Invitation, new()
        {
            Kind = PaperKinds.Invitation, Issuer = Issuer.Of("Xã Thử Nghiệm"), Symbol = "GM-UBND", PlaceName = "Thử Nghiệm", Year = 2026, Subject = "Dự Hội nghị", Body = [new Paragraph("Nội dung")],
            Recipients = ["Lưu: VT"], Signatures = [new(["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "Đào Văn Soái")],
        }));
        using (var document = DocumentFormat.OpenXml.Packaging.WordprocessingDocument.Open(stream, isEditable: true))
        {
            var body = document.MainDocumentPart!.Document.Body!;
            var text = body.Descendants<DocumentFormat.OpenXml.Wordprocessing.SdtBlock>().First(s => s.SdtProperties?.GetFirstChild<DocumentFormat.OpenXml.Wordprocessing.Tag>()?.Val == "noi-dung");
            text.InsertAfterSelf(new DocumentFormat.OpenXml.Wordprocessing.Paragraph(new DocumentFormat.OpenXml.Wordprocessing.Run(new DocumentFormat.OpenXml.Wordprocessing.Text("Trang phục lịch sự."))));
        }
        return stream.ToArray();
    }

    [Fact]
    public async Task Minutes_are_frozen_with_their_number_and_at_the_latest_by_the_conclusion()
    {
        var a = await Held();
        var number = (await a.Post("minutes/issue", new { })).GetProperty("number").GetString();
        Assert.Equal("01/BB-UBND", number);
        await a.Refused("minutes/issue", new { }, "minutes-issued");
        await a.Refused("opinions", new { who = "A", summary = "B" }, "minutes-issued");

        await a.Post("conclusion", new { signer = "Đào Văn Soái", text = "Giao các phòng trả lời.", tasks = new[] { new { content = "Mở đường", due = "2026-11-30", officeId = a.Tenant.Offices[1].Id } } });
        Assert.Single(await a.Told("minutes"));
        Assert.Equal("02/TB-UBND", Assert.Single(await a.Told("conclusion")).Number);
        PlanPaperTests.InOrder((await a.Word("conclusion")).Text, "Số: 02/TB-UBND", "Kết luận của Chủ tịch UBND xã", "Giao các phòng trả lời.", "Nhiệm vụ", "Mở đường", "Phòng Kinh tế", "30/11/2026", "./.");

        var b = await Held();
        await b.Post("conclusion", new { signer = "Phạm Văn Quyết", signerTitle = "Chánh Văn phòng", text = "Giao các phòng trả lời." });
        PlanPaperTests.InOrder((await b.Word("conclusion")).Text, "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Phạm Văn Quyết"); // by order of the chairman
        Assert.Equal("01/BB-UBND", Assert.Single(await b.Told("minutes")).Number);
    }

    [Fact]
    public async Task A_request_to_postpone_is_a_letter_with_the_evidence_and_goes_to_the_finance_department()
    {
        var finance = await planning.Known("so-tai-chinh");
        var a = await Planned();
        await a.Post("announcement", new { signer = "Đào Văn Soái" });
        await a.Post("postings", new { channel = "hcc", place = "Bảng tin Trung tâm" }, HttpStatusCode.Created);
        planning.Clock.SetDay(new(2026, 9, 22));

        await a.Post("postponement", new { newDay = "2026-11-17", reason = "Chưa có đơn vị đăng ký" });

        var told = (await planning.Published<PaperIssued>(a.Tenant.Id)).Where(m => m.Message.Kind == "postponement").ToList();
        Assert.Equal(new HashSet<TenantId> { a.Tenant.Id, finance.Id }, told.Select(t => t.For).ToHashSet());
        Assert.Equal("01/UBND-KT", told[0].Message.Number);
        PlanPaperTests.InOrder(new Word(told[0].Message.Docx).Text, "Số: 01/UBND-KT", "V/v xin hoãn", "Kính gửi: Sở Tài chính", "Trung tâm Phục vụ hành chính công", "Bảng tin Trung tâm", "00 đơn vị đăng ký", "Chưa có đơn vị đăng ký", "ngày 17 tháng 11 năm 2026", "tối đa 01 lần/năm");
    }

    [Fact]
    public async Task A_plan_without_a_typed_number_gets_the_next_one_and_is_sent_with_a_letter()
    {
        planning.Clock.SetDay(new(2026, 10, 1));
        var finance = await planning.Known("so-tai-chinh");
        var tenant = await planning.Organisation();
        var (writer, leader) = (planning.Client(tenant, Role.Specialist), planning.Client(tenant, Role.Leader));
        var at = $"/api/{tenant.Slug}/plans";
        var id = (await Ok(await writer.PostAsJsonAsync(at, new { year = 2026 }))).GetProperty("id").GetGuid();
        Assert.Matches("Số: +/KH-UBND", new Word(await writer.GetByteArrayAsync($"/{tenant.Slug}/can-bo/nam/ke-hoach/{id}/van-ban/plan")).Text);

        var issued = await Ok(await leader.PostAsJsonAsync($"{at}/{id}/issue", new { issuedOn = "2026-04-10", signer = "Đào Văn Soái" }));
        Assert.Equal("01/KH-UBND", issued.GetProperty("number").GetString());
        await Ok(await leader.PostAsJsonAsync($"{at}/{id}/send", new { sentOn = "2026-04-14" }));

        var told = await planning.Published<PaperIssued>(tenant.Id);
        Assert.Equal(["plan", "plan-letter"], told.Where(t => t.For == finance.Id).Select(t => t.Message.Kind));
        Assert.Equal("01/UBND-KT", told.Last(t => t.Message.Kind == "plan-letter").Message.Number);
        Assert.Equal(told.First(t => t.Message.Kind == "plan").Message.Docx, await writer.GetByteArrayAsync($"/{tenant.Slug}/can-bo/nam/ke-hoach/{id}/van-ban/plan"));
        var open = await planning.Client().GetAsync($"/{tenant.Slug}/ke-hoach/2026/word");
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);

        var correction = (await Ok(await writer.PostAsJsonAsync(at, new { year = 2026, correction = true }))).GetProperty("id").GetGuid();
        await Ok(await leader.PostAsJsonAsync($"{at}/{correction}/issue", new { issuedOn = "2026-05-04" }));
        Assert.Equal(id, (await planning.Published<PaperIssued>(tenant.Id)).Last(t => t.Message.Kind == "plan").Message.Corrects);
    }

    [Fact]
    public async Task Anybody_may_take_the_blank_forms_and_what_was_issued_but_no_draft()
    {
        var a = await Planned();
        var root = $"/{a.Tenant.Slug}/hoi-nghi/{a.Id}/van-ban";
        Assert.Equal(HttpStatusCode.OK, (await planning.Client().GetAsync($"{root}/petition-form")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await planning.Client().GetAsync($"{root}/announcement")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await planning.Client().GetAsync($"{root}/attendance")).StatusCode);
        await a.Post("announcement", new { signer = "Đào Văn Soái" });
        Assert.Equal(HttpStatusCode.OK, (await planning.Client().GetAsync($"{root}/announcement")).StatusCode);
        Assert.Contains("Mã số thuế", await planning.Client().GetStringAsync($"/{a.Tenant.Slug}/hoi-nghi/{a.Id}/phieu-dang-ky"));
    }

    [Fact]
    public async Task The_estimate_is_approved_and_settled_with_vouchers_and_the_sum_in_words()
    {
        var a = await Held();
        var accountant = planning.Client(a.Tenant, Role.Accountant);
        await a.Refused("budget/approval", new { }, "budget-empty");
        await a.Put("budget", new { lines = new object[] { new { content = "Nước uống", unit = "người", quantity = 60, price = 20_000, source = "Chi thường xuyên", norm = "Thông tư 40/2017/TT-BTC" }, new { content = "Trang trí", unit = "lần", quantity = 1, price = 3_000_015 } } });
        await Refused(accountant, HttpMethod.Put, a.Path + "/budget/settlement", new { spending = Array.Empty<object>() }, "budget-not-approved");
        await a.Post("budget/approval", new { signer = "Đào Văn Soái", signerTitle = "Chủ tịch" });
        await Refused(a.Leader, HttpMethod.Put, a.Path + "/budget", new { lines = Array.Empty<object>() }, "budget-approved", planning.Client(a.Tenant, Role.Specialist));
        var estimate = await a.Word("estimate");
        PlanPaperTests.InOrder(estimate.Text, "DỰ TOÁN", "Nước uống", "1.200.000", "Thông tư 40/2017/TT-BTC", "Tổng cộng", "4.200.015", "Bốn triệu hai trăm nghìn không trăm mười lăm đồng", "NGƯỜI LẬP", "Đào Văn Soái");
        Assert.Empty(estimate.Faults);
        Assert.Empty(estimate.Departures);

        object Spent(decimal second, string note) => new
        {
            spending = new object[] { new { amount = 1_150_000, voucher = "PC01", voucherOn = "2026-10-12" }, new { amount = second, voucher = "PC02", voucherOn = "2026-10-13", note } },
            unforeseen = new[] { new { content = "Thuê loa", amount = 200_000, voucher = "PC03", voucherOn = "2026-10-13", note = "Loa hội trường hỏng" } },
        };
        await Ok(await accountant.PutAsJsonAsync(a.Path + "/budget/settlement", Spent(3_100_000, "")));
        await Refused(accountant, HttpMethod.Post, a.Path + "/budget/settlement/closing", new { }, "budget-overspent");
        await Ok(await accountant.PutAsJsonAsync(a.Path + "/budget/settlement", Spent(3_100_000, "Giá hoa tăng")));
        await Ok(await accountant.PostAsJsonAsync(a.Path + "/budget/settlement/closing", new { }));
        await Refused(accountant, HttpMethod.Put, a.Path + "/budget/settlement", Spent(1, "x"), "budget-settled");

        var settlement = await a.Word("settlement");
        PlanPaperTests.InOrder(settlement.Text, "QUYẾT TOÁN", "Nước uống", "1.200.000", "1.150.000", "50.000", "PC01, 12/10/2026", "Thuê loa", "Tổng cộng", "4.450.000", "Bốn triệu bốn trăm năm mươi nghìn đồng", "Vượt dự toán được duyệt: 249.985 đồng");
        Assert.Empty(settlement.Faults);
        Assert.Empty(settlement.Departures);
        Assert.Contains("Đã quyết toán 4.450.000 đ", await accountant.GetStringAsync($"/{a.Tenant.Slug}/can-bo/hoi-nghi/{a.Id}/kinh-phi"));
    }

    [Fact]
    public async Task The_first_estimate_has_the_lines_of_the_years_plan()
    {
        var a = await Planned();
        await Ok(await planning.Client(a.Tenant, Role.Specialist).PostAsJsonAsync($"/api/{a.Tenant.Slug}/plans", new { year = 2026 }));

        var budget = await Ok(await a.Leader.GetAsync(a.Path + "/budget"));

        Assert.Equal("In ấn tài liệu, phiếu đăng ký, phiếu kiến nghị", budget.GetProperty("lines")[0].GetProperty("content").GetString());
        Assert.Contains("Các dòng được chép từ kế hoạch", await planning.Client(a.Tenant, Role.Accountant).GetStringAsync($"/{a.Tenant.Slug}/can-bo/hoi-nghi/{a.Id}/kinh-phi"));
    }

    private async Task<Actor> Planned()
    {
        planning.Clock.SetDay(new(2026, 9, 1));
        var tenant = await planning.Organisation();
        return await new Actor(planning, tenant, planning.Client(tenant, Role.Leader), Guid.Empty).Another("2026-10-13");
    }

    /// <summary>Fifteen registered and came, one opinion is recorded, the conference is closed.</summary>
    private async Task<Actor> Held()
    {
        var a = await Planned();
        await a.Post("announcement", new { signer = "Đào Văn Soái", signerTitle = "Chủ tịch" });
        for (var i = 0; i < 15; i++) await a.Register($"Công ty {i}");
        for (var i = 0; i < 5; i++) await a.Petition(new(2026, 9, 20));
        planning.Clock.SetDay(new(2026, 9, 22));
        await a.Post("decision", new { decision = "hold" });
        planning.Clock.SetDay(new(2026, 10, 13));
        foreach (var id in await a.Registrations()) await a.Post("check-ins", new { registrationId = id }, HttpStatusCode.NoContent);
        await a.Post("opening", new { });
        await a.Put("minutes", new { startedAt = "08:00:00", chair = "Đào Văn Soái", secretary = "Phạm Thị Lan", course = "Hội nghị diễn ra theo chương trình." }, HttpStatusCode.NoContent);
        await a.Post("opinions", new { who = "Công ty 1", summary = "Đường vào xưởng hẹp", answer = "Sẽ mở rộng năm 2027", answeredBy = "Phòng Kinh tế" }, HttpStatusCode.Created);
        await a.Post("closing", new { endedAt = "11:30:00" });
        return a;
    }

    private static async Task<JsonElement> Ok(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task Refused(HttpClient client, HttpMethod method, string address, object body, string code, HttpClient? instead = null)
    {
        var response = await (instead ?? client).SendAsync(new(method, address) { Content = JsonContent.Create(body) });
        Assert.True(response.StatusCode == HttpStatusCode.Conflict, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        Assert.Contains($"urn:dialogue:{code}", await response.Content.ReadAsStringAsync());
    }

    private sealed class Actor(Planning planning, TestTenant tenant, HttpClient leader, Guid id)
    {
        public TestTenant Tenant => tenant;
        public HttpClient Leader => leader;
        public Guid Id => id;
        public string Path => $"/api/{tenant.Slug}/conferences/{id}";

        /// <summary>One more conference of the same organisation.</summary>
        public async Task<Actor> Another(string day)
        {
            var created = await leader.PostAsJsonAsync($"/api/{tenant.Slug}/conferences", new { day, startsAt = "08:00", place = "Hội trường UBND xã", chair = "Chủ tịch UBND xã" });
            return new(planning, tenant, leader, (await Ok(created)).GetProperty("id").GetGuid());
        }

        public async Task<JsonElement> Post(string what, object body, HttpStatusCode expected = HttpStatusCode.OK) => await Read(what, await leader.PostAsJsonAsync($"{Path}/{what}", body), expected);

        public async Task<JsonElement> Put(string what, object body, HttpStatusCode expected = HttpStatusCode.OK) =>
            await Read(what, await planning.Client(tenant, Role.Leader, Role.Specialist).PutAsJsonAsync($"{Path}/{what}", body), expected);

        public Task Refused(string what, object body, string code) => ConferencePapersTests.Refused(leader, HttpMethod.Post, $"{Path}/{what}", body, code);

        public Task<byte[]> Bytes(string kind) => leader.GetByteArrayAsync($"/{tenant.Slug}/can-bo/hoi-nghi/{id}/van-ban/{kind}");

        public async Task<Word> Word(string kind) => new(await Bytes(kind));

        /// <summary>What the register was told of this organisation's papers of a kind.</summary>
        public async Task<List<PaperIssued>> Told(string kind) => [.. (await planning.Published<PaperIssued>(tenant.Id)).Where(m => m.For == tenant.Id && m.Message.Kind == kind).Select(m => m.Message)];

        public async Task Register(string name) => await Ok(await planning.Client().PostAsJsonAsync(Path + "/registrations", new
        {
            key = Guid.CreateVersion7(), kind = "Enterprise", name, address = "Thôn 1", participants = 1, representative = "Nguyễn Văn A", title = "Giám đốc", phone = "0912345678", consent = true,
        }));

        public Task Petition(DateOnly receivedOn) => planning.Deliver(tenant.Id, new PetitionChanged(
            Guid.CreateVersion7(), 1, "KN-1", id, 2026, "Đất", "Đất", "Một doanh nghiệp", "Enterprise", "dat-dai", "online", receivedOn, true, "Received", null, null, null, null, null, null,
            null, "", false, null, "", null, ""));

        public async Task<List<Guid>> Registrations()
        {
            using var rows = JsonDocument.Parse(await leader.GetStringAsync(Path + "/registrations"));
            return [.. rows.RootElement.EnumerateArray().Select(r => r.GetProperty("id").GetGuid())];
        }

        private static async Task<JsonElement> Read(string what, HttpResponseMessage response, HttpStatusCode expected)
        {
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(expected == response.StatusCode, $"{what}: {response.StatusCode} {text}");
            return text.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(text) : default;
        }
    }
}
