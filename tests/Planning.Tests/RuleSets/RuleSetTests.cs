using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dialogue.Contracts.Planning;
using Dialogue.Kernel;
using Dialogue.Planning.RuleSets.Model;

namespace Dialogue.Planning.Tests.RuleSets;

public sealed class RuleSetTests(Planning planning)
{
    private static readonly HashSet<string> Organisations = ["so-tai-chinh", "ubnd-tp"];

    [Theory]
    [InlineData("dai-son", 2026)]
    [InlineData("thien-huong", 2025)]
    [InlineData("", 2025)]
    [InlineData("", 2026)]
    public void The_sets_of_both_plans_and_the_defaults_pass(string owner, int year) =>
        Assert.Empty(RuleSetChecker.Check(year, RuleSetFile.Of(owner)[year], Organisations));

    [Fact]
    public void Every_key_has_a_meaning_and_every_set_says_something_about_each()
    {
        foreach (var (owner, year) in new[] { ("dai-son", 2026), ("thien-huong", 2025) })
            Assert.Equal(RuleWords.All.Select(m => m.Key).Where(k => k != RuleKeys.CaseAnswerWd).Order(), RuleSetFile.Of(owner)[year].Select(r => r.Key).Order());
        Assert.Equal(RuleWords.All.Select(m => m.Key).Order(), RuleSetFile.Of("")[2026].Select(r => r.Key).Order());
        Assert.All(RuleSetFile.Of("dai-son")[2026], r => Assert.True(r.Text.Length > 0 && (r.Inferred || r.Source.StartsWith("Kế hoạch xã Đại Sơn 2026, mục ", StringComparison.Ordinal)), r.Key));
    }

    [Fact]
    public void A_mixture_of_both_plans_is_refused_because_the_announcement_may_come_after_the_cut_off()
    {
        var mixed = With(RuleKeys.NoticeLeadWd, "7");

        var fault = Assert.Single(RuleSetChecker.Check(2026, mixed, Organisations));
        Assert.Equal(RuleKeys.NoticeLeadWd, fault.Key);
        Assert.Contains("hết hạn gửi", fault.Sentence);
    }

    [Theory]
    [InlineData(RuleKeys.NoticeLeadWd, "15")]
    [InlineData(RuleKeys.FallbackMinPetitions, "5")]
    [InlineData(RuleKeys.FallbackMinPetitions, "9")]
    [InlineData(RuleKeys.QuorumBasis, "attend")]
    [InlineData(RuleKeys.QuorumBasis, "guess")]
    [InlineData(RuleKeys.QuorumBasis, null)]
    [InlineData(RuleKeys.QuorumMinUnits, "-15")]
    [InlineData(RuleKeys.QuorumMinUnits, "0")]
    [InlineData(RuleKeys.QuorumMinUnits, "99999999999")]
    [InlineData(RuleKeys.QuorumMinPetitions, null)]
    [InlineData(RuleKeys.ReplyOwnWd, "365")]
    [InlineData(RuleKeys.ReplyOwnWd, "bảy")]
    [InlineData(RuleKeys.ReplyCoordinatedWd, "6")]
    [InlineData(RuleKeys.ReplyCoordinatedNotHeldWd, "3")]
    [InlineData(RuleKeys.FrequencyMin, "2")]
    [InlineData(RuleKeys.PostponeMaxPerYear, "2")]
    [InlineData(RuleKeys.ReportRecipients, "so-khong-co")]
    [InlineData(RuleKeys.PlanRecipients, "")]
    [InlineData(RuleKeys.PlanSubmitBefore, "2025-04-15")]
    [InlineData(RuleKeys.PlanSubmitBefore, "2026-04-31")]
    [InlineData(RuleKeys.NoticeChannels, "hcc,pigeon")]
    [InlineData("reply.inTheAfterlife", "7")]
    public void What_is_impossible_or_contradicts_itself_is_refused_with_a_sentence(string key, string? value)
    {
        var faults = RuleSetChecker.Check(2026, With(key, value), Organisations);

        Assert.NotEmpty(faults);
        Assert.All(faults, f => Assert.EndsWith(".", f.Sentence));
    }

