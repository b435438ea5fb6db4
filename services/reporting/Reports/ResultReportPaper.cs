using Dialogue.Documents;
using Dialogue.Hosting.Papers;
using Dialogue.Reporting.Model;

namespace Dialogue.Reporting.Reports;

/// <summary>
/// Báo cáo kết quả (and báo cáo bổ sung) with Phụ lục II: Biểu 1 to 4 of the default annex, each across. The facts hold no phone and no
/// representative, and a name and an address only as they may be shown, so that nothing of that can leave here; the list with contacts is petitions' own.
/// </summary>
internal static class ResultReportPaper
{
    /// <param name="recipients">Names of the organisations that receive it.</param>
    public static Paper Of(ReportContent content, IReadOnlyList<string> recipients, Letterhead head, Signer signer)
    {
        var self = PaperText.InFull(head.Organisation);
        IReadOnlyList<string> to = recipients.Count > 0 ? recipients : ["Sở Tài chính"];
        return new()
        {
            Kind = PaperKinds.ResultReport, Issuer = head.Issuer, Symbol = head.Symbol("BC"), PlaceName = head.PlaceName,
            Subject = content.Supplementary ? $"{content.Title} (bổ sung)" : content.Title, To = to, Body = [.. Body(content, self)],
            Recipients = ["Như trên", Issuer.IsCommune(head.Organisation) ? $"Chủ tịch, các Phó Chủ tịch {PaperText.InShort(head.Organisation)}" : $"Lãnh đạo {head.Organisation}", "Lưu: VT"],
            Signatures = [signer.On(head)], Annexes = Annexes(content, self), Fields = PaperText.Fields(head, Fields(content)), Lists = Lists(content),
        };
    }

    private static IEnumerable<Block> Body(ReportContent c, string self)
    {
        var o = c.Outcome;
        var (done, late) = (c.Petitions.Count(p => !p.IsOpen), c.Petitions.Where(p => p.IsLate).ToList());
        yield return new Paragraph(c.Supplementary
            ? $"{self} báo cáo bổ sung kết quả trả lời kiến nghị sau báo cáo trước, số liệu đến ngày {PaperText.Day(c.AsOf)}, như sau:"
            : $"{(o.Plan.Length > 0 ? $"Thực hiện Kế hoạch số {o.Plan}, " : "")}{self} báo cáo kết quả đối thoại doanh nghiệp, số liệu đến ngày {PaperText.Day(c.AsOf)}, như sau:");
        yield return new Heading("1. Kết quả tổ chức", 2);
        yield return new Paragraph(o.Held
            ? $"Hội nghị được tổ chức ngày {PaperText.Day(o.Day)}{(o.Place.Length > 0 ? $" tại {PaperText.LowerFirst(o.Place)}" : "")}{(o.Chair.Length > 0 ? $", {PaperText.LowerFirst(o.Chair)} chủ trì" : "")}. "
                + $"Có {o.Registered} đơn vị đăng ký, {o.Attended} đơn vị dự ({o.AttendedEnterprises} doanh nghiệp, {o.AttendedCooperatives} hợp tác xã, {o.AttendedHouseholds} hộ kinh doanh)"
                + $"{(o.Departments.Length > 0 ? $"; sở, ngành dự: {PaperText.Typed(o.Departments)}" : "")} (Biểu 1)."
            : $"Không tổ chức hội nghị: {PaperText.LowerFirst(o.Decision)}; có {o.Registered} đơn vị đăng ký (Biểu 1).");
        yield return new Heading("2. Kết quả trả lời kiến nghị", 2);
        yield return new Paragraph(c.Supplementary
            ? $"Có kết quả mới của {c.Petitions.Count:00} kiến nghị: {done} đã có kết quả, {c.Petitions.Count - done} đang giải quyết; {c.Beyond.Count} kiến nghị vượt thẩm quyền (Biểu 2, 3, 4)."
            : $"Tiếp nhận {c.Petitions.Count:00} kiến nghị ({o.Before} nhận trước, {o.Spoken} nêu tại hội nghị): {done} đã có kết quả, {c.Petitions.Count - done} đang giải quyết; {c.Beyond.Count} kiến nghị vượt thẩm quyền (Biểu 2, 3, 4).");
        yield return new Heading("3. Kiến nghị quá hạn và nguyên nhân chậm", 2);
        if (late.Count == 0) yield return new Paragraph("Không có kiến nghị quá hạn.");
        foreach (var p in late)
            yield return new Paragraph($"- {p.Code}: {PaperText.LowerFirst(ReportWords.InTime(p).Text)}. Nguyên nhân: {PaperText.Typed(p.DelayCause.Length > 0 ? p.DelayCause : "chưa ghi")}");
        yield return new Heading("4. Khó khăn, vướng mắc", 2);
        foreach (var line in Or(c.Difficulties)) yield return line;
        yield return new Heading("5. Đề xuất, kiến nghị", 2);
        foreach (var line in Or(c.Proposals)) yield return line;
        yield return new Paragraph($"Trên đây là {(c.Supplementary ? "báo cáo bổ sung" : "báo cáo")} kết quả đối thoại doanh nghiệp của {self}./.");
    }

