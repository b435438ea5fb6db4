using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dialogue.Contracts.Notifications;
using Dialogue.Kernel;
using Dialogue.Notifications.Model;
using Dialogue.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Notifications.Tests;

public sealed class DeskTests(Town town)
{
    [Fact]
    public async Task The_desk_shows_what_i_owe_what_i_sign_and_what_my_office_owes_and_a_done_duty_vanishes()
    {
        var tenant = await town.Organisation();
        var office = tenant.Offices[1].Id;
        var me = await town.Person(tenant, null, Role.Leader);
        await town.Person(tenant, office, Role.Specialist);
        var late = await town.Owed(tenant, Town.Sunday.AddDays(-3), user: me);
        await town.Owed(tenant, Town.Sunday, user: me);
        await town.Owed(tenant, null, kind: "approve-answer", roles: Role.Leader);
        await town.Owed(tenant, Town.Sunday.AddDays(9), office);
        var client = town.Signed(tenant, me, Role.Leader);

        var desk = await client.GetFromJsonAsync<JsonElement>($"/api/{tenant.Slug}/duties");
        Assert.Equal((2, 1, 1), (desk.GetProperty("mine").GetArrayLength(), desk.GetProperty("toSign").GetArrayLength(), desk.GetProperty("others").GetArrayLength()));
        Assert.Equal((1, 1), (desk.GetProperty("late").GetInt32(), desk.GetProperty("dueThisWeek").GetInt32()));
        var page = await client.GetStringAsync($"/{tenant.Slug}/can-bo");
        Assert.Contains("<h1>1 việc đến hạn trong tuần này, 1 việc quá hạn</h1>", page, StringComparison.Ordinal);
        Assert.Contains("Chờ bạn ký", page, StringComparison.Ordinal);

        await town.Deliver(tenant.Id, late with { Version = 2, Done = true });

        desk = await client.GetFromJsonAsync<JsonElement>($"/api/{tenant.Slug}/duties");
        Assert.Equal((1, 0), (desk.GetProperty("mine").GetArrayLength(), desk.GetProperty("late").GetInt32()));
    }

    [Theory]
    [InlineData("commune", Role.Specialist), InlineData("commune", Role.TenantAdministrator), InlineData("department", Role.DepartmentOfficer)]
    [InlineData("city-office", Role.CityCoordinator), InlineData("department", Role.FinanceOfficer)]
    public async Task An_empty_desk_says_so_to_every_kind_of_officer(string kind, string role)
    {
        var tenant = await town.Organisation(kind);
        var page = await town.Signed(tenant, Guid.CreateVersion7(), role).GetStringAsync($"/{tenant.Slug}/can-bo");
        Assert.Contains("<h1>Bạn không có việc nào đang chờ</h1>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_organisations_duties_are_never_seen()
    {
        var (here, there) = (await town.Organisation(), await town.Organisation());
        var me = await town.Person(here, null, Role.Specialist);
        await town.Owed(there, Town.Sunday);
        await town.Owed(there, Town.Sunday, user: me); // even one that names me

        var client = town.Signed(here, me, Role.Specialist);

        var desk = await client.GetFromJsonAsync<JsonElement>($"/api/{here.Slug}/duties");
        Assert.Equal(0, desk.GetProperty("mine").GetArrayLength());
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync($"/api/{there.Slug}/duties")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync($"/{there.Slug}/can-bo")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync($"/{there.Slug}/can-bo/hop-thu")).StatusCode);
    }

