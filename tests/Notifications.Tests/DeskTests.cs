using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dialogue.Contracts.Notifications;
using Dialogue.Kernel;

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
}
