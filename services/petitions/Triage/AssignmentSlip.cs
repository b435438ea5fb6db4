using Dialogue.Documents;
using Dialogue.Hosting.Papers;

namespace Dialogue.Petitions;

/// <summary>Phiếu chuyển: gives a petition to the office that leads, names the parts of the others, and says until when and why then.</summary>
internal static class AssignmentSlip
{
    public static Paper Of(Petition petition, PaperContext context)
    {
        var lead = context.Office?.Name ?? "";
        var parts = petition.Parts.Where(p => p.OfficeId != petition.OfficeId).ToList();
        var body = new List<Block>
        {
            new Paragraph($"{context.Self} chuyển {(lead.Length > 0 ? lead : "…………………………")} kiến nghị sau đây để {(petition.Authority == Authority.Beyond ? "tham mưu báo cáo hoặc hướng dẫn" : "chủ trì giải quyết, dự thảo trả lời")}:"),
            new Paragraph($"**Đơn vị kiến nghị:** {PaperText.Typed(petition.Petitioner())}."),
            new Paragraph($"**Mã kiến nghị:** {petition.Code}; tiếp nhận ngày {PaperText.Day(petition.ReceivedOn)}, {petition.Channel.Text().ToLowerInvariant()}{(context.Conference is null ? "" : context.Occasion)}."),
            new Paragraph($"**Lĩnh vực:** {context.Field}. **Thẩm quyền:** {petition.Authority?.Text().ToLowerInvariant() ?? "chưa phân loại"}."),
            new Paragraph("**Nội dung kiến nghị:**"),
        };
        body.AddRange(PaperText.Quoted(petition.TextForPetitioner()));
        if (parts.Count > 0)
            body.Add(new Table(
                [new("STT", 1, Align.Center), new("Đơn vị phối hợp", 4), new("Phần việc", 6), new("Thời hạn", 2.5, Align.Center)],
                [.. parts.Select((p, i) => (IReadOnlyList<string>)[$"{i + 1}", context.OfficeName(p.OfficeId), PaperText.Typed(p.Task), p.Due is { } due ? PaperText.Day(due) : "Theo hạn chung"])],
                Caption: "Phần việc của các đơn vị phối hợp"));
        body.Add(new Paragraph(petition.Deadline is { } deadline
            ? $"**Thời hạn {(petition.Authority == Authority.Beyond ? "báo cáo, hướng dẫn" : "trả lời")}:** hết ngày {PaperText.Day(deadline.Due)} ({PaperText.Reason(deadline)})."
            : "**Thời hạn:** tính từ ngày hội nghị họp hoặc ngày quyết định không tổ chức hội nghị."));
        body.Add(new Paragraph("Trả lời sau thời hạn phải ghi rõ nguyên nhân chậm để đưa vào báo cáo kết quả./."));
        return new()
        {
            Kind = PaperKinds.Assignment, Issuer = context.Head.Issuer, Symbol = context.Head.Symbol("PC"), PlaceName = context.Head.PlaceName,
            Subject = $"Chuyển kiến nghị của {petition.BusinessName}", To = [lead.Length > 0 ? lead : "…………………………", .. parts.Select(p => context.OfficeName(p.OfficeId)).Distinct()], Body = body,
            Recipients = ["Như trên", context.Leaders, "Lưu: VT"], Signatures = [context.Signer.On(context.Head)],
            Fields = new Dictionary<string, string>(petition.Fields(context)) { ["tham-quyen"] = petition.Authority?.Text() ?? "" },
            Lists = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>
            {
                ["phan-viec"] =
                [
                    .. petition.Parts.Select((p, i) => new Dictionary<string, string>
                    {
                        ["stt"] = $"{i + 1}", ["don-vi"] = context.OfficeName(p.OfficeId), ["viec"] = p.Task, ["han"] = p.Due is { } due ? PaperText.Day(due) : "Theo hạn chung",
                    }),
                ],
            },
        };
    }
}