    [Fact]
    public async Task A_note_comes_once_unread_first_and_is_read_only_by_whom_it_is_for()
    {
        var tenant = await town.Organisation();
        var (me, other) = (await town.Person(tenant, null, Role.Leader), await town.Person(tenant, null, Role.Specialist));
        var first = new NoteSent(Guid.CreateVersion7(), "case-answered", "Sở đã trả lời KN-1", $"/{tenant.Slug}/can-bo/kien-nghi/1", [Role.Leader], null, null);
        await town.Deliver(tenant.Id, first);
        await town.Deliver(tenant.Id, first);
        await town.Deliver(tenant.Id, first with { NoteId = Guid.CreateVersion7(), Title = "Sở đã trả lời KN-2" });
        var client = town.Signed(tenant, me, Role.Leader);

        var inbox = await client.GetFromJsonAsync<JsonElement>($"/api/{tenant.Slug}/inbox");
        Assert.Equal(2, inbox.GetProperty("unread").GetInt32());
        var newest = inbox.GetProperty("items")[0].GetProperty("id").GetGuid();
        Assert.Equal(HttpStatusCode.NotFound, (await town.Signed(tenant, other, Role.Specialist).PostAsync($"/api/{tenant.Slug}/inbox/{newest}/read", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsync($"/api/{tenant.Slug}/inbox/{newest}/read", null)).StatusCode);

        inbox = await client.GetFromJsonAsync<JsonElement>($"/api/{tenant.Slug}/inbox");
        Assert.Equal(1, inbox.GetProperty("unread").GetInt32());
        Assert.Equal("Sở đã trả lời KN-1", inbox.GetProperty("items")[0].GetProperty("title").GetString());
        Assert.Contains("<h1>1 tin chưa đọc</h1>", await client.GetStringAsync($"/{tenant.Slug}/can-bo/hop-thu"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_agree_with_the_lists_however_they_are_narrowed_down_and_paged()
    {
        var tenant = await town.Organisation();
        var (mine, other) = (tenant.Offices[0].Id, tenant.Offices[1].Id);
        var me = await town.Person(tenant, mine, Role.OfficeHead, Role.Leader);
        await town.Person(tenant, other, Role.Specialist);
        for (var i = 0; i < 60; i++)
            await town.Owed(tenant, (i % 4) switch { 0 => Town.Sunday.AddDays(-i), 1 => Town.Sunday, 2 => null, _ => Town.Sunday.AddDays(i) }, (i % 3) switch { 0 => mine, 1 => other, _ => null },
                kind: (i % 5) switch { 0 => "approve-answer", 1 => "sign-plan", 2 => "triage-petition", _ => "answer-petition" }, roles: (i % 2) == 0 ? Role.OfficeHead : Role.Specialist);
        var client = town.Signed(tenant, me, Role.OfficeHead, Role.Leader);

        var desk = await client.GetFromJsonAsync<JsonElement>($"/api/{tenant.Slug}/duties");
        var counts = desk.GetProperty("counts");
        foreach (var (part, name) in new[] { ("Mine", "mine"), ("ToSign", "toSign"), ("Others", "others") })
        {
            var ids = await Ids(client, tenant.Slug, $"part={part}");
            Assert.Equal(counts.GetProperty(name).GetInt32(), ids.Count);
            Assert.Equal(desk.GetProperty(name).EnumerateArray().Select(d => d.GetProperty("id").GetGuid()), ids);
            Assert.True(ids.Count > 5, $"{part}: {ids.Count}");
        }
        Assert.Equal(60, counts.GetProperty("mine").GetInt32() + counts.GetProperty("toSign").GetInt32() + counts.GetProperty("others").GetInt32());
        Assert.Equal(desk.GetProperty("late").GetInt32(), (await Ids(client, tenant.Slug, "due=Late")).Count);
        Assert.Equal(desk.GetProperty("dueThisWeek").GetInt32(), (await Ids(client, tenant.Slug, "due=ThisWeek")).Count);
        var all = await Ids(client, tenant.Slug, "part=All");
        Assert.Equal(all.Count, (await Ids(client, tenant.Slug, "kind=approve-answer")).Count + (await Ids(client, tenant.Slug, "kind=sign-plan")).Count
            + (await Ids(client, tenant.Slug, "kind=triage-petition")).Count + (await Ids(client, tenant.Slug, "kind=answer-petition")).Count);
        Assert.Equal(20, (await Ids(client, tenant.Slug, $"office={other}&part=All")).Count + (await Ids(client, tenant.Slug, $"office={other}&part=Others")).Count);

        var page = await client.GetStringAsync($"/{tenant.Slug}/can-bo/cong-viec?han=qua-han");
        Assert.Contains($"<h1>{desk.GetProperty("late").GetInt32()} việc của bạn đã quá hạn</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<option value=\"sign-plan\">Ký kế hoạch năm</option>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_to_do_it_is_the_same_for_the_desk_and_for_reminders()
    {
        var tenant = await town.Organisation();
        Guid?[] offices = [null, tenant.Offices[0].Id, tenant.Offices[1].Id];
        string[] roles = [Role.Specialist, Role.OfficeHead, Role.Clerk];
        var random = new Random(20261126);
        var people = new List<(Guid Id, Guid? Office, string[] Roles)>();
        for (var i = 0; i < 8; i++)
        {
            var (office, of) = (offices[random.Next(3)], roles.Where(_ => random.Next(2) == 0).DefaultIfEmpty(Role.Accountant).ToArray());
            people.Add((await town.Person(tenant, office, of), office, of));
        }
        for (var i = 0; i < 40; i++)
            await town.Owed(tenant, Town.Sunday, offices[random.Next(3)], random.Next(6) == 0 ? people[random.Next(8)].Id : null, roles: [.. roles.Where(_ => random.Next(3) == 0).DefaultIfEmpty(Role.Leader)]);

        await using var scope = town.Scope(tenant.Id);
        var db = scope.ServiceProvider.GetRequiredService<NotificationsDb>();
        var (duties, members) = (await db.Duties.AsNoTracking().ToListAsync(), await db.Members.AsNoTracking().ToListAsync());
        var some = 0;
        foreach (var (id, office, of) in people)
        {
            var expected = duties.Where(d => Duty.Responsible(members, d.Roles, d.OfficeId, d.UserId).Contains(id)).Select(d => d.Id).Order();
            var desk = await db.Duties.Where(Duty.IsFor(db, id, [.. of], office)).Select(d => d.Id).ToListAsync();
            Assert.Equal(expected, desk.Order());
            some += desk.Count;
        }
        Assert.InRange(some, 20, 8 * 40 - 20); // neither nobody nor everybody
    }

    [Fact]
    public async Task A_due_date_says_why_one_click_away()
    {
        var tenant = await town.Organisation();
        var me = await town.Person(tenant, null, Role.Specialist);
        var duty = await town.Owed(tenant, Town.Sunday.AddDays(3));
        await town.Deliver(tenant.Id, duty with { Version = 2, Why = "Quy định: trong vòng 07 ngày làm việc (mục II.2.1)\nTính từ: Ngày hội nghị: thứ Ba 13/10/2026." });

        var page = await town.Signed(tenant, me, Role.Specialist).GetStringAsync($"/{tenant.Slug}/can-bo");
        Assert.Contains("<summary>Vì sao?</summary>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Quy định:</dt> <dd>trong vòng 07 ngày làm việc (mục II.2.1)</dd>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_duty_that_has_just_been_done_is_not_seen_though_its_message_is_still_on_its_way()
    {
        var tenant = await town.Organisation();
        var (me, other) = (await town.Person(tenant, null, Role.Specialist), await town.Person(tenant, null, Role.Specialist));
        var duty = await town.Owed(tenant, Town.Sunday);
        var client = town.Signed(tenant, me, Role.Specialist);
        Assert.Equal(1, await Mine(client, tenant)); // the control

        // As another service does when a person has done it there: its answer carries the cookie, its message is still in its outbox.
        await town.Finish(client, tenant, duty with { Version = 2, Done = true });
        Assert.Equal(0, await Mine(client, tenant));
        Assert.Contains("<h1>Bạn không có việc nào đang chờ</h1>", await client.GetStringAsync($"/{tenant.Slug}/can-bo"), StringComparison.Ordinal);
        Assert.Equal(1, await Mine(town.Signed(tenant, other, Role.Specialist), tenant)); // a copy is a copy

        // Opened again by somebody else: the newer version counts.
        await town.Deliver(tenant.Id, duty with { Version = 3 });
        Assert.Equal(1, await Mine(client, tenant));
        // The late message changes nothing any more.
        await town.Deliver(tenant.Id, duty with { Version = 2, Done = true });
        Assert.Equal(1, await Mine(client, tenant));
    }

    [Fact]
    public async Task What_was_refused_or_opened_again_in_the_same_act_is_not_taken_for_done_and_the_cookie_is_one_persons()
    {
        var tenant = await town.Organisation();
        var (me, other) = (await town.Person(tenant, null, Role.Specialist), await town.Person(tenant, null, Role.Specialist));
        var duty = await town.Owed(tenant, Town.Sunday);
        var client = town.Signed(tenant, me, Role.Specialist);

        await town.Finish(client, tenant, duty with { Version = 2, Done = true }, status: 422);
        Assert.Equal(1, await Mine(client, tenant));
        await town.Finish(client, tenant, duty with { Version = 2, Done = true }, opens: true);
        Assert.Equal(1, await Mine(client, tenant));

        await town.Finish(client, tenant, duty with { Version = 2, Done = true });
        Assert.Equal(0, await Mine(client, tenant));
        client.DefaultRequestHeaders.Authorization = town.Signed(tenant, other, Role.Specialist).DefaultRequestHeaders.Authorization; // the next at the same computer
        Assert.Equal(1, await Mine(client, tenant));
    }

    private static async Task<int> Mine(HttpClient client, TestTenant tenant) =>
        (await client.GetFromJsonAsync<JsonElement>($"/api/{tenant.Slug}/duties")).GetProperty("counts").GetProperty("mine").GetInt32();

    /// <summary>All pages of a list; says that its count is right and that nothing comes twice.</summary>
    private static async Task<List<Guid>> Ids(HttpClient client, string slug, string query)
    {
        var ids = new List<Guid>();
        string? after = null;
        int count;
        do
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/api/{slug}/duties/list?{query}{(after is null ? "" : $"&after={after}")}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(d => d.GetProperty("id").GetGuid()));
            (count, after) = (page.GetProperty("count").GetInt32(), page.GetProperty("next").GetString());
        }
        while (after is not null);
        Assert.Equal(count, ids.Distinct().Count());
        Assert.Equal(count, ids.Count);
        return ids;
    }
}
