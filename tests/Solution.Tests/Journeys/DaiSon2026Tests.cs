using System.Text.Json;
using static Dialogue.Solution.Tests.Journeys.Journey;

namespace Dialogue.Solution.Tests.Journeys;

/// <summary>Đại Sơn 2026 with the rules of its plan: 15 registered with 5 petitions; 9 with 3 held as is; none: postponed once; petitions without a conference.</summary>
public abstract class DaiSon2026(RunningCity city)
{
    private readonly Journey daiSon = new(city, "dai-son");

    [Fact]
    public async Task A_conference_with_15_registered_and_5_petitions_runs_from_plan_to_city_board()
    {
        await daiSon.Today("2026-04-14");
        await daiSon.SendPlan(2026, "05/KH-UBND", "2026-04-14");

        await daiSon.Today("2026-09-07");
        var conference = await daiSon.Conference("2026-10-13");
        var dates = await daiSon.Read(conference);
        Assert.Equal("2026-09-21", Due(dates, "announceBy"));
        Assert.Equal("2026-09-22", Due(dates, "cutOff"));
        Assert.Equal("2026-10-22", Due(dates, "ownAnswersBy"));
        Assert.Equal("2026-11-03", Due(dates, "coordinatedAnswersBy"));
        Assert.Equal("2026-10-22", Due(dates, "reportBy"));
        await daiSon.Announce(conference, "12/TB-UBND");
        await daiSon.Post(conference, "hcc", "office", "village", "portal", "loudspeaker");

        await daiSon.Today("2026-09-22");
        var registered = await daiSon.Register(conference, 15);
        var petitions = await daiSon.Petitions(conference, 5);
        await daiSon.Today("2026-09-23");
        var late = await daiSon.Petition(conference, "Kiến nghị gửi sau hạn 15 ngày làm việc.");
        var conditions = await daiSon.Conditions(conference);
        Assert.Equal(15, Total(conditions.GetProperty("registered")));
        Assert.Equal(5, conditions.GetProperty("petitionsInTime").GetInt32());
        Assert.Equal("hold", conditions.GetProperty("proposal").GetString());
        await daiSon.Decide(conference, "hold");

        await daiSon.Today("2026-10-13");
        await daiSon.CheckIn(conference, registered.Take(14));
        await daiSon.Open(conference);
        await daiSon.AnswerAtConference(petitions[0]);
        await daiSon.MinuteAndClose(conference);

        // Terms start with the conference day.
        Assert.Equal("2026-10-22", Due(await daiSon.Triage(petitions[1], "Own"), "deadline"));
        Assert.Equal("2026-11-03", Due(await daiSon.Triage(petitions[2], "Coordinated"), "deadline"));
        Assert.Equal("2026-10-22", Due(await daiSon.Triage(petitions[3], "Beyond", "xay-dung-cap-phep"), "deadline"));
        await daiSon.Triage(petitions[4], "Beyond", "dien-nuoc");
        await daiSon.Triage(late, "Own");

        await daiSon.Today("2026-10-16");
        await daiSon.Conclude(conference, "20/TB-UBND", "2026-11-30");
        await daiSon.Report(petitions[3], "31/BC-UBND", "2026-10-16");
        await daiSon.Redirect(petitions[4], "32/UBND-KT", "2026-10-16");
        await daiSon.AnswerInWriting(late, "33/UBND-KT", "2026-10-16");

        await daiSon.Today("2026-10-19");
        await daiSon.Direct(petitions[3], "so-xay-dung");
        Assert.Equal("2026-11-09", Due(await daiSon.DepartmentCase(petitions[3], "so-xay-dung"), "deadline"));

        await daiSon.Today("2026-10-22");
        await daiSon.AnswerInWriting(petitions[1], "41/UBND-KT", "2026-10-22");
        Assert.True((await daiSon.Read(petitions[1])).GetProperty("onTime").GetBoolean());
        await daiSon.Publish(petitions[1]);
        var report = await daiSon.SendResultReport(conference, "42/BC-UBND");
        Assert.True(report.GetProperty("report").GetProperty("inTime").GetBoolean());

        await daiSon.Today("2026-11-04");
        // One day late: only with a cause.
        await daiSon.Call(petitions[2], "draft", new { text = "Trả lời chung của các đơn vị." });
        await daiSon.Call(petitions[2], "submit", new { });
        Assert.StartsWith("urn:dialogue:", await Refused(async () => await (await daiSon.Leader()).Call(HttpMethod.Post, daiSon.Api($"petitions/{petitions[2]}/approve"), new { number = "50/UBND-KT", date = "2026-11-04" })));
        await (await daiSon.Leader()).Call(HttpMethod.Post, daiSon.Api($"petitions/{petitions[2]}/approve"), new { number = "50/UBND-KT", date = "2026-11-04", delayCause = "Chờ ý kiến đơn vị phối hợp." });
        Assert.False((await daiSon.Read(petitions[2])).GetProperty("onTime").GetBoolean());

        await daiSon.Today("2026-11-06");
        await daiSon.DepartmentAnswers(petitions[3], "so-xay-dung", "201/SXD-QLXD", "2026-11-06");
        var answered = await daiSon.Read(petitions[3]);
        Assert.Equal("by-department", answered.GetProperty("answeredHow").GetString());
        Assert.Contains("Sở Xây dựng", answered.GetProperty("departmentName").GetString());

        // The petitioner sees the answer with the code and the last four digits; the public sees the published one; nobody sees a phone.
        var page = await city.Anybody().Get($"/dai-son/kien-nghi/{petitions[1]}");
        Assert.Contains("được cấp đổi", page.Text);
        Assert.DoesNotContain("Trần Thị", page.Text);

        var row = await daiSon.BoardRow(2026);
        Assert.True(row.GetProperty("planInTime").GetBoolean());
        Assert.True(row.GetProperty("held").GetInt32() >= 1);
        Assert.True(row.GetProperty("reportsSent").GetInt32() >= 1);
        Assert.Equal(await city.Scalar<long>("select count(*) from petitions.petitions p join identity.organisations o on o.id = p.tenant_id where o.slug = 'dai-son' and p.year = 2026"), row.GetProperty("received").GetInt64());
        Assert.Contains("Đại Sơn", (await (await daiSon.Person("sotaichinh")).Get("/so-tai-chinh/can-bo/toan-thanh-pho?nam=2026")).Text);
        Assert.Contains("05/KH-UBND", (await (await daiSon.Person("sotaichinh")).Get("/so-tai-chinh/can-bo/ke-hoach-nhan")).Text);
        Assert.Contains("42/BC-UBND", (await (await daiSon.Person("sotaichinh")).Get("/so-tai-chinh/can-bo/bao-cao-nhan")).Text);
    }

