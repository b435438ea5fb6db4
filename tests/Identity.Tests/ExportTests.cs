using System.Net;
using AngleSharp.Html.Parser;
using Dialogue.Exchange;
using Dialogue.Identity.Model;
using Dialogue.Kernel;
using Dialogue.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Identity.Tests;

/// <summary>The lists of people, offices, organisations and connected systems as files: what the page shows, for those who may see the page.</summary>
public sealed class ExportTests(Service service)
{
    private HttpClient Administrator() => service.ClientOf("Quản Trị Viên", [], systemAdministrator: true);

    private async Task<TestTenant> DaiSon()
    {
        await using var scope = service.Services.CreateAsyncScope();
        var organisation = await scope.ServiceProvider.GetRequiredService<IdentityDb>().OwnedOrganisations.AsNoTracking().SingleAsync(o => o.Slug == "dai-son");
        return new(new(organisation.Id), organisation.Slug, organisation.Name);
    }

    [Fact]
    public async Task The_people_and_offices_of_an_organisation_come_down_for_its_administrator_alone_as_the_page_lists_them()
    {
        var tenant = await DaiSon();
        using var administrator = service.Client(tenant, Role.TenantAdministrator);
        var root = $"/{tenant.Slug}/can-bo/thiet-lap";

        var page = new HtmlParser().ParseDocument(await administrator.GetStringAsync(root + "/nguoi-dung"));
        var shown = page.QuerySelectorAll("tbody tr").Select(r => (r.Children[0].TextContent.Trim(), r.Children[1].TextContent.Trim(), r.Children[2].TextContent.Trim())).ToList();
        var rows = Xlsx.Read(await administrator.GetByteArrayAsync(root + "/nguoi-dung?dinh-dang=xlsx")).Rows;
        Assert.NotEmpty(shown);
        Assert.Equal(shown, rows.Skip(1).Select(r => (r[0].Text, r[1].Text, r[2].Text)));
        var csv = await administrator.GetAsync(root + "/nguoi-dung?dinh-dang=csv");
        Assert.StartsWith("nguoi-dung-dai-son-2", csv.Content.Headers.ContentDisposition!.FileName, StringComparison.Ordinal);
        Assert.Equal(shown.Count + 1, (await csv.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("@", await csv.Content.ReadAsStringAsync(), StringComparison.Ordinal); // no addresses, as on the page

        var offices = Xlsx.Read(await administrator.GetByteArrayAsync(root + "/don-vi?dinh-dang=xlsx")).Rows;
        Assert.True(offices.Count > 1);
        foreach (var list in new[] { "/nguoi-dung", "/don-vi" })
            foreach (var role in new[] { Role.Leader, Role.Specialist })
                Assert.Equal(HttpStatusCode.Forbidden, (await service.Client(tenant, role).GetAsync($"{root}{list}?dinh-dang=csv")).StatusCode);
    }

    [Fact]
    public async Task The_city_wide_lists_come_down_whole_and_as_they_are_searched_for_the_administrator_of_the_system_alone()
    {
        using var administrator = Administrator();
        await using var scope = service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();

        var people = Xlsx.Read(await administrator.GetByteArrayAsync("/quan-tri/nguoi-dung?dinh-dang=xlsx")).Rows;
        Assert.Equal(await db.Users.CountAsync(), people.Count - 1); // of every page, each once
        Assert.Equal(people.Count, people.Select(p => p[1].Text).Distinct().Count());
        var some = await Lines("/quan-tri/nguoi-dung?tim=dai-son&dinh-dang=csv");
        Assert.Equal(await db.Users.CountAsync(u => u.UserName!.Contains("dai-son") || u.DisplayName.Contains("dai-son")), some.Count - 1);
        Assert.True(some.Count > 1);

        Assert.Equal(await db.OwnedOrganisations.CountAsync(), (await Lines("/quan-tri?dinh-dang=csv")).Count - 1);
        Assert.Contains("Hệ thống", (await Lines("/quan-tri/ket-noi?dinh-dang=csv"))[0], StringComparison.Ordinal);
        var tenant = await DaiSon();
        foreach (var list in new[] { "/quan-tri/nguoi-dung", "/quan-tri", "/quan-tri/ket-noi" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await service.Client(tenant, Role.TenantAdministrator).GetAsync(list + "?dinh-dang=csv")).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await service.Client().GetAsync(list + "?dinh-dang=csv")).StatusCode);
        }

        async Task<List<string>> Lines(string address) => [.. (await administrator.GetStringAsync(address)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];
    }
}
