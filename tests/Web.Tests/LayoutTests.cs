using System.Net;

namespace Dialogue.Web.Tests;

public sealed class LayoutTests(Site site)
{
    [Fact]
    public async Task A_page_is_Vietnamese_from_its_first_line_on()
    {
        var browser = await site.Open().Get("/dai-son/form");

        Assert.Equal("vi", browser.Page.DocumentElement.GetAttribute("lang"));
        Assert.Contains("Tên doanh nghiệp", browser.Body, StringComparison.Ordinal); // letters, not entities
        Assert.Equal("#noi-dung", browser.Page.QuerySelector("body a")!.GetAttribute("href"));
        Assert.Equal("Bản tập huấn: hôm nay được tính là 20/10/2026", browser.Text(".training"));
        Assert.Empty(browser.Page.QuerySelectorAll("script, [style]"));
    }

    [Fact]
    public async Task A_visitor_sees_the_public_ways()
    {
        var browser = await site.Open().Get("/dai-son/form");

        Assert.Equal(["Tra cứu kiến nghị", "Tính hạn", "Đăng nhập cán bộ"], browser.Page.QuerySelectorAll(".ways a").Select(a => a.TextContent));
        Assert.Null(browser.Page.QuerySelector(".person"));
    }

    [Fact]
    public async Task An_officer_sees_the_ways_of_the_organisation_and_where_they_stand()
    {
        var browser = await site.Open().Get("/dai-son/can-bo/kien-nghi", ("officer", "1"));

        Assert.Equal(["Bàn làm việc", "Kiến nghị", "Hội nghị", "Kế hoạch năm", "Danh bạ", "Báo cáo", "Văn bản"], browser.Page.QuerySelectorAll(".tabs a").Select(a => a.TextContent));
        Assert.Equal("Kiến nghị", browser.Text(".tabs [aria-current=page]"));
        Assert.Equal("Lê Văn AnVăn thư", browser.Text(".sheet p"));
        Assert.Equal("/tai-khoan/dang-xuat", browser.Page.QuerySelector(".sheet form")!.GetAttribute("action"));
    }

    [Theory]
    [InlineData(403, "Bạn không có quyền xem trang này")]
    [InlineData(404, "Không tìm thấy trang này")]
    [InlineData(413, "Tệp quá lớn")]
    [InlineData(429, "Bạn thao tác quá nhanh")]
    public async Task An_error_without_a_body_becomes_a_page(int status, string title)
    {
        var browser = await site.Open().Get($"/status/{status}");

        Assert.Equal((HttpStatusCode)status, browser.Status);
        Assert.Equal(title, browser.Text("h1"));
    }

    [Fact]
    public async Task A_failure_tells_nothing_of_its_inside()
    {
        var browser = await site.Open().Get("/breaks");

        Assert.Equal(HttpStatusCode.InternalServerError, browser.Status);
        Assert.Equal("Hệ thống gặp lỗi", browser.Text("h1"));
        Assert.DoesNotContain("secret", browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_rule_outside_of_a_form_is_a_page_with_its_sentence()
    {
        var browser = await site.Open().Get("/rule");

        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        Assert.Equal("Hội nghị đã kết thúc.", browser.Text(".problem .lead"));
    }

    [Fact]
    public async Task The_API_answers_with_ProblemDetails()
    {
        var browser = await site.Open().Get("/api/status/404");

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        Assert.Contains("\"title\":\"Không tìm thấy", System.Text.RegularExpressions.Regex.Unescape(browser.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_say_in_words_what_they_show()
    {
        var browser = await site.Open().Get("/dai-son/form?loc=dat&sau=k1");

        Assert.Equal("Trễ hạn", browser.Text(".deadline .tag"));
        Assert.Equal("Vì sao là ngày này?", browser.Text(".deadline summary"));
        Assert.Equal("Không quy định thời hạn", browser.Page.QuerySelectorAll(".deadline").Last().TextContent);
        Assert.Equal("Đăng ký 9 trên 15 còn thiếu 6", browser.Text(".gauge p"));
        Assert.Equal("60", browser.Page.QuerySelector(".gauge rect")!.GetAttribute("width"));
        Assert.Equal("img", browser.Page.QuerySelector("svg.qr")!.GetAttribute("role"));
        Assert.Equal(["/dai-son/form?loc=dat", "/dai-son/form?loc=dat&sau=k2"], browser.Page.QuerySelectorAll(".pager a").Select(a => a.GetAttribute("href")));
    }
}
