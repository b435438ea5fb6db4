using System.Net;
using Dialogue.Testing;

namespace Dialogue.Connect.Tests;

/// <summary>The city's sign-in, played by software of others (oidc-provider): it says who somebody is there, we say who that is here.</summary>
public sealed class FederationTests : IAsyncLifetime
{
    private readonly City city;

    public FederationTests(City city)
    {
        if (Peer.Missing is { } reason) Assert.Skip(reason);
        this.city = city;
    }

    [Fact]
    public async Task A_verified_address_is_linked_to_the_account_that_bears_it_and_roles_are_ours()
    {
        var (person, _) = await Through("an", new WebUser(city.Address));

        var me = await person.Call(HttpMethod.Get, "/api/me");

        Assert.Equal("chuyenvien.dai-son", me.GetProperty("userName").GetString());
        Assert.Equal(["specialist"], me.GetProperty("organisations")[0].GetProperty("roles").EnumerateArray().Select(r => r.GetString()));
        Assert.Contains("tài khoản thành phố", (await person.Get("/tai-khoan/phien")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gia-an")] // claims a leader's address, which nobody has verified
    [InlineData("la")] // verified, but of nobody here
    public async Task Whom_we_do_not_know_gets_a_page_that_says_so_and_no_account(string who)
    {
        var before = await city.Scalar<long>("select count(*) from identity.users");

        var (person, page) = await Through(who, new WebUser(city.Address));

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Contains("chưa gắn với tài khoản cán bộ nào", page.Title, StringComparison.Ordinal);
        Assert.Equal((before, 0L), (await city.Scalar<long>("select count(*) from identity.users"), await city.Scalar<long>("select count(*) from identity.outside_accounts")));
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.Send(HttpMethod.Get, "/api/me")).StatusCode);
    }

    [Fact]
    public async Task An_address_given_to_somebody_new_over_there_does_not_open_the_account_of_the_first()
    {
        await Through("an", new WebUser(city.Address));

        var (_, page) = await Through("an-moi", new WebUser(city.Address));

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
    }

    [Fact]
    public async Task A_closed_account_is_not_opened_from_outside()
    {
        await Through("an", new WebUser(city.Address));
        await city.Execute("update identity.users set active = false where user_name = 'chuyenvien.dai-son'");
        try
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await Through("an", new WebUser(city.Address))).Page.Status);
        }
        finally
        {
            await city.Execute("update identity.users set active = true where user_name = 'chuyenvien.dai-son'");
        }
        Assert.Equal(HttpStatusCode.OK, (await Through("an", new WebUser(city.Address))).Page.Status);
    }

    [Fact]
    public async Task Who_has_signed_in_here_links_an_account_there_by_hand_and_is_asked_first()
    {
        var person = await city.SignedIn("ketoan.dai-son");
        var (_, asked) = await Through("tay", person, "/tai-khoan/lien-ket/tu-gan");
        Assert.Contains("Gắn “tay@haiphong.test”", asked.Title, StringComparison.Ordinal);
        Assert.Equal(0, await city.Scalar<long>("select count(*) from identity.outside_accounts"));

        await person.Submit(asked, "/tai-khoan/lien-ket");

        var (later, _) = await Through("tay", new WebUser(city.Address), "/tai-khoan/dang-nhap/tu-gan");
        Assert.Contains("Bạn đang đăng nhập", (await later.Get("/tai-khoan/phien")).Title, StringComparison.Ordinal);
        Assert.Equal("ketoan.dai-son", (await later.Call(HttpMethod.Get, "/api/me")).GetProperty("userName").GetString());
        await later.Submit(await later.Get("/tai-khoan/phien"), "handler=Unlink");
        Assert.Equal(HttpStatusCode.Forbidden, (await Through("tay", new WebUser(city.Address), "/tai-khoan/dang-nhap/tu-gan")).Page.Status);
    }

    [Fact]
    public async Task A_provider_whose_accounts_are_linked_by_hand_links_nobody_by_address() =>
        Assert.Equal(HttpStatusCode.Forbidden, (await Through("an", new WebUser(city.Address), "/tai-khoan/dang-nhap/tu-gan")).Page.Status);

    [Fact]
    public async Task The_sign_in_page_offers_it()
    {
        var page = await new WebUser(city.Address).Get("/tai-khoan/dang-nhap?returnUrl=%2Fconnect%2Fauthorize%3Fa%3D1");

        Assert.Equal("/tai-khoan/dang-nhap/thanh-pho?returnUrl=%2Fconnect%2Fauthorize%3Fa%3D1", page.Document.QuerySelector("main a.btn")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("iss=", "iss=https%3A%2F%2Fevil.example&was=")] // another issuer's answer
    [InlineData("iss=", "was=")] // this provider says that it names itself
    [InlineData("state=", "state=aaaaaaaabbbbbbbbccccccccddddddddeeeeeeeefff&was=")]
    [InlineData("thanh-pho/xong", "tu-gan/xong")] // an answer for another provider
    public async Task An_answer_that_was_tampered_with_signs_nobody_in(string part, string by)
    {
        var browser = new WebUser(city.Address);
        var callback = await Callback("an", browser);

        using var tampered = await browser.Http.GetAsync(callback.Replace(part, by, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.BadRequest, tampered.StatusCode);
        Assert.Equal(0, await city.Scalar<long>("select count(*) from identity.outside_accounts"));
    }

    [Fact]
    public async Task An_answer_is_good_in_the_browser_that_asked_and_once()
    {
        var browser = new WebUser(city.Address);
        var callback = await Callback("an", browser);
        Assert.Equal(HttpStatusCode.BadRequest, (await new WebUser(city.Address).Http.GetAsync(callback)).StatusCode);

        Assert.Equal(HttpStatusCode.Redirect, (await browser.Http.GetAsync(callback)).StatusCode);

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Http.GetAsync(callback)).StatusCode);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("https://evil.example/connect/authorize?")]
    [InlineData("/%2Fevil.example")]
    [InlineData("/connect/authorize?a=1", "/connect/authorize?a=1")] // the control
    public async Task It_goes_on_to_our_own_pages_only(string returnUrl, string to = "/tai-khoan")
    {
        var browser = new WebUser(city.Address);
        var callback = await Callback("an", browser, "/tai-khoan/dang-nhap/thanh-pho?returnUrl=" + Uri.EscapeDataString(returnUrl));

        using var answer = await browser.Http.GetAsync(callback);

        Assert.Equal(to, answer.Headers.Location!.ToString());
    }

    public async ValueTask InitializeAsync() => await city.Execute("delete from identity.outside_accounts");

    public async ValueTask DisposeAsync() => await city.Execute("delete from identity.outside_accounts");

    /// <summary>The whole way: the button on the sign-in page, the provider's own pages (a name, any password, consent), and back.</summary>
    private async Task<(WebUser Person, WebPage Page)> Through(string who, WebUser person, string? start = null)
    {
        start ??= (await person.Get("/dang-nhap?returnUrl=/tai-khoan/phien")).Document.QuerySelector("main a.btn")!.GetAttribute("href")!;
        var page = await person.Get(start);
        while (page.Address.Authority != city.Address.Authority) page = await person.Submit(page, "/interaction/", Answers(page, who));
        return (person, page);
    }

    /// <summary>The address with which the provider sends the browser back, not yet gone to.</summary>
    private async Task<string> Callback(string who, WebUser browser, string start = "/tai-khoan/dang-nhap/thanh-pho")
    {
        using var begun = await browser.Http.GetAsync(start);
        var next = begun.Headers.Location!;
        for (var step = 0; step < 12; step++)
        {
            if (next.Authority == city.Address.Authority) return next.ToString();
            using var answer = await browser.Http.GetAsync(next);
            if (answer.Headers.Location is { } further)
            {
                next = new(next, further);
                continue;
            }
            var page = await browser.Get(next.ToString());
            var fields = Answers(page, who);
            foreach (var hidden in page.Document.QuerySelectorAll("form input[type=hidden]")) fields[hidden.GetAttribute("name")!] = hidden.GetAttribute("value") ?? "";
            using var sent = await browser.Http.PostAsync(new Uri(next, page.Document.QuerySelector("form")!.GetAttribute("action")), new FormUrlEncodedContent(fields));
            next = new(next, sent.Headers.Location!);
        }
        throw new InvalidOperationException("The provider asks for ever.");
    }

    private static Dictionary<string, string> Answers(WebPage page, string who) =>
        page.Document.QuerySelector("input[name=login]") is null ? [] : new() { ["login"] = who, ["password"] = "any" };
}
