using Dialogue.Kernel;
using Dialogue.Web;

namespace Dialogue.Planning.RuleSets.Model;

/// <summary>What a rule is called, what its value may be, and how the value reads: the one list of keys that a person can set.</summary>
internal static class RuleWords
{
    public enum Kind { Days, Count, Word, Words, Date, Organisations }

    /// <param name="Most">Largest sensible number; 0 where the value is no number.</param>
    /// <param name="Without">How a missing value reads; null where the value is needed.</param>
    public sealed record Meaning(string Key, string Group, string Label, Kind Kind, int Most, string? Without, string Unit = "");

    public static readonly IReadOnlyDictionary<string, string> Words = new Dictionary<string, string>
    {
        ["register"] = "tính theo số đơn vị đăng ký", ["attend"] = "tính theo số đơn vị đến dự",
        ["inclusive"] = "ngày thứ N đếm lùi là ngày cuối cùng còn kịp", ["clear"] = "phải còn trọn N ngày làm việc ở giữa",
        ["report"] = "báo cáo UBND thành phố", ["redirect"] = "hướng dẫn doanh nghiệp gửi đúng cơ quan",
        ["online"] = "trực tuyến", ["paper"] = "bản giấy", ["spoken"] = "nêu tại hội nghị",
        ["hcc"] = "Trung tâm Phục vụ hành chính công", ["office"] = "trụ sở UBND", ["village"] = "thôn, tổ dân phố", ["portal"] = "cổng thông tin điện tử",
        ["loudspeaker"] = "loa truyền thanh", ["media"] = "phương tiện thông tin đại chúng",
    };

    public static readonly IReadOnlyList<Meaning> All =
    [
        new(RuleKeys.QuorumBasis, "Điều kiện tổ chức", "Cách tính số đơn vị", Kind.Word, 0, null),
        new(RuleKeys.QuorumMinUnits, "Điều kiện tổ chức", "Số đơn vị tối thiểu", Kind.Count, 1000, null, "đơn vị"),
        new(RuleKeys.QuorumMinPetitions, "Điều kiện tổ chức", "Số kiến nghị tối thiểu", Kind.Count, 1000, "không quy định", "kiến nghị"),
        new(RuleKeys.FallbackMinPetitions, "Điều kiện tổ chức", "Số kiến nghị tối thiểu khi tổ chức theo thực tế", Kind.Count, 1000, "không tổ chức theo thực tế", "kiến nghị"),
        new(RuleKeys.FrequencyMin, "Số lần trong năm", "Ít nhất", Kind.Count, 12, "không quy định", "hội nghị"),
        new(RuleKeys.FrequencyPlanned, "Số lần trong năm", "Dự kiến", Kind.Count, 12, "không quy định", "hội nghị"),
        new(RuleKeys.PostponeMaxPerYear, "Số lần trong năm", "Xin hoãn nhiều nhất", Kind.Count, 12, "không quy định việc hoãn", "lần"),
        new(RuleKeys.NoticeLeadWd, "Thông báo và nhận kiến nghị", "Thông báo trước hội nghị", Kind.Days, 60, "không quy định riêng", "ngày làm việc"),
        new(RuleKeys.NoticeChannels, "Thông báo và nhận kiến nghị", "Nơi niêm yết, đăng tải", Kind.Words, 0, null),
        new(RuleKeys.PetitionCutoffWd, "Thông báo và nhận kiến nghị", "Nhận kiến nghị trước hội nghị", Kind.Days, 60, "nhận đến ngày hội nghị", "ngày làm việc"),
        new(RuleKeys.PetitionChannels, "Thông báo và nhận kiến nghị", "Cách gửi kiến nghị", Kind.Words, 0, null),
        new(RuleKeys.BackwardReading, "Thông báo và nhận kiến nghị", "Cách đếm “trước N ngày làm việc”", Kind.Word, 0, null),
        new(RuleKeys.ReplyOwnWd, "Trả lời kiến nghị", "Thuộc thẩm quyền", Kind.Days, 60, "không quy định thời hạn", "ngày làm việc"),
        new(RuleKeys.ReplyCoordinatedWd, "Trả lời kiến nghị", "Cần phối hợp nhiều đơn vị", Kind.Days, 60, "không quy định thời hạn", "ngày làm việc"),
        new(RuleKeys.ReplyCoordinatedNotHeldWd, "Trả lời kiến nghị", "Cần phối hợp, khi không tổ chức hội nghị", Kind.Days, 60, "không quy định thời hạn", "ngày làm việc"),
        new(RuleKeys.EscalationRoutes, "Trả lời kiến nghị", "Kiến nghị vượt thẩm quyền", Kind.Words, 0, null),
        new(RuleKeys.PlanSubmitBefore, "Kế hoạch và báo cáo", "Gửi kế hoạch trước ngày", Kind.Date, 0, "không quy định thời hạn"),
        new(RuleKeys.PlanRecipients, "Kế hoạch và báo cáo", "Nơi nhận kế hoạch", Kind.Organisations, 0, null),
        new(RuleKeys.ReportWd, "Kế hoạch và báo cáo", "Báo cáo kết quả sau hội nghị", Kind.Days, 60, "không quy định thời hạn", "ngày làm việc"),
        new(RuleKeys.ReportRecipients, "Kế hoạch và báo cáo", "Nơi nhận báo cáo kết quả", Kind.Organisations, 0, null),
        new(RuleKeys.CaseAnswerWd, "Vụ việc của sở, ngành", "Trả lời vụ việc được giao", Kind.Days, 60, "không quy định thời hạn", "ngày làm việc"),
    ];

    private static readonly Dictionary<string, Meaning> ByKey = All.ToDictionary(m => m.Key);

    public static Meaning? Of(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>Words that a rule of this key may hold; empty where its value is no word.</summary>
    public static IReadOnlyList<string> Choices(string key) => key switch
    {
        RuleKeys.QuorumBasis => ["register", "attend"],
        RuleKeys.BackwardReading => ["inclusive", "clear"],
        RuleKeys.EscalationRoutes => ["report", "redirect"],
        RuleKeys.PetitionChannels => ["online", "paper", "spoken"],
        RuleKeys.NoticeChannels => ["hcc", "office", "village", "portal", "loudspeaker", "media"],
        _ => [],
    };

    /// <summary>"15 ngày làm việc", "trước ngày 15/4/2026", "Sở Tài chính".</summary>
    public static string Say(Rule rule, IReadOnlyDictionary<string, string>? organisations = null)
    {
        if (Of(rule.Key) is not { } meaning) return rule.Value ?? "";
        if (rule.Value is null) return meaning.Without ?? "chưa có";
        return meaning.Kind switch
        {
            Kind.Date => Vn.Date(rule.Date),
            Kind.Word or Kind.Words => string.Join(", ", rule.Words.Select(w => Words.GetValueOrDefault(w, w))),
            Kind.Organisations => string.Join(", ", rule.Words.Select(w => organisations?.GetValueOrDefault(w) ?? w)),
            _ => $"{rule.Value} {meaning.Unit}",
        };
    }
}
