using System.Text.RegularExpressions;

namespace Dialogue.Planning.Conferences;

/// <summary>Vietnamese words for what the code names in English.</summary>
internal static partial class ConferenceWords
{
    public static string Name(this ConferenceState state) => state switch
    {
        ConferenceState.Planned => "Dự kiến",
        ConferenceState.Announced => "Đã thông báo",
        ConferenceState.Postponing => "Đang xin hoãn",
        ConferenceState.Postponed => "Được hoãn, chờ thông báo lại",
        ConferenceState.Confirmed => "Quyết định tổ chức",
        ConferenceState.Held => "Đã tổ chức",
        ConferenceState.AnsweredInWriting => "Không tổ chức, trả lời bằng văn bản",
        ConferenceState.NotHeld => "Không tổ chức",
        ConferenceState.Concluded => "Đã có kết luận",
        _ => state.ToString(),
    };

    /// <summary>Kind of tag that shows it.</summary>
    public static string Kind(this ConferenceState state) => state switch
    {
        ConferenceState.Confirmed or ConferenceState.Held or ConferenceState.Concluded => "ok",
        ConferenceState.Postponing or ConferenceState.Postponed => "warn",
        ConferenceState.NotHeld or ConferenceState.AnsweredInWriting => "plain",
        _ => "calm",
    };

    public static string Name(this UnitKind kind) => kind switch
    {
        UnitKind.Enterprise => "Doanh nghiệp",
        UnitKind.Cooperative => "Hợp tác xã",
        UnitKind.Household => "Hộ kinh doanh",
        _ => "Hiệp hội",
    };

    /// <summary>What stands for the name of a unit that has not agreed to be named.</summary>
    public static string Unnamed(this UnitKind kind) => kind switch
    {
        UnitKind.Enterprise => "Một doanh nghiệp",
        UnitKind.Cooperative => "Một hợp tác xã",
        UnitKind.Household => "Một hộ kinh doanh",
        _ => "Một hiệp hội",
    };

    /// <summary>Channels of the announcement by their word in the rule set.</summary>
    public static readonly IReadOnlyDictionary<string, string> Channels = new Dictionary<string, string>
    {
        ["hcc"] = "Trung tâm Phục vụ hành chính công",
        ["office"] = "Trụ sở UBND",
        ["village"] = "Thôn, tổ dân phố",
        ["portal"] = "Cổng thông tin điện tử",
        ["loudspeaker"] = "Loa truyền thanh",
        ["media"] = "Phương tiện thông tin đại chúng",
    };

    public static string Channel(string word) => Channels.TryGetValue(word, out var name) ? name : word;

    /// <summary>05/TB-UBND, 12/UBND-KT: a number of at least two digits, and a symbol.</summary>
    public static bool IsDocumentNumber(string text) => DocumentNumber().IsMatch(text);

    [GeneratedRegex(@"^\d{2,5}/[A-ZĐ]{1,10}(-[A-ZĐ0-9&.]{1,20}){1,3}$")]
    private static partial Regex DocumentNumber();
}
