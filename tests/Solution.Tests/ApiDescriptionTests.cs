using System.Text.Json;

namespace Dialogue.Solution.Tests;

/// <summary>The description of the API at one address, whichever processes the services run in.</summary>
[Collection(typeof(InManyProcesses))]
public sealed class ApiDescriptionTests
{
    private readonly City inOne;
    private readonly SplitCity inMany;

    public ApiDescriptionTests(City inOne, SplitCity inMany)
    {
        Assert.SkipWhen(SplitCity.Skipped is not null, SplitCity.Skipped ?? "");
        (this.inOne, this.inMany) = (inOne, inMany);
    }

    [Fact]
    public async Task The_whole_API_is_described_alike_by_one_process_and_by_many()
    {
        var (one, many) = (await Read(inOne), await Read(inMany));

        Assert.Equal(Operations(one), Operations(many));
        foreach (var service in (string[])["/api/me", "/api/calendar/{year}", "/api/{tenant}/petitions", "/api/{tenant}/cases", "/api/{tenant}/reports", "/api/{tenant}/papers", "/api/{tenant}/duties"])
            Assert.Contains(Operations(many), o => o.StartsWith(service, StringComparison.Ordinal));
        foreach (var described in (JsonElement[])[one, many])
        {
            var forms = described.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(s => $"#/components/schemas/{s.Name}").ToHashSet();
            Assert.True(Named(described).Any() && Named(described).All(forms.Contains), "Every form that is named is described.");
        }
    }

    private static async Task<JsonElement> Read(RunningCity city) => JsonDocument.Parse(await city.Anybody().Http.GetStringAsync("/openapi/v1.json")).RootElement;

    private static IEnumerable<string> Operations(JsonElement described) =>
        described.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(o => $"{p.Name} {o.Name}")).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Named(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => p.NameEquals("$ref") ? [p.Value.GetString()!] : Named(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Named),
        _ => [],
    };
}