    private static IEnumerable<Paragraph> Or(string text) => text.Trim().Length > 0 ? PaperText.Lines(text) : [new Paragraph("Không có.")];

    private static List<Annex> Annexes(ReportContent c, string self)
    {
        var o = c.Outcome;
        List<Block> tables =
        [
            new Heading("Biểu 1. Kết quả tổ chức", 2),
            new Table([new("STT", 1, Align.Center), new("Nội dung", 5), new("Kết quả", 14)],
                [.. Outcome(c, self).Select((row, i) => (IReadOnlyList<string>)[$"{i + 1}", row.Label, PaperText.Typed(row.Value)])]),
            new Heading($"Biểu 2. Chi tiết {c.Petitions.Count:00} kiến nghị", 2),
            new Table(
                [
                    new("STT", 0.9, Align.Center), new("Mã, ngày nhận, hình thức", 2.6), new("Đơn vị, loại hình, địa chỉ", 2.6), new("Nội dung", 4.6), new("Lĩnh vực", 2), new("Thẩm quyền, chủ trì, phối hợp", 2.6),
                    new("Trả lời: hình thức, văn bản", 2.8), new("Hạn", 1.9, Align.Center), new("Ngày trả lời", 1.9, Align.Center), new("Đúng hạn, quá hạn", 2), new("Nguyên nhân chậm", 2.4), new("Kết quả, ghi chú", 2.2), new("Mức độ đồng tình", 1.7),
                ],
                [.. c.Petitions.Select((p, i) => Cells(
                    $"{i + 1}", $"{p.Code}, {PaperText.Day(p.ReceivedOn)}, {PaperText.LowerFirst(p.Channel)}", Joined(p.Kind.Length > 0 ? $"{p.Name} ({p.Kind})" : p.Name, p.Address), p.Text, p.Field,
                    Joined(p.Authority, p.Lead, p.CoOffices.Length > 0 ? $"phối hợp: {p.CoOffices}" : ""),
                    Joined(p.AnsweredHow, p.Document), PaperText.Day(p.Due), PaperText.Day(p.AnsweredOn), ReportWords.InTime(p).Text, p.DelayCause, Joined(p.Result, p.Note), p.Agreement))]),
            new Heading($"Biểu 3. {c.Beyond.Count:00} kiến nghị vượt thẩm quyền", 2),
            c.Beyond.Count == 0 ? new Paragraph("Không có.") : new Table(
                [new("STT", 1, Align.Center), new("Kiến nghị", 7), new("Số, ngày báo cáo hoặc hướng dẫn", 4), new("Cơ quan được giao", 4), new("Hạn", 2, Align.Center), new("Tình trạng", 3), new("Số, ngày trả lời", 3)],
                [.. c.Beyond.Select((b, i) => Cells($"{i + 1}", $"{b.Code}: {b.Title}", b.Reported, b.Agency, PaperText.Day(b.Due), b.State, b.Answer))]),
            new Heading("Biểu 4. Tổng hợp theo lĩnh vực", 2),
            c.Fields.Count == 0 ? new Paragraph("Không có kiến nghị.") : new Table(
                [
                    new("STT", 1, Align.Center), new("Lĩnh vực", 6), new("Nhận", 1.6, Align.Right), new("Trả lời tại hội nghị", 2.2, Align.Right), new("Bằng văn bản đúng hạn", 2.4, Align.Right),
                    new("Quá hạn", 1.8, Align.Right), new("Đang xử lý", 1.9, Align.Right), new("Vượt thẩm quyền", 2.1, Align.Right), new("Tỷ lệ đã trả lời", 2.2, Align.Right),
                ],
                [.. c.Fields.Select((f, i) => Figures($"{i + 1}", f.Field, f)), Figures("", "Tổng cộng", Sum(c.Fields))], Total: true),
        ];
        return [new("KẾT QUẢ TỔ CHỨC ĐỐI THOẠI VÀ TRẢ LỜI KIẾN NGHỊ (PHỤ LỤC II)", tables, Landscape: true)];
    }

