using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dialogue.Testing;

namespace Dialogue.Connect.Tests;

/// <summary>Keys change without anybody noticing, and a lost one is worth nothing at once.</summary>
public sealed class KeyTests(City city)
{
    private const string Page = "/quan-tri/khoa-ky";

    [Fact]
    public async Task A_new_key_is_published_before_it_signs_and_only_one_waits()
    {
        var admin = await city.SignedIn("quantri");
        var before = await Published();

        await admin.Submit(await admin.Get(Page), "handler=Rotate");
        await admin.Submit(await admin.Get(Page), "handler=Rotate");

        var after = await Published();
        Assert.Equal(before.Count + 1, after.Count);
        Assert.Subset(after, before);
        Assert.Equal(HttpStatusCode.OK, (await (await city.SignedIn("kiemnhiem")).Send(HttpMethod.Get, "/api/me")).StatusCode);
    }

    [Fact]
    public async Task A_withdrawn_key_is_believed_by_nobody_and_everybody_signs_in_anew()
    {
        var (person, admin) = (await city.SignedIn("kiemnhiem"), await city.SignedIn("quantri"));
        Assert.Equal(HttpStatusCode.OK, (await person.Send(HttpMethod.Get, "/api/me")).StatusCode);
        var page = await admin.Get(Page);
        var signing = page.Document.QuerySelectorAll("tbody tr").First(r => r.TextContent.Contains("Đang ký", StringComparison.Ordinal)).QuerySelector("th")!.TextContent.Trim();

        await admin.Submit(page, "handler=Withdraw", new() { ["key"] = signing });
        await Task.Delay(City.EndedWithin * 2);

        Assert.DoesNotContain(signing, await Published());
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.Send(HttpMethod.Get, "/api/me")).StatusCode);
        await Task.Delay(TimeSpan.FromSeconds(10.5)); // readers ask for an unknown key at most every ten seconds
        Assert.Equal(HttpStatusCode.OK, (await (await city.SignedIn("kiemnhiem")).Send(HttpMethod.Get, "/api/me")).StatusCode);
    }

    [Fact]
    public async Task Private_halves_are_not_to_be_read_in_the_database() =>
        Assert.Equal(0, await city.Scalar<long>("select count(*) from identity.signing_keys where protected_key not like 'CfDJ8%'"));

    private async Task<HashSet<string>> Published()
    {
        using var http = new HttpClient { BaseAddress = city.Address };
        return [.. (await http.GetFromJsonAsync<JsonElement>("/.well-known/jwks")).GetProperty("keys").EnumerateArray().Select(k => k.GetProperty("kid").GetString()!)];
    }
}
