using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Dialogue.Kernel;

namespace Dialogue.Planning.Tests;

/// <summary>A plan and a rule set as people handle them, through pages and forms alone.</summary>
public sealed class PagesTests(Planning planning)
{
    [Fact]
    public async Task A_plan_goes_from_the_first_draft_to_its_recipients_through_the_pages()
    {
        await planning.Known("so-tai-chinh");
        var commune = await planning.Organisation(name: "Xã Trang Giấy");
        var (writer, leader, clerk) = (planning.Client(commune, Role.Specialist), planning.Client(commune, Role.Leader), planning.Client(commune, Role.Clerk));
        var year = $"/{commune.Slug}/can-bo/nam/2026";
        Assert.Contains("Chưa có kế hoạch năm 2026", await writer.GetStringAsync(year));

        var edit = await Send(writer, year, "Create", []);
        Assert.EndsWith("/sua", edit);
        var refused = await Post(writer, edit, null, new() { ["Input.Title"] = "", ["Input.Place"] = "<script>alert(1)</script>" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("&lt;script&gt;", await refused.Content.ReadAsStringAsync());
        var plan = await Send(writer, edit, null, new() { ["Input.Place"] = "Nhà văn hóa <b>xã</b>", ["Input.Days[0]"] = "13/10/2026" });

        await Send(writer, plan, "Submit", []);
        Assert.Equal(HttpStatusCode.Forbidden, (await Post(clerk, plan, "Sign", new() { ["Sign.Signer"] = "A", ["Sign.Title"] = "B" })).StatusCode);
        await Send(leader, plan, "Sign", new() { ["Sign.Signer"] = "Đào Văn Soái", ["Sign.Title"] = "Chủ tịch" });
        var bad = await Post(clerk, plan, "Issue", new() { ["Issue.Number"] = "5/kh", ["Issue.IssuedOn"] = "10/4/2026" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.StatusCode);
        Assert.Contains("05/KH-UBND", await bad.Content.ReadAsStringAsync());
        await Send(clerk, plan, "Issue", new() { ["Issue.Number"] = "05/KH-UBND", ["Issue.IssuedOn"] = "10/4/2026" });
        await Send(clerk, plan, "Send", new() { ["Send.SentOn"] = "14/4/2026" });

        Assert.Contains("đã gửi đúng hạn, ngày 14/4/2026", await writer.GetStringAsync(year));
        var open = await planning.Client().GetStringAsync($"/{commune.Slug}/ke-hoach/2026");
        Assert.Contains("Nhà văn hóa &lt;b&gt;xã&lt;/b&gt;", open);
        Assert.Contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", open);
        Assert.Contains("Thứ Ba, 13/10/2026", open);
    }

    [Fact]
    public async Task A_stale_draft_is_shown_again_with_what_was_typed()
    {
        var commune = await planning.Organisation();
        var (one, two) = (planning.Client(commune, Role.Specialist), planning.Client(commune, Role.Specialist));
        var edit = await Send(one, $"/{commune.Slug}/can-bo/nam/2026", "Create", []);
        var stale = await Fields(two, edit, null);
        await Send(one, edit, null, new() { ["Input.Place"] = "Hội trường A" });

        stale["Input.Place"] = "Hội trường B";
        var answer = await two.PostAsync(edit, new FormUrlEncodedContent(stale));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Hội trường B", page);
        Assert.DoesNotContain($"name=\"Input.Version\" value=\"{stale["Input.Version"]}\"", page);
    }

    [Fact]
    public async Task A_rule_is_changed_on_its_page_and_a_contradiction_is_refused_where_it_was_typed()
    {
        await planning.Known("so-tai-chinh");
        var commune = await planning.Organisation();
        var leader = planning.Client(commune, Role.Leader);
        var page = $"/{commune.Slug}/can-bo/quy-dinh/2026";
        Assert.Contains("quy định mặc định của thành phố", await leader.GetStringAsync(page));

        var refused = await Post(leader, page + "?sua=notice.leadWd", null, new() { ["Input.Value"] = "7" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("đã hết hạn gửi", await refused.Content.ReadAsStringAsync());
        await Send(leader, page + "?sua=reply.ownWd", null, new() { ["Input.Value"] = "5", ["Input.Note"] = "Theo kế hoạch mới" });

        var after = await leader.GetStringAsync(page);
        Assert.Contains("Quy định riêng của đơn vị", after);
        Assert.Contains("5 ngày làm việc", after);
        Assert.Contains("Theo kế hoạch mới", after);
        Assert.DoesNotContain("?sua=", await planning.Client(commune, Role.Specialist).GetStringAsync(page));
    }

    [Fact]
    public async Task The_calendar_page_takes_a_day_and_refuses_one_that_makes_no_sense()
    {
        var finance = await planning.Known("so-tai-chinh");
        var officer = planning.Client(finance, Role.FinanceOfficer);
        const string Page = "/so-tai-chinh/can-bo/lich/2023";

        var refused = await Post(officer, Page, "Day", new() { ["Day.Date"] = "7/10/2023", ["Day.Kind"] = "off", ["Day.Reason"] = "thử", ["Day.Notice"] = "1/TB" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("ngày nghỉ hằng tuần", await refused.Content.ReadAsStringAsync());
        await Send(officer, Page, "Day", new() { ["Day.Date"] = "9/10/2023", ["Day.Kind"] = "off", ["Day.Reason"] = "hoán đổi thử", ["Day.Notice"] = "1/TB" });
        Assert.Contains("hoán đổi thử", await planning.Client().GetStringAsync("/lich-lam-viec?nam=2023"));
    }

    /// <summary>Opens the page, fills its form and sends it; the address it leads to.</summary>
    private static async Task<string> Send(HttpClient client, string page, string? handler, Dictionary<string, string> values)
    {
        var response = await Post(client, page, handler, values);
        Assert.True(response.StatusCode == HttpStatusCode.Redirect, $"{(int)response.StatusCode} {Regex.Match(await response.Content.ReadAsStringAsync(), "error-summary.*?</div>", RegexOptions.Singleline).Value}");
        return response.Headers.Location!.ToString();
    }

    private static async Task<HttpResponseMessage> Post(HttpClient client, string page, string? handler, Dictionary<string, string> values)
    {
        var fields = await Fields(client, page, handler);
        foreach (var (name, value) in values) fields[name] = value;
        var address = handler is null ? page : page + (page.Contains('?') ? "&" : "?") + "handler=" + handler;
        return await client.PostAsync(address, new FormUrlEncodedContent(fields));
    }

    /// <summary>What the browser would send of the form as it stands; of any form of the page when it has none for that handler (its token).</summary>
    private static async Task<Dictionary<string, string>> Fields(HttpClient client, string page, string? handler)
    {
        var document = new HtmlParser().ParseDocument(await client.GetStringAsync(page));
        var forms = document.QuerySelectorAll("main form").Cast<AngleSharp.Html.Dom.IHtmlFormElement>().ToList();
        var form = forms.FirstOrDefault(f => handler is null ? f.Method == "post" : f.GetAttribute("action")?.Contains("handler=" + handler) == true);
        var fields = new Dictionary<string, string>();
        foreach (var element in form?.Elements.AsEnumerable() ?? [])
        {
            var name = element.GetAttribute("name");
            if (string.IsNullOrEmpty(name) || fields.ContainsKey(name)) continue;
            if (element is AngleSharp.Html.Dom.IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false }) continue;
            fields[name] = element switch
            {
                AngleSharp.Html.Dom.IHtmlInputElement input => input.Value, AngleSharp.Html.Dom.IHtmlTextAreaElement area => area.Value,
                AngleSharp.Html.Dom.IHtmlSelectElement select => select.Value ?? "", _ => "",
            };
        }
        if (!fields.ContainsKey("__RequestVerificationToken") && document.QuerySelector("input[name=__RequestVerificationToken]") is { } token) fields["__RequestVerificationToken"] = token.GetAttribute("value")!;
        return fields;
    }
}