    [Fact]
    public async Task With_9_registered_and_3_petitions_it_is_held_as_is()
    {
        await daiSon.Today("2026-09-01");
        var conference = await daiSon.Conference("2026-10-15");
        await daiSon.Announce(conference, "14/TB-UBND");
        var registered = await daiSon.Register(conference, 9);
        var petitions = await daiSon.Petitions(conference, 3);

        await daiSon.Today("2026-09-25");
        Assert.Equal("hold-as-is", (await daiSon.Conditions(conference)).GetProperty("proposal").GetString());
        await daiSon.Decide(conference, "hold-as-is");
        await daiSon.Today("2026-10-15");
        await daiSon.CheckIn(conference, registered);
        await daiSon.Open(conference);
        foreach (var code in petitions) await daiSon.AnswerAtConference(code);
        await daiSon.MinuteAndClose(conference);

        await daiSon.Today("2026-10-27"); // the seventh working day after it is 26/10
        Assert.Equal("2026-10-26", Due(await daiSon.Read(conference), "reportBy"));
        var report = await daiSon.SendResultReport(conference, "45/BC-UBND");
        Assert.False(report.GetProperty("report").GetProperty("inTime").GetBoolean());
    }

    [Fact]
    public async Task Without_any_registration_it_is_postponed_once_and_a_second_request_is_refused()
    {
        await daiSon.Today("2026-05-20");
        var first = await daiSon.Conference("2026-07-01");
        await daiSon.Announce(first, "16/TB-UBND");
        await daiSon.Today("2026-06-11");
        Assert.Equal("postpone", (await daiSon.Conditions(first)).GetProperty("proposal").GetString());
        await (await daiSon.Leader()).Call(HttpMethod.Post, daiSon.Api($"conferences/{first}/postponement"), new { newDay = "2026-08-05", reason = "Chưa có doanh nghiệp đăng ký." });
        await city.Settled();
        var finance = await daiSon.Person("sotaichinh");
        var asked = (await finance.Call(HttpMethod.Get, "/api/so-tai-chinh/postponements")).EnumerateArray().Single(p => p.GetProperty("newDay").GetString() == "2026-08-05");
        await finance.Call(HttpMethod.Post, $"/api/so-tai-chinh/postponements/{asked.GetProperty("id").GetGuid()}", new { granted = true });
        await city.Settled();
        Assert.Equal("2026-08-05", (await daiSon.Read(first)).GetProperty("day").GetString());

        var second = await daiSon.Conference("2026-07-28");
        await daiSon.Announce(second, "17/TB-UBND");
        await daiSon.Today("2026-07-08");
        Assert.Equal("not-held", (await daiSon.Conditions(second)).GetProperty("proposal").GetString());
        var code = await Refused(async () => await (await daiSon.Leader()).Call(HttpMethod.Post, daiSon.Api($"conferences/{second}/postponement"), new { newDay = "2026-09-01", reason = "Chưa có đăng ký." }));
        Assert.StartsWith("urn:dialogue:", code);
        Assert.DoesNotContain("changed", code);
        await daiSon.Decide(second, "not-held");
        Assert.False((await daiSon.Read(second)).GetProperty("held").GetBoolean());
    }

