using Microsoft.Playwright;

namespace Dialogue.Browser.Tests;

/// <summary>What people write in the forms of the product, with JavaScript and without.</summary>
[Collection(Together.Name)]
public sealed class FormsTests(Browsers browsers)
{
    private const string Script = "<script>document.title = 'xấu'</script> Đề nghị hướng dẫn cấp đổi giấy chứng nhận.";

    public static TheoryData<int, bool> Windows => new() { { 390, true }, { 1280, true }, { 390, false }, { 1280, false } };

    private static int people;

    [Theory, MemberData(nameof(Windows))]
    public async Task An_empty_registration_is_explained_and_a_full_one_gets_a_receipt(int width, bool script)
    {
        await using var visit = await browsers.Anybody(width, script);
        await visit.Go($"/thien-huong/hoi-nghi/{browsers.Open}/dang-ky");
        await visit.IsGood("register", script);
        await visit.Fill("Input.Name", "Công ty TNHH Sao Mai");
        await visit.Press("Gửi đăng ký");

        Assert.Equal(1, await visit.Page.Locator(".error-summary").CountAsync());
        Assert.Equal("Công ty TNHH Sao Mai", await visit.ValueOf("Input.Name"));
        Assert.StartsWith("Lỗi: ", await visit.Page.TitleAsync(), StringComparison.Ordinal);
        await visit.IsGood("register-mistakes", script);

        await visit.Tick("Input.Kind", "Enterprise");
        await visit.Fill("Input.Address", "Số 5, đường 3, phường Thiên Hương");
        await visit.Fill("Input.Representative", "Đặng Thị Mai");
        await visit.Fill("Input.Title", "Giám đốc");
        await visit.Fill("Input.Phone", Phone());
        await visit.Tick("Input.Consent");
        await visit.Press("Gửi đăng ký");

        Assert.Contains("/hoi-nghi/dang-ky/", visit.Page.Url, StringComparison.Ordinal);
        Assert.Contains("Đã nhận đăng ký", await visit.Text(), StringComparison.Ordinal);
        await visit.IsGood("registered", script);
    }

