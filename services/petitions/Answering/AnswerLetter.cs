using Dialogue.Documents;
using Dialogue.Hosting.Papers;

namespace Dialogue.Petitions;

/// <summary>Công văn trả lời kiến nghị: the petition quoted, the basis, the answer, what comes next. One letter may answer several petitions of one petitioner.</summary>
internal static class AnswerLetter
{
    /// <param name="petitions">Of one petitioner; the first one's contact stands in the letter.</param>
    public static Paper Of(IReadOnlyList<Petition> petitions, PaperContext context)
    {
        var first = petitions[0];
        var several = petitions.Count > 1;
        var body = new List<Block>
        {
            new Paragraph(several
                ? $"{context.Self} nhận được {petitions.Count:00} kiến nghị của {first.BusinessName}{context.Occasion}."
                : $"Ngày {PaperText.Day(first.ReceivedOn)}, {context.Self} nhận được kiến nghị (mã {first.Code}) của {first.BusinessName}{context.Occasion}, nội dung như sau:"),
        };
        if (!several) body.AddRange(PaperText.Quoted(first.TextForPetitioner()));
        body.Add(new Paragraph($"{(context.Source(first) is { Length: > 0 } source ? $"Căn cứ {source}; sau" : "Sau")} khi xem xét, {context.Self} trả lời như sau:"));
        foreach (var (petition, i) in petitions.Select((p, i) => (p, i)))
        {
            if (several)
            {
                body.Add(new Heading($"{i + 1}. {PaperText.Typed(petition.WithoutContact(petition.Title))}", 2));
                body.Add(new Paragraph($"Kiến nghị mã {petition.Code}, nhận ngày {PaperText.Day(petition.ReceivedOn)}:"));
                body.AddRange(PaperText.Quoted(petition.TextForPetitioner()));
                body.Add(new Paragraph("Trả lời:"));
            }
            body.AddRange(PaperText.Lines(AnswerOf(petition)));
        }
        body.Add(new Paragraph($"{(several ? "Các kiến nghị" : "Kiến nghị")} và nội dung trả lời được công khai sau khi bỏ thông tin cá nhân. "
            + $"Nếu cần làm rõ thêm, đề nghị {first.BusinessName} liên hệ {(context.Office is { } office ? $"{office.Name}, {context.SelfShort}" : context.SelfShort)} và nêu mã {string.Join(", ", petitions.Select(p => p.Code))}."));
        body.Add(new Paragraph($"{context.Self} trả lời để {first.BusinessName} biết, thực hiện./."));
        return new()
        {
            Kind = PaperKinds.Answer, Issuer = context.Head.Issuer, Symbol = context.LetterSymbol, PlaceName = context.Head.PlaceName,
            Subject = $"trả lời kiến nghị của {first.BusinessName}", To = [first.Petitioner()], Body = body,
            Recipients = ["Như trên", context.Leaders, .. Cooperating(petitions, context), PaperText.Kept(context.Office)], Signatures = [context.Signer.On(context.Head)],
            Fields = new Dictionary<string, string>(first.Fields(context)) { ["tra-loi"] = AnswerOf(first) },
            Lists = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>
            {
                ["kien-nghi"] =
                [
                    .. petitions.Select((p, i) => new Dictionary<string, string>
                    {
                        ["stt"] = $"{i + 1}", ["ma-kien-nghi"] = p.Code, ["tieu-de"] = p.WithoutContact(p.Title), ["ngay-nhan"] = PaperText.Day(p.ReceivedOn), ["noi-dung-kien-nghi"] = p.TextForPetitioner(), ["tra-loi"] = AnswerOf(p),
                    }),
                ],
            },
        };
    }

    /// <summary>The draft until it is issued; then what was issued.</summary>
    private static string AnswerOf(Petition petition) => petition.AnsweredHow == AnswerHow.InWriting ? petition.Answer! : petition.Draft;

    /// <summary>The offices that had a part in it.</summary>
    private static IEnumerable<string> Cooperating(IReadOnlyList<Petition> petitions, PaperContext context) =>
        petitions.SelectMany(p => p.Parts).Select(p => context.OfficeName(p.OfficeId)).Where(name => name.Length > 0).Distinct();
}
