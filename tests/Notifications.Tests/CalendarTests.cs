using System.Net;
using AngleSharp.Html.Parser;
using Dialogue.Contracts.Identity;
using Dialogue.Kernel;
using Dialogue.Testing;

namespace Dialogue.Notifications.Tests;

/// <summary>The private calendar of a person's duties.</summary>
public sealed class CalendarTests(Town town)
{
    [Fact]
    public async Task A_phone_reads_what_i_owe_without_signing_in_and_asks_again_for_nothing_new()
    {
        var tenant = await town.Organisation();
        var (me, other) = (await town.Person(tenant, null, Role.Specialist), await town.Person(tenant, null, Role.Clerk));
        var duty = await town.Owed(tenant, new(2026, 10, 14), user: me);
        await town.Owed(tenant, null, user: me);              // without a term there is no day to show it on
        await town.Owed(tenant, new(2026, 10, 15), user: other);
        var link = await Make(town.Signed(tenant, me, Role.Specialist), tenant);
        using var phone = new HttpClient { BaseAddress = town.Address };

        using var answer = await phone.GetAsync(link);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.OK, "text/calendar"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var lines = Unfold(text);
        Assert.Single(lines, "BEGIN:VEVENT");
        Assert.Contains("DTSTART;VALUE=DATE:20261014", lines);
        Assert.Contains($"SUMMARY:{duty.Title}", lines);
        Assert.Contains(lines, l => l.StartsWith("URL:", StringComparison.Ordinal) && l.EndsWith(duty.Link, StringComparison.Ordinal));
        Assert.DoesNotContain("Cán bộ Thử Nghiệm", text, StringComparison.Ordinal); // nobody's name

        var again = new HttpRequestMessage(HttpMethod.Get, link);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using (var same = await phone.SendAsync(again)) Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        await town.Deliver(tenant.Id, duty with { Version = 2, Due = new(2026, 10, 16) });
        again = new HttpRequestMessage(HttpMethod.Get, link);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var changed = await phone.SendAsync(again);
        Assert.Contains("DTSTART;VALUE=DATE:20261016", await changed.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await town.Deliver(tenant.Id, duty with { Version = 3, Done = true });
        Assert.DoesNotContain("BEGIN:VEVENT", await phone.GetStringAsync(link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_ends_when_it_is_taken_back_replaced_or_its_owner_leaves()
    {
        var (tenant, elsewhere) = (await town.Organisation(), await town.Organisation());
        var me = await town.Person(tenant, null, Role.Specialist);
        var client = town.Signed(tenant, me, Role.Specialist);
        using var phone = new HttpClient { BaseAddress = town.Address };
        var first = await Make(client, tenant);
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync(first)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync(first.Replace($"/{tenant.Slug}/", $"/{elsewhere.Slug}/", StringComparison.Ordinal))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync(first[..^5] + "x.ics")).StatusCode);

        var second = await Make(client, tenant);
        Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync(first)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync(second)).StatusCode);

        await Post(client, tenant, "Revoke");
        Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync(second)).StatusCode);

        var third = await Make(client, tenant);
        await town.Deliver(tenant.Id, new MemberChanged(me, 2, "Cán bộ Thử Nghiệm", [], null));
        Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync(third)).StatusCode);
    }

    [Fact]
    public async Task The_link_is_shown_once_and_only_its_hash_is_kept()
    {
        var tenant = await town.Organisation();
        var me = await town.Person(tenant, null, Role.Specialist);
        var client = town.Signed(tenant, me, Role.Specialist);
        var token = (await Make(client, tenant)).Split('/')[^1][..^4];
        Assert.True(token.Length >= 43); // 256 bits

        Assert.DoesNotContain(token, await client.GetStringAsync($"/{tenant.Slug}/can-bo/cong-viec/lich"), StringComparison.Ordinal);
        await using var command = town.Superuser.CreateCommand("select string_agg(f::text, ' ') from notifications.duty_feeds f where tenant_id = $1");
        command.Parameters.Add(new() { Value = tenant.Id.Value });
        var stored = (string)(await command.ExecuteScalarAsync())!;
        Assert.Contains(me.ToString(), stored, StringComparison.Ordinal); // the control: it is the row
        Assert.DoesNotContain(token, stored, StringComparison.Ordinal);
    }

    private static async Task<string> Make(HttpClient client, TestTenant tenant)
    {
        await Post(client, tenant, "Make");
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync($"/{tenant.Slug}/can-bo/cong-viec/lich"));
        return new Uri(page.QuerySelector("#duong-dan")!.GetAttribute("value")!).AbsolutePath;
    }

    private static async Task Post(HttpClient client, TestTenant tenant, string handler)
    {
        var address = $"/{tenant.Slug}/can-bo/cong-viec/lich";
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync(address));
        var token = page.QuerySelector($"form[action*='handler={handler}'] input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        using var answer = await client.PostAsync($"{address}?handler={handler}", new FormUrlEncodedContent([new("__RequestVerificationToken", token)]));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static string[] Unfold(string text) => text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");
}
