using System.Globalization;
using Dialogue.Documents;
using Dialogue.Planning.Papers;

namespace Dialogue.Planning.CheckIn;

/// <summary>Who has registered and who came, with a column to sign in; before the day it is the list for the door.</summary>
internal static class AttendancePaper
{
    public static Paper Of(Conference c, IReadOnlyList<Registration> registered, IReadOnlyList<Attendance> present, PaperSetting set)
    {
        var here = present.Select(a => a.Id).ToHashSet();
        var rows = registered.OrderBy(r => r.Kind).ThenBy(r => r.Name, StringComparer.Create(new CultureInfo("vi-VN"), false))
            .Select(r => (r.Name, Kind: r.Kind.Name(), Person: $"{r.Representative}{(r.RepresentativeTitle.Length > 0 ? $", {r.RepresentativeTitle}" : "")}", People: r.Participants, Here: here.Contains(r.Id)))
            .Concat(present.Where(a => a.RegistrationId is null).OrderBy(a => a.At).Select(a => (Name: $"{a.Name} (chưa đăng ký trước)", Kind: a.Kind.Name(), Person: "", People: 1, Here: true))).ToList();
        var fields = set.Fields(c);
        (fields["so-dang-ky"], fields["so-co-mat"]) = ($"{registered.Count}", $"{rows.Count(r => r.Here)}");
        return set.Start(PaperKinds.Attendance, $"Đăng ký, điểm danh dự {c.Title}", c.Year) with
        {
            PlaceName = "", Signatures = [],
            Body =
            [
                new Paragraph($"Thời gian: {PlanningText.When(c)}. Địa điểm: {c.Place}."),
                new Table(
                    [new("STT", 6, Align.Center), new("Đơn vị", 30), new("Loại hình", 13), new("Người đại diện, chức danh", 21), new("Số người", 8, Align.Center), new("Có mặt", 8, Align.Center), new("Ký tên", 14)],
                    [.. rows.Select((r, i) => (IReadOnlyList<string>)[$"{i + 1}", r.Name, r.Kind, r.Person, $"{r.People}", r.Here ? "x" : "", ""])]),
                new Paragraph($"Tổng số: {registered.Count} đơn vị đăng ký{Kinds(registered.Select(r => r.Kind))}; {(c.OpenedAt is null && present.Count == 0 ? "chưa điểm danh" : $"{present.Count} đơn vị có mặt{Kinds(present.Select(a => a.Kind))}")}."),
                new Signatories([new(["NGƯỜI ĐIỂM DANH", "(Ký, ghi rõ họ tên)"], ""), new(["XÁC NHẬN CỦA CHỦ TRÌ", "(Ký, ghi rõ họ tên)"], "")], $"{set.Head.PlaceName}, {PlanningText.Day(c.Day)}"),
            ],
            Fields = fields,
            Lists = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>
            {
                ["don-vi"] = [.. rows.Select((r, i) => new Dictionary<string, string> { ["stt"] = $"{i + 1}", ["ten"] = r.Name, ["loai-hinh"] = r.Kind, ["nguoi-dai-dien"] = r.Person, ["co-mat"] = r.Here ? "x" : "" })],
            },
        };
    }

    /// <summary>" (9 doanh nghiệp, 3 hợp tác xã)"; empty for none.</summary>
    internal static string Kinds(IEnumerable<UnitKind> kinds)
    {
        var parts = kinds.GroupBy(k => k).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key.Name().ToLower(new CultureInfo("vi-VN"))}").ToList();
        return parts.Count == 0 ? "" : $" ({string.Join(", ", parts)})";
    }
}
