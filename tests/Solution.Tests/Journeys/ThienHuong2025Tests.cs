using static Dialogue.Solution.Tests.Journeys.Journey;

namespace Dialogue.Solution.Tests.Journeys;

/// <summary>Thiên Hương 2025 with the rules of its plan: 20 attending, announcement 7 working days before, no cut-off, no term for the report.</summary>
public abstract class ThienHuong2025(RunningCity city)
{
    private readonly Journey thienHuong = new(city, "thien-huong");

    [Theory]
    [InlineData("2025-04-24", "2025-04-15", "2025-05-07", "2025-05-16", "2025-04-10", 20)]
    [InlineData("2025-10-13", "2025-10-02", "2025-10-22", "2025-10-31", "2025-09-29", 18)]
    public async Task A_conference_is_judged_by_who_attends_and_answers_follow_its_own_terms(
        string day, string announceBy, string ownBy, string coordinatedBy, string announcedOn, int attending)
    {
        await thienHuong.Today(announcedOn);
        var conference = await thienHuong.Conference(day);
        var dates = await thienHuong.Read(conference);
        Assert.Equal(announceBy, Due(dates, "announceBy"));
        Assert.Null(Due(dates, "cutOff"));
        Assert.Equal(ownBy, Due(dates, "ownAnswersBy"));
        Assert.Equal(coordinatedBy, Due(dates, "coordinatedAnswersBy"));
        Assert.Null(Due(dates, "reportBy"));
        await thienHuong.Announce(conference, $"0{attending - 15}/TB-UBND");
        await thienHuong.Post(conference, "portal", "media");
        var registered = await thienHuong.Register(conference, attending);
        var petitions = await thienHuong.Petitions(conference, 3);

        await thienHuong.Today(day);
        await thienHuong.CheckIn(conference, registered);
        await thienHuong.Open(conference); // below 20 is recorded and reported, it never blocks
        Assert.Equal(attending, (await thienHuong.Read(conference)).GetProperty("presentAtOpening").GetInt32());
        await thienHuong.AnswerAtConference(petitions[0]);
        await thienHuong.MinuteAndClose(conference);
        Assert.Equal(ownBy, Due(await thienHuong.Triage(petitions[1], "Own"), "deadline"));
        Assert.Equal(coordinatedBy, Due(await thienHuong.Triage(petitions[2], "Coordinated"), "deadline"));
        await thienHuong.Conclude(conference, $"{attending - 8}/TB-UBND", ownBy);

        await thienHuong.Today(ownBy);
        await thienHuong.AnswerInWriting(petitions[1], $"{attending + 100}/UBND-KT", ownBy);
        await thienHuong.AnswerInWriting(petitions[2], $"{attending + 200}/UBND-KT", ownBy);
        var report = await thienHuong.SendResultReport(conference, $"{attending}/BC-UBND");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, report.GetProperty("report").GetProperty("inTime").ValueKind); // no term, never late

        // Plan A reports to the city as well as to the Department of Finance.
        Assert.Contains("Thiên Hương", (await (await thienHuong.Person("dieuphoi")).Get("/ubnd-tp/can-bo/bao-cao-nhan")).Text);
        Assert.Contains("Thiên Hương", (await (await thienHuong.Person("sotaichinh")).Get("/so-tai-chinh/can-bo/bao-cao-nhan")).Text);
    }

    [Fact]
    public async Task A_petition_beyond_authority_can_be_reported_but_not_redirected_since_its_plan_has_no_such_route()
    {
        await thienHuong.Today("2025-11-03");
        var code = await thienHuong.Petition(null, "Đề nghị nâng công suất trạm biến áp.", "dien-nuoc");
        await thienHuong.Triage(code, "Beyond", "dien-nuoc");

        Assert.StartsWith("urn:dialogue:", await Refused(() => thienHuong.Redirect(code, "20/UBND-KT", "2025-11-03")));
        await thienHuong.Report(code, "21/BC-UBND", "2025-11-03");
        Assert.Equal("Received", (await thienHuong.CityCase(code)).GetProperty("state").GetString());
    }
}

public sealed class ThienHuong2025Tests(City city) : ThienHuong2025(city);

[Collection(typeof(InManyProcesses))]
public sealed class ThienHuong2025InManyProcessesTests : ThienHuong2025
{
    public ThienHuong2025InManyProcessesTests(SplitCity city) : base(city) => Assert.SkipWhen(SplitCity.Skipped is not null, SplitCity.Skipped ?? "");
}

[Collection(typeof(OverReplicas))]
public sealed class ThienHuong2025OverReplicasTests : ThienHuong2025
{
    public ThienHuong2025OverReplicasTests(ReplicatedCity city) : base(city) => Assert.SkipWhen(SplitCity.Skipped is not null, SplitCity.Skipped ?? "");
}
