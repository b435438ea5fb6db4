using Dialogue.Documents;
using Dialogue.Planning.Papers;
using Dialogue.Web;

namespace Dialogue.Planning.Minutes;

/// <summary>The record of a conference (Nghị định 30/2020/NĐ-CP, Mẫu 1.9): opinion by opinion with its answer, signed by secretary and chair.</summary>
internal static class MinutesPaper
{
    /// <param name="minutes">Null while nothing is written yet.</param>
    /// <param name="invited">Of whom those who said they come are named, businesses apart: these are counted.</param>
    public static Paper Of(
        Conference c, ConferenceMinutes? minutes, IReadOnlyList<Opinion> opinions, IReadOnlyList<ConferencePetition> petitions, IReadOnlyList<Attendance> present, IReadOnlyList<Invitation> invited, PaperSetting set)
    {
        var (chair, secretary) = (minutes?.Chair is { Length: > 0 } led ? led : c.Chair, minutes?.Secretary ?? "");
        var started = minutes?.StartedAt ?? c.StartsAt;
        var guests = invited.Where(i => i.Kind is not InviteeKind.Business && i.Reply == InvitationReply.Accepts).ToList();
        var fields = set.Fields(c);
        (fields["gio-khai-mac"], fields["gio-be-mac"], fields["thu-ky"], fields["so-co-mat"]) = (PlanningText.Time(started), minutes?.EndedAt is { } e ? PlanningText.Time(e) : "", secretary, $"{present.Count}");
        (fields["dien-bien"], fields["ket-thuc"], fields["chu-tri"]) = (minutes?.Course ?? "", minutes?.Closing ?? "", chair);
        var body = new List<Block>
        {
            new Paragraph($"Thời gian bắt đầu: {PlanningText.Time(started)}, {PlanningText.Day(c.Day)}."),
            new Paragraph($"Địa điểm: {c.Place}."),
            new Paragraph("Thành phần tham dự:"),
            new Paragraph($"- Doanh nghiệp, hợp tác xã, hộ kinh doanh: {present.Count} đơn vị{AttendancePaper.Kinds(present.Select(a => a.Kind))}, có danh sách điểm danh kèm theo."),
        };
        body.AddRange(guests.Select(g => new Paragraph($"- {g.Name}{(g.Addressee.Length > 0 ? $": {g.Addressee}" : "")}.")));
        body.Add(new Paragraph($"Chủ trì (chủ tọa): {chair}."));
        body.Add(new Paragraph($"Thư ký (người ghi biên bản): {(secretary.Length > 0 ? secretary : "……………………")}."));
        body.Add(new Paragraph("Nội dung:"));
        var part = 0;
        if (minutes?.Course is { Length: > 0 } course)
        {
            body.Add(new Heading($"{++part}. Diễn biến", 2));
            body.AddRange(Paragraph.Lines(course));
        }
        if (opinions.Count > 0)
        {
            body.Add(new Heading($"{++part}. Ý kiến và trả lời tại Hội nghị", 2));
            foreach (var (o, i) in opinions.Select((o, i) => (o, i)))
            {
                body.Add(new Paragraph($"**{part}.{i + 1}. {Plain(o.Who)}:** {First(o.Summary)}"));
                body.AddRange(Paragraph.Lines(Rest(o.Summary)));
                if (o.Answer.Length == 0) continue;
                body.Add(new Paragraph($"__Trả lời{(o.AnsweredBy.Length > 0 ? $" ({Plain(o.AnsweredBy)})" : "")}:__ {First(o.Answer)}"));
                body.AddRange(Paragraph.Lines(Rest(o.Answer)));
            }
        }
        if (petitions.Count > 0)
        {
            body.Add(new Heading($"{++part}. Kiến nghị gửi Hội nghị", 2));
            body.Add(new Table([new("STT", 7, Align.Center), new("Kiến nghị", 38), new("Đơn vị kiến nghị", 24), new("Ngày nhận", 13, Align.Center), new("Trả lời", 18)],
                [.. petitions.Select((p, i) => (IReadOnlyList<string>)[$"{i + 1}", p.Title, p.PublicName, Vn.Date(p.ReceivedOn), How(p.AnsweredHow)])]));
        }
        if (minutes?.Closing is { Length: > 0 } closing)
        {
            body.Add(new Heading($"{++part}. Kết luận", 2));
            body.AddRange(Paragraph.Lines(closing));
        }
        body.Add(new Paragraph($"Hội nghị kết thúc vào {(minutes?.EndedAt is { } end ? PlanningText.Time(end) : "…… giờ …… phút")}, {PlanningText.Day(c.Day)}. Biên bản được đọc lại cho những người dự Hội nghị nghe và thống nhất."));
        return set.Start(PaperKinds.Minutes, c.Title, c.Year) with
        {
            Body = body, Signatures = [new(["THƯ KÝ"], Name(secretary)), new(["CHỦ TỌA"], Name(chair))], Recipients = [set.IsCommune ? $"Chủ tịch, các PCT UBND {set.Word}" : "Lãnh đạo cơ quan", "Lưu: VT, hồ sơ Hội nghị"],
            Fields = fields,
            Lists = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>
            {
                ["y-kien"] = [.. opinions.Select((o, i) => new Dictionary<string, string>
                {
                    ["stt"] = $"{i + 1}", ["nguoi-phat-bieu"] = o.Who, ["noi-dung"] = o.Summary, ["tra-loi"] = o.Answer, ["nguoi-tra-loi"] = o.AnsweredBy,
                })],
            },
        };
    }

    private static string How(string? answered) => answered switch
    {
        "at-conference" => "Tại Hội nghị", "in-writing" => "Bằng văn bản", "by-department" => "Sở, ngành trả lời", "redirected" => "Đã hướng dẫn", _ => "Sẽ trả lời bằng văn bản",
    };

    /// <summary>A title is no name: it leaves room to sign.</summary>
    private static string Name(string text) => Signer.Read(text, null, "").Name;

    private static string Plain(string text) => text.TrimEnd(':', '.', ' ');

    private static string First(string text) => text.ReplaceLineEndings("\n").Split('\n', 2)[0];

    private static string Rest(string text) => text.ReplaceLineEndings("\n").Split('\n', 2) is [_, var rest] ? rest : "";
}
