using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dialogue.Kernel;
using Dialogue.Planning.Registering;
using Dialogue.Testing;

namespace Dialogue.Planning.Tests.Conferences;

public sealed class RegistrationPagesTests(Planning planning)
{
    [Fact]
    public async Task Contacts_are_in_the_internal_export_alone_and_the_private_link_opens_for_nobody_else()
    {
        planning.Clock.SetDay(new(2026, 9, 1));
        var tenant = await planning.Organisation();
        var officer = planning.Client(tenant, Role.Leader);
        var created = await officer.PostAsJsonAsync($"/api/{tenant.Slug}/conferences", new { day = "2026-10-13", startsAt = "08:00", place = "Hội trường", chair = "Chủ tịch" });
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        (await officer.PostAsJsonAsync($"/api/{tenant.Slug}/conferences/{id}/announcement", new { number = "05/TB-UBND", signer = "Chủ tịch" })).EnsureSuccessStatusCode();
        var receipt = await (await planning.Client().PostAsJsonAsync($"/api/{tenant.Slug}/conferences/{id}/registrations", new
        {
            key = Guid.CreateVersion7(), kind = "Household", name = "Hộ bà Tư (100%)", address = "Thôn 1", participants = 1, representative = "Trần Thị Tư", title = "Chủ hộ", phone = "0912345678", consent = true,
        })).Content.ReadFromJsonAsync<JsonElement>();
        var link = receipt.GetProperty("path").GetString()!;
        var list = $"/{tenant.Slug}/can-bo/hoi-nghi/{id}/dang-ky";

        Assert.Contains("0912345678", await officer.GetStringAsync(list + "?dinh-dang=csv&noi-bo=true"));
        var open = await officer.GetStringAsync(list + "?dinh-dang=csv");
        Assert.DoesNotContain("0912345678", open);
        Assert.DoesNotContain("Hộ bà Tư", open);
        Assert.DoesNotContain("0912345678", await officer.GetStringAsync(list));
        foreach (var page in new[] { list, $"/{tenant.Slug}/can-bo/hoi-nghi/{id}/diem-danh" })
        {
            Assert.Contains("Hộ bà Tư", await officer.GetStringAsync(page + "?tim=b%C3%A0+t%C6%B0+(100%25"));
            Assert.DoesNotContain("Hộ bà Tư", await officer.GetStringAsync(page + "?tim=H_"));
        }
        Assert.Equal(HttpStatusCode.OK, (await planning.Client().GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await planning.Client().GetAsync(link[..^1] + "!")).StatusCode);
        var elsewhere = await planning.Organisation();
        Assert.Equal(HttpStatusCode.NotFound, (await planning.Client().GetAsync(link.Replace(tenant.Slug, elsewhere.Slug))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await planning.Client(elsewhere, Role.Leader).GetAsync(list)).StatusCode);
    }
}
