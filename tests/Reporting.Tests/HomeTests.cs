using System.Net;
using System.Net.Http.Json;
using Dialogue.Contracts.Escalations;
using Dialogue.Hosting.Tenancy;
using Dialogue.Reporting.City;
using Dialogue.Reporting.Public;

namespace Dialogue.Reporting.Tests;

public sealed class HomeTests(Service service)
{
    [Fact]
    public async Task A_commune_says_what_is_open_and_until_when()
    {
        service.Clock.SetDay(new(2026, 9, 16));
        var commune = await service.Organisation();
        await service.Rules(commune.Id, 2026, Service.ReportRules());
        var conference = Service.AConference(state: "Announced", held: null);
        await service.Deliver(commune.Id, conference);

        var page = await service.Client().GetStringAsync($"/{commune.Slug}");

        Assert.Contains("22/9/2026", page);
        Assert.Contains("Còn 4 ngày làm việc", page);
        Assert.Contains("Vì sao là ngày này?", page);
        Assert.Contains($"/{commune.Slug}/hoi-nghi/{conference.ConferenceId}/dang-ky", page);
        Assert.Contains("chậm nhất 22/10/2026, việc cần phối hợp 3/11/2026", page);
        Assert.Contains(commune.Name, await service.Client().GetStringAsync("/"));
    }

    [Theory]
    [InlineData("Held", true)]
    [InlineData("AnsweredInWriting", false)]
    [InlineData("Planned", null)]
    [InlineData("Postponed", null)]
    [InlineData("NotHeld", false)]
    public async Task A_commune_is_shown_in_every_state(string state, bool? held)
    {
        service.Clock.SetDay(new(2026, 10, 20));
        var commune = await service.Organisation();
        await service.Deliver(commune.Id, Service.AConference(held is null ? new(2026, 11, 20) : null, state, held));
        await service.Deliver(commune.Id, Service.Answered(Service.APetition() with { Title = "Cấp đổi <b>giấy</b>" }, new(2026, 10, 19)) with { Published = true });

        var page = await service.Client().GetStringAsync($"/{commune.Slug}");

        Assert.Contains($"/{commune.Slug}/kien-nghi/gui", page);
        Assert.Contains("Cấp đổi &lt;b&gt;giấy&lt;/b&gt;", page);
    }

    [Fact]
    public async Task An_organisation_without_dialogues_has_a_plain_page_and_an_unknown_one_none()
    {
        var department = await service.Organisation("vertical", "Thuế thành phố Hải Phòng", null, Kernel.Capability.AnswersCases);
        Assert.Contains("Thuế thành phố Hải Phòng", await service.Client().GetStringAsync($"/{department.Slug}"));
        Assert.Equal(HttpStatusCode.NotFound, (await service.Client().GetAsync("/khong-co-noi-nay")).StatusCode);
    }

    [Theory]
    [InlineData("dai son", "Xã Đại Sơn", null)]
    [InlineData("ĐẠI SƠN", "Xã Đại Sơn", null)]
    [InlineData("xã đại", "Xã Đại Sơn", null)]
    [InlineData("cat ba", "Đặc khu Cát Hải", "Thị trấn Cát Bà")]
    [InlineData("le chan", "Phường Lê Chân", null)]
    public void A_commune_is_found_with_or_without_marks_and_by_its_former_unit(string typed, string found, string? former)
    {
        OrganisationFacts[] communes =
        [
            Commune("Xã Đại Sơn", "dai-son", "Xã Bình Lãng, Xã Đại Sơn, Xã Thanh Hải"), Commune("Đặc khu Cát Hải", "cat-hai", "Thị trấn Cát Hải, Thị trấn Cát Bà"),
            Commune("Phường Lê Chân", "le-chan", "Phường An Biên"),
        ];

        var first = FindCommune.In(communes, typed)[0];

        Assert.Equal((found, former), (first.Commune.Name, first.Former));
    }

    [Fact]
    public async Task A_field_is_shown_by_the_name_that_the_city_gave_it_last()
    {
        var (city, commune) = (await service.Organisation("city-office"), await service.Organisation());
        await service.Deliver(commune.Id, Service.Answered(Service.APetition() with { FieldCode = "dien-nuoc" }, new(2026, 10, 19)) with { Published = true });
        await service.Deliver(city.Id, new FieldsPublished(2, [new("dien-nuoc", "Điện, nước sản xuất", null, true)]));
        await service.Deliver(city.Id, new FieldsPublished(1, [new("dien-nuoc", "Điện, nước", null, true)]));

        Assert.Contains("Điện, nước sản xuất", await service.Client().GetStringAsync($"/{commune.Slug}"));
    }

    [Fact]
    public async Task Open_data_lists_announced_conferences_and_no_planned_ones()
    {
        var commune = await service.Organisation();
        var announced = Service.AConference(new(2023, 10, 13), "Announced", null);
        var planned = Service.AConference(new(2023, 11, 13), "Planned", null) with { AnnouncedOn = null };
        await service.Deliver(commune.Id, announced);
        await service.Deliver(commune.Id, planned);

        var items = await service.Client().GetFromJsonAsync<List<PublicConferences.Item>>("/api/conferences?year=2023");

        Assert.Equal(announced.ConferenceId, Assert.Single(items!).Id);
    }

    [Fact]
    public void Every_commune_of_the_city_has_an_outline_in_the_drawing()
    {
        Assert.Equal(114, CityMap.Paths.Count);
        Assert.All(CityMap.Paths.Values, p => Assert.Matches("^(M\\d+ \\d+l[-0-9 ]+z)+$", p));
        Assert.InRange(CityMap.Paths.Values.Sum(p => p.Length), 10_000, 120_000);
    }

    private static OrganisationFacts Commune(string name, string slug, string former) => new(Guid.CreateVersion7(), slug, name, "commune", "xa", "", "", former, new HashSet<string>());
}
