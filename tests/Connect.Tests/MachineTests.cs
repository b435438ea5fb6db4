using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Dialogue.Testing;

namespace Dialogue.Connect.Tests;

/// <summary>A department's own system: registered by the administrator, and able to do what its scopes say and nothing else.</summary>
public sealed class MachineTests(City city)
{
    [Fact]
    public async Task Its_secret_is_shown_once_and_kept_as_a_hash()
    {
        var (admin, page, id, secret) = await Register("cases.read");

        Assert.DoesNotContain(secret, (await admin.Get(page.Address.PathAndQuery)).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Token(id, secret)).Status);
        Assert.Equal(1, await city.Scalar<long>($"select count(*) from identity.machine_secrets s where hash = sha256('{secret}'::bytea)"));
        Assert.Equal(0, await city.Scalar<long>($"select count(*) from identity.machine_secrets s where s::text like '%{secret}%'"));
    }

    [Fact]
    public async Task It_does_what_its_scopes_say_in_its_own_organisation_and_nothing_else()
    {
        var (_, _, id, secret) = await Register("cases.read");
        using var http = await Client(id, secret);

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/so-xay-dung/cases")).StatusCode);

        Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync("/api/so-tai-chinh/cases")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.PostAsync($"/api/so-xay-dung/cases/{Guid.CreateVersion7()}/answer", Json("{}"))).StatusCode);
        foreach (var elsewhere in new[] { "/api/me", "/api/organisations", "/connect/userinfo", "/so-xay-dung/can-bo/vu-viec", "/so-xay-dung/can-bo/thiet-lap/don-vi", "/quan-tri", "/tai-khoan/phien" })
            Assert.Equal((elsewhere, HttpStatusCode.Forbidden), (elsewhere, (await http.GetAsync(elsewhere)).StatusCode));
    }

    [Fact]
    public async Task With_the_scope_to_answer_it_is_let_through_to_the_answer()
    {
        var (_, _, id, secret) = await Register("cases.read", "cases.answer");
        const string Answer = """{"text":"Sở đã xem xét.","number":"12/SXD-TL","date":"2026-10-01"}""";

        using var all = await Client(id, secret);
        Assert.Equal(HttpStatusCode.NotFound, (await all.PostAsync($"/api/so-xay-dung/cases/{Guid.CreateVersion7()}/answer", Json(Answer))).StatusCode);

        // A token may ask for less than the client has.
        using var less = await Client(id, secret, "cases.read");
        Assert.Equal(HttpStatusCode.Forbidden, (await less.PostAsync($"/api/so-xay-dung/cases/{Guid.CreateVersion7()}/answer", Json(Answer))).StatusCode);
    }

    [Theory]
    [InlineData("cases.answer")]
    [InlineData("cases.read board.read")]
    [InlineData("openid")]
    public async Task It_gets_no_scope_that_it_was_not_given(string scope)
    {
        var (_, _, id, secret) = await Register("cases.read");

        var (status, body) = await Token(id, secret, scope);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_scope"), (status, body.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task An_organisation_is_given_no_scope_that_it_has_no_work_for()
    {
        var admin = await city.SignedIn("quantri");
        var page = await admin.Get("/quan-tri/ket-noi");

        var refused = await admin.Submit(page, "/quan-tri/ket-noi", new() { ["Input.Name"] = "Sai quyền", ["Input.Organisation"] = "so-xay-dung", ["Input.Scopes"] = "board.read" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("không có việc cho quyền", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_change_without_a_pause_and_never_more_than_two_are_valid()
    {
        var (admin, page, id, first) = await Register("cases.read");
        page = await admin.Submit(page, "handler=AddSecret");
        var second = Secret(page);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), ((await Token(id, first)).Status, (await Token(id, second)).Status));
        page = await admin.Get(page.Address.PathAndQuery);
        Assert.DoesNotContain("handler=AddSecret", page.Html, StringComparison.Ordinal);

        var old = page.Document.QuerySelectorAll("li.card").First(c => c.TextContent.Contains(first[^4..], StringComparison.Ordinal)).QuerySelector("input[name=secret]")!.GetAttribute("value")!;
        await admin.Submit(page, "handler=EndSecret", new() { ["secret"] = old });

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), ((await Token(id, first)).Status, (await Token(id, second)).Status));
    }

    [Fact]
    public async Task Once_revoked_it_gets_no_token_and_the_one_it_has_is_refused()
    {
        var (admin, page, id, secret) = await Register("cases.read");
        using var http = await Client(id, secret);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/so-xay-dung/cases")).StatusCode);

        await admin.Submit(page, "handler=Revoke");

        Assert.Equal(HttpStatusCode.Unauthorized, (await Token(id, secret)).Status);
        await Task.Delay(City.EndedWithin * 2);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/api/so-xay-dung/cases")).StatusCode);
    }

    [Fact]
    public async Task Nobody_but_the_administrator_of_the_system_lets_systems_in()
    {
        var other = await city.SignedIn("quantri.dai-son");

        Assert.Equal(HttpStatusCode.Forbidden, (await other.Get("/quan-tri/ket-noi")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.Get("/quan-tri/khoa-ky")).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_others_wrote_gets_its_token(bool post)
    {
        if (Peer.Missing is { } reason) Assert.Skip(reason);
        var (_, _, id, secret) = await Register("cases.read");
        using var client = Peer.Start("client.mjs");
        await client.Do(new { command = "discover", issuer = city.Authority.Issuer, client = id, secret, post });

        var tokens = await client.Do(new { command = "machine", scope = "cases.read" });

        Assert.Equal("cases.read", tokens.GetProperty("scope").GetString());
        await client.Do(new { command = "discover", issuer = city.Authority.Issuer, client = id, secret = secret + "x", post });
        var refused = await client.Ask(new { command = "machine" });
        Assert.Equal(401, refused.GetProperty("status").GetInt32());
    }

    private async Task<(WebUser Admin, WebPage Page, string ClientId, string Secret)> Register(params string[] scopes)
    {
        var admin = await city.SignedIn("quantri");
        var page = await admin.Get("/quan-tri/ket-noi");
        var antiforgery = page.Document.QuerySelector("main form[method=post] input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var form = new List<KeyValuePair<string, string>> { new("Input.Name", "Quản lý văn bản"), new("Input.Organisation", "so-xay-dung"), new("__RequestVerificationToken", antiforgery) };
        form.AddRange(scopes.Select(s => new KeyValuePair<string, string>("Input.Scopes", s)));
        using var sent = await admin.Http.PostAsync("/quan-tri/ket-noi", new FormUrlEncodedContent(form));
        page = await admin.Get(sent.Headers.Location!.ToString());
        return (admin, page, page.Document.QuerySelector("section.card .code")!.TextContent, Secret(page));
    }

    private static string Secret(WebPage page) => page.Document.QuerySelector(".note .code")!.TextContent.Trim();

    private async Task<(HttpStatusCode Status, JsonElement Body)> Token(string id, string secret, string? scope = null)
    {
        using var http = new HttpClient { BaseAddress = city.Address };
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = id, ["client_secret"] = secret };
        if (scope is not null) form["scope"] = scope;
        using var answer = await http.PostAsync("/connect/token", new FormUrlEncodedContent(form));
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    private async Task<HttpClient> Client(string id, string secret, string? scope = null)
    {
        var (_, body) = await Token(id, secret, scope);
        var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = city.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.GetProperty("access_token").GetString());
        return http;
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
