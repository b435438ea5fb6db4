using Dialogue.Documents;
using Dialogue.Planning.Papers;
using Dialogue.Web;

namespace Dialogue.Planning.Postponing;

/// <summary>The official letter that asks to postpone: what was announced and posted, that nobody came forward, and the new day.</summary>
internal static class PostponementPaper
{
    /// <param name="newDay">Null in a draft for which no day is chosen yet.</param>
    /// <param name="announcement">The announcement in force.</param>
    /// <param name="most">How often a year may be asked; null where the rule set has no number.</param>
    public static Paper Of(
        Conference c, DateOnly? newDay, string reason, string receiver, PaperReference? announcement, IReadOnlyList<Posting> postings, int registered, int petitions, int used, int? most, PaperSetting set)
    {
        var day = newDay is { } d ? $"{Vn.Weekday(d)}, {PlanningText.Day(d)}" : $"ngày …… tháng …… năm {c.Year}";
        var fields = set.Fields(c);
        (fields["ngay-moi"], fields["ly-do"], fields["so-thong-bao"], fields["ngay-thong-bao"]) = (Vn.Date(newDay), reason, announcement?.Number ?? "", Vn.Date(announcement?.IssuedOn));
        (fields["so-dang-ky"], fields["so-kien-nghi"]) = ($"{registered}", $"{petitions}");
        return set.Start(PaperKinds.Postponement, $"xin hoãn tổ chức Hội nghị đối thoại doanh nghiệp năm {c.Year}", c.Year) with
        {
            To = [receiver],
            Body =
            [
                new Paragraph($"{(set.Plan is { } plan ? $"Thực hiện Kế hoạch số {plan.Number} {PlanningText.Day(plan.IssuedOn)}, " : "")}{set.Body} đã ban hành {(announcement is { } a ? $"Thông báo số {a.Number} {PlanningText.Day(a.IssuedOn)}" : "thông báo")} về việc tổ chức {c.Title} vào {Vn.Weekday(c.Day)}, {PlanningText.Day(c.Day)}, tại {c.Place}."),
                .. postings.Count == 0 ? [new Paragraph("Thông báo chưa được ghi nhận niêm yết, đăng tải trên kênh nào.")] : new Block[]
                {
                    new Paragraph("Thông báo đã được niêm yết, đăng tải như sau:"),
                    new Table([new("STT", 7, Align.Center), new("Kênh", 29), new("Ngày", 13, Align.Center), new("Nơi niêm yết, đăng tải", 26), new("Minh chứng", 25)],
                        [.. postings.Select((p, i) => (IReadOnlyList<string>)[$"{i + 1}", ConferenceWords.Channel(p.Channel), Vn.Date(p.PostedOn), p.Place, Evidence(p)])]),
                },
                new Paragraph($"{(c.CutOff is { } cutOff ? $"Đến hết {PlanningText.Day(cutOff.Due)}, là thời hạn tiếp nhận kiến nghị," : "Đến nay")} có {Two(registered)} đơn vị đăng ký tham dự và {Two(petitions)} kiến nghị."),
                .. Paragraph.Lines(reason.Length > 0 ? $"Lý do: {reason}" : "Lý do: ……………………………………………"),
                new Paragraph($"{set.Body} đề nghị {receiver} cho hoãn Hội nghị nêu trên và tổ chức vào {day}. {(most is { } limit ? $"Trong năm {c.Year}, đơn vị đã hoãn {Two(used)} lần (được hoãn tối đa {Two(limit)} lần/năm)." : "")}".TrimEnd()),
                new Paragraph($"Sau khi được đồng ý, {set.Body} sẽ thông báo lại và tiếp tục vận động doanh nghiệp, hợp tác xã, hộ kinh doanh đăng ký tham dự, gửi kiến nghị."),
            ],
            Recipients = ["Như trên", set.IsCommune ? $"Chủ tịch, các PCT UBND {set.Word}" : "Lãnh đạo cơ quan", set.Kept],
            Fields = fields,
            Lists = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>
            {
                ["niem-yet"] = [.. postings.Select((p, i) => new Dictionary<string, string>
                {
                    ["stt"] = $"{i + 1}", ["kenh"] = ConferenceWords.Channel(p.Channel), ["ngay"] = Vn.Date(p.PostedOn), ["noi"] = p.Place, ["nguoi-thuc-hien"] = p.By, ["minh-chung"] = Evidence(p),
                })],
            },
        };
    }

    private static string Evidence(Posting p) => p.Link is { Length: > 0 } link ? link : p.EvidenceId is not null ? "Có ảnh hoặc tệp lưu hồ sơ" : "Chưa có";

    private static string Two(int number) => number.ToString("00", System.Globalization.CultureInfo.InvariantCulture);
}