    [Fact]
    public async Task A_commune_without_its_own_set_is_told_the_citys_default_for_every_year()
    {
        var commune = await planning.Organisation();

        var told = (await planning.Published<RuleSetPublished>(commune.Id)).Select(m => m.Message).OrderBy(m => m.Year).ToList();

        Assert.Equal([2025, 2026, 2027], told.Select(m => m.Year));
        Assert.All(told[0].Rules, r => Assert.True(r.Inferred, r.Key));
        Assert.Equal("15", told[1].Rules.Single(r => r.Key == RuleKeys.PetitionCutoffWd).Value);
        Assert.Contains("chưa đối chiếu KH 82", told[1].Rules.Single(r => r.Key == RuleKeys.PetitionCutoffWd).Source);
        Assert.Null(told[2].Rules.Single(r => r.Key == RuleKeys.PlanSubmitBefore).Value);
        Assert.DoesNotContain(told[1].Rules, r => r.Key == RuleKeys.CaseAnswerWd);
        Assert.Equal(told.Select(m => m.Version).Order(), told.Select(m => m.Version));
    }

    [Fact]
    public async Task The_city_office_is_told_only_the_proposed_term_of_a_case()
    {
        var office = await planning.Organisation("city-office", "Ủy ban nhân dân thành phố Hải Phòng");

        var told = Assert.Single(await planning.Published<RuleSetPublished>(office.Id), m => m.Message.Year == 2026).Message;

        var rule = Assert.Single(told.Rules);
        Assert.Equal((RuleKeys.CaseAnswerWd, "15", true), (rule.Key, rule.Value, rule.Inferred));
    }

    [Fact]
    public async Task Thien_Huong_carries_its_set_of_2025_over_to_2026_as_inferred()
    {
        var commune = await planning.Organisation("commune", "Phường Thiên Hương", "thien-huong");
        var told = (await planning.Published<RuleSetPublished>(commune.Id)).ToDictionary(m => m.Message.Year, m => m.Message.Rules.ToDictionary(r => r.Key));

        Assert.Equal("14", told[2025][RuleKeys.ReplyCoordinatedWd].Value);
        Assert.False(told[2025][RuleKeys.ReplyCoordinatedWd].Inferred);
        Assert.Equal("attend", told[2026][RuleKeys.QuorumBasis].Value);
        Assert.True(told[2026][RuleKeys.QuorumBasis].Inferred);
        Assert.Null(told[2026][RuleKeys.ReportWd].Value);
        // The day before which plans are sent is the city's, year by year.
        Assert.Null(told[2025][RuleKeys.PlanSubmitBefore].Value);
        Assert.Equal("2026-04-15", told[2026][RuleKeys.PlanSubmitBefore].Value);
    }

    [Fact]
    public async Task A_leader_makes_a_new_version_and_a_stale_edit_is_shown_what_is_there()
    {
        await planning.Known("so-tai-chinh");
        var commune = await planning.Organisation();
        var leader = planning.Client(commune, Role.Leader);
        var set = await leader.GetFromJsonAsync<JsonElement>($"/api/{commune.Slug}/rule-sets/2026");
        Assert.False(set.GetProperty("own").GetBoolean());

        var saved = await leader.PutAsJsonAsync($"/api/{commune.Slug}/rule-sets/2026", Changed(set, RuleKeys.ReplyOwnWd, "5"));
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        var now = await saved.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(now.GetProperty("own").GetBoolean());
        Assert.True(now.GetProperty("version").GetInt32() > set.GetProperty("version").GetInt32());

        var stale = await leader.PutAsJsonAsync($"/api/{commune.Slug}/rule-sets/2026", Changed(set, RuleKeys.ReplyOwnWd, "6"));
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Contains("\"5\"", await stale.Content.ReadAsStringAsync());

        var refused = await leader.PutAsJsonAsync($"/api/{commune.Slug}/rule-sets/2026", Changed(now, RuleKeys.NoticeLeadWd, "7"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await planning.Client(commune, Role.Specialist).PutAsJsonAsync($"/api/{commune.Slug}/rule-sets/2026", Changed(now, RuleKeys.ReplyOwnWd, "6"))).StatusCode);
        Assert.Contains(await planning.Published<RuleSetPublished>(commune.Id), m => m.Message.Version == now.GetProperty("version").GetInt32() && m.Message.Rules.Single(r => r.Key == RuleKeys.ReplyOwnWd).Value == "5");
    }

    private static object Changed(JsonElement set, string key, string? value) => new
    {
        version = set.GetProperty("version").GetInt32(),
        note = "thử",
        rules = set.GetProperty("rules").EnumerateArray().Select(r => new
        {
            key = r.GetProperty("key").GetString(), value = r.GetProperty("key").GetString() == key ? value : r.GetProperty("value").GetString(),
            text = r.GetProperty("text").GetString(), source = r.GetProperty("source").GetString(), inferred = r.GetProperty("inferred").GetBoolean(),
        }),
    };

    private static List<Rule> With(string key, string? value)
    {
        var rules = RuleSetFile.Of("dai-son")[2026].ToList();
        rules.RemoveAll(r => r.Key == key);
        rules.Add(new(key, value, "thử", ""));
        return rules;
    }
}
