using System.Net;
using AngleSharp.Html.Dom;

namespace Dialogue.Gateway.Tests;

[Collection("sessions")]
public sealed class ParkedFormTests(City city)
{
    private const string Offices = "/dai-son/can-bo/thiet-lap/don-vi";

    [Fact]
    public async Task A_form_sent_after_the_session_ended_is_there_after_sign_in_filled_and_not_yet_done()
    {
        using var browser = new ABrowser(city);
        var (form, back) = await SendLate(browser, "Tổ công tác <b>đối thoại</b>");

        var page = await SignInAgain(browser, back, "quantri.dai-son");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var document = await ABrowser.Read(page);
        Assert.Equal(form["Input.Name"], ((IHtmlInputElement)document.QuerySelector("[name='Input.Name']")!).Value);
        Assert.Contains("Nội dung đã nhập vẫn còn", document.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(document.QuerySelectorAll("tbody th"), th => th.TextContent.Contains("Tổ công tác", StringComparison.Ordinal));

        var again = ABrowser.Form(document, "Input.Name");
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Post(Offices, again)).StatusCode);
        Assert.Contains("Tổ công tác", await (await browser.Get(Offices)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_given_back_once()
    {
        using var browser = new ABrowser(city);
        var (_, back) = await SendLate(browser, "Phòng Một Lần");
        var page = await SignInAgain(browser, back, "quantri.dai-son");

        var second = await browser.Follow(page.RequestMessage!.RequestUri!.PathAndQuery);

        Assert.DoesNotContain("Phòng Một Lần", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_else_gets_it_in_another_browser_or_under_another_name()
    {
        using var browser = new ABrowser(city);
        var (_, back) = await SendLate(browser, "Phòng Của Tôi");
        using var stranger = new ABrowser(city);
        Assert.DoesNotContain("Phòng Của Tôi", await (await stranger.SignIn("quantri.dai-son", back)).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Assert.DoesNotContain("Phòng Của Tôi", await (await SignInAgain(browser, back, "quantri.thien-huong")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_header_that_shows_a_form_is_not_taken_from_outside()
    {
        using var browser = new ABrowser(city);
        await browser.SignIn("quantri.dai-son", Offices);
        var form = ABrowser.Form(await ABrowser.Read(await browser.Get(Offices)), "Input.Name");
        form["Input.Name"] = "Phòng Bình Thường";
        var request = new HttpRequestMessage(HttpMethod.Post, Offices) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("X-Dialogue-Restore", "1");

        Assert.Equal(HttpStatusCode.Redirect, (await browser.Send(request)).StatusCode);
    }

    [Fact]
    public async Task Somebody_without_any_session_of_ours_parks_nothing()
    {
        using var browser = new ABrowser(city);

        var answer = await browser.Post(Offices, new Dictionary<string, string> { ["Input.Name"] = "Rác" });

        Assert.DoesNotContain("phuc-hoi", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Opens the form, loses the session, sends the form.</summary>
    private async Task<(Dictionary<string, string> Form, string Back)> SendLate(ABrowser browser, string name)
    {
        await browser.SignIn("quantri.dai-son", Offices);
        var form = ABrowser.Form(await ABrowser.Read(await browser.Get(Offices)), "Input.Name");
        form["Input.Name"] = name;
        await using (var forget = city.Databases.App.CreateCommand("delete from gateway.sessions")) await forget.ExecuteNonQueryAsync();
        await Task.Delay(TimeSpan.FromSeconds(5.2)); // what the gateway remembers of a session, it remembers for five seconds
        var answer = await browser.Post(Offices, form);
        Assert.Contains("phuc-hoi", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        return (form, answer.Headers.Location!.ToString());
    }

    /// <summary>As somebody whose sign-in page has forgotten them too.</summary>
    private static async Task<HttpResponseMessage> SignInAgain(ABrowser browser, string back, string user)
    {
        browser.Forget("dialogue.sign-in");
        return await browser.SignIn(user, back);
    }
}
