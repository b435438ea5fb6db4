using Dialogue.Documents;
using Dialogue.Escalations.Directing;
using Dialogue.Escalations.Model;
using Dialogue.Hosting.Papers;

namespace Dialogue.Escalations.Answering;

/// <summary>Công văn trả lời của sở, ngành: of one case to its petitioner, or of several cases of one field to those who reported them.</summary>
internal static class DepartmentAnswerLetter
{
    /// <param name="cases">Of one field. Of several the petitioners are not named: the letter goes to all who reported them.</param>
    /// <param name="city">The city office, by its name.</param>
    public static Paper Of(IReadOnlyList<DepartmentCase> cases, string text, string field, string city, Letterhead head, Signer signer)
    {
        var first = cases[0];
        var one = cases.Count == 1;
        var self = PaperText.InFull(head.Organisation);
        var senders = cases.Select(c => PaperText.InFull(c.SenderName)).Distinct().ToList();
        List<Block> body = one
            ?
            [
                new Paragraph($"{self} nhận được kiến nghị (mã {first.Code}) của {CasePaper.Petitioner(first.BusinessName, first.BusinessAddress)} do {city} chuyển ngày {PaperText.Day(first.DirectedOn)}, {senders[0]} báo cáo, nội dung như sau:"),
                .. PaperText.Quoted(first.Text),
            ]
            :
            [
                new Paragraph($"{self} nhận được {cases.Count:00} kiến nghị lĩnh vực {PaperText.LowerFirst(field)} do {city} chuyển:"),
                new Table(
                    [new("STT", 1, Align.Center), new("Mã", 3), new("Nơi báo cáo", 4), new("Kiến nghị", 8), new("Ngày chuyển", 2.5, Align.Center)],
                    [.. cases.Select((c, i) => (IReadOnlyList<string>)[$"{i + 1}", c.Code, PaperText.InFull(c.SenderName), PaperText.Typed(c.Title), PaperText.Day(c.DirectedOn)])]),
            ];
        body.Add(new Paragraph($"Sau khi nghiên cứu, {self} trả lời như sau:"));
        body.AddRange(PaperText.Lines(text));
        body.Add(new Paragraph($"{self} trả lời để {(one ? first.BusinessName : "các đơn vị kiến nghị")} biết, thực hiện; đề nghị {string.Join(", ", senders)} thông báo{(one ? "" : " tới từng đơn vị")} và công khai theo quy định./."));
        return new()
        {
            Kind = PaperKinds.DepartmentAnswer, Issuer = head.Issuer, Symbol = head.LetterSymbol(""), PlaceName = head.PlaceName,
            Subject = one ? $"trả lời kiến nghị của {first.BusinessName}" : $"trả lời {cases.Count:00} kiến nghị lĩnh vực {PaperText.LowerFirst(field)}",
            To = [city, .. senders, .. one ? (string[])[first.BusinessName] : []], Body = body,
            Recipients = ["Như trên", $"Lãnh đạo {head.Organisation}", "Lưu: VT"], Signatures = [signer.On(head)],
            Fields = PaperText.Fields(head, new Dictionary<string, string>(CasePaper.Fields(first.Code, first.Title, first.Text, one ? first.BusinessName : "", one ? first.BusinessAddress : "", field, string.Join(", ", senders), first.Why, first.Opinion))
            {
                ["chi-dao"] = first.Instruction, ["han"] = PaperText.Day(first.Due), ["tra-loi"] = text, ["ngay-chuyen"] = PaperText.Day(first.DirectedOn),
            }),
            Lists = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>
            {
                ["vu-viec"] =
                [
                    .. cases.Select((c, i) => new Dictionary<string, string>
                    {
                        ["stt"] = $"{i + 1}", ["ma-kien-nghi"] = c.Code, ["noi-bao-cao"] = PaperText.InFull(c.SenderName), ["tieu-de"] = c.Title, ["ngay-chuyen"] = PaperText.Day(c.DirectedOn), ["han"] = PaperText.Day(c.Due),
                    }),
                ],
            },
        };
    }
}
