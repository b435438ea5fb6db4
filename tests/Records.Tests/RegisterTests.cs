using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dialogue.Documents;
using Dialogue.Exchange;
using Dialogue.Kernel;
using Dialogue.Testing;
using Npgsql;

namespace Dialogue.Records.Tests;

public sealed class RegisterTests(Service service)
{
    [Fact]
    public async Task An_issued_paper_enters_the_senders_register_and_that_of_each_receiver_once()
    {
        var (commune, finance, stranger) = (await service.Organisation(), await service.Organisation("department"), await service.Organisation());
        var issued = Service.Issued(commune, receivers: finance.Id.Value);
        var id = Guid.CreateVersion7();
        await service.Deliver(commune.Id, issued, id);
        await service.Deliver(commune.Id, issued, id);
        await service.Deliver(commune.Id, issued); // told again under another id
        await service.Deliver(finance.Id, issued);

        var sent = await Get(commune, "");
        var got = await Get(finance, "?direction=incoming", Role.DepartmentOfficer);

        var row = Assert.Single(sent.GetProperty("items").EnumerateArray());
        Assert.Equal((issued.Number, "Kế hoạch", "Sở Tài chính (để b/c)"), (row.GetProperty("number").GetString(), row.GetProperty("typeName").GetString(), row.GetProperty("receivers").GetString()));
        var arrived = Assert.Single(got.GetProperty("items").EnumerateArray());
        Assert.Equal((commune.Name, 1), (arrived.GetProperty("sender").GetString(), arrived.GetProperty("ordinal").GetInt32()));
        Assert.Empty((await Get(stranger, "")).GetProperty("items").EnumerateArray());
        Assert.Equal(HttpStatusCode.NotFound, (await service.Client(stranger, Role.Clerk).GetAsync($"/api/{stranger.Slug}/papers/{row.GetProperty("id").GetGuid()}")).StatusCode);
    }

    [Fact]
    public async Task A_document_that_is_not_the_one_that_was_issued_is_refused()
    {
        var commune = await service.Organisation();
        await Assert.ThrowsAsync<InvalidDataException>(() => service.Deliver(commune.Id, Service.Issued(commune) with { Sha256 = new string('0', 64) }));
    }

    [Fact]
    public async Task The_frozen_document_comes_back_byte_for_byte_and_its_page_says_that_it_is_whole()
    {
        var commune = await service.Organisation();
        var issued = Service.Issued(commune);
        await service.Deliver(commune.Id, issued);
        var id = await service.EntryOf(commune, issued.Number);

        Assert.Equal(issued.Docx, await service.Client(commune, Role.Clerk).GetByteArrayAsync($"/api/{commune.Slug}/papers/{id}/document"));
        var page = await service.Person(commune, Role.Specialist).Get($"/{commune.Slug}/can-bo/van-ban/{id}");
        Assert.Contains("Nguyên vẹn", page.Text);
        Assert.Contains(issued.Sha256, page.Text);
        Assert.Contains("Nguyễn Văn An", page.Text);
        Assert.Contains("Trần Thị Ban Hành", page.Text);
        Assert.Contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", page.Text);
        Assert.Contains("I. MỤC ĐÍCH, YÊU CẦU", (await service.Person(commune, Role.Specialist).Get($"/{commune.Slug}/can-bo/van-ban/{id}/in")).Text);
    }

    [Fact]
    public async Task A_stored_document_that_was_tampered_with_is_found()
    {
        var commune = await service.Organisation();
        var issued = Service.Issued(commune);
        await service.Deliver(commune.Id, issued);
        var id = await service.EntryOf(commune, issued.Number);
        await service.Scalar<object>("update records.file_chunks c set bytes = set_byte(bytes, 40, 7) from records.register r where r.file_id = c.file_id and r.id = $1", id);

        Assert.Contains("không còn khớp mã lúc ban hành", (await service.Person(commune, Role.Specialist).Get($"/{commune.Slug}/can-bo/van-ban/{id}")).Text);
        Assert.False((await Get(commune, $"/{id}")).GetProperty("intact").GetBoolean());
    }

