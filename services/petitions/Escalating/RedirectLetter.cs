using Dialogue.Documents;
using Dialogue.Hosting.Papers;

namespace Dialogue.Petitions;

/// <summary>Công văn hướng dẫn gửi đúng cơ quan: which agency is competent, and what the petitioner has to do.</summary>
internal static class RedirectLetter
{
    public static Paper Of(Petition petition, string agency, string guidance, PaperContext context)
    {
        agency = agency.Trim();
        return new()
        {
            Kind = PaperKinds.Redirect, Issuer = context.Head.Issuer, Symbol = context.LetterSymbol, PlaceName = context.Head.PlaceName,
            Subject = $"hướng dẫn {petition.BusinessName} gửi kiến nghị tới cơ quan có thẩm quyền", To = [petition.Petitioner()],
            Body =
            [
                new Paragraph($"Ngày {PaperText.Day(petition.ReceivedOn)}, {context.Self} nhận được kiến nghị (mã {petition.Code}) của {petition.BusinessName}{context.Occasion}, nội dung như sau:"),
                .. PaperText.Quoted(petition.TextForPetitioner()),
                new Paragraph($"Sau khi xem xét, nội dung trên không thuộc thẩm quyền giải quyết của {context.Self} mà thuộc thẩm quyền của **{PaperText.Typed(agency)}**."),
                .. PaperText.Lines(guidance),
                new Paragraph($"Đề nghị {petition.BusinessName} gửi kiến nghị tới {PaperText.Typed(agency)} để được xem xét, giải quyết theo quy định./."),
            ],
            Recipients = ["Như trên", .. agency.Length > 0 ? (string[])[$"{agency} (để biết)"] : [], context.Leaders, PaperText.Kept(context.Office)],
            Signatures = [context.Signer.On(context.Head)],
            Fields = new Dictionary<string, string>(petition.Fields(context)) { ["co-quan-co-tham-quyen"] = agency, ["huong-dan"] = guidance },
        };
    }
}
