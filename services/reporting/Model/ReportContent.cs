using System.Text.Encodings.Web;
using System.Text.Json;
using Dialogue.Kernel;
using Dialogue.Reporting.Facts;

namespace Dialogue.Reporting.Model;

/// <summary>The four tables of the default Phụ lục II and the text around them. The annex itself is not at hand (docs/sources.md).</summary>
public sealed record ReportContent(
    string Organisation, string PlaceName, string Title, int Year, bool Supplementary, DateOnly AsOf, OutcomeRow Outcome, IReadOnlyList<PetitionRow> Petitions,
    IReadOnlyList<BeyondRow> Beyond, IReadOnlyList<FieldRow> Fields, string Difficulties, string Proposals, string Number = "", DateOnly? SignedOn = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static ReportContent Parse(string json) => JsonSerializer.Deserialize<ReportContent>(json, Json)!;
}

/// <summary>Biểu 1: how the conference went.</summary>
public sealed record OutcomeRow(
    int Ordinal, string Plan, DateOnly? AnnouncedOn, IReadOnlyList<string> Channels, DateOnly? CutOff, DateOnly? Day, string Place, string Chair, bool Held, string Decision,
    int RegisteredEnterprises, int RegisteredCooperatives, int RegisteredHouseholds, int AttendedEnterprises, int AttendedCooperatives, int AttendedHouseholds,
    int Before, int Spoken, string Departments, string Budget, string Conclusion, string PublicLink)
{
    public int Registered => RegisteredEnterprises + RegisteredCooperatives + RegisteredHouseholds;
    public int Attended => AttendedEnterprises + AttendedCooperatives + AttendedHouseholds;
}

/// <summary>Biểu 2: one petition. Names and addresses only as they may be shown; no address of a household, no phone.</summary>
/// <param name="Address">Empty of a household, and of who did not agree to be named.</param>
/// <param name="CoOffices">Names, parted by semicolons.</param>
/// <param name="Agreement">As <see cref="ReportDraft.Agreement"/> says it; empty while the business has said nothing, and in reports sent before it was asked.</param>
public sealed record PetitionRow(
    Guid Id, string Code, string Name, string Kind, string Title, string Text, string Field, DateOnly ReceivedOn, string Channel, string Authority, string Lead,
    string AnsweredHow, string Document, DateOnly? Due, DateOnly? AnsweredOn, bool? OnTime, int LateDays, string DelayCause, string Result, string Note, bool Published,
    string Address = "", string CoOffices = "", string Agreement = "")
{
    public bool IsLate => LateDays > 0;
    public bool IsOpen => Result == ReportDraft.StillOpen;
}

/// <summary>Biểu 3: one petition beyond authority.</summary>
public sealed record BeyondRow(string Code, string Title, string Reported, string Agency, DateOnly? Due, string State, string Answer);

/// <summary>Biểu 4: one field.</summary>
public sealed record FieldRow(string Field, int Received, int AtConference, int InWritingOnTime, int Late, int Open, int Beyond)
{
    public int Answered => Received - Open;
}

/// <summary>Drafts a report from the facts. No I/O: what it is given decides what it says.</summary>
public static class ReportDraft
{
    public const string StillOpen = "Đang giải quyết";

    private const string Reported = "Đã báo cáo thành phố";

