using System.Globalization;
using System.Text.Json;
using Dialogue.Testing;

namespace Dialogue.Solution.Tests.Journeys;

/// <summary>What the people of one commune and of the city do, in the words of the plans, through the gateway. The legal day is the story's.</summary>
internal sealed class Journey(RunningCity city, string commune)
{
    private readonly Dictionary<string, WebUser> people = [];
    private int businesses;

    public string Commune => commune;

    public Task Today(string day) => city.Today(Date(day));

    public async Task<WebUser> Person(string user)
    {
        if (!people.TryGetValue(user, out var person)) people[user] = person = await city.SignedIn(user);
        return person;
    }

    public Task<WebUser> Officer() => Person($"chuyenvien.{commune}");

    public Task<WebUser> Leader() => Person($"lanhdao.{commune}");

    public async Task<Guid> Conference(string day, string? reason = null)
    {
        var c = await (await Officer()).Call(HttpMethod.Post, Api("conferences"), new { day, startsAt = "08:00:00", place = "Hội trường UBND", chair = "Chủ tịch UBND", reason });
        return c.GetProperty("id").GetGuid();
    }

    public Task<JsonElement> Read(Guid conference) => city.Anybody().Call(HttpMethod.Get, Api($"conferences/{conference}"));

    public async Task Announce(Guid conference, string number, string? lateReason = null)
    {
        await (await Officer()).Call(HttpMethod.Post, Api($"conferences/{conference}/announcement"), new { number, signer = "Chủ tịch UBND", lateReason });
        await city.Settled();
    }

    public async Task Post(Guid conference, params string[] channels)
    {
        foreach (var channel in channels)
            await (await Officer()).Call(HttpMethod.Post, Api($"conferences/{conference}/postings"), new { channel, place = "Nơi niêm yết" });
        await city.Settled();
    }

