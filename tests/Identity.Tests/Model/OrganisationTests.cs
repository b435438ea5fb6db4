using Dialogue.Identity.Model;
using Dialogue.Identity.Organisations;
using Dialogue.Kernel;

namespace Dialogue.Identity.Tests.Model;

public sealed class OrganisationTests
{
    [Fact]
    public void No_founding_organisation_takes_an_address_of_the_system()
    {
        var all = FoundingOrganisations.All();

        Assert.All(all, o => Assert.True(Slug.IsValid(o.Slug), o.Slug));
        Assert.Equal(114, all.Count(o => o.Kind == "commune"));
        Assert.Equal(all.Count, all.Select(o => o.Slug).Distinct().Count());
    }

    [Theory]
    [InlineData("tai-khoan")]
    [InlineData("api")]
    [InlineData("lib")]
    [InlineData("Đại-Sơn")]
    [InlineData("a")]
    [InlineData("a--b")]
    [InlineData("")]
    public void A_slug_that_means_something_else_is_refused(string slug) =>
        Assert.Equal("slug-not-usable", Assert.Throws<RuleBrokenException>(() => new Organisation(slug, "Xã Thử", "commune", [])).Code);

    [Fact]
    public void The_same_organisation_has_the_same_id_everywhere()
    {
        Assert.Equal(StableId.Of("organisation", "dai-son"), FoundingOrganisations.All().Single(o => o.Slug == "dai-son").Id);
        Assert.Equal(5, StableId.Of("organisation", "dai-son").Version);
        Assert.NotEqual(StableId.Of("organisation", "dai-son"), StableId.Of("office", "dai-son"));
    }

    [Fact]
    public void Offices_are_called_as_the_plans_call_them()
    {
        var all = FoundingOrganisations.All();

        Assert.Equal("Phòng Kinh tế – Xã hội", Office(all, "dai-son", "kinh-te"));
        Assert.Equal("Phòng Kinh tế, Hạ tầng và Đô thị", Office(all, "thien-huong", "kinh-te"));
        Assert.Equal(("Phường Thiên Hương", "Xã Đại Sơn", "Đặc khu Cát Hải"), (Name(all, "thien-huong"), Name(all, "dai-son"), Name(all, "cat-hai")));
    }

    [Fact]
    public void An_office_with_a_part_in_the_work_stays_and_two_have_never_one_name()
    {
        var organisation = FoundingOrganisations.All().Single(o => o.Slug == "dai-son");

        Assert.Equal("office-has-part", Assert.Throws<RuleBrokenException>(() => organisation.RemoveOffice(organisation.Offices[0].Id, 0)).Code);
        Assert.Equal("office-name-taken", Assert.Throws<RuleBrokenException>(() => organisation.AddOffice(organisation.Offices[0].Name.ToUpperInvariant())).Code);
        var added = organisation.AddOffice("Công an xã");
        Assert.Equal("office-has-members", Assert.Throws<RuleBrokenException>(() => organisation.RemoveOffice(added.Id, 2)).Code);
        Assert.True(organisation.RemoveOffice(added.Id, 0));
        Assert.Equal(3, organisation.Version);
    }

    private static string Office(IReadOnlyList<Organisation> all, string slug, string key) => all.Single(o => o.Slug == slug).Offices.Single(o => o.Key == key).Name;

    private static string Name(IReadOnlyList<Organisation> all, string slug) => all.Single(o => o.Slug == slug).Name;
}