    public static ReportContent Of(
        string organisation, string placeName, ConferenceFact conference, IReadOnlyList<(PetitionFact Fact, PetitionText Text)> petitions, IReadOnlyList<CaseFact> cases,
        IReadOnlyDictionary<string, string> fields, IReadOnlyDictionary<Guid, string> offices, ReportCorrections corrections, WorkingCalendar calendar, DateOnly today, bool supplementary = false)
    {
        var ordered = petitions.OrderBy(p => p.Fact.ReceivedOn).ThenBy(p => p.Fact.Code, StringComparer.Ordinal).ToList();
        var rows = ordered.Select(p => Row(p.Fact, p.Text)).ToList();
        return new(
            organisation, placeName, $"Kết quả tổ chức {LowerFirst(conference.Title)}", conference.Year, supplementary, today,
            new(conference.Ordinal, Cited(conference.PlanNumber, conference.PlanIssuedOn), conference.AnnouncedOn, [.. conference.PostedChannels.Select(ConferenceWords.Channel)],
                conference.CutOff, conference.Day, conference.Place, conference.Chair, conference.Held == true, ConferenceWords.Decision(conference.Decision),
                conference.RegisteredEnterprises, conference.RegisteredCooperatives, conference.RegisteredHouseholds,
                conference.AttendedEnterprises, conference.AttendedCooperatives, conference.AttendedHouseholds,
                ordered.Count(p => p.Fact.Channel != "spoken"), ordered.Count(p => p.Fact.Channel == "spoken"),
                corrections.Departments, corrections.Budget, Cited(conference.ConclusionNumber, conference.ConclusionOn), corrections.PublicLink),
            rows,
            [.. ordered.Where(p => p.Fact.Authority == "beyond").Select(p => Beyond(p.Fact, p.Text))],
            ByField(rows),
            corrections.Difficulties, corrections.Proposals);

        PetitionRow Row(PetitionFact fact, PetitionText text)
        {
            var correction = corrections.For(fact.Id);
            return new(
                fact.Id, fact.Code, text.PublicName, BusinessKind(fact.BusinessKind), text.Title, text.Text, fields.GetValueOrDefault(fact.FieldCode, fact.FieldCode),
                fact.ReceivedOn, Channel(fact.Channel), Authority(fact.Authority), text.OfficeId is { } office ? offices.GetValueOrDefault(office, "") : "",
                AnsweredHow(fact.AnsweredHow), Cited(text.AnswerNumber, fact.AnsweredOn), fact.Due, fact.AnsweredOn, fact.OnTime, LateDays(fact, calendar, today),
                string.IsNullOrWhiteSpace(correction?.DelayCause) ? text.DelayCause ?? "" : correction.DelayCause,
                Result(fact.Stage), correction?.Note ?? "", fact.Published,
                text.PublicAddress, string.Join("; ", text.CoOfficeIds.Select(o => offices.GetValueOrDefault(o, "")).Where(n => n.Length > 0)), Agreement(text.Agreement));
        }

        BeyondRow Beyond(PetitionFact fact, PetitionText text)
        {
            var directed = cases.FirstOrDefault(c => c.PetitionId == fact.Id);
            var reported = fact.Stage == PetitionStage.Redirected ? $"Hướng dẫn gửi đúng cơ quan {Cited(text.AnswerNumber, fact.AnsweredOn)}".TrimEnd() : Cited(text.ReportedNumber, fact.ReportedOn);
            return new(fact.Code, text.Title, reported, directed?.DepartmentName is { Length: > 0 } name ? name : fact.DepartmentName, directed?.Due,
                fact.Stage == PetitionStage.Escalated ? CaseState(directed?.State) : Result(fact.Stage), Cited(directed?.AnswerNumber ?? "", directed?.AnsweredOn));
        }
    }

    /// <summary>Working days past the term: until it was answered, or until today; 0 in time, without a term, or once it is in the city's hands in time.</summary>
    private static int LateDays(PetitionFact fact, WorkingCalendar calendar, DateOnly today)
    {
        if (fact.OnTime == true || fact.Due is not { } due) return 0;
        if (fact.OnTime is null && !fact.IsOpen) return 0;
        var until = fact.OnTime == false ? fact.AnsweredOn ?? fact.ReportedOn ?? today : today;
        return until > due ? Math.Max(1, -calendar.Remaining(until, due)) : 0;
    }

    /// <summary>Biểu 4 out of the rows of Biểu 2, so that the two always agree.</summary>
    public static IReadOnlyList<FieldRow> ByField(IReadOnlyList<PetitionRow> petitions) =>
    [
        .. petitions.GroupBy(p => p.Field).Select(g => new FieldRow(
            g.Key, g.Count(), g.Count(p => p.AnsweredHow == AnsweredHow("at-conference")),
            g.Count(p => p.AnsweredHow.Length > 0 && p.AnsweredHow != AnsweredHow("at-conference") && p.OnTime != false), g.Count(p => p.IsLate),
            g.Count(p => p.IsOpen || p.Result == Reported), g.Count(p => p.Authority == Authority("beyond"))))
            .OrderByDescending(f => f.Received).ThenBy(f => f.Field, StringComparer.Ordinal),
    ];

    public static string BusinessKind(string kind) => kind switch { "Enterprise" => "DN", "Cooperative" => "HTX", "Household" => "HKD", _ => kind };

    public static string Channel(string channel) => channel switch { "online" => "Trực tuyến", "paper" => "Văn bản giấy", "spoken" => "Tại hội nghị", _ => channel };

    public static string Authority(string? authority) => authority switch
    {
        "own" => "Thuộc thẩm quyền", "coordinated" => "Cần phối hợp", "beyond" => "Vượt thẩm quyền", _ => "Chưa phân loại",
    };

    public static string AnsweredHow(string? how) => how switch
    {
        "at-conference" => "Trực tiếp tại hội nghị", "in-writing" => "Bằng văn bản", "by-department" => "Sở, ngành trả lời", "redirected" => "Hướng dẫn gửi đúng cơ quan", _ => "",
    };

    public static string Agreement(string? agreement) => agreement switch { "agrees" => "Đồng tình", "partly" => "Đồng tình một phần", "disagrees" => "Chưa đồng tình", _ => "" };

    private static string Result(PetitionStage stage) => stage switch
    {
        PetitionStage.Answered => "Đã trả lời", PetitionStage.Redirected => "Đã hướng dẫn", PetitionStage.Escalated => Reported, PetitionStage.Closed => "Đã đóng", _ => StillOpen,
    };

    private static string CaseState(string? state) => state switch
    {
        "Directed" => "Đã giao, đang giải quyết", "Answered" => "Đã trả lời", "Returned" => "Trả lại", _ => "Chờ giao",
    };

    private static string Cited(string number, DateOnly? on) => on is { } day ? $"{number} ngày {day.Day}/{day.Month}/{day.Year}".TrimStart() : number;

    private static string LowerFirst(string text) => text.Length > 1 && !char.IsUpper(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}
