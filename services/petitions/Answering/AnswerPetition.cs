using System.ComponentModel.DataAnnotations;
using Dialogue.Documents;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>An answer in writing: drafted, put before the leader, sent back or signed and issued.</summary>
internal sealed class AnswerPetition(PetitionsDb db, PetitionDesk desk, IssuePaper issue, CurrentTenant tenant, LegalClock clock)
{
    public sealed class DraftRequest
    {
        [Required(ErrorMessage = "Hãy soạn nội dung trả lời."), StringLength(50_000, ErrorMessage = "Nội dung dài quá 50.000 ký tự. Hãy viết ngắn lại.")]
        public string? Text { get; set; }

        public uint? Version { get; set; }
    }

    public sealed class SubmitRequest
    {
        public uint? Version { get; set; }
    }

    public sealed class SendBackRequest
    {
        [Required(ErrorMessage = "Hãy ghi điều cần sửa."), StringLength(400, ErrorMessage = "Nội dung dài quá 400 ký tự. Hãy viết ngắn lại.")]
        public string? Reason { get; set; }

        public uint? Version { get; set; }
    }

    public sealed class ApproveRequest : IssueRequest
    {
        /// <summary>Codes of other petitions of the same petitioner that wait for their signature too: answered by the same letter.</summary>
        [MaxLength(20, ErrorMessage = "Một công văn trả lời nhiều nhất 20 kiến nghị cùng lúc.")]
        public List<string>? With { get; set; }
    }

    public Task<Petition?> Draft(string code, DraftRequest request, CancellationToken cancellationToken) =>
        desk.Change(code, request.Version, petition => petition.SaveDraft(request.Text!), cancellationToken);

    public Task<Petition?> Submit(string code, SubmitRequest request, CancellationToken cancellationToken) =>
        desk.Change(code, request.Version, petition => petition.Submit(), cancellationToken);

    public Task<Petition?> SendBack(string code, SendBackRequest request, CancellationToken cancellationToken) =>
        desk.Change(code, request.Version, petition => petition.SendBack(request.Reason!), cancellationToken);

    /// <summary>The leader signs: one letter with one number, for this petition and those that are answered together with it.</summary>
    public Task<Petition?> Approve(string code, ApproveRequest request, CancellationToken cancellationToken) => desk.Issue(code, request.Version, async petition =>
    {
        var others = await Together(petition, request.With, cancellationToken);
        var context = await issue.ContextOf(petition, request, cancellationToken);
        var number = await issue.Number(PaperKinds.Answer, context.LetterSymbol, request, petition, cancellationToken);
        petition.Issue(number.Text, request.Date!.Value, request.DelayCause, clock.Today);
        foreach (var other in others)
        {
            other.Issue(number.Text, request.Date!.Value, request.DelayCause, clock.Today);
            db.Announce(other, tenant.Slug);
        }
        foreach (var answered in (Petition[])[petition, .. others]) db.TellPetitioner(answered, PetitionerNews.Answered, tenant.Slug);
        await issue.Freeze(AnswerLetter.Of([petition, .. others], context), number, request.Date!.Value, context.Signer, [petition, .. others], cancellationToken);
    }, cancellationToken);

    /// <summary>Other petitions of the same petitioner that wait for their signature.</summary>
    public IQueryable<Petition> Companions(Petition petition) => db.Petitions.Where(p => p.Id != petition.Id && p.Status == PetitionStatus.AwaitingApproval && p.ConferenceId == petition.ConferenceId
        && p.BusinessName == petition.BusinessName && p.Phone == petition.Phone);

    private async Task<IReadOnlyList<Petition>> Together(Petition petition, List<string>? codes, CancellationToken cancellationToken)
    {
        var asked = (codes ?? []).Select(TrackingCode.Parse).OfType<string>().Distinct().ToList();
        if (asked.Count == 0) return [];
        var found = await Companions(petition).Where(p => asked.Contains(p.Code)).OrderBy(p => p.Id).ToListAsync(cancellationToken);
        return found.Count == asked.Count(c => c != petition.Code) ? found : throw PetitionRules.NotTogether();
    }

    public static void Map(RouteGroupBuilder petitions)
    {
        petitions.MapPost("/{code}/draft", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.DepartmentOfficer)]
            (string code, DraftRequest request, AnswerPetition answer, CancellationToken cancellationToken) =>
                Verb.Answer(request, () => answer.Draft(code, request, cancellationToken))).WithSummary("Save the draft of an answer");
        petitions.MapPost("/{code}/submit", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.DepartmentOfficer)]
            (string code, SubmitRequest request, AnswerPetition answer, CancellationToken cancellationToken) =>
                Verb.Answer(request, () => answer.Submit(code, request, cancellationToken))).WithSummary("Put the draft before the leader");
        petitions.MapPost("/{code}/send-back", [RequireRole(Role.Leader, Role.DepartmentLeader)]
            (string code, SendBackRequest request, AnswerPetition answer, CancellationToken cancellationToken) =>
                Verb.Answer(request, () => answer.SendBack(code, request, cancellationToken))).WithSummary("Send the draft back to be mended");
        petitions.MapPost("/{code}/approve", [RequireRole(Role.Leader, Role.DepartmentLeader)]
            (string code, ApproveRequest request, AnswerPetition answer, CancellationToken cancellationToken) =>
                Verb.Answer(request, () => answer.Approve(code, request, cancellationToken))).WithSummary("Sign and issue the answer");
    }
}
