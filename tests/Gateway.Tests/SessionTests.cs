using System.Net;

namespace Dialogue.Gateway.Tests;

[Collection("sessions")] // the other one ends all sessions
public sealed class SessionTests(City city)
{
    private const string Offices = "/dai-son/can-bo/thiet-lap/don-vi";

    [Fact]
    public async Task Who_is_not_signed_in_signs_in_and_lands_on_the_page_that_was_asked_for()
    {
        using var browser = new ABrowser(city);

        var page = await browser.SignIn("quantri.dai-son", Offices);

        Assert.Equal((HttpStatusCode.OK, Offices), (page.StatusCode, page.RequestMessage!.RequestUri!.AbsolutePath));
        Assert.Contains("phòng, ban", (await ABrowser.Read(page)).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.True(page.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task The_cookie_says_nothing_and_a_changed_one_is_nobody()
    {
        using var browser = new ABrowser(city);
        await browser.SignIn("quantri.dai-son", Offices);

        using var other = new ABrowser(city);
        var request = new HttpRequestMessage(HttpMethod.Get, Offices);
        request.Headers.Add("Cookie", "dialogue.session=" + browser.Cookie("dialogue.session")[..^4] + "AAAA");
        Assert.StartsWith("/dang-nhap", (await other.Send(request)).Headers.Location!.ToString(), StringComparison.Ordinal);
        await using var command = city.Databases.App.CreateCommand("select string_agg(data, '') from gateway.sessions");
        Assert.DoesNotMatch(@"eyJ[\w-]+\.eyJ", (string)(await command.ExecuteScalarAsync())!); // a token; three letters alone occur by chance in what is encrypted
    }

    [Fact]
    public async Task The_api_answers_401_and_sends_nobody_to_a_page()
    {
        using var browser = new ABrowser(city);

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Get("/api/me")).StatusCode);
    }

    [Fact]
    public async Task The_api_takes_the_browsers_session()
    {
        using var browser = new ABrowser(city);
        await browser.SignIn("kiemnhiem");

        Assert.Contains("\"userName\":\"kiemnhiem\"", await (await browser.Get("/api/me")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_organisations_page_is_forbidden()
    {
        using var browser = new ABrowser(city);
        await browser.SignIn("quantri.dai-son", Offices);

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Get("/thien-huong/can-bo/thiet-lap/don-vi")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Get("/quan-tri")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_it_all()
    {
        using var browser = new ABrowser(city);
        await browser.SignIn("chuyenvien.dai-son", "/tai-khoan/mat-khau");

        await browser.Follow(await browser.Post("/tai-khoan/dang-xuat", new Dictionary<string, string>()));

        Assert.Contains("/tai-khoan/dang-nhap", (await browser.Follow("/tai-khoan/mat-khau")).RequestMessage!.RequestUri!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    public async Task Another_sites_form_is_refused(string header, string value)
    {
        using var browser = new ABrowser(city);
        await browser.SignIn("quantri.dai-son", Offices);
        var request = new HttpRequestMessage(HttpMethod.Post, Offices) { Content = new FormUrlEncodedContent([new("Input.Name", "Phòng Lạ")]) };
        request.Headers.Add(header, value);

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Send(request)).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    public async Task Sign_in_returns_to_this_host_only(string returnUrl)
    {
        using var browser = new ABrowser(city);

        var page = await browser.SignIn("chuyenvien.thien-huong", "/dang-nhap?returnUrl=" + Uri.EscapeDataString(returnUrl));

        Assert.Equal(city.Address.Authority, page.RequestMessage!.RequestUri!.Authority);
    }

    [Fact]
    public async Task A_code_brought_by_somebody_else_begins_no_session()
    {
        using var browser = new ABrowser(city);

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Get("/dang-nhap/xong?code=abc&state=abcdefghijkl")).StatusCode);
        Assert.Equal("", browser.Cookie("dialogue.session"));
    }

    [Fact]
    public async Task Every_answer_carries_the_headers_that_keep_a_page_safe()
    {
        using var browser = new ABrowser(city);

        foreach (var address in new[] { "/tai-khoan/dang-nhap", "/khong-co/trang-nay", "/api/organisations" })
        {
            var answer = await browser.Get(address);
            Assert.Contains("default-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Fact]
    public async Task What_nobody_owns_is_a_page_in_Vietnamese_that_says_so()
    {
        using var browser = new ABrowser(city);
        var answer = await browser.Get("/khong-co/trang-nay");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("Không tìm thấy trang này", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_organisations_own_host_leads_to_its_pages()
    {
        using var browser = new ABrowser(city);
        var request = new HttpRequestMessage(HttpMethod.Get, "/can-bo/thiet-lap/don-vi");
        request.Headers.Host = "dai-son.doi-thoai.test";

        var answer = await browser.Send(request);

        Assert.Equal("/dang-nhap?returnUrl=%2Fdai-son%2Fcan-bo%2Fthiet-lap%2Fdon-vi", answer.Headers.Location!.ToString());
    }
}
