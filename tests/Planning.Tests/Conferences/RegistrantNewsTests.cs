using System.Net.Http.Json;
using System.Text.Json;
using Dialogue.Contracts.Notifications;
using Dialogue.Kernel;
using Dialogue.Testing;
using Npgsql;

namespace Dialogue.Planning.Tests.Conferences;

/// <summary>Whoever has registered hears of it, and of what becomes of the conference.</summary>
public sealed class RegistrantNewsTests(Planning planning)
{
    [Fact]
    public async Task A_registrant_hears_of_receipt_change_move_invitation_and_cancelling_at_the_address_that_was_typed_and_nothing_else_carries_it()
    {
        planning.Clock.SetDay(new(2026, 9, 1));
        var tenant = await planning.Organisation();
        var officer = planning.Client(tenant, Role.Leader);
        var created = await officer.PostAsJsonAsync($"/api/{tenant.Slug}/conferences", new { day = "2026-10-13", startsAt = "08:00", place = "Hội trường", chair = "Chủ tịch" });
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        var path = $"/api/{tenant.Slug}/conferences/{id}";
        (await officer.PostAsJsonAsync(path + "/announcement", new { number = "05/TB-UBND", signer = "Chủ tịch" })).EnsureSuccessStatusCode();
        var form = new
        {
            key = Guid.CreateVersion7(), kind = "Household", name = "Hộ bà Kín", address = "Thôn 1", participants = 1, representative = "Trần Thị Kín", title = "Chủ hộ", phone = "0912345678",
            email = "ba.kin@firm.example", consent = true,
        };
        for (var i = 0; i < 2; i++) (await planning.Client().PostAsJsonAsync(path + "/registrations", form)).EnsureSuccessStatusCode(); // the same form twice is one registration

        (await officer.PostAsync(path + "/invitations/from-registrations", null)).EnsureSuccessStatusCode();
        for (var i = 0; i < 2; i++) (await officer.PostAsync(path + "/invitations/sent", null)).EnsureSuccessStatusCode();
        (await officer.PutAsJsonAsync(path, new { day = "2026-10-13", startsAt = "08:00", place = "Hội trường", chair = "Phó Chủ tịch" })).EnsureSuccessStatusCode(); // nothing that concerns them
        (await officer.PutAsJsonAsync(path, new { day = "2026-10-13", startsAt = "13:30", place = "Nhà văn hóa", chair = "Phó Chủ tịch" })).EnsureSuccessStatusCode();

        var told = (await planning.Published<MessageToPerson>(tenant.Id)).Where(m => m.For == tenant.Id).Select(m => m.Message).ToList();
        Assert.Equal(["registration-received", "invitation-sent", "conference-moved"], told.Select(m => m.Event));
        Assert.All(told, m => Assert.Equal(("ba.kin@firm.example", "0912345678", "Hộ bà Kín"), (m.Email, m.Phone, m.Values["ten"])));
        Assert.Equal(("13:30", "Nhà văn hóa", "13/10/2026"), (told[2].Values["gio"], told[2].Values["dia_diem"], told[2].Values["ngay"]));
        Assert.Equal(3, told.Select(m => m.MessageId).Distinct().Count());
        // Contact data is in these messages and in no other.
        await using var others = planning.Superuser.CreateCommand("select count(*) from planning.outbox where tenant_id = $1 and type <> 'Notifications.MessageToPerson' and (payload like '%ba.kin%' or payload like '%0912345678%')");
        others.Parameters.Add(new() { Value = tenant.Id.Value });
        Assert.Equal(0L, await others.ExecuteScalarAsync());
    }
}
