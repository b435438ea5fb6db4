using Dialogue.Data.Reference;
using Dialogue.Documents;
using Dialogue.Hosting.Papers;

namespace Dialogue.Petitions;

/// <summary>
/// Bản tổng hợp kiến nghị of a conference: figures in the text, every petition in a table across. With <c>contacts</c> it is the internal
/// list with representative and phone, which is never issued.
/// </summary>
internal static class PetitionSummary
{
    /// <param name="petitions">In the order of the table.</param>
    /// <param name="fields">Names of fields by code.</param>
    /// <param name="signer">Usually the head of the office that put it together.</param>
    public static Paper Of(
        ConferenceCopy conference, IReadOnlyList<Petition> petitions, IReadOnlyDictionary<string, string> fields, IReadOnlyList<OfficeCopy> offices, Letterhead head, Signer signer, bool contacts = false)
    {
        string Office(Guid? id) => offices.FirstOrDefault(o => o.Id == id)?.Name ?? "";
        var self = PaperText.InFull(head.Organisation);
        var rows = petitions.Select((p, i) => new Dictionary<string, string>
        {
            ["stt"] = $"{i + 1}",
            ["ma-kien-nghi"] = p.Code,
            ["ten-doanh-nghiep"] = p.BusinessName,
            ["loai-hinh"] = p.BusinessKind.Text(),
            ["dia-chi"] = p.BusinessAddress,
            ["noi-dung-kien-nghi"] = p.TextForPetitioner(),
            ["tieu-de"] = p.WithoutContact(p.Title),
            ["linh-vuc"] = fields.GetValueOrDefault(p.FieldCode, p.FieldCode),
            ["ngay-nhan"] = PaperText.Day(p.ReceivedOn),
            ["hinh-thuc-nhan"] = p.Channel.Text(),
            ["tham-quyen"] = p.Authority?.Text() ?? "Chưa phân loại",
            ["don-vi-chu-tri"] = Office(p.OfficeId),
            ["don-vi-phoi-hop"] = string.Join("; ", p.CoOffices().Select(o => Office(o)).Where(n => n.Length > 0)),
            ["du-thao-tra-loi"] = p.WithoutContact(p.Answer ?? p.Draft),
            ["han"] = PaperText.Day(p.Due),
            ["tinh-trang"] = p.Status.Text(),
            ["so-van-ban"] = p.AnswerNumber.Length > 0 ? p.AnswerNumber : p.ReportNumber,
            ["ngay-tra-loi"] = PaperText.Day(p.AnsweredOn ?? p.ReportedOn),
            ["nguyen-nhan-cham"] = p.DelayCause ?? "",
        }).ToList();

        List<Block> body = contacts
            ? [new Paragraph($"Danh sách lưu hành nội bộ, có thông tin cá nhân của người đại diện; không gửi ra ngoài {self}.")]
            :
            [
                new Paragraph($"{self} đã tiếp nhận {petitions.Count:00} kiến nghị gửi tới {PaperText.LowerFirst(conference.Title)} ngày {PaperText.Day(conference.Day)}"
                    + $"{(conference.CutOff is { } cut ? $" (hạn tiếp nhận {PaperText.Day(cut)})" : "")}, trong đó {petitions.Count(p => p.CountsForConditions):00} kiến nghị nhận trong hạn."),
                new Heading("1. Theo thẩm quyền", 2),
                .. petitions.GroupBy(p => p.Authority).OrderBy(g => g.Key ?? (Authority)9).Select(g => new Paragraph($"- {g.Key?.Text() ?? "Chưa phân loại"}: {g.Count():00} kiến nghị.")),
                new Heading("2. Theo lĩnh vực", 2),
                .. petitions.GroupBy(p => p.FieldCode).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => new Paragraph($"- {fields.GetValueOrDefault(g.Key, g.Key)}: {g.Count():00} kiến nghị.")),
                new Heading("3. Theo đơn vị chủ trì", 2),
                .. petitions.GroupBy(p => Office(p.OfficeId)).OrderByDescending(g => g.Count()).Select(g => new Paragraph($"- {(g.Key.Length > 0 ? g.Key : "Chưa giao")}: {g.Count():00} kiến nghị.")),
                new Paragraph("Chi tiết từng kiến nghị, đơn vị chủ trì, phối hợp và dự thảo trả lời tại Phụ lục kèm theo."),
                new Paragraph("Kính báo cáo để xem xét, chỉ đạo./."),
            ];