    /// <summary>Biểu 1: one conference, so a line per column.</summary>
    private static IEnumerable<(string Label, string Value)> Outcome(ReportContent c, string self)
    {
        var o = c.Outcome;
        yield return ("Đơn vị; lần tổ chức trong năm", $"{self}; lần {o.Ordinal} năm {c.Year}");
        yield return ("Số, ngày Kế hoạch", o.Plan);
        yield return ("Ngày thông báo (kênh)", o.AnnouncedOn is { } on ? $"{PaperText.Day(on)}{(o.Channels.Count > 0 ? $" ({string.Join(", ", o.Channels)})" : "")}" : "Chưa thông báo");
        yield return ("Hạn nhận kiến nghị", o.CutOff is { } cut ? PaperText.Day(cut) : "Không đặt hạn");
        yield return ("Ngày, địa điểm, hình thức", o.Held ? $"{PaperText.Day(o.Day)}{(o.Place.Length > 0 ? $", {o.Place}" : "")}, trực tiếp" : "Không tổ chức");
        yield return ("Chủ trì", o.Held ? o.Chair : "");
        yield return ("Số đăng ký (DN/HTX/HKD/tổng)", $"{o.RegisteredEnterprises}/{o.RegisteredCooperatives}/{o.RegisteredHouseholds}/{o.Registered}");
        yield return ("Số dự (DN/HTX/HKD/tổng)", $"{o.AttendedEnterprises}/{o.AttendedCooperatives}/{o.AttendedHouseholds}/{o.Attended}");
        yield return ("Sở, ngành dự", o.Departments);
        yield return ("Số kiến nghị nhận trước/tại hội nghị", $"{o.Before}/{o.Spoken}");
        yield return ("Điều kiện tổ chức", o.Decision);
        yield return ("Kinh phí dự toán/quyết toán", o.Budget);
        yield return ("Số, ngày Thông báo kết luận", o.Conclusion);
        yield return ("Nơi công khai", o.PublicLink);
    }

    private static Dictionary<string, string> Fields(ReportContent c)
    {
        var (o, sum) = (c.Outcome, Sum(c.Fields));
        return new()
        {
            ["nam"] = $"{c.Year}",
            ["lan"] = $"{o.Ordinal}",
            ["tieu-de"] = c.Title,
            ["so-lieu-den"] = PaperText.Day(c.AsOf),
            ["ke-hoach"] = o.Plan,
            ["ngay-thong-bao"] = PaperText.Day(o.AnnouncedOn),
            ["kenh-thong-bao"] = string.Join(", ", o.Channels),
            ["han-nhan-kien-nghi"] = PaperText.Day(o.CutOff),
            ["ngay-hoi-nghi"] = PaperText.Day(o.Day),
            ["dia-diem"] = o.Place,
            ["hinh-thuc"] = o.Held ? "Trực tiếp" : "Không tổ chức",
            ["chu-tri"] = o.Chair,
            ["dieu-kien"] = o.Decision,
            ["dang-ky-dn"] = $"{o.RegisteredEnterprises}",
            ["dang-ky-htx"] = $"{o.RegisteredCooperatives}",
            ["dang-ky-hkd"] = $"{o.RegisteredHouseholds}",
            ["dang-ky-tong"] = $"{o.Registered}",
            ["du-dn"] = $"{o.AttendedEnterprises}",
            ["du-htx"] = $"{o.AttendedCooperatives}",
            ["du-hkd"] = $"{o.AttendedHouseholds}",
            ["du-tong"] = $"{o.Attended}",
            ["so-nganh-du"] = o.Departments,
            ["kien-nghi-nhan-truoc"] = $"{o.Before}",
            ["kien-nghi-tai-hoi-nghi"] = $"{o.Spoken}",
            ["kinh-phi"] = o.Budget,
            ["thong-bao-ket-luan"] = o.Conclusion,
            ["noi-cong-khai"] = o.PublicLink,
            ["kho-khan"] = c.Difficulties,
            ["de-xuat"] = c.Proposals,
            ["tong-nhan"] = $"{sum.Received}",
            ["tong-tai-hoi-nghi"] = $"{sum.AtConference}",
            ["tong-van-ban-dung-han"] = $"{sum.InWritingOnTime}",
            ["tong-qua-han"] = $"{sum.Late}",
            ["tong-dang-xu-ly"] = $"{sum.Open}",
            ["tong-vuot-tham-quyen"] = $"{sum.Beyond}",
            ["ty-le-da-tra-loi"] = Web.Vn.Percent(sum.Answered, sum.Received),
        };
    }