    [Fact]
    public async Task With_petitions_but_too_few_registrations_they_are_answered_in_writing_from_the_day_of_the_decision()
    {
        await daiSon.Today("2026-10-26");
        var conference = await daiSon.Conference("2026-12-10");
        await daiSon.Announce(conference, "24/TB-UBND");
        var petitions = await daiSon.Petitions(conference, 2);
        await daiSon.Today("2026-11-20");
        Assert.Equal("answer-in-writing", (await daiSon.Conditions(conference)).GetProperty("proposal").GetString());
        await daiSon.Decide(conference, "answer-in-writing");

        Assert.Equal("2026-12-02", Due(await daiSon.Triage(petitions[0], "Own"), "deadline"));
        Assert.Equal("2026-12-11", Due(await daiSon.Triage(petitions[1], "Coordinated"), "deadline")); // 14, not 15: no conference is held
        await daiSon.Today("2026-12-01");
        foreach (var (code, n) in petitions.Select((c, i) => (c, i))) await daiSon.AnswerInWriting(code, $"6{n}/UBND-KT", "2026-12-01");
        Assert.All(await Task.WhenAll(petitions.Select(c => daiSon.Read(c))), p => Assert.True(p.GetProperty("onTime").GetBoolean()));
        await daiSon.SendResultReport(conference, "70/BC-UBND");
    }

    private static int Total(JsonElement counts) => counts.GetProperty("enterprises").GetInt32() + counts.GetProperty("cooperatives").GetInt32() + counts.GetProperty("households").GetInt32();
}

public sealed class DaiSon2026Tests(City city) : DaiSon2026(city);

[Collection(typeof(OverReplicas))]
public sealed class DaiSon2026OverReplicasTests : DaiSon2026
{
    public DaiSon2026OverReplicasTests(ReplicatedCity city) : base(city) => Assert.SkipWhen(SplitCity.Skipped is not null, SplitCity.Skipped ?? "");
}