        IReadOnlyList<Column> columns = contacts
            ? [new("STT", 1, Align.Center), new("Mã, ngày nhận", 2.4), new("Đơn vị, địa chỉ", 4), new("Người đại diện, điện thoại", 3.6), new("Nội dung kiến nghị", 6), new("Chủ trì, thẩm quyền", 3), new("Tình trạng, hạn", 2.6)]
            : [new("STT", 1, Align.Center), new("Đơn vị kiến nghị", 3), new("Nội dung kiến nghị", 5.5), new("Lĩnh vực", 2.4), new("Thẩm quyền", 2), new("Chủ trì", 2.2), new("Phối hợp", 2.2), new("Dự thảo trả lời", 5), new("Thời hạn", 2, Align.Center)];
        var cells = petitions.Zip(rows, (p, r) => (IReadOnlyList<string>)(contacts
            ?
            [
                r["stt"], $"{r["ma-kien-nghi"]}, {r["ngay-nhan"]}", r["dia-chi"].Length > 0 ? $"{r["ten-doanh-nghiep"]}, {r["dia-chi"]}" : r["ten-doanh-nghiep"],
                string.Join(", ", new[] { p.RepresentativeName, PaperText.LowerFirst(p.RepresentativeTitle), p.Phone, p.Email }.Where(t => t.Length > 0)), r["noi-dung-kien-nghi"],
                string.Join("; ", new[] { r["don-vi-chu-tri"], r["tham-quyen"] }.Where(t => t.Length > 0)), string.Join("; ", new[] { r["tinh-trang"], r["han"] }.Where(t => t.Length > 0)),
            ]
            : [r["stt"], r["ten-doanh-nghiep"], r["noi-dung-kien-nghi"], r["linh-vuc"], r["tham-quyen"], r["don-vi-chu-tri"], r["don-vi-phoi-hop"], r["du-thao-tra-loi"], r["han"]]))
            .Select(row => (IReadOnlyList<string>)[.. row.Select(PaperText.Typed)]).ToList();

        return new()
        {
            Kind = PaperKinds.PetitionSummary, Issuer = head.Issuer, Symbol = head.Symbol("BC"), PlaceName = head.PlaceName,
            Subject = contacts ? "Danh sách kiến nghị (lưu hành nội bộ)" : $"Tổng hợp kiến nghị gửi tới {PaperText.LowerFirst(conference.Title)}",
            To = [Issuer.IsCommune(head.Organisation) ? $"Chủ tịch {self}" : $"Lãnh đạo {head.Organisation}"], Body = body,
            Recipients = ["Như trên", .. petitions.Select(p => Office(p.OfficeId)).Where(n => n.Length > 0).Distinct(), "Lưu: VT"], Signatures = [signer.On(head)],
            Annexes = [new(contacts ? "CHI TIẾT KIẾN NGHỊ (LƯU HÀNH NỘI BỘ)" : "TỔNG HỢP KIẾN NGHỊ", [new Table(columns, cells)], Landscape: true)],
            Fields = PaperText.Fields(head, new Dictionary<string, string>
            {
                ["ten-hoi-nghi"] = conference.Title, ["ngay-to-chuc"] = PaperText.Day(conference.Day), ["dia-diem"] = conference.Place, ["chu-tri"] = conference.Chair,
                ["han-tiep-nhan"] = PaperText.Day(conference.CutOff), ["tong-so"] = $"{petitions.Count}", ["trong-han"] = $"{petitions.Count(p => p.CountsForConditions)}",
                ["thuoc-tham-quyen"] = $"{petitions.Count(p => p.Authority == Authority.Own)}", ["phoi-hop"] = $"{petitions.Count(p => p.Authority == Authority.Coordinated)}",
                ["vuot-tham-quyen"] = $"{petitions.Count(p => p.Authority == Authority.Beyond)}", ["chua-phan-loai"] = $"{petitions.Count(p => p.Authority is null)}",
            }),
            Lists = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> { ["kien-nghi"] = rows },
        };
    }
}
