using System.Security.Cryptography;
using System.Text;
using Dialogue.Contracts.Notifications;
using Dialogue.Contracts.Petitions;
using Dialogue.Kernel;

namespace Dialogue.Petitions;

/// <summary>Tells the rest of the system how a petition now stands, and who owes what because of it. Never with personal data.</summary>
public static class Announcements
{
    internal const string PublishAnswer = "publish-answer";

    private const string PartPrefix = "petition-part/";

    private static readonly string[] Publishers = [Role.PortalEditor, Role.Specialist, Role.OfficeHead, Role.DepartmentOfficer];
    private static readonly string[] Workers = [Role.Specialist, Role.OfficeHead, Role.Clerk, Role.DepartmentOfficer];
    private static readonly string[] Leaders = [Role.Leader, Role.DepartmentLeader];

    /// <summary>Adds the snapshot, and each duty that is open or has just ended, to the outbox. Call once, after the verb and before saving.</summary>
    /// <param name="slug">Of the organisation, for the links.</param>
    public static void Announce(this PetitionsDb db, Petition petition, string slug)
    {
        db.Publish(Snapshot(petition));
        var open = OpenDuties(petition).ToList();
        foreach (var kind in petition.Owed.Except(open)) db.Publish(Duty(petition, kind, slug, done: true));
        foreach (var kind in open) db.Publish(Duty(petition, kind, slug, done: false));
        petition.NowOwes(open);
    }

    public static PetitionChanged Snapshot(Petition p) => new(
        p.Id, p.Version, p.Code, p.ConferenceId, p.Year, p.PublicTitle(), p.PublicText(), p.PublicName(), p.BusinessKind.ToString(), p.FieldCode, p.Channel.Key(), p.ReceivedOn,
        p.CountsForConditions, p.Status.ToString(), p.Authority?.Key(), p.OfficeId, p.Due, p.AnsweredHow?.Key(), p.AnsweredOn, p.OnTime, p.DelayCause, p.AnswerNumber,
        p.PublishedOn is not null, p.PublishedOn is not null && p.Answer is { } answer ? p.Cleared(answer) : null, p.ReportNumber, p.ReportedOn, p.DepartmentName,
        p.PublicAddress(), p.CoOffices().ToList() is { Count: > 0 } offices ? offices : null, p.Agreement?.Key());

    private static IEnumerable<string> OpenDuties(Petition p)
    {
        switch (p.Status)
        {
            case PetitionStatus.Received: yield return "triage-petition"; break;
            case PetitionStatus.Triaged when p.Authority == Authority.Beyond: yield return "report-petition"; break;
            case PetitionStatus.Triaged or PetitionStatus.Drafting: yield return "answer-petition"; break;
            case PetitionStatus.AwaitingApproval: yield return "approve-answer"; break;
            default:
                if (p.AwaitsPublication()) yield return PublishAnswer;
                break;
        }
        foreach (var part in p.OpenParts()) yield return PartPrefix + part.Id;
    }

    private static DutyChanged Duty(Petition p, string kind, string slug, bool done)
    {
        var title = p.PublicTitle();
        if (kind.StartsWith(PartPrefix, StringComparison.Ordinal)) return PartDuty(p, p.Parts.First(part => kind == PartPrefix + part.Id), slug, done);
        if (kind == PublishAnswer)
            return new(DutyId(p.Id, kind), p.Version, kind, $"Công khai trả lời kiến nghị {p.Code}: {title}", $"/{slug}/can-bo/kien-nghi/{p.Code}", null, Publishers, null, null, done);
        return new(DutyId(p.Id, kind), p.Version, kind, kind switch
        {
            "triage-petition" => $"Phân loại kiến nghị {p.Code}: {title}",
            "report-petition" => p.ReturnReason.Length > 0
                ? $"Kiến nghị {p.Code} bị UBND thành phố trả lại, cần xử lý tiếp: {title}" : $"Báo cáo hoặc hướng dẫn kiến nghị vượt thẩm quyền {p.Code}: {title}",
            "approve-answer" => $"Ký trả lời kiến nghị {p.Code}: {title}",
            _ => $"Trả lời kiến nghị {p.Code}: {title}",
        }, $"/{slug}/can-bo/kien-nghi/{p.Code}", p.Due, kind == "approve-answer" ? Leaders : Workers, kind == "approve-answer" ? null : p.OfficeId, null, done,
            done ? "" : Web.DeadlineWords.WhyInLines(p.Deadline));
    }

    /// <summary>Of the office that has a share in a coordinated petition, until its own day or else that of the whole.</summary>
    private static DutyChanged PartDuty(Petition p, Part part, string slug, bool done) => new(
        StableId.Of("petition-part", part.Id.ToString()), p.Version, "petition-part", $"Phần việc phối hợp, kiến nghị {p.Code}: {part.Task}", $"/{slug}/can-bo/kien-nghi/{p.Code}",
        part.Due ?? p.Due, Workers, part.OfficeId, null, done,
        done ? "" : part.Due is null ? Web.DeadlineWords.WhyInLines(p.Deadline) : $"Hạn: đơn vị chủ trì ấn định cho phần việc này{(p.Due is { } whole ? $"; hạn chung của kiến nghị là {Web.Vn.Date(whole)}" : "")}.");

    /// <summary>The same for a petition and a kind, on every machine.</summary>
    private static Guid DutyId(Guid petition, string kind)
    {
        Span<byte> source = stackalloc byte[16 + 32];
        petition.TryWriteBytes(source);
        var length = Encoding.ASCII.GetBytes(kind, source[16..]);
        return new Guid(SHA256.HashData(source[..(16 + length)]).AsSpan(0, 16));
    }
}
