using Dialogue.Documents;
using Dialogue.Escalations.Model;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;

namespace Dialogue.Escalations.Directing;

/// <summary>Công văn giao sở, ngành trả lời: the city office's direction of one case, with the proposed term and its reason.</summary>
internal static class DirectionLetter
{
    /// <param name="department">To which it goes.</param>
    /// <param name="field">Name of the case's field.</param>
    public static Paper Of(CityCase c, string department, string instruction, Deadline term, string field, Letterhead head, Signer signer)
    {
        var self = PaperText.InFull(head.Organisation);
        var sender = PaperText.InFull(c.SenderName);
        return new()
        {
            Kind = PaperKinds.Direction, Issuer = head.Issuer, Symbol = head.LetterSymbol("VP"), PlaceName = head.PlaceName,
            Subject = $"giao trả lời kiến nghị của {c.BusinessName}", To = [department],
            Body =
            [
                new Paragraph($"{self} nhận được báo cáo {(c.ReportNumber.Length > 0 ? $"số {c.ReportNumber} " : "")}ngày {PaperText.Day(c.ReportedOn)} của {sender} về kiến nghị vượt thẩm quyền (mã {c.Code}) của {CasePaper.Petitioner(c.BusinessName, c.BusinessAddress)}; lĩnh vực: {PaperText.LowerFirst(field)}. Nội dung kiến nghị:"),
                .. PaperText.Quoted(c.Text),
                new Paragraph($"Lý do vượt thẩm quyền theo báo cáo: {PaperText.Typed(c.Why)}"),
                .. c.Opinion.Length > 0 ? [new Paragraph($"Ý kiến của {sender}: {PaperText.Typed(c.Opinion)}")] : (Block[])[],
                new Paragraph($"{self} giao {department} nghiên cứu, trả lời {c.BusinessName} bằng văn bản, đồng gửi {self} và {sender}."),
                .. instruction.Trim().Length > 0 ? PaperText.Lines(instruction) : [],
                new Paragraph($"Thời hạn đề xuất: hết ngày {PaperText.Day(term.Due)} ({PaperText.Reason(term)}). Trường hợp không thuộc thẩm quyền, đề nghị {department} trả lại và nêu rõ lý do."),
                new Paragraph($"{self} thông báo để {department} thực hiện./."),
            ],
            Recipients = ["Như trên", $"{PaperText.InShort(c.SenderName)} (để biết)", "Lưu: VT, VP"], Signatures = [signer.On(head)],
            Fields = PaperText.Fields(head, new Dictionary<string, string>(CasePaper.Fields(c.Code, c.Title, c.Text, c.BusinessName, c.BusinessAddress, field, sender, c.Why, c.Opinion))
            {
                ["so-nganh"] = department, ["chi-dao"] = instruction, ["han"] = PaperText.Day(term.Due), ["can-cu-han"] = PaperText.Reason(term), ["so-bao-cao"] = c.ReportNumber, ["ngay-bao-cao"] = PaperText.Day(c.ReportedOn),
            }),
        };
    }
}

/// <summary>What both letters about a case say of it. Never a phone: none ever came here.</summary>
internal static class CasePaper
{
    public static string Petitioner(string name, string address) => address.Length > 0 ? $"{name} ({address})" : name;

    public static Dictionary<string, string> Fields(string code, string title, string text, string business, string address, string field, string sender, string why, string opinion) => new()
    {
        ["ma-kien-nghi"] = code, ["tieu-de"] = title, ["noi-dung-kien-nghi"] = text, ["ten-doanh-nghiep"] = business, ["dia-chi"] = address, ["linh-vuc"] = field, ["noi-bao-cao"] = sender, ["vi-sao"] = why, ["y-kien"] = opinion,
    };
}
