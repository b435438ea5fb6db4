using System.Net;
using Dialogue.Testing;

namespace Dialogue.Connect.Tests;

/// <summary>Where a person is signed in, and the end of it from another place.</summary>
public sealed class SessionTests(City city)
{
    private const string Page = "/tai-khoan/phien";

    [Fact]
    public async Task The_list_names_the_device_of_each_and_which_one_this_is()
    {
        var (office, phone) = (await SignedIn("vanthu.dai-son", Windows), await SignedIn("vanthu.dai-son", IPhone));

        var list = await office.Get(Page);

        Assert.Contains("Chrome trên Windows Phiên này", list.Text, StringComparison.Ordinal);
        Assert.Contains("Safari trên iPhone", list.Text, StringComparison.Ordinal);
        Assert.Contains("Safari trên iPhone Phiên này", (await phone.Get(Page)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ending_another_session_ends_it_within_seconds_and_it_does_not_come_back_by_itself()
    {
        var (office, phone) = (await SignedIn("ketoan.dai-son", Windows), await SignedIn("ketoan.dai-son", IPhone));
        Assert.Equal(HttpStatusCode.OK, (await phone.Get(Page)).Status);
        var list = await office.Get(Page);
        var row = list.Document.QuerySelectorAll("tbody tr").First(r => r.TextContent.Contains("iPhone", StringComparison.Ordinal));

        await office.Submit(list, row.QuerySelector("form")!.GetAttribute("action")!);
        await Task.Delay(City.EndedWithin * 2);

        Assert.Equal(HttpStatusCode.Unauthorized, (await phone.Send(HttpMethod.Get, "/api/me")).StatusCode);
        await Task.Delay(TimeSpan.FromSeconds(10.5)); // a token refused within ten seconds of sign-in gets a page, lest it go in a circle
        Assert.Equal("/tai-khoan/dang-nhap", (await phone.Get(Page)).Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, (await office.Send(HttpMethod.Get, "/api/me")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_browser_and_every_refresh_token()
    {
        var (office, phone) = (await SignedIn("lanhdao.dai-son", Windows), await SignedIn("lanhdao.dai-son", IPhone));
        var other = await city.SignedIn("vanthu.dai-son");

        await office.Submit(await office.Get(Page), "handler=Everywhere");
        await Task.Delay(City.EndedWithin * 2);

        foreach (var browser in new[] { office, phone }) Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Send(HttpMethod.Get, "/api/me")).StatusCode);
        Assert.Equal(0, await city.Scalar<long>("select count(*) from identity.grants g join identity.users u on u.id = g.user_id where u.user_name = 'lanhdao.dai-son' and g.revoked_at is null"));
        Assert.Equal(HttpStatusCode.OK, (await other.Send(HttpMethod.Get, "/api/me")).StatusCode);
    }

    [Fact]
    public async Task A_new_password_ends_every_other_session_and_this_one_goes_on()
    {
        var (office, phone) = (await SignedIn("canbo.cat-hai", Windows), await SignedIn("canbo.cat-hai", IPhone));

        await office.Submit(await office.Get("/tai-khoan/mat-khau"), "", new() { ["Input.Current"] = "Doi-thoai-2026", ["Input.Password"] = "mot cau khac de nho", ["Input.Again"] = "mot cau khac de nho" });
        await Task.Delay(City.EndedWithin * 2);

        Assert.Equal(HttpStatusCode.Unauthorized, (await phone.Send(HttpMethod.Get, "/api/me")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await office.Send(HttpMethod.Get, "/api/me")).StatusCode);
        Assert.Contains("1 nơi", (await office.Get(Page)).Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_somebody_else()
    {
        var (mine, theirs) = (await SignedIn("vanthu.dai-son", Windows), await SignedIn("kiemnhiem", IPhone));
        var id = await city.Scalar<Guid>("select s.id from identity.browser_sessions s join identity.users u on u.id = s.user_id where u.user_name = 'kiemnhiem' and s.ended_at is null order by s.signed_in_at desc limit 1");
        var list = await mine.Get(Page);
        var antiforgery = list.Document.QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        using var refused = await mine.Http.PostAsync($"{Page}?id={id}&handler=End", new FormUrlEncodedContent([new("__RequestVerificationToken", antiforgery)]));

        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        await Task.Delay(City.EndedWithin * 2);
        Assert.Equal(HttpStatusCode.OK, (await theirs.Send(HttpMethod.Get, "/api/me")).StatusCode);
    }

    private const string Windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
    private const string IPhone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

    private async Task<WebUser> SignedIn(string user, string device)
    {
        var person = new WebUser(city.Address);
        person.Http.DefaultRequestHeaders.UserAgent.ParseAdd(device);
        var page = await person.Get("/dang-nhap?returnUrl=" + Page);
        await person.Submit(page, "/tai-khoan/dang-nhap", new() { ["Input.UserName"] = user, ["Input.Password"] = "Doi-thoai-2026" });
        return person;
    }
}
