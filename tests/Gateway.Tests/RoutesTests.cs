using Dialogue.Kernel;

namespace Dialogue.Gateway.Tests;

public sealed class RoutesTests
{
    [Fact]
    public void No_two_services_own_the_same_path()
    {
        var patterns = Routes.All.Select(r => r.Pattern).ToList();

        Assert.Equal(patterns.Count, patterns.Distinct().Count());
    }

    [Fact]
    public void Every_first_segment_that_is_no_organisation_is_reserved()
    {
        var first = Routes.Owned.SelectMany(o => o.Prefixes).Select(p => p.Split('/')[1]).Where(s => !s.StartsWith('{') && !s.StartsWith('.')).Distinct();

        Assert.All(first, s => Assert.Contains(s, Slug.Reserved));
    }

    [Fact]
    public void What_organisations_have_below_their_address_is_no_organisation() =>
        Assert.All(Routes.OfTenant, s => Assert.False(Slug.IsValid(s), s));

    [Theory]
    [InlineData("/", true)]
    [InlineData("/dai-son/can-bo", true)]
    [InlineData("/tim?q=a", true)]
    [InlineData("//evil.example", false)]
    [InlineData("/\\evil.example", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("/\tevil", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_addresses_of_this_host_are_returned_to(string? address, bool local) => Assert.Equal(local, SignIn.IsLocal(address));
}
