using System.Text.Json;
using Dialogue.Hosting.Demo;
using Dialogue.Identity;
using Dialogue.Testing;
using Dialogue.Web;

namespace Dialogue.Solution.Tests;

public sealed class DemoScriptTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static DemoScript Script(DateOnly today) => new(today, TestCalendar.Working, JsonDocument.Parse(File.ReadAllText(Path.Combine(ReferencesTests.Root, "services/identity/Data/units.json")))
        .RootElement.EnumerateArray().Select(u => new DemoCommune(Guid.Empty, u.GetProperty("slug").GetString()!, u.GetProperty("name").GetString()!, u.GetProperty("type").GetString()!, u.GetProperty("placeName").GetString()!)));

    [Fact]
    public void The_demo_city_is_the_same_for_the_same_day_and_another_for_another() 
    {
        Assert.Equal(JsonSerializer.Serialize(Script(Today)), JsonSerializer.Serialize(Script(Today)));
        Assert.NotEqual(JsonSerializer.Serialize(Script(Today)), JsonSerializer.Serialize(Script(Today.AddDays(-60))));
    }

    [Fact]
    public void The_demo_city_has_114_communes_two_years_and_some_3000_petitions()
    {
        var script = Script(Today);

        Assert.Equal(114, script.Conferences.Select(c => c.Commune.Slug).Distinct().Count());
        Assert.InRange(script.Conferences.Sum(c => c.Petitions.Count), 2500, 3800);
        Assert.Equal(Enum.GetValues<DemoOutcome>().Length, script.Conferences.Select(c => c.State).Distinct().Count());
    }

    [Fact]
    public void Nothing_in_the_demo_city_happened_after_today()
    {
        foreach (var day in new[] { Today, new DateOnly(2026, 4, 10), new DateOnly(2026, 10, 1) })
        {
            var script = Script(day);
            Assert.All(script.Conferences.SelectMany(c => c.Petitions), p => Assert.True(p.ReceivedOn <= day && !(p.DoneOn > day) && !(p.DirectedOn > day) && !(p.DepartmentAnsweredOn > day)));
            Assert.All(script.Plans, p => Assert.True(p.IssuedOn <= day && !(p.SentOn > day)));
        }
    }

    [Fact]
    public void Businesses_of_the_demo_city_have_tax_codes_with_a_right_check_digit() =>
        Assert.All(Script(Today).Conferences.SelectMany(c => c.Registered).Where(b => b.TaxCode.Length > 0), b => Assert.True(new TaxCodeAttribute().IsValid(b.TaxCode), b.TaxCode));
}
