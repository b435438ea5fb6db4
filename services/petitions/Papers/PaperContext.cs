using Dialogue.Data.Reference;
using Dialogue.Documents;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>What the papers about a petition say besides the petition itself. Read once; the papers are made from it without any I/O.</summary>
/// <param name="Office">That drafts: of the symbol and of the last line of recipients; null: none was given the petition.</param>
/// <param name="City">The city office, by its name.</param>
/// <param name="Department">To which the field's matters belong in the city; empty when it is decided by hand.</param>
internal sealed record PaperContext(
    Letterhead Head, Signer Signer, OfficeCopy? Office, string Field, ConferenceCopy? Conference, RuleSet Rules, IReadOnlyList<OfficeCopy> Offices, string City, string Department)
{
    public string OfficeName(Guid? id) => Offices.FirstOrDefault(o => o.Id == id)?.Name ?? "";

    /// <summary>"Ủy ban nhân dân xã Đại Sơn".</summary>
    public string Self => PaperText.InFull(Head.Organisation);

    /// <summary>"UBND xã Đại Sơn".</summary>
    public string SelfShort => PaperText.InShort(Head.Organisation);

    /// <summary>The head, who reads everything: "Chủ tịch, các Phó Chủ tịch UBND xã Đại Sơn".</summary>
    public string Leaders => Issuer.IsCommune(Head.Organisation) ? $"Chủ tịch, các Phó Chủ tịch {SelfShort}" : $"Lãnh đạo {Head.Organisation}";

    public string LetterSymbol => Head.LetterSymbol(PaperText.Symbol(Office));

    /// <summary>Where the duty to answer is written: the plan that the term comes from.</summary>
    public string Source(Petition petition) =>
        Rules[petition.Authority == Authority.Coordinated ? RuleKeys.ReplyCoordinatedWd : RuleKeys.ReplyOwnWd].Source is { Length: > 0 } source ? source : Rules[RuleKeys.ReplyOwnWd].Source;

    /// <summary>Of how the petition came: "gửi tới Hội nghị đối thoại … ngày 13/10/2026".</summary>
    public string Occasion => Conference is { } conference ? $" gửi tới {PaperText.LowerFirst(conference.Title)} ngày {PaperText.Day(conference.Day)}" : "";
}

/// <summary>Reads what the papers need. Scoped.</summary>
internal sealed class PaperContexts(PetitionsDb db, PetitionDesk desk, PaperDesk papers, Signers signers)
{
    /// <param name="signerName">As the form says; empty: as the last time.</param>
    public async Task<PaperContext> Of(Petition petition, string? signerName, string? signerTitle, CancellationToken cancellationToken) =>
        await Of(petition, await signers.Choose(db, signerName, signerTitle, cancellationToken), cancellationToken);

    public async Task<PaperContext> Of(Petition petition, Signer signer, CancellationToken cancellationToken)
    {
        var offices = await desk.Offices(cancellationToken);
        var field = await db.Fields.AsNoTracking().FirstOrDefaultAsync(f => f.Code == petition.FieldCode, cancellationToken);
        var organisations = await db.Organisations.AsNoTracking().Where(o => o.Active && (o.Capabilities.Contains(Capability.RoutesCases) || (field != null && o.Id == field.DepartmentId)))
            .OrderBy(o => o.Slug).Select(o => new { o.Id, o.Name, Routes = o.Capabilities.Contains(Capability.RoutesCases) }).ToListAsync(cancellationToken);
        return new(
            await papers.Head(db, cancellationToken), signer, offices.FirstOrDefault(o => o.Id == petition.OfficeId), field?.Name ?? petition.FieldCode, await desk.ConferenceOf(petition, cancellationToken),
            await desk.RulesOf(petition.Year, cancellationToken), offices, organisations.FirstOrDefault(o => o.Routes)?.Name ?? "Ủy ban nhân dân thành phố Hải Phòng",
            field?.DepartmentId is { } department ? organisations.FirstOrDefault(o => o.Id == department)?.Name ?? "" : "");
    }
}

/// <summary>Texts of a petition on paper. No phone, e-mail or tax code ever; the petitioner's name where the reader needs it.</summary>
internal static class PetitionOnPaper
{
    /// <summary>For the petitioner, and for the organisation's own use.</summary>
    public static string TextForPetitioner(this Petition petition) => petition.WithoutContact(petition.Text);

    /// <summary>"hộ kinh doanh Bà Tư" is already in the name; an enterprise's stands as registered.</summary>
    public static string Petitioner(this Petition petition) =>
        petition.BusinessAddress.Length > 0 ? $"{petition.BusinessName} ({petition.BusinessAddress})" : petition.BusinessName;

    public static Dictionary<string, string> Fields(this Petition petition, PaperContext context) => PaperText.Fields(context.Head, new Dictionary<string, string>
    {
        ["ten-doanh-nghiep"] = petition.BusinessName,
        ["loai-hinh"] = petition.BusinessKind.Text(),
        ["dia-chi"] = petition.BusinessAddress,
        ["ma-kien-nghi"] = petition.Code,
        ["tieu-de"] = petition.WithoutContact(petition.Title),
        ["noi-dung-kien-nghi"] = petition.TextForPetitioner(),
        ["linh-vuc"] = context.Field,
        ["ngay-nhan"] = PaperText.Day(petition.ReceivedOn),
        ["hinh-thuc-nhan"] = petition.Channel.Text(),
        ["ten-hoi-nghi"] = context.Conference?.Title ?? "",
        ["ngay-to-chuc"] = PaperText.Day(context.Conference?.Day),
        ["can-cu-ke-hoach"] = context.Source(petition),
        ["phong-ban"] = context.Office?.Name ?? "",
        ["han"] = PaperText.Day(petition.Due),
        ["can-cu-han"] = petition.Deadline is { } deadline ? PaperText.Reason(deadline) : "",
    });
}
