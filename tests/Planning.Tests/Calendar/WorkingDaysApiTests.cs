using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Dialogue.Planning.Tests.Calendar;

/// <summary>The calculator's API on the dates that the plans' terms must give.</summary>
public sealed class WorkingDaysApiTests(Planning planning)
{
    [Theory]
    [InlineData("from=2025-04-24&add=7", "2025-05-07")]
    [InlineData("from=2025-04-24&add=14", "2025-05-16")]
    [InlineData("from=2025-04-24&subtract=7", "2025-04-15")]
    [InlineData("from=2025-10-13&add=7", "2025-10-22")]
    [InlineData("from=2025-10-13&subtract=7", "2025-10-02")]
    [InlineData("from=2026-02-10&add=15", "2026-03-10")]
    [InlineData("from=2026-04-21&add=7", "2026-05-05")]
    [InlineData("from=2026-08-20&add=7", "2026-08-28")]
    [InlineData("from=2026-10-13&add=7", "2026-10-22")]
    [InlineData("from=2026-10-13&add=15", "2026-11-03")]
    [InlineData("from=2026-10-13&subtract=15", "2026-09-22")]
    [InlineData("from=2026-10-13&subtract=15&reading=inclusive", "2026-09-22")]
    [InlineData("from=2026-10-13&subtract=15&reading=clear", "2026-09-21")]
    [InlineData("from=2026-11-16&add=7", "2026-11-26")]
    [InlineData("from=2026-04-27&roll=true", "2026-04-28")]
    public async Task The_due_day_is_the_one_in_the_table(string query, string due)
    {
        var answer = await Ask(query);

        Assert.Equal(due, answer.GetProperty("due").GetString());
        Assert.True(answer.GetProperty("official").GetBoolean());
        Assert.NotEqual("", answer.GetProperty("article").GetString());
    }

    [Fact]
    public async Task Days_that_were_passed_over_are_named_with_reason_and_notice()
    {
        var answer = await Ask("from=2026-08-20&add=7");

        Assert.Contains(answer.GetProperty("madeUp").EnumerateArray(), d => d.GetProperty("date").GetString() == "2026-08-22" && d.GetProperty("notice").GetString() == "9441/TB-BNV");
        answer = await Ask("from=2026-11-16&add=7");
        Assert.Contains(answer.GetProperty("skipped").EnumerateArray(), d =>
            d.GetProperty("date").GetString() == "2026-11-24" && d.GetProperty("reason").GetString() == "Ngày Văn hóa Việt Nam" && d.GetProperty("notice").GetString() == "28/2026/QH16");
    }

    [Theory]
    [InlineData("2026-01-01", "2026-12-31", 249)]
    [InlineData("2025-12-31", "2025-01-01", 250)]
    [InlineData("2026-10-10", "2026-10-11", 0)]
    public async Task A_count_includes_both_ends_in_any_order(string from, string to, int count) =>
        Assert.Equal(count, (await Ask($"from={from}&to={to}")).GetProperty("count").GetInt32());

    [Fact]
    public async Task A_year_without_a_notice_is_provisional() =>
        Assert.False((await Ask("from=2026-12-28&add=7")).GetProperty("official").GetBoolean());

    [Theory]
    [InlineData("", "from")]
    [InlineData("from=2026-10-13", "add")]
    [InlineData("from=2026-10-13&add=7&to=2026-10-20", "add")]
    [InlineData("from=13/10/2026&add=7", "from")]
    [InlineData("from=2026-02-30&add=7", "from")]
    [InlineData("from=1999-12-31&add=7", "from")]
    [InlineData("from=2026-10-13&add=-1", "add")]
    [InlineData("from=2026-10-13&add=7.5", "add")]
    [InlineData("from=2026-10-13&add=99999999999", "add")]
    [InlineData("from=2100-12-30&add=500", "add")]
    [InlineData("from=2026-10-13&subtract=15&reading=maybe", "reading")]
    [InlineData("from=2026-10-13&to=hôm nay", "to")]
    public async Task Bad_input_is_refused_with_a_sentence_at_its_place(string query, string field)
    {
        var response = await planning.Client().GetAsync("/api/working-days?" + query);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out var sentences), problem.ToString());
        Assert.EndsWith(".", sentences[0].GetString());
    }

    private async Task<JsonElement> Ask(string query) => await planning.Client().GetFromJsonAsync<JsonElement>("/api/working-days?" + query);
}