    /// <summary>So many businesses register, each from its own telephone; every third a cooperative, every fourth a household.</summary>
    public async Task<List<Guid>> Register(Guid conference, int count)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < count; i++)
        {
            var no = ++businesses;
            var r = await city.Anybody().Call(HttpMethod.Post, Api($"conferences/{conference}/registrations"), new
            {
                key = Guid.CreateVersion7(), kind = no % 4 == 0 ? "Household" : no % 3 == 0 ? "Cooperative" : "Enterprise", name = $"Đơn vị {commune} {no}", address = $"Thôn {no}", participants = 1,
                representative = $"Nguyễn Văn {no}", title = "Giám đốc", phone = Phone(no), consent = true,
            });
            ids.Add(r.GetProperty("id").GetGuid());
        }
        await city.Settled();
        return ids;
    }

    /// <summary>A business files a petition on the public API; for the conference, or for none.</summary>
    public async Task<string> Petition(Guid? conference, string text, string field = "dat-dai")
    {
        var no = ++businesses;
        var p = await city.Anybody().Call(HttpMethod.Post, Api("petitions"), new
        {
            kind = "Enterprise", name = $"Đơn vị {commune} {no}", representative = $"Trần Thị {no}", title = "Giám đốc", phone = Phone(no), consent = true, text, field,
            conferenceId = conference, outsideConference = conference is null, key = Guid.CreateVersion7().ToString(),
        });
        return p.GetProperty("code").GetString()!;
    }

    public async Task<List<string>> Petitions(Guid conference, int count)
    {
        var codes = new List<string>();
        for (var i = 0; i < count; i++) codes.Add(await Petition(conference, $"Kiến nghị {i + 1} gửi trước hội nghị: đề nghị hướng dẫn thủ tục cấp đổi giấy chứng nhận."));
        await city.Settled();
        return codes;
    }

    public async Task<JsonElement> Conditions(Guid conference)
    {
        await city.Settled();
        return await (await Leader()).Call(HttpMethod.Get, Api($"conferences/{conference}/conditions"));
    }

    public async Task Decide(Guid conference, string decision, string? reason = null)
    {
        await (await Leader()).Call(HttpMethod.Post, Api($"conferences/{conference}/decision"), new { decision, reason });
        await city.Settled();
    }

    public async Task CheckIn(Guid conference, IEnumerable<Guid> registrations)
    {
        foreach (var id in registrations) await (await Officer()).Call(HttpMethod.Post, Api($"conferences/{conference}/check-ins"), new { registrationId = id });
    }

    public async Task Open(Guid conference)
    {
        await (await Officer()).Call(HttpMethod.Post, Api($"conferences/{conference}/opening"), new { });
        await city.Settled();
    }

    public async Task MinuteAndClose(Guid conference)
    {
        var officer = await Officer();
        await officer.Call(HttpMethod.Put, Api($"conferences/{conference}/minutes"), new { startedAt = "08:00:00", chair = "Chủ tịch UBND", secretary = "Nguyễn Thị Thư ký", course = "Hội nghị diễn ra theo chương trình." });
        await officer.Call(HttpMethod.Post, Api($"conferences/{conference}/opinions"), new { key = Guid.CreateVersion7(), who = "Hiệp hội doanh nghiệp", summary = "Đề nghị gặp gỡ hằng quý.", answer = "Tiếp thu.", answeredBy = "Chủ tịch UBND" });
        await officer.Call(HttpMethod.Post, Api($"conferences/{conference}/closing"), new { endedAt = "11:30:00", closing = "Chủ tọa kết luận." });
        await city.Settled();
    }

    public async Task Conclude(Guid conference, string number, string taskDue)
    {
        await (await Officer()).Call(HttpMethod.Post, Api($"conferences/{conference}/conclusion"), new
        {
            number, signer = "Chủ tịch UBND", text = "Giao các phòng thực hiện kết luận.", tasks = new[] { new { officeName = "Phòng Kinh tế", content = "Mở lớp hướng dẫn thủ tục đất đai.", due = taskDue } },
        });
        await city.Settled();
    }

    public async Task<JsonElement> Triage(string code, string authority, string field = "dat-dai") =>
        await (await Officer()).Call(HttpMethod.Post, Api($"petitions/{code}/triage"), new { field, authority, title = "Thủ tục cấp đổi giấy chứng nhận" });

    public async Task AnswerAtConference(string code)
    {
        await (await Leader()).Call(HttpMethod.Post, Api($"petitions/{code}/answer-at-conference"), new { text = "Trả lời trực tiếp: nộp hồ sơ tại bộ phận một cửa.", confirmed = true });
        await city.Settled();
    }

    /// <summary>Drafted by the officer, approved by a leader with number and date.</summary>
    public async Task AnswerInWriting(string code, string number, string date, string? delayCause = null)
    {
        var officer = await Officer();
        await officer.Call(HttpMethod.Post, Api($"petitions/{code}/draft"), new { text = "Căn cứ Luật Đất đai, trường hợp của đơn vị được cấp đổi." });
        await officer.Call(HttpMethod.Post, Api($"petitions/{code}/submit"), new { });
        await (await Leader()).Call(HttpMethod.Post, Api($"petitions/{code}/approve"), new { number, date, delayCause });
        await city.Settled();
    }

    /// <summary>A verb of a petition, by the officer.</summary>
    public async Task<JsonElement> Call(string code, string verb, object body) => await (await Officer()).Call(HttpMethod.Post, Api($"petitions/{code}/{verb}"), body);

    public async Task Publish(string code)
    {
        await (await Officer()).Call(HttpMethod.Post, Api($"petitions/{code}/publish"), new { published = true });
        await city.Settled();
    }

    public async Task Redirect(string code, string number, string date)
    {
        await (await Officer()).Call(HttpMethod.Post, Api($"petitions/{code}/redirect"), new { agency = "Công ty Điện lực", guidance = "Đơn vị gửi kiến nghị tới Công ty Điện lực.", number, date });
        await city.Settled();
    }

    public async Task Report(string code, string number, string date)
    {
        await (await Officer()).Call(HttpMethod.Post, Api($"petitions/{code}/report"), new { number, date, why = "Thuộc thẩm quyền của thành phố.", opinion = "Đề nghị xem xét." });
        await city.Settled();
    }

    public async Task<JsonElement> Read(string code) => await (await Officer()).Call(HttpMethod.Get, Api($"petitions/{code}"));

    public async Task SendPlan(int year, string number, string sentOn)
    {
        var plan = await (await Officer()).Call(HttpMethod.Post, Api("plans"), new { year, key = Guid.CreateVersion7() });
        var id = plan.GetProperty("id").GetGuid();
        var leader = await Leader();
        await leader.Call(HttpMethod.Post, Api($"plans/{id}/issue"), new { number, issuedOn = sentOn });
        await leader.Call(HttpMethod.Post, Api($"plans/{id}/send"), new { sentOn });
        await city.Settled();
    }

    /// <summary>The report of one conference, signed and sent on the legal day.</summary>
    /// <returns>The report as it was sent.</returns>
    public async Task<JsonElement> SendResultReport(Guid conference, string number)
    {
        var leader = await Leader();
        var owed = (await leader.Call(HttpMethod.Get, Api("reports"))).EnumerateArray().Single(r => r.GetProperty("conferenceId").GetGuid() == conference);
        var id = owed.GetProperty("id").GetGuid();
        await leader.Call(HttpMethod.Post, Api($"reports/{id}/send"), new { number, date = city.Clock.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), signedOn = city.Clock.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), signer = "Chủ tịch UBND" });
        await city.Settled();
        return await leader.Call(HttpMethod.Get, Api($"reports/{id}"));
    }

    /// <summary>The city office directs a case; the department proposed by its field answers; what comes back is the petition's.</summary>
    public async Task<JsonElement> CityCase(string code) => (await (await Person("dieuphoi")).Call(HttpMethod.Get, "/api/ubnd-tp/cases")).GetProperty("items").EnumerateArray()
        .Single(c => c.GetProperty("code").GetString() == code);

    public async Task Direct(string code, string department)
    {
        var organisations = await city.Anybody().Call(HttpMethod.Get, $"/api/organisations/{department}");
        await (await Person("dieuphoi")).Call(HttpMethod.Post, $"/api/ubnd-tp/cases/{(await CityCase(code)).GetProperty("id").GetGuid()}/direct", new { department = organisations.GetProperty("id").GetGuid(), instruction = "Xem xét, trả lời doanh nghiệp." });
        await city.Settled();
    }

    public async Task<JsonElement> DepartmentCase(string code, string department)
    {
        var officer = await Person($"chuyenvien.{department}");
        var row = (await officer.Call(HttpMethod.Get, $"/api/{department}/cases")).GetProperty("items").EnumerateArray().Single(c => c.GetProperty("code").GetString() == code);
        return await officer.Call(HttpMethod.Get, $"/api/{department}/cases/{row.GetProperty("id").GetGuid()}");
    }

    public async Task DepartmentAnswers(string code, string department, string number, string date)
    {
        var id = (await DepartmentCase(code, department)).GetProperty("id").GetGuid();
        await (await Person($"chuyenvien.{department}")).Call(HttpMethod.Post, $"/api/{department}/cases/{id}/submit", new { text = "Sở hướng dẫn đơn vị lập hồ sơ theo quy định." });
        await (await Person($"lanhdao.{department}")).Call(HttpMethod.Post, $"/api/{department}/cases/{id}/answer", new { text = "Sở hướng dẫn đơn vị lập hồ sơ theo quy định.", number, date });
        await city.Settled();
    }

    public async Task<JsonElement> BoardRow(int year) => (await (await Person("sotaichinh")).Call(HttpMethod.Get, $"/api/so-tai-chinh/board?year={year}")).GetProperty("units").EnumerateArray()
        .Single(u => u.GetProperty("slug").GetString() == commune);

    /// <summary>The stable code of the problem with which a call is refused.</summary>
    public static async Task<string> Refused(Func<Task> act)
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(act);
        var json = refusal.Message[refusal.Message.IndexOf('{', StringComparison.Ordinal)..];
        return JsonDocument.Parse(json).RootElement.GetProperty("type").GetString()!;
    }

    /// <summary>The due date inside a deadline as the API tells it.</summary>
    public static string? Due(JsonElement owner, string name) => owner.GetProperty(name) is { ValueKind: JsonValueKind.Object } deadline ? deadline.GetProperty("due").GetString() : null;

    public string Api(string path) => $"/api/{commune}/{path}";

    private static DateOnly Date(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Phone(int no) => string.Create(CultureInfo.InvariantCulture, $"09{no:00000000}");
}
