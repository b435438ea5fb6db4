using Dialogue.Documents;
using Dialogue.Hosting.Papers;

namespace Dialogue.Petitions;

/// <summary>Báo cáo kiến nghị vượt thẩm quyền to the city: the petition, why it is beyond authority, what the commune thinks of it, which agency it proposes.</summary>
internal static class EscalationPaper
{
    public static Paper Of(Petition petition, string why, string opinion, PaperContext context)
    {
        var proposed = context.Department.Length > 0 ? context.Department : "cơ quan chuyên môn có thẩm quyền của thành phố";
        return new()
        {
            Kind = PaperKinds.Escalation, Issuer = context.Head.Issuer, Symbol = context.Head.Symbol("BC"), PlaceName = context.Head.PlaceName,
            Subject = $"Kiến nghị vượt thẩm quyền của {petition.BusinessName}", To = [context.City],
            Body =
            [
                new Paragraph($"{context.Self} báo cáo {context.City} kiến nghị vượt thẩm quyền{(context.Conference is { } conference ? $" tiếp nhận qua {PaperText.LowerFirst(conference.Title)} ngày {PaperText.Day(conference.Day)}" : "")} như sau:"),
                new Heading("1. Nội dung kiến nghị", 2),
                new Paragraph($"- Đơn vị kiến nghị: {petition.Petitioner()}, {petition.BusinessKind.Text().ToLowerInvariant()}."),
                new Paragraph($"- Mã kiến nghị {petition.Code}, tiếp nhận ngày {PaperText.Day(petition.ReceivedOn)}, {petition.Channel.Text().ToLowerInvariant()}; lĩnh vực: {PaperText.LowerFirst(context.Field)}."),
                new Paragraph("- Nội dung:"),
                .. PaperText.Quoted(Text(petition)),
                new Heading("2. Lý do vượt thẩm quyền", 2),
                .. PaperText.Lines(why),
                new Heading($"3. Ý kiến của {context.Self}", 2),
                .. opinion.Trim().Length > 0 ? PaperText.Lines(opinion) : [new Paragraph("Không có ý kiến khác.")],
                new Heading("4. Đề xuất", 2),
                new Paragraph($"Đề nghị {context.City} xem xét, giao {proposed} nghiên cứu, trả lời {petition.BusinessName} và thông báo kết quả để {context.Self} theo dõi."),
                new Paragraph($"{context.Self} báo cáo, đề nghị {context.City} quan tâm, chỉ đạo./."),
            ],
            Recipients = ["Như trên", .. context.Department.Length > 0 ? (string[])[context.Department] : [], $"{petition.BusinessName} (để biết)", context.Leaders, PaperText.Kept(context.Office)],
            Signatures = [context.Signer.On(context.Head)],
            Fields = new Dictionary<string, string>(petition.Fields(context))
            {
                ["tieu-de"] = petition.PublicTitle(), ["noi-dung-kien-nghi"] = Text(petition), ["vi-sao"] = why, ["y-kien"] = opinion, ["co-quan-de-xuat"] = proposed, ["noi-nhan-bao-cao"] = context.City,
            },
        };
    }

    /// <summary>As the city gets it by message: what the form knows to be personal is taken out, the unit's own name stays.</summary>
    private static string Text(Petition petition) => petition.PublicText();
}
