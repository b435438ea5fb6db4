using System.Net.Http.Json;
using System.Text.Json;
using Dialogue.Web;

namespace Dialogue.Solution.Tests.Isolation;

/// <summary>What programs may call is told by the document that anybody may read.</summary>
public sealed class OpenApiTests(City city)
{
    [Theory]
    [InlineData("/api/{tenant}/papers/{id}", "get")]
    [InlineData("/api/{tenant}/papers/{id}/correction", "post")]
    [InlineData("/api/{tenant}/petitions/{code}/agreement", "post")]
    public async Task The_document_names_a_route_with_what_it_takes_and_answers(string path, string method)
    {
        using var http = new HttpClient { BaseAddress = ServicesApp.AddressOf(city.Host.ServicesApplication) };

        var operation = (await http.GetFromJsonAsync<JsonElement>("/openapi/v1.json")).GetProperty("paths").GetProperty(path).GetProperty(method);

        Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
        Assert.Equal(method == "post", operation.TryGetProperty("requestBody", out _));
        if (method == "post") Assert.True(operation.GetProperty("responses").TryGetProperty("409", out _));
    }
}
