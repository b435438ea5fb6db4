using System.Net.Http.Json;
using System.Text.Json;
using Dialogue.Contracts.Escalations;
using Dialogue.Contracts.Planning;
using Dialogue.Kernel;
using Dialogue.Testing;

[assembly: AssemblyFixture(typeof(Dialogue.Petitions.Tests.PetitionService))]
// One calendar for the whole city: a test that changes it must be alone.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Dialogue.Petitions.Tests;

/// <summary>The petitions service, once for all tests here.</summary>
public sealed class PetitionService : ServiceHost<PetitionsModule>
{
    public static readonly DateOnly Today = new(2026, 10, 1);

    /// <summary>A commune with plan B's terms (or others), two fields, and a conference ahead when asked for.</summary>
    public async Task<TestTenant> Commune(RuleSet? rules = null)
    {
        var commune = await Organisation(name: "Xã Đại Sơn");
        await Rules(commune.Id, 2026, [.. (rules ?? PlanRules.B).Rules]);
        await Deliver(commune.Id, new FieldsPublished(1, [new("dat-dai", "Đất đai", null, true), new("thue-phi", "Thuế, phí", null, true)]));
        return commune;
    }

    public static ConferenceChanged Conference(Guid id, long version, DateOnly day, DateOnly? termStart = null, bool? held = null, DateOnly? cutOff = null) => new(
        id, version, day.Year, 1, "Hội nghị đối thoại", termStart is null ? "Announced" : held == true ? "Held" : "AnsweredInWriting", day, "08:00", "Nhà văn hóa", "Chủ tịch UBND",
        day.AddDays(-30), null, cutOff, termStart is null ? null : held == true ? "hold" : "answer-in-writing", termStart, termStart, held, new(0, 0, 0), new(0, 0, 0), 0, null, [], "", null, "", null);

    public static Dictionary<string, object?> Body(string text = "Đề nghị hướng dẫn cấp đổi giấy chứng nhận cho xưởng chế biến.") => new()
    {
        ["kind"] = "Household", ["name"] = "Hộ kinh doanh Bà Tư", ["representative"] = "Trần Thị Tư", ["title"] = "Chủ hộ", ["phone"] = "0912 345 218", ["consent"] = true,
        ["field"] = "dat-dai", ["text"] = text,
    };

    public async Task<JsonElement> File(TestTenant commune, Dictionary<string, object?>? body = null)
    {
        using var client = Client();
        using var response = await client.PostAsJsonAsync($"/api/{commune.Slug}/petitions", body ?? Body());
        Assert.True(response.StatusCode == System.Net.HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<string> Filed(TestTenant commune, Dictionary<string, object?>? body = null) => (await File(commune, body)).GetProperty("code").GetString()!;

    public static async Task<JsonElement> Do(HttpClient client, TestTenant commune, string code, string verb, object? body = null)
    {
        using var response = await client.PostAsJsonAsync($"/api/{commune.Slug}/petitions/{code}/{verb}", body ?? new { });
        Assert.True(response.IsSuccessStatusCode, $"{verb}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}

/// <summary>What the two plans say about answers.</summary>
internal static class PlanRules
{
    public static readonly RuleSet A = Of(2025, "Kế hoạch phường Thiên Hương 2025", 14, null, "report");
    public static readonly RuleSet B = Of(2026, "Kế hoạch xã Đại Sơn 2026", 15, 14, "report,redirect");

    private static RuleSet Of(int year, string source, int coordinated, int? notHeld, string routes) => new(year, 1,
    [
        new(RuleKeys.ReplyOwnWd, "7", "trong vòng 07 ngày làm việc", source), new(RuleKeys.ReplyCoordinatedWd, $"{coordinated}", $"{coordinated} ngày làm việc", source),
        new(RuleKeys.ReplyCoordinatedNotHeldWd, notHeld?.ToString(System.Globalization.CultureInfo.InvariantCulture), "trong vòng 14 ngày làm việc", source),
        new(RuleKeys.EscalationRoutes, routes, "", source),
    ]);
}
