using System.Net;
using Dialogue.Contracts.Notifications;
using Dialogue.Exchange;
using Dialogue.Kernel;
using Dialogue.Notifications.Model;
using Dialogue.Testing;

namespace Dialogue.Notifications.Tests;

/// <summary>The lists of this service as files.</summary>
public sealed class ExportTests(Town town)
{
    [Fact]
    public async Task The_work_list_comes_down_whole_with_the_filters_of_the_page_and_as_many_rows_as_it_counts()
    {
        var tenant = await town.Organisation();
        var office = tenant.Offices[1].Id;
        var me = await town.Person(tenant, office, Role.Specialist);
        for (var i = 0; i < 60; i++) await town.Owed(tenant, i < 4 ? Town.Sunday.AddDays(-1) : null, office, kind: i == 5 ? "petition-part" : "answer-petition");
        await town.Owed(tenant, null, user: await town.Person(tenant, null, Role.Specialist)); // another's
        var client = town.Signed(tenant, me, Role.Specialist);
        var list = $"/{tenant.Slug}/can-bo/cong-viec";

        var page = await Web.Get(client, list);
        Assert.Equal("60 việc của bạn", page.Document.QuerySelector("h1")!.TextContent);
        Assert.Equal([$"{list}?dinh-dang=xlsx", $"{list}?dinh-dang=csv"], page.Document.QuerySelectorAll(".downloads a").Select(a => a.GetAttribute("href")));
        var rows = Xlsx.Read(await client.GetByteArrayAsync(list + "?dinh-dang=xlsx")).Rows;
        Assert.Equal(61, rows.Count);
        Assert.Equal(["Loại việc", "Việc", "Hạn", "Vì sao hạn là ngày đó", "Phòng, ban", "Đường dẫn"], rows[0].Cells.Select(c => c.Text));
        Assert.Equal(("Trả lời kiến nghị", "Trả lời kiến nghị KN-TN-1", ReadKind.Date, tenant.Offices[1].Name), (rows[1][0].Text, rows[1][1].Text, rows[1][2].Kind, rows[1][4].Text));

        var late = await client.GetAsync(list + "?han=qua-han&sau=x&dinh-dang=csv");
        Assert.StartsWith($"cong-viec-{tenant.Slug}-2026-", late.Content.Headers.ContentDisposition!.FileName, StringComparison.Ordinal);
        Assert.Equal(5, (await late.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("Làm phần việc phối hợp", await client.GetStringAsync(list + "?loai=petition-part&dinh-dang=csv"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await town.Signed(await town.Organisation(), me, Role.Specialist).GetAsync(list + "?dinh-dang=csv")).StatusCode);
    }

    [Fact]
    public async Task Ones_own_messages_come_down_unread_first_and_nobody_elses()
    {
        var tenant = await town.Organisation();
        var (me, other) = (await town.Person(tenant, null, Role.Leader), await town.Person(tenant, null, Role.Specialist));
        for (var i = 0; i < 35; i++)
            await town.Deliver(tenant.Id, new NoteSent(Guid.CreateVersion7(), "case-answered", i == 0 ? "=1+1" : $"Tin {i}", $"/{tenant.Slug}/can-bo/kien-nghi/1", [], null, me));
        await town.Deliver(tenant.Id, new NoteSent(Guid.CreateVersion7(), "case-answered", "Tin của người khác", "", [], null, other));
        var client = town.Signed(tenant, me, Role.Leader);
        var list = $"/{tenant.Slug}/can-bo/hop-thu";

        Assert.NotNull((await Web.Get(client, list)).Document.QuerySelector(".downloads"));
        var csv = await client.GetStringAsync(list + "?dinh-dang=csv");
        Assert.Equal(36, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains(";'=1+1;", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("người khác", csv, StringComparison.Ordinal);
        Assert.Equal(36, Xlsx.Read(await client.GetByteArrayAsync(list + "?dinh-dang=xlsx")).Rows.Count);
        // An empty inbox offers no file.
        Assert.Null((await Web.Get(town.Signed(tenant, await town.Person(tenant, null, Role.Clerk), Role.Clerk), list)).Document.QuerySelector(".downloads"));
    }
}
