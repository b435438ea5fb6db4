using Dialogue.Documents;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;

namespace Dialogue.Petitions;

/// <summary>The receipt on paper: for who cannot print the page, and for the counter. As the page it names nobody.</summary>
internal static class ReceiptPaper
{
    /// <param name="petitions">Of one submission, in their order; at least one.</param>
    /// <param name="files">Names of what came with each, by petition.</param>
    /// <param name="own">Expected last day of an answer within the organisation's authority; null while its term does not run.</param>
    /// <param name="coordinated">The same when several offices must work together.</param>
    /// <param name="track">Address at which a petition is looked up; the code is added.</param>
    public static Paper Of(
        IReadOnlyList<Petition> petitions, ILookup<Guid, string> files, ConferenceCopy? conference, Deadline? own, Deadline? coordinated, Letterhead head, string track)
    {
        var (first, self) = (petitions[0], PaperText.InFull(head.Organisation));
        var rows = petitions.Select((p, i) => new Dictionary<string, string>
        {
            ["stt"] = $"{i + 1}", ["ma-kien-nghi"] = p.Code, ["tieu-de"] = p.PublicTitle(), ["giay-to"] = string.Join("; ", files[p.Id].Select(p.Cleared)),
        }).ToList();
        return new()
        {
            Kind = PaperKinds.Receipt, Issuer = head.Issuer, Year = first.ReceivedOn.Year, Subject = "Kiến nghị của doanh nghiệp, hợp tác xã, hộ kinh doanh",
            Body =
            [
                new Paragraph($"{self} đã nhận {petitions.Count:00} kiến nghị ngày {PaperText.Day(first.ReceivedOn)}, {PaperText.LowerFirst(first.Channel.Text())}:"),
                new Table([new("STT", 0.6, Align.Center), new("Mã tra cứu", 2), new("Nội dung", 5), new("Giấy tờ kèm theo", 3)],
                    [.. rows.Select(r => (IReadOnlyList<string>)[r["stt"], r["ma-kien-nghi"], PaperText.Typed(r["tieu-de"]), r["giay-to"].Length > 0 ? PaperText.Typed(r["giay-to"]) : "Không có"])]),
                .. Terms(conference, own, coordinated),
                new Paragraph("Ngày trả lời được ấn định khi kiến nghị được phân loại. Để tra cứu cần mã tra cứu và bốn số cuối của điện thoại đã ghi khi gửi. Biên nhận này không có thông tin cá nhân."),
                new Qr($"{track}{first.Code}", "Tra cứu kiến nghị"),
            ],
            Fields = PaperText.Fields(head, new Dictionary<string, string>
            {
                ["ngay-nhan"] = PaperText.Day(first.ReceivedOn), ["hinh-thuc-nhan"] = first.Channel.Text(), ["so-kien-nghi"] = $"{petitions.Count}", ["han-thuoc-tham-quyen"] = PaperText.Day(own?.Due),
                ["han-phoi-hop"] = PaperText.Day(coordinated?.Due), ["dia-chi-tra-cuu"] = $"{track}{first.Code}",
            }),
            Lists = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> { ["kien-nghi"] = rows },
        };
    }

    private static IEnumerable<Block> Terms(ConferenceCopy? conference, Deadline? own, Deadline? coordinated)
    {
        if (conference is { TermStart: null } ahead) yield return new Paragraph($"Trả lời tại hội nghị ngày {PaperText.Day(ahead.Day)}; nếu chưa trả lời được tại hội nghị thì bằng văn bản:");
        else if (own is not null || coordinated is not null) yield return new Paragraph("Hạn trả lời dự kiến:");
        if (own is not null) yield return new Paragraph($"- Việc thuộc thẩm quyền của đơn vị: chậm nhất ngày **{PaperText.Day(own.Due)}** ({PaperText.Reason(own)}).");
        if (coordinated is not null) yield return new Paragraph($"- Việc cần nhiều đơn vị phối hợp: chậm nhất ngày **{PaperText.Day(coordinated.Due)}** ({PaperText.Reason(coordinated)}).");
    }
}
