using System.Globalization;
using Dialogue.Documents;
using Dialogue.Planning.Papers;
using Dialogue.Web;

namespace Dialogue.Planning.Agenda;

/// <summary>The programme of a conference as a document.</summary>
internal static class AgendaPaper
{
    public static Paper Of(Conference c, IReadOnlyList<ProgrammeStep> steps, PaperSetting set) => set.Start(PaperKinds.Agenda, c.Title, c.Year) with
    {
        Basis = set.Basis,
        Body =
        [
            new Paragraph($"**1. Thời gian:** {PlanningText.When(c)}."),
            new Paragraph($"**2. Địa điểm:** {c.Place}."),
            new Paragraph($"**3. Chủ trì:** {c.Chair}."),
            new Paragraph("**4. Nội dung chương trình:**"),
            new Table([new("STT", 7, Align.Center), new("Thời gian", 17, Align.Center), new("Nội dung", 48), new("Người thực hiện", 28)],
                [.. steps.Select((s, i) => (IReadOnlyList<string>)[$"{i + 1}", $"{Vn.Time(s.At)} - {Vn.Time(s.At.AddMinutes(s.Minutes))}", s.Title, s.Speaker])]),
            new Paragraph("Trong quá trình điều hành, chủ trì có thể điều chỉnh chương trình cho phù hợp với diễn biến Hội nghị."),
        ],
        Recipients = ["Đại biểu dự Hội nghị", $"Các phòng, đơn vị thuộc {(set.IsCommune ? "UBND " : "")}{set.Word}", set.Kept],
        Fields = set.Fields(c),
        Lists = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>
        {
            ["chuong-trinh"] = [.. steps.Select(s => new Dictionary<string, string>
            {
                ["gio"] = Vn.Time(s.At), ["noi-dung"] = s.Title, ["nguoi-thuc-hien"] = s.Speaker, ["so-phut"] = s.Minutes.ToString(CultureInfo.InvariantCulture),
            })],
        },
    };
}
