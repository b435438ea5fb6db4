using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Dialogue.Kernel;
using Dialogue.Testing;

namespace Dialogue.Identity.Tests.Operations;

public sealed class SystemPageTests(Service service)
{
    private const string Error = "Npgsql.PostgresException: 23505: trùng khóa “Nguyễn Văn A, 0912345678”\n   at Somewhere";

    [Fact]
    public async Task Only_the_administrator_of_the_system_sees_how_the_system_fares()
    {
        var commune = await service.Organisation();
        var type = $"Tests.{Guid.CreateVersion7():N}";
        await Park(commune, type);
        foreach (var page in new[] { "/he-thong", Kind(type) })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await service.Client().GetAsync(page)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await service.Client(commune, Role.TenantAdministrator).GetAsync(page)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await Administrator().GetAsync(page)).StatusCode); // control
        }
        foreach (var handler in new[] { "Retry", "Drop" })
            Assert.Equal(HttpStatusCode.Forbidden, (await service.Client(commune, Role.TenantAdministrator).PostAsync($"{Kind(type)}&handler={handler}", new FormUrlEncodedContent([]))).StatusCode);
        Assert.Equal(1L, await Ask($"select count(*) from identity.outbox where type = '{type}' and parked_at is not null"));
    }

    [Fact]
    public async Task A_part_is_ready_missing_or_silent_and_a_slow_route_is_named()
    {
        using var administrator = Administrator();
        await Eventually.True("identity has said that it lives", async () => Row(await administrator.GetStringAsync("/he-thong"), "Tài khoản và đơn vị").Contains("Sẵn sàng", StringComparison.Ordinal));
        var page = await administrator.GetStringAsync("/he-thong");
        Assert.Contains("Không chạy", Row(page, "Cổng vào"), StringComparison.Ordinal); // no gateway runs in this test
        Assert.Contains("Cổng vào: không có tiến trình nào sẵn sàng.", page, StringComparison.Ordinal);

        await Do("""
            insert into public.processes values
                ('00000000-0000-7000-8000-00000000000a', '{gateway}', 'may-1', 7, '1.0', now() - interval '1 day', now() - interval '3 minutes', '', 1, '[]'),
                ('00000000-0000-7000-8000-00000000000b', '{gateway}', 'may-2', 8, '1.0', now() - interval '1 day', now(), '', 1, '[{"Route":"GET /{tenant}/cham","Count":12,"P50":45,"P99":2896.3}]'),
                ('00000000-0000-7000-8000-00000000000c', '{gateway}', 'may-3', 9, '1.0', now() - interval '1 day', now(), 'broker', 1, '[]')
            """);
        page = await administrator.GetStringAsync("/he-thong");
        Assert.Contains("Không lên tiếng 3 phút", Row(page, "Cổng vào"), StringComparison.Ordinal);
        Assert.Contains("Trục trặc: chưa nghe được RabbitMQ", Row(page, "Cổng vào"), StringComparison.Ordinal);
        Assert.DoesNotContain("Cổng vào: không có tiến trình", page, StringComparison.Ordinal);
        Assert.Contains("2,9 giây", Row(page, "GET /{tenant}/cham"), StringComparison.Ordinal);
        await Do("delete from public.processes where 'gateway' = any(parts)");
    }

    [Fact]
    public async Task Parked_messages_are_sent_again_one_alone_or_all_of_a_kind()
    {
        var commune = await service.Organisation(name: "Xã Giữ Lại");
        var type = $"Tests.{Guid.CreateVersion7():N}";
        var first = await Park(commune, type);
        await Park(commune, type);
        await Park(commune, type);
        using var administrator = Administrator();

        var list = await administrator.GetStringAsync("/he-thong");
        Assert.Equal("3", new HtmlParser().ParseDocument(Row(list, type, html: true)).QuerySelector(".num")?.TextContent.Trim());
        var page = await administrator.GetStringAsync(Kind(type));
        Assert.Contains("Xã Giữ Lại", page, StringComparison.Ordinal);
        Assert.Contains("Npgsql.PostgresException: 23505", page, StringComparison.Ordinal);
        foreach (var hidden in new[] { "0912345678", "Nguyễn Văn A", "at Somewhere", "nội dung riêng" }) Assert.DoesNotContain(hidden, list + page, StringComparison.Ordinal);

        await Post(administrator, $"{Kind(type)}&tin={first}", "Retry");
        Assert.Equal(2L, await Parked(type));
        Assert.Equal(1L, await Ask($"select count(*) from identity.outbox where id = '{first}' and parked_at is null and attempts = 0 and not_before <= now()"));
        await Post(administrator, Kind(type), "Retry");
        Assert.Equal(0L, await Parked(type));
        Assert.Equal(3L, await Ask($"select count(*) from public.message_acts where type = '{type}' and act = 'retried' and person_name = 'Quản Trị Viên' and payload is null"));
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.GetAsync(Kind(type))).StatusCode);
        await Do($"delete from identity.outbox where type = '{type}'");
    }

    [Fact]
    public async Task A_message_is_given_up_only_with_a_reason_and_kept_with_who_gave_it_up()
    {
        var commune = await service.Organisation();
        var type = $"Tests.{Guid.CreateVersion7():N}";
        await Park(commune, type);
        using var administrator = Administrator();

        var refused = await Send(administrator, Kind(type), "Drop", new() { ["Drop.Reason"] = " " });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(1L, await Parked(type));

        await Post(administrator, Kind(type), "Drop", new() { ["Drop.Reason"] = "Đã nhập lại bằng tay" });
        Assert.Equal(0L, await Ask($"select count(*) from identity.outbox where type = '{type}'"));
        Assert.Equal(1L, await Ask($"""
            select count(*) from public.message_acts where type = '{type}' and act = 'dropped' and person_name = 'Quản Trị Viên' and person is not null
              and reason = 'Đã nhập lại bằng tay' and payload like '%nội dung riêng%'
            """));
        Assert.Contains("Đã nhập lại bằng tay", await administrator.GetStringAsync("/he-thong"), StringComparison.Ordinal);
    }

    private static string Kind(string type) => $"/he-thong/tin-giu-lai?phan=identity&loai={type}&nhan=planning.KeepOrganisations";

    private HttpClient Administrator() => service.ClientOf("Quản Trị Viên", [], systemAdministrator: true);

    private async Task<Guid> Park(TestTenant tenant, string type)
    {
        var id = Guid.CreateVersion7();
        await Do($$"""
            insert into identity.outbox (id, tenant_id, for_tenant, message_id, consumer, type, payload, created_at, not_before, attempts, error, parked_at)
            values ('{{id}}', '{{tenant.Id}}', '{{tenant.Id}}', gen_random_uuid(), 'planning.KeepOrganisations', '{{type}}', '{"text":"nội dung riêng"}', now(), now() + interval '1 hour', 8, '{{Error}}', now())
            """);
        return id;
    }

    private Task<long> Parked(string type) => Ask($"select count(*) from identity.outbox where type = '{type}' and parked_at is not null");

    /// <summary>Text (or HTML) of all table rows that begin so.</summary>
    private static string Row(string page, string begins, bool html = false) => string.Join('\n', new HtmlParser().ParseDocument(page).QuerySelectorAll("tbody tr")
        .Where(r => r.QuerySelector("th")?.TextContent.Trim() == begins).Select(r => html ? $"<table>{r.OuterHtml}</table>" : r.TextContent));

    private static async Task Post(HttpClient client, string page, string handler, Dictionary<string, string>? fields = null)
    {
        using var response = await Send(client, page, handler, fields ?? []);
        Assert.True(response.StatusCode == HttpStatusCode.Redirect, $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>Sends the form of that handler as the page gives it.</summary>
    private static async Task<HttpResponseMessage> Send(HttpClient client, string page, string handler, Dictionary<string, string> fields)
    {
        var form = new HtmlParser().ParseDocument(await client.GetStringAsync(page)).Forms.Single(f => f.GetAttribute("action")?.Contains($"handler={handler}", StringComparison.Ordinal) == true);
        var values = form.Elements.OfType<IHtmlInputElement>().Where(i => !string.IsNullOrEmpty(i.Name) && !fields.ContainsKey(i.Name)).ToDictionary(i => i.Name!, i => i.Value);
        foreach (var (name, value) in fields) values[name] = value;
        return await client.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(values));
    }

    private async Task<long> Ask(string sql)
    {
        await using var command = service.Superuser.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task Do(string sql)
    {
        await using var command = service.Superuser.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
