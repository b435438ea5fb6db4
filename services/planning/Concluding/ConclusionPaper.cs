using Dialogue.Documents;
using Dialogue.Planning.Papers;
using Dialogue.Web;

namespace Dialogue.Planning.Concluding;

/// <summary>The notice of what the chair concluded, with its tasks as a table.</summary>
internal static class ConclusionPaper
{
    public static Paper Of(Conference c, string text, IReadOnlyList<ConclusionTask> tasks, string chair, int present, PaperSetting set)
    {
        var fields = set.Fields(c);
        (fields["so-co-mat"], fields["ket-luan"], fields["chu-tri"]) = ($"{present}", text, chair);
        return set.Start(PaperKinds.Conclusion, $"Kết luận của {chair} tại {c.Title}", c.Year) with
        {
            Body =
            [
                new Paragraph($"{Vn.Weekday(c.Day)}, {PlanningText.Day(c.Day)}, tại {c.Place}, {chair} đã chủ trì {c.Title}. Dự Hội nghị có {present} doanh nghiệp, hợp tác xã, hộ kinh doanh và đại diện các cơ quan, đơn vị liên quan."),
                new Paragraph($"Sau khi nghe ý kiến, kiến nghị của các đơn vị và trao đổi, trả lời của các cơ quan, {chair} kết luận như sau:"),
                .. text.Length > 0 ? Paragraph.Lines(text) : [new Paragraph("……………………………………………………………")],
                .. tasks.Count == 0 ? Array.Empty<Block>() :
                [
                    new Heading("Phân công thực hiện", 2),
                    new Table([new("STT", 7, Align.Center), new("Nhiệm vụ", 48), new("Đơn vị thực hiện", 27), new("Hạn hoàn thành", 18, Align.Center)],
                        [.. tasks.Select((t, i) => (IReadOnlyList<string>)[$"{i + 1}", t.Content, t.OfficeName, Vn.Date(t.Due.Due)])]),
                ],
                new Paragraph($"{set.Body} thông báo để các cơ quan, đơn vị biết, thực hiện."),
            ],
            Recipients =
            [
                set.IsCommune ? $"Thường trực Đảng ủy, HĐND {set.Word}" : "Lãnh đạo cơ quan", set.IsCommune ? $"Chủ tịch, các PCT UBND {set.Word}" : "Các đơn vị có liên quan", .. tasks.Select(t => t.OfficeName).Where(n => n.Length > 0).Distinct(),
                "Các đơn vị dự Hội nghị", set.Kept,
            ],
            Fields = fields,
            Lists = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>
            {
                ["nhiem-vu"] = [.. tasks.Select((t, i) => new Dictionary<string, string> { ["stt"] = $"{i + 1}", ["noi-dung"] = t.Content, ["don-vi"] = t.OfficeName, ["han"] = Vn.Date(t.Due.Due) })],
            },
        };
    }
}
