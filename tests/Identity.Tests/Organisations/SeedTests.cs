using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dialogue.Contracts.Identity;
using Dialogue.Identity.Organisations;
using Dialogue.Kernel;
using Dialogue.Testing;

namespace Dialogue.Identity.Tests.Organisations;

[Collection(Telling)]
public sealed class SeedTests(Service service)
{
    public const string Telling = "telling of organisations";

    [Fact]
    public async Task Every_organisation_is_told_of_under_itself_and_only_once()
    {
        var told = await service.Published<OrganisationChanged>();
        await service.Module.Seed(service.Services, default); // the first was at the start of the service

        Assert.All(FoundingOrganisations.All(), o => Assert.Contains(told, t => t.For.Value == o.Id && t.Message.OrganisationId == o.Id && t.Message.Version == 1));
        Assert.DoesNotContain(told, t => t.For.Value != t.Message.OrganisationId);
        Assert.Equal(told.Count(t => t.Message.Version == 1), (await service.Published<OrganisationChanged>()).Count(t => t.Message.Version == 1));
    }

    [Fact]
    public async Task Only_the_administrator_of_the_system_edits_organisations()
    {
        using var anybody = service.Client();
        var before = await anybody.GetFromJsonAsync<JsonElement>("/api/organisations/hong-bang");
        var address = $"/api/organisations/{before.GetProperty("id").GetGuid()}";
        var change = new { Name = "Phường Hồng Bàng", PlaceName = "Phường Hồng Bàng", Capabilities = new[] { Capability.HoldsDialogues }, Active = true, Version = before.GetProperty("version").GetInt64() };
        var tenant = new TestTenant(new(before.GetProperty("id").GetGuid()), "hong-bang", "Phường Hồng Bàng");

        Assert.Equal(HttpStatusCode.Unauthorized, (await anybody.PutAsJsonAsync(address, change)).StatusCode);
        using var member = service.Client(tenant, Role.TenantAdministrator);
        Assert.Equal(HttpStatusCode.Forbidden, (await member.PutAsJsonAsync(address, change)).StatusCode);

        using var administrator = service.ClientOf("Quản trị", [], systemAdministrator: true);
        Assert.Equal(HttpStatusCode.OK, (await administrator.PutAsJsonAsync(address, change)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await administrator.PutAsJsonAsync(address, change)).StatusCode);
        Assert.Contains(await service.Published<OrganisationChanged>(tenant.Id), m => m.Message.Version == 2 && m.Message.PlaceName == "Phường Hồng Bàng");
    }
}