    [Theory, MemberData(nameof(Windows))]
    public async Task An_empty_petition_is_explained_and_two_requests_get_two_codes_that_can_be_tracked(int width, bool script)
    {
        await using var visit = await browsers.Anybody(width, script);
        await visit.Go("/thien-huong/kien-nghi/gui");
        await visit.IsGood("petition", script);
        await visit.Fill("Input.Requests[0].Text", Script);
        await visit.Press("Gửi kiến nghị");

        Assert.Equal(1, await visit.Page.Locator(".error-summary").CountAsync());
        Assert.Equal(Script, await visit.ValueOf("Input.Requests[0].Text"));
        await visit.IsGood("petition-mistakes", script);

        var phone = Phone();
        await visit.Tick("Input.Contact.Kind", "Household");
        await visit.Fill("Input.Contact.Name", "Hộ kinh doanh Mai");
        await visit.Fill("Input.Contact.Representative", "Đặng Thị Mai");
        await visit.Fill("Input.Contact.Title", "Chủ hộ");
        await visit.Fill("Input.Contact.Phone", phone);
        await visit.Choose("Input.Requests[0].Field", "dat-dai");
        await visit.Press("Thêm một kiến nghị");
        Assert.Equal(Script, await visit.ValueOf("Input.Requests[0].Text"));
        await visit.Fill("Input.Requests[1].Text", "Đường vào xưởng ngập sau mưa, đề nghị sửa cống thoát nước.");
        await visit.Choose("Input.Requests[1].Field", "khac");
        await visit.Tick("Input.Contact.Consent");
        await visit.Press("Gửi kiến nghị");

        Assert.Contains("/kien-nghi/bien-nhan/", visit.Page.Url, StringComparison.Ordinal);
        var codes = await visit.Page.Locator("p.big.code").AllInnerTextsAsync();
        Assert.Equal(2, codes.Distinct().Count());
        await visit.IsGood("receipt", script);

        await visit.Go("/thien-huong/kien-nghi/tra-cuu?ma=" + codes[0]);
        await visit.IsGood("track", script);
        await visit.Fill("Input.Digits", phone[^4..] == "0000" ? "1111" : "0000");
        await visit.Press("Tra cứu");
        Assert.Equal(1, await visit.Page.Locator(".error-summary").CountAsync());
        await visit.IsGood("track-mistakes", script);
        await visit.Fill("Input.Digits", phone[^4..]);
        await visit.Press("Tra cứu");
        Assert.Contains(Script, await visit.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("xấu", await visit.Page.TitleAsync(), StringComparison.Ordinal);
        await visit.IsGood("tracked", script);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_form_sent_twice_in_haste_is_one_and_back_and_reload_change_nothing(bool script)
    {
        await using var visit = await browsers.Anybody(390, script);
        var phone = Phone();
        await visit.Go("/thien-huong/kien-nghi/gui");
        await visit.Tick("Input.Contact.Kind", "Household");
        await visit.Fill("Input.Contact.Name", "Hộ kinh doanh Mai");
        await visit.Fill("Input.Contact.Representative", "Đặng Thị Mai");
        await visit.Fill("Input.Contact.Title", "Chủ hộ");
        await visit.Fill("Input.Contact.Phone", phone);
        await visit.Fill("Input.Requests[0].Text", Script);
        await visit.Choose("Input.Requests[0].Field", "dat-dai");
        await visit.Tick("Input.Contact.Consent");
        await visit.Page.Locator("main .actions .btn:not(.quiet)").DblClickAsync();
        await visit.Page.WaitForURLAsync("**/kien-nghi/bien-nhan/**");
        var code = await visit.Page.Locator("p.big.code").InnerTextAsync();

        await visit.Page.ReloadAsync();
        await visit.Page.GoBackAsync();
        await visit.Page.GoForwardAsync();
        Assert.Equal(code, await visit.Page.Locator("p.big.code").InnerTextAsync());
        Assert.Equal(1, await browsers.City.Scalar<long>("select count(*) from petitions.petitions where phone = $1", phone));
    }

    [Theory, MemberData(nameof(Windows))]
    public async Task An_officer_signs_in_on_a_plain_form(int width, bool script)
    {
        await using var visit = await browsers.Anybody(width, script);
        await visit.Go("/thien-huong/can-bo");
        await visit.Fill("Input.UserName", "chuyenvien.thien-huong");
        await visit.Fill("Input.Password", "sai mật khẩu");
        await visit.Press("Đăng nhập");
        Assert.Equal("chuyenvien.thien-huong", await visit.ValueOf("Input.UserName"));
        await visit.IsGood("sign-in-mistakes", script);

        await visit.Fill("Input.Password", Identity.DemoAccounts.Password);
        await visit.Press("Đăng nhập");
        Assert.EndsWith("/thien-huong/can-bo", new Uri(visit.Page.Url).AbsolutePath, StringComparison.Ordinal);
    }

    [Theory, InlineData(390), InlineData(1280)]
    public async Task A_petition_is_sorted_answered_and_approved(int width)
    {
        var code = await browsers.ThienHuong.Petition(null, Script);
        await browsers.City.Settled();
        var address = $"/thien-huong/can-bo/kien-nghi/{code}";

        await using var officer = await browsers.SignedIn("chuyenvien.thien-huong", width);
        await officer.Go(address);
        Assert.Contains(Script, await officer.Text(), StringComparison.Ordinal);
        await officer.IsGood("triage");
        await officer.Fill("Triage.Title", "Cấp đổi giấy chứng nhận");
        await officer.Choose("Triage.Field", "dat-dai");
        await officer.Tick("Triage.Authority", "Own");
        await officer.Press("Phân loại, ấn định thời hạn");
        await officer.IsGood("sorted");
        await officer.Fill("Draft.Text", "Trường hợp của hộ kinh doanh được cấp đổi giấy chứng nhận.");
        await officer.Press("Lưu dự thảo");
        await officer.IsGood("draft");
        await officer.Press("Trình ký");

        await using var leader = await browsers.SignedIn("lanhdao.thien-huong", width);
        await leader.Go(address);
        await leader.IsGood("to-approve");
        await leader.Fill("Approve.Date", "");
        await leader.Press($"Ban hành trả lời {code}");
        Assert.Equal(1, await leader.Page.Locator(".error-summary").CountAsync());
        await leader.Fill("Approve.Number", $"{width}/UBND-KT");
        await leader.Fill("Approve.Date", "01/10/2026");
        await leader.Press($"Ban hành trả lời {code}");
        Assert.Contains("Đúng hạn", await leader.Text(), StringComparison.Ordinal);
        await leader.IsGood("answered");
    }

    [Theory, InlineData(390), InlineData(1280)]
    public async Task An_escalated_case_is_directed_by_the_city_and_answered_by_a_department(int width)
    {
        var story = browsers.ThienHuong;
        var code = await story.Petition(null, "Đề nghị xem xét cấp phép xây dựng nhà xưởng trên đất quy hoạch.", "xay-dung-cap-phep");
        await story.Triage(code, "Beyond", "xay-dung-cap-phep");
        await story.Report(code, $"{width}/BC-UBND", "2026-10-01");

        await using var coordinator = await browsers.SignedIn("dieuphoi", width);
        await coordinator.Go($"/ubnd-tp/can-bo/vu-viec/chuyen/{(await story.CityCase(code)).GetProperty("id").GetGuid()}");
        await coordinator.IsGood("to-direct");
        await story.Direct(code, "so-xay-dung");

        var id = (await story.DepartmentCase(code, "so-xay-dung")).GetProperty("id").GetGuid();
        await using var department = await browsers.SignedIn("chuyenvien.so-xay-dung", width);
        await department.Go("/so-xay-dung/can-bo");
        await department.IsGood("department-desk");
        await department.Go("/so-xay-dung/can-bo/vu-viec");
        await department.IsGood("department-cases");
        await department.Go($"/so-xay-dung/can-bo/vu-viec/{id}");
        Assert.Contains("nhà xưởng", await department.Text(), StringComparison.Ordinal);
        await department.IsGood("department-case");
    }

    private static string Phone() => $"09{10_000_000 + 7_919 * Interlocked.Increment(ref people)}";
}
