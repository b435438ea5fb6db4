using System.ComponentModel.DataAnnotations;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;

namespace Dialogue.Petitions;

/// <summary>An answer in writing: drafted, put before the leader, sent back or signed and issued.</summary>
internal sealed class AnswerPetition(PetitionDesk desk, LegalClock clock)
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

    public sealed class ApproveRequest
    {
        [Required(ErrorMessage = "Hãy ghi số, ký hiệu văn bản."), StringLength(60, ErrorMessage = "Số, ký hiệu dài quá 60 ký tự.")]
        public string? Number { get; set; }

        [Required(ErrorMessage = "Hãy ghi ngày ban hành.")]
        public DateOnly? Date { get; set; }

        [StringLength(1000, ErrorMessage = "Nguyên nhân dài quá 1.000 ký tự. Hãy viết ngắn lại.")]
        public string? DelayCause { get; set; }

        public uint? Version { get; set; }
    }

    public Task<Petition?> Draft(string code, DraftRequest request, CancellationToken cancellationToken) =>
        desk.Change(code, request.Version, petition => petition.SaveDraft(request.Text!), cancellationToken);

    public Task<Petition?> Submit(string code, SubmitRequest request, CancellationToken cancellationToken) =>
        desk.Change(code, request.Version, petition => petition.Submit(), cancellationToken);

    public Task<Petition?> SendBack(string code, SendBackRequest request, CancellationToken cancellationToken) =>
        desk.Change(code, request.Version, petition => petition.SendBack(request.Reason!), cancellationToken);

    public Task<Petition?> Approve(string code, ApproveRequest request, CancellationToken cancellationToken) =>
        desk.Change(code, request.Version, petition => petition.Issue(request.Number!, request.Date!.Value, request.DelayCause, clock.Today), cancellationToken);

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