    [Fact]
    public async Task PostgreSQL_refuses_to_change_or_delete_what_was_issued()
    {
        var commune = await service.Organisation();
        var issued = Service.Issued(commune);
        await service.Deliver(commune.Id, issued);
        var id = await service.EntryOf(commune, issued.Number);

        foreach (var change in new[] { "subject = 'khác'", "number = '99/KH-UBND'", "content = '{}'", "sha256 = ''", "issued_on = '2026-01-01'", "signer = 'khác'" })
            Assert.Equal("23514", (await Assert.ThrowsAsync<PostgresException>(() => service.Scalar<object>($"update records.register set {change} where id = $1", id))).SqlState);
        await service.Scalar<object>("update records.register set remark = 'được ghi chú' where id = $1", id); // the control: this may be written
        await using var connection = new NpgsqlConnection(service.Databases.App);
        await connection.OpenAsync();
        foreach (var table in new[] { "register", "signed_originals", "templates" })
        {
            await using var delete = new NpgsqlCommand($"delete from records.{table}", connection);
            Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => delete.ExecuteNonQueryAsync())).SqlState);
        }
    }

    [Fact]
    public async Task A_correction_names_the_old_document_and_the_old_one_says_that_it_was_corrected()
    {
        var commune = await service.Organisation();
        var old = Service.Issued(commune);
        await service.Deliver(commune.Id, old);
        var correction = Service.Issued(commune, PaperKinds.Announcement, "đính chính kế hoạch", corrects: old.PaperId);
        await service.Deliver(commune.Id, correction);
        var person = service.Person(commune, Role.Specialist);
        var (oldId, newId) = (await service.EntryOf(commune, old.Number), await service.EntryOf(commune, correction.Number));

        Assert.Contains($"đã được đính chính bằng văn bản số {correction.Number}", (await person.Get($"/{commune.Slug}/can-bo/van-ban/{oldId}")).Text);
        Assert.Contains($"Đính chính văn bản số {old.Number}", (await person.Get($"/{commune.Slug}/can-bo/van-ban/{newId}")).Text);
        Assert.Equal(oldId, (await Get(commune, $"/{newId}")).GetProperty("corrects").GetGuid());
    }

    [Theory]
    [InlineData("thủy lợi")]
    [InlineData("thuy loi")]
    [InlineData("THUY-LOI dai")]
    public async Task A_document_is_found_by_words_with_or_without_marks(string words)
    {
        var commune = await service.Organisation();
        var (right, other) = (Service.Issued(commune, PaperKinds.Answer, "trả lời kiến nghị về kênh thủy lợi thôn Đại"), Service.Issued(commune, PaperKinds.Answer, "trả lời kiến nghị về đường giao thông"));
        await service.Deliver(commune.Id, right);
        await service.Deliver(commune.Id, other);

        var found = await Get(commune, $"?q={Uri.EscapeDataString(words)}");

        Assert.Equal(right.Number, Assert.Single(found.GetProperty("items").EnumerateArray()).GetProperty("number").GetString());
    }

    [Fact]
    public async Task A_number_finds_its_document_and_pages_follow_each_other_without_loss()
    {
        var commune = await service.Organisation();
        for (var i = 1; i <= 23; i++) await service.Deliver(commune.Id, Service.Issued(commune, PaperKinds.Answer, $"trả lời kiến nghị {i}", ordinal: i));

        Assert.Equal("17/UBND-KT", Assert.Single((await Get(commune, "?q=17/UBND-KT")).GetProperty("items").EnumerateArray()).GetProperty("number").GetString());
        var (numbers, after) = (new List<string>(), (string?)null);
        do
        {
            var page = await Get(commune, $"?take=10{(after is null ? "" : $"&after={after}")}");
            numbers.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("number").GetString()!));
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);
        Assert.Equal(23, numbers.Distinct().Count());
        Assert.Equal(23, numbers.Count);
        var person = service.Person(commune, Role.Clerk);
        var list = await person.Get($"/{commune.Slug}/can-bo/van-ban");
        Assert.Equal("23 văn bản đi", list.Title);
        Assert.Contains("20 trên 23 văn bản", list.Text);
        Assert.Equal("0 văn bản đi khớp bộ lọc", (await person.Get($"/{commune.Slug}/can-bo/van-ban?Tim=không+có")).Title);
        Assert.Equal("23 văn bản đi khớp bộ lọc", (await person.Get($"/{commune.Slug}/can-bo/van-ban?Nam=2026&Loai=CV&Tu=1/10/2026&Den=2/10/2026&So=CV&BanKy=chua")).Title);
        Assert.Equal("0 văn bản đi khớp bộ lọc", (await person.Get($"/{commune.Slug}/can-bo/van-ban?Tu=2/10/2026")).Title);
    }

    [Fact]
    public async Task The_register_is_printed_in_the_customary_columns_and_exported_without_formulas()
    {
        var commune = await service.Organisation();
        await service.Deliver(commune.Id, Service.Issued(commune, PaperKinds.Answer, "=HYPERLINK(\"http://x\")", ordinal: 2));
        await service.Deliver(commune.Id, Service.Issued(commune, PaperKinds.Answer, "trả lời", ordinal: 1));
        var person = service.Person(commune, Role.Clerk);

        var print = await person.Get($"/{commune.Slug}/can-bo/van-ban/in?Nam=2026");
        Assert.Equal(["Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản", "Người ký", "Nơi nhận văn bản", "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ghi chú"],
            print.Document.QuerySelectorAll("thead th").Select(t => t.TextContent));
        Assert.Equal(["01/UBND-KT", "02/UBND-KT"], print.Document.QuerySelectorAll("tbody tr").Select(r => r.Children[0].TextContent));

        var xlsx = Xlsx.Read(await person.Http.GetByteArrayAsync($"/{commune.Slug}/can-bo/van-ban?dinh-dang=xlsx"));
        Assert.Equal(3, xlsx.Rows.Count);
        Assert.Equal(("01/UBND-KT", "1/10/2026", "Công văn"), (xlsx.Rows[1][0].Text, xlsx.Rows[1][1].Text.Replace("01/10", "1/10"), xlsx.Rows[1][2].Text));
        var csv = Encoding.UTF8.GetString(await person.Http.GetByteArrayAsync($"/{commune.Slug}/can-bo/van-ban?dinh-dang=csv"));
        Assert.Contains("'=HYPERLINK", csv);
        Assert.DoesNotContain(";\"=HYPERLINK", csv);
    }

    [Fact]
    public async Task A_paper_that_came_by_post_gets_the_next_number_of_arrival_and_only_once()
    {
        var commune = await service.Organisation();
        var clerk = service.Person(commune, Role.Clerk);
        Dictionary<string, string> fields = new()
        {
            ["Input.Sender"] = "UBND thành phố Hải Phòng", ["Input.Type"] = "KH", ["Input.Number"] = "82/KH-UBND", ["Input.IssuedOn"] = "16/9/2026", ["Input.Subject"] = "Đối thoại doanh nghiệp", ["Input.ArrivedOn"] = "18/9/2026",
        };
        var form = await clerk.Get($"/{commune.Slug}/can-bo/van-ban/nhap-den");
        var done = await Service.SubmitFile(clerk, form, "", fields, "Scan", "van-ban.pdf", "%PDF-1.4 quét"u8.ToArray());

        Assert.Contains("Số đến 1", done.Text);
        Assert.Contains("van-ban.pdf", done.Text);
        var again = await clerk.Submit(await clerk.Get($"/{commune.Slug}/can-bo/van-ban/nhap-den"), "", fields);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains("đã vào sổ đến số 1 ngày 18/9/2026", again.Text);
        Assert.Contains("82/KH-UBND", again.Html); // what was typed stays
        fields["Input.Number"] = "83/KH-UBND";
        fields["Input.ArrivedOn"] = "18/10/2026";
        Assert.Contains("còn ở phía trước", (await clerk.Submit(await clerk.Get($"/{commune.Slug}/can-bo/van-ban/nhap-den"), "", fields)).Text);
        fields["Input.ArrivedOn"] = "10/9/2026";
        Assert.Contains("Ngày đến trước ngày ghi trên văn bản", (await clerk.Submit(await clerk.Get($"/{commune.Slug}/can-bo/van-ban/nhap-den"), "", fields)).Text);
        Assert.Equal(1L, await service.Scalar<long>("select count(*) from records.register where tenant_id = $1", commune.Id.Value));
    }

    [Fact]
    public async Task Papers_that_arrive_at_the_same_moment_get_different_numbers_of_arrival()
    {
        var (commune, finance) = (await service.Organisation(), await service.Organisation("department"));

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => service.Deliver(finance.Id, Service.Issued(commune, PaperKinds.Answer, $"công văn {i}", receivers: finance.Id.Value)))));

        var ordinals = (await Get(finance, "?direction=incoming", Role.DepartmentOfficer)).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("ordinal").GetInt32()).Order();
        Assert.Equal(Enumerable.Range(1, 12), ordinals);
    }

    [Fact]
    public async Task A_document_issued_elsewhere_takes_a_number_of_its_series_in_the_same_transaction()
    {
        var commune = await service.Organisation();
        var clerk = service.Person(commune, Role.Clerk);
        Dictionary<string, string> fields = new()
        {
            ["Input.Type"] = "CV", ["Input.Symbol"] = "UBND-KT", ["Input.IssuedOn"] = "30/9/2026", ["Input.Subject"] = "Mời họp", ["Input.Signer"] = "Nguyễn Văn An", ["Input.Receivers"] = "Các thôn\nPhòng Kinh tế",
        };
        var first = await Enter();
        Assert.Contains("Công văn 01/UBND-KT", first.Title);
        Assert.Contains("Các thôn; Phòng Kinh tế", first.Text);
        Assert.Contains("nhập tay", first.Text);

        fields["Input.IssuedOn"] = "30/12/2026";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Enter()).Status); // refused: its number was never taken
        fields["Input.IssuedOn"] = "30/9/2026";
        fields["Input.Number"] = "01/UBND-KT";
        Assert.Contains("đã cấp cho văn bản khác", (await Enter()).Text);
        fields["Input.Number"] = "";
        fields["Input.Symbol"] = "";
        Assert.Contains("Hãy ghi ký hiệu", (await Enter()).Text);
        fields["Input.Symbol"] = "UBND-KT";
        fields["Input.Corrects"] = "77/UBND-KT";
        Assert.Contains("không có văn bản số 77/UBND-KT", (await Enter()).Text);
        fields["Input.Corrects"] = "01/UBND-KT";
        var second = await Enter();
        Assert.Contains("Công văn 02/UBND-KT", second.Title);
        Assert.Contains("Đính chính văn bản số 01/UBND-KT", second.Text);

        async Task<WebPage> Enter() => await clerk.Submit(await clerk.Get($"/{commune.Slug}/can-bo/van-ban/nhap-di"), "", fields);
    }

    [Fact]
    public async Task An_incoming_document_is_passed_on_and_remarks_are_noted_in_the_history()
    {
        var (commune, finance) = (await service.Organisation(), await service.Organisation("department"));
        var issued = Service.Issued(commune, receivers: finance.Id.Value);
        await service.Deliver(finance.Id, issued);
        var id = await service.EntryOf(finance, issued.Number, incoming: true);
        var officer = service.Person(finance, Role.DepartmentOfficer);

        var page = await officer.Submit(await officer.Get($"/{finance.Slug}/can-bo/van-ban/{id}"), "Pass", new() { ["Pass.PassedTo"] = "Phòng Doanh nghiệp", ["Pass.PassedOn"] = "1/10/2026" });
        Assert.Contains("Phòng Doanh nghiệp, 1/10/2026", page.Text);
        page = await officer.Submit(page, "Remark", new() { ["Remark.Text"] = "Đã sao gửi" });
        Assert.Contains("Đã sao gửi", page.Text);
        Assert.Contains("Ngày chuyển trước ngày đến", (await officer.Submit(page, "Pass", new() { ["Pass.PassedTo"] = "X", ["Pass.PassedOn"] = "1/9/2026" })).Text);
        Assert.Equal(2L, await service.Scalar<long>("select count(*) from records.history where subject_id = $1", id));
    }

    [Fact]
    public async Task A_line_written_by_hand_is_mended_and_what_it_said_before_stays_to_be_seen()
    {
        var commune = await service.Organisation();
        var clerk = service.Person(commune, Role.Clerk);
        Dictionary<string, string> fields = new()
        {
            ["Input.Sender"] = "UBND thành phố Hải Phòng", ["Input.Type"] = "KH", ["Input.Number"] = "82/KH-UBND", ["Input.IssuedOn"] = "16/9/2026", ["Input.Subject"] = "Đối thoại doanh ngiệp", ["Input.ArrivedOn"] = "18/9/2026",
        };
        await clerk.Submit(await clerk.Get($"/{commune.Slug}/can-bo/van-ban/nhap-den"), "", fields);
        await clerk.Submit(await clerk.Get($"/{commune.Slug}/can-bo/van-ban/nhap-den"), "", new(fields) { ["Input.Number"] = "83/KH-UBND" });
        var id = await service.EntryOf(commune, "82/KH-UBND", incoming: true);
        var here = $"/{commune.Slug}/can-bo/van-ban/{id}";

        var form = await clerk.Get(here + "/sua");
        var twin = await clerk.Submit(form, "", new() { ["Input.Number"] = "83/KH-UBND", ["Input.Reason"] = "Nhầm số" });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), (twin.Status, twin.Text.Contains("đã vào sổ đến số 2", StringComparison.Ordinal)));
        Assert.Contains("sau ngày đến (18/9/2026)", (await clerk.Submit(form, "", new() { ["Input.IssuedOn"] = "20/9/2026", ["Input.Reason"] = "Nhầm ngày" })).Text);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await clerk.Submit(form, "", new() { ["Input.Subject"] = "Đối thoại doanh nghiệp" })).Status); // nobody says why
        var page = await clerk.Submit(form, "", new() { ["Input.Subject"] = "Đối thoại doanh nghiệp", ["Input.IssuedOn"] = "15/9/2026", ["Input.Reason"] = "Ghi sai chính tả, nhầm ngày" });

        Assert.Contains("Số đến 1", page.Text);
        Assert.Contains("Ghi sai chính tả, nhầm ngày", page.Text);
        Assert.Contains("Trích yếu: “Đối thoại doanh ngiệp” thành “Đối thoại doanh nghiệp”", page.Text);
        Assert.Contains("Ngày văn bản: “16/9/2026” thành “15/9/2026”", page.Text);
        Assert.Equal(1L, await service.Scalar<long>("select count(*) from records.history where subject_id = $1 and action = 'Corrected'", id));
        Assert.Equal(1, (await Get(commune, "?direction=incoming&q=" + Uri.EscapeDataString("doanh nghiep 82"))).GetProperty("items").GetArrayLength()); // and is found by what it says now
        Assert.Equal(HttpStatusCode.Conflict, (await clerk.Submit(form, "", new() { ["Input.Subject"] = "Của tôi", ["Input.Reason"] = "Khác" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.Client(commune, Role.Specialist).GetAsync(here + "/sua")).StatusCode);
    }

    [Fact]
    public async Task A_line_is_mended_by_program_as_on_the_page_and_bad_input_names_its_field()
    {
        var commune = await service.Organisation();
        var clerk = service.Person(commune, Role.Clerk);
        await clerk.Submit(await clerk.Get($"/{commune.Slug}/can-bo/van-ban/nhap-den"), "", new()
        {
            ["Input.Sender"] = "UBND thành phố Hải Phòng", ["Input.Type"] = "KH", ["Input.Number"] = "82/KH-UBND", ["Input.IssuedOn"] = "16/9/2026", ["Input.Subject"] = "Đối thoại doanh ngiệp", ["Input.ArrivedOn"] = "18/9/2026",
        });
        var id = await service.EntryOf(commune, "82/KH-UBND", incoming: true);
        var issued = Service.Issued(commune);
        await service.Deliver(commune.Id, issued);
        var version = (await Get(commune, $"/{id}")).GetProperty("rowVersion").GetUInt32();
        var right = new { version, sender = "UBND thành phố Hải Phòng", number = "82/KH-UBND", issuedOn = "2026-09-15", subject = "Đối thoại doanh nghiệp", reason = "Ghi sai chính tả, nhầm ngày" };

        var (status, bad) = await Correct(id, new { right.sender, right.number, subject = "", right.issuedOn });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["reason", "subject"], bad.GetProperty("errors").EnumerateObject().Select(e => e.Name.ToLowerInvariant()).Order());
        Assert.Equal((HttpStatusCode.Conflict, "urn:dialogue:date-ahead"), Code(await Correct(id, new { right.sender, right.number, right.subject, right.reason, issuedOn = "2026-12-30" })));

        (status, var mended) = await Correct(id, right);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("Đối thoại doanh nghiệp", "2026-09-15", "Kế hoạch"), (Said("subject"), Said("issuedOn"), Said("typeName"))); // the type was not sent and is as it was
        Assert.NotEqual(version, mended.GetProperty("rowVersion").GetUInt32());
        Assert.Contains("Ghi sai chính tả, nhầm ngày", (await clerk.Get($"/{commune.Slug}/can-bo/van-ban/{id}")).Text);

        Assert.Equal((HttpStatusCode.Conflict, "urn:dialogue:changed-meanwhile"), Code(await Correct(id, new { right.version, right.sender, right.number, right.issuedOn, subject = "Của tôi", right.reason })));
        Assert.Equal(HttpStatusCode.Conflict, (await Correct(await service.EntryOf(commune, issued.Number), right)).Status); // issued here
        Assert.Equal(HttpStatusCode.NotFound, (await Correct(Guid.CreateVersion7(), right)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.Client(commune, Role.Specialist).PostAsJsonAsync($"/api/{commune.Slug}/papers/{id}/correction", right)).StatusCode);
        Assert.Equal(1L, await service.Scalar<long>("select count(*) from records.history where subject_id = $1 and action = 'Corrected'", id));

        async Task<(HttpStatusCode Status, JsonElement Body)> Correct(Guid entry, object request)
        {
            using var answer = await service.Client(commune, Role.Clerk).PostAsJsonAsync($"/api/{commune.Slug}/papers/{entry}/correction", request);
            return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
        }

        static (HttpStatusCode, string?) Code((HttpStatusCode Status, JsonElement Body) answer) => (answer.Status, answer.Body.GetProperty("type").GetString());

        string? Said(string what) => mended.GetProperty("paper").GetProperty(what).GetString();
    }

    [Fact]
    public async Task A_number_that_was_given_and_what_was_issued_here_are_never_changed_by_whatever_program()
    {
        var commune = await service.Organisation();
        var clerk = service.Person(commune, Role.Clerk);
        await clerk.Submit(await clerk.Get($"/{commune.Slug}/can-bo/van-ban/nhap-di"), "", new()
        {
            ["Input.Type"] = "CV", ["Input.Symbol"] = "UBND-KT", ["Input.IssuedOn"] = "30/9/2026", ["Input.Subject"] = "Mời họp", ["Input.Signer"] = "Nguyễn Văn An", ["Input.Receivers"] = "Các thôn",
        });
        var byHand = await service.EntryOf(commune, "01/UBND-KT");
        var issued = Service.Issued(commune);
        await service.Deliver(commune.Id, issued);
        var paper = await service.EntryOf(commune, issued.Number);

        var page = await clerk.Submit(await clerk.Get($"/{commune.Slug}/can-bo/van-ban/{byHand}/sua"), "", new()
        {
            ["Input.Receivers"] = "Các thôn\nPhòng Kinh tế", ["Input.Reason"] = "Thiếu nơi nhận",
        });
        Assert.Contains("Công văn 01/UBND-KT", page.Title);
        Assert.Contains("Nơi nhận: “Các thôn” thành “Các thôn; Phòng Kinh tế”", page.Text);
        Assert.Contains("thuộc sổ năm 2026", (await clerk.Submit(await clerk.Get($"/{commune.Slug}/can-bo/van-ban/{byHand}/sua"), "", new() { ["Input.IssuedOn"] = "30/9/2025", ["Input.Reason"] = "Nhầm năm" })).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.Get($"/{commune.Slug}/can-bo/van-ban/{paper}/sua")).Status);
        Assert.DoesNotContain("Sửa dòng nhập tay", (await clerk.Get($"/{commune.Slug}/can-bo/van-ban/{paper}")).Text);

        foreach (var (entry, column) in new[] { (byHand, "number = '09/UBND-KT'"), (byHand, "ordinal = 9"), (byHand, "by_hand = false"), (byHand, "entered_on = '2026-01-01'"), (paper, "subject = 'x'"), (paper, "signer = 'x'"), (paper, "by_hand = true") })
            Assert.Equal(PostgresErrorCodes.CheckViolation, (await Assert.ThrowsAsync<PostgresException>(() => service.Scalar<long>($"with u as (update records.register set {column} where id = $1 returning 1) select count(*) from u", entry))).SqlState);
        Assert.Equal(1L, await service.Scalar<long>("with u as (update records.register set remark = 'x' where id = $1 returning 1) select count(*) from u", paper)); // the control
    }

    [Fact]
    public async Task Only_members_who_work_with_documents_see_the_registers_and_only_the_clerk_writes()
    {
        var (commune, other) = (await service.Organisation(), await service.Organisation());
        var issued = Service.Issued(commune);
        await service.Deliver(commune.Id, issued);
        var id = await service.EntryOf(commune, issued.Number);

        foreach (var role in new[] { Role.Clerk, Role.Leader, Role.OfficeHead, Role.Specialist })
            Assert.Equal(HttpStatusCode.OK, (await service.Client(commune, role).GetAsync($"/{commune.Slug}/can-bo/van-ban/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.Client(commune, Role.Accountant).GetAsync($"/{commune.Slug}/can-bo/van-ban")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.Client(other, Role.Clerk).GetAsync($"/{commune.Slug}/can-bo/van-ban/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.Client(commune, Role.Specialist).GetAsync($"/{commune.Slug}/can-bo/van-ban/nhap-di")).StatusCode);
        Assert.DoesNotContain("Gắn bản ký", (await service.Person(commune, Role.Specialist).Get($"/{commune.Slug}/can-bo/van-ban/{id}")).Text);
        Assert.Contains("Gắn bản ký", (await service.Person(commune, Role.Clerk).Get($"/{commune.Slug}/can-bo/van-ban/{id}")).Text);
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.Client().GetAsync($"/api/{commune.Slug}/papers")).StatusCode);
    }

    [Fact]
    public async Task The_signed_original_is_kept_with_its_hash_and_replaced_only_with_a_reason()
    {
        var commune = await service.Organisation();
        var issued = Service.Issued(commune);
        await service.Deliver(commune.Id, issued);
        var id = await service.EntryOf(commune, issued.Number);
        var clerk = service.Person(commune, Role.Clerk);
        var (first, second) = (new byte[] { 0xFF, 0xD8, 0xFF, 1, 2, 3 }, new byte[] { 0xFF, 0xD8, 0xFF, 4, 5, 6 });

        var page = await Attach("quet-1.jpg", first);
        Assert.Contains("quet-1.jpg", page.Text);
        Assert.Contains(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(first)), page.Text);
        var refused = await Attach("quet-2.jpg", second);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Hãy ghi lý do thay bản khác", refused.Text);
        page = await Attach("quet-2.jpg", second, "Bản trước quét thiếu trang 2.");
        Assert.Contains("Bản trước quét thiếu trang 2.", page.Text);
        Assert.Contains("1 bản đã bị thay", page.Text);
        Assert.Contains("quet-1.jpg", page.Text); // the earlier one stays
        Assert.Equal(second, await service.Client(commune, Role.Clerk).GetByteArrayAsync($"/api/{commune.Slug}/papers/{id}/original"));
        Assert.Equal(issued.Docx, await service.Client(commune, Role.Clerk).GetByteArrayAsync($"/api/{commune.Slug}/papers/{id}/document"));

        var wrong = await Attach("bang.docx", issued.Docx, "x");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("Bản ký phải là tệp PDF", wrong.Text);
        Assert.Equal(2L, await service.Scalar<long>("select count(*) from records.signed_originals where entry_id = $1", id));

        async Task<WebPage> Attach(string name, byte[] content, string? reason = null) =>
            await Service.SubmitFile(clerk, await clerk.Get($"/{commune.Slug}/can-bo/van-ban/{id}"), "Original", reason is null ? [] : new() { ["Original.Reason"] = reason }, "Original.File", name, content);
    }

    private async Task<JsonElement> Get(TestTenant tenant, string path, string role = Role.Clerk) => await service.Client(tenant, role).GetFromJsonAsync<JsonElement>($"/api/{tenant.Slug}/papers{path}");
}