    private static Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> Lists(ReportContent c) => new()
    {
        ["bieu-2"] =
        [
            .. c.Petitions.Select((p, i) => new Dictionary<string, string>
            {
                ["stt"] = $"{i + 1}", ["ma"] = p.Code, ["ten-doanh-nghiep"] = p.Name, ["loai-hinh"] = p.Kind, ["tieu-de"] = p.Title, ["noi-dung-kien-nghi"] = p.Text, ["linh-vuc"] = p.Field,
                ["ngay-nhan"] = PaperText.Day(p.ReceivedOn), ["kenh"] = p.Channel, ["tham-quyen"] = p.Authority, ["chu-tri"] = p.Lead, ["hinh-thuc-tra-loi"] = p.AnsweredHow, ["van-ban"] = p.Document,
                ["han"] = PaperText.Day(p.Due), ["ngay-tra-loi"] = PaperText.Day(p.AnsweredOn), ["dung-han"] = ReportWords.InTime(p).Text, ["so-ngay-cham"] = p.LateDays > 0 ? $"{p.LateDays}" : "",
                ["nguyen-nhan-cham"] = p.DelayCause, ["ket-qua"] = p.Result, ["ghi-chu"] = p.Note, ["dia-chi"] = p.Address, ["phoi-hop"] = p.CoOffices, ["dong-tinh"] = p.Agreement,
            }),
        ],
        ["bieu-3"] =
        [
            .. c.Beyond.Select((b, i) => new Dictionary<string, string>
            {
                ["stt"] = $"{i + 1}", ["ma"] = b.Code, ["kien-nghi"] = b.Title, ["bao-cao"] = b.Reported, ["co-quan"] = b.Agency, ["han"] = PaperText.Day(b.Due), ["tinh-trang"] = b.State, ["tra-loi"] = b.Answer,
            }),
        ],
        ["bieu-4"] =
        [
            .. c.Fields.Select((f, i) => new Dictionary<string, string>
            {
                ["stt"] = $"{i + 1}", ["linh-vuc"] = f.Field, ["nhan"] = $"{f.Received}", ["tai-hoi-nghi"] = $"{f.AtConference}", ["van-ban-dung-han"] = $"{f.InWritingOnTime}", ["qua-han"] = $"{f.Late}",
                ["dang-xu-ly"] = $"{f.Open}", ["vuot-tham-quyen"] = $"{f.Beyond}", ["ty-le"] = Web.Vn.Percent(f.Answered, f.Received),
            }),
        ],
    };

    private static FieldRow Sum(IReadOnlyList<FieldRow> fields) => new(
        "", fields.Sum(f => f.Received), fields.Sum(f => f.AtConference), fields.Sum(f => f.InWritingOnTime), fields.Sum(f => f.Late), fields.Sum(f => f.Open), fields.Sum(f => f.Beyond));

    private static IReadOnlyList<string> Figures(string no, string name, FieldRow f) =>
        [no, name, $"{f.Received}", $"{f.AtConference}", $"{f.InWritingOnTime}", $"{f.Late}", $"{f.Open}", $"{f.Beyond}", Web.Vn.Percent(f.Answered, f.Received)];

    private static IReadOnlyList<string> Cells(params string[] cells) => [.. cells.Select(PaperText.Typed)];

    private static string Joined(params string[] parts) => string.Join("; ", parts.Where(p => p.Length > 0));
}
