using System.Net;

namespace Dialogue.Web.Tests;

public sealed class FormTests(Site site)
{
    private const string Form = "/dai-son/form";

    private static readonly (string, string)[] Good =
    [
        ("Input.Kind", "Household"), ("Input.Name", "Cơ sở mộc"), ("Input.Phone", "+84 912 345 218"), ("Input.Text", "Đề nghị hướng dẫn."),
        ("Input.Day", "13/10/2026"), ("Input.Amount", "1.250.000,5"), ("Input.Topics", "land"), ("Input.Topics", "tax"), ("Input.Agree", "true"), ("Input.Version", "7"),
    ];

    private static (string, string)[] But(string name, string value) => [.. Good.Where(f => f.Item1 != name), (name, value)];

    [Fact]
    public async Task A_good_form_reaches_its_handler_with_dates_and_numbers_as_typed()
    {
        var browser = await (await site.Open().Get(Form)).Submit(Form, Good);

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal("Đã nhận 2026-10-13 1250000.5 land+tax Household", browser.Text("[role=status]"));
    }

    [Fact]
    public async Task A_refused_form_stays_filled_says_what_is_wrong_at_each_field_and_in_the_summary()
    {
        var browser = await (await site.Open().Get(Form)).Submit(Form,
        [
            ("Input.Kind", ""), ("Input.Name", "<b>Tên</b> dài hơn hai mươi ký tự"), ("Input.Phone", "12"), ("Input.Email", "x"), ("Input.Text", ""),
            ("Input.Day", "31/02/2026"), ("Input.Amount", "nhiều"), ("Input.Topics", "tax"), ("Input.Topics-asked", "1"), ("Input.Agree", "false"), ("Input.Version", "7"),
        ]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.StartsWith("Lỗi: Biểu mẫu", browser.Page.Title);
        Assert.Equal("error-summary", browser.Page.QuerySelector("main")!.FirstElementChild!.ClassName);
        Assert.Equal(
        [
            "Hãy chọn loại hình.", "Tên doanh nghiệp dài quá 20 ký tự. Hãy viết ngắn lại.", "Số điện thoại gồm 10 số, bắt đầu bằng 0, ví dụ 0912 345 678. Hãy kiểm tra lại.",
            "Địa chỉ thư điện tử chưa đúng, ví dụ ten@congty.vn.", "Hãy nhập nội dung.", "Ngày chưa đúng. Hãy nhập ngày có thật từ năm 2000 đến 2100, ví dụ 13/10/2026.",
            "Hãy nhập một số, ví dụ 15 hoặc 1.250.000.", "Hãy đánh dấu vào ô này để tiếp tục.",
        ], browser.Page.QuerySelectorAll(".error-summary a").Select(a => a.TextContent));
        foreach (var link in browser.Page.QuerySelectorAll(".error-summary a")) Assert.NotNull(browser.Page.GetElementById(link.GetAttribute("href")![1..]));

        var name = browser.Page.QuerySelector("#Input_Name")!;
        Assert.Equal("true", name.GetAttribute("aria-invalid"));
        Assert.Equal("Input_Name-hint Input_Name-error", name.GetAttribute("aria-describedby"));
        Assert.Equal("Lỗi: Tên doanh nghiệp dài quá 20 ký tự. Hãy viết ngắn lại.", browser.Text("#Input_Name-error"));
        Assert.Equal("<b>Tên</b> dài hơn hai mươi ký tự", browser.Value("Input.Name"));
        Assert.Equal("31/02/2026", browser.Value("Input.Day"));
        Assert.Equal("nhiều", browser.Value("Input.Amount"));
        Assert.Equal("tax", browser.Page.QuerySelector("[name='Input.Topics'][checked]")!.GetAttribute("value"));
        Assert.Equal("20", name.GetAttribute("maxlength"));
    }

    [Fact]
    public async Task An_empty_request_is_refused_not_run()
    {
        var browser = await (await site.Open().Get(Form)).Submit(Form, []);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
    }

    [Fact]
    public async Task A_broken_rule_stands_at_its_field_and_the_form_stays_filled()
    {
        var browser = await (await site.Open().Get(Form)).Submit(Form, But("Input.Name", "có rồi"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Equal("Lỗi: Đơn vị này đã đăng ký.", browser.Text("#Input_Name-error"));
        Assert.Equal("Đề nghị hướng dẫn.", browser.Value("Input.Text"));
    }

    [Fact]
    public async Task A_stale_edit_keeps_the_text_and_stands_upon_the_version_stored_now()
    {
        var browser = await (await site.Open().Get(Form)).Submit(Form, But("Input.Name", "cũ"));

        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        Assert.StartsWith("Nội dung này vừa được người khác thay đổi", browser.Text("main .note"));
        Assert.Equal("Đề nghị hướng dẫn.", browser.Value("Input.Text"));
        Assert.Equal("42", browser.Value("Input.Version"));
    }

    [Fact]
    public async Task A_form_without_a_good_token_is_shown_filled_and_not_run()
    {
        var browser = await site.Open().Submit(Form, Good, token: false);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.StartsWith("Trang đã mở quá lâu", browser.Text("main .note"));
        Assert.Equal("Cơ sở mộc", browser.Value("Input.Name"));
    }

    [Fact]
    public async Task A_form_that_a_sign_in_interrupted_is_shown_filled_and_not_run()
    {
        var browser = await site.Open().Submit(Form, But("Input.Phone", "12"), token: false, ("X-Dialogue-Restore", "1"));

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.StartsWith("Bạn đã đăng nhập lại.", browser.Text("main .note"));
        Assert.Equal("12", browser.Value("Input.Phone"));
        Assert.Null(browser.Page.QuerySelector(".error-summary"));
    }

    [Fact]
    public async Task A_file_over_20_MB_is_refused_with_a_page_that_says_so()
    {
        var browser = await site.Open().Upload(Form, (int)WebDefaults.LargestFile + 1);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, browser.Status);
        Assert.Equal("Tệp quá lớn", browser.Text("h1"));

        await browser.Upload(Form, (int)WebDefaults.LargestFile);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
    }

    [Fact]
    public async Task Of_two_forms_only_the_one_that_was_sent_is_asked_for()
    {
        var browser = await (await site.Open().Get(Form)).Submit(Form + "?handler=Refuse", [("Refuse.Reason", "Trùng")]);
        Assert.Equal("refused: Trùng", browser.Body);

        browser = await (await browser.Get(Form)).Submit(Form + "?handler=Refuse", [("Refuse.Reason", "")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Equal(["Hãy nhập lý do."], browser.Page.QuerySelectorAll(".error-summary li").Select(l => l.TextContent));

        browser = await (await browser.Get(Form)).Submit(Form + "?handler=Refuse", Good); // a form made by hand
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
    }

    [Fact]
    public async Task A_confirm_button_runs_its_handler_without_the_form()
    {
        var browser = await site.Open().Get(Form);
        var confirm = browser.Page.QuerySelector("details.confirm form")!;
        Assert.Equal("/dai-son/form?note=m%E1%BB%99t&handler=Close", confirm.GetAttribute("action"));
        Assert.NotNull(confirm.QuerySelector("input[name=__RequestVerificationToken]"));

        await browser.Submit(confirm.GetAttribute("action")!, []);
        Assert.Equal("closed: một", browser.Body);
    }
}
