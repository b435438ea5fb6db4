using System.ComponentModel.DataAnnotations;
using Dialogue.Documents;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;

namespace Dialogue.Petitions;

/// <summary>Tells the business which agency to go to, by a numbered letter; only where the rule set has that route.</summary>
internal sealed class RedirectPetition(PetitionsDb db, PetitionDesk desk, IssuePaper issue, CurrentTenant tenant, LegalClock clock)
{
    /// <summary>Agencies that are no organisations here; departments are offered beside them.</summary>
    public static readonly IReadOnlyList<string> Targets =
    [
        "Tòa án nhân dân", "Thi hành án dân sự", "Công ty Điện lực", "Công ty cấp nước", "Ngân hàng Chính sách xã hội", "Quỹ bảo lãnh tín dụng",
        "Kho bạc Nhà nước khu vực III", "VCCI Hải Phòng", "Liên minh Hợp tác xã", "Hiệp hội doanh nghiệp",
    ];

    public sealed class Request : IssueRequest
    {
        [Required(ErrorMessage = "Hãy chọn cơ quan."), StringLength(200, ErrorMessage = "Tên cơ quan dài quá 200 ký tự.")]
        public string? Agency { get; set; }

        [Required(ErrorMessage = "Hãy ghi hướng dẫn cho doanh nghiệp."), StringLength(20_000, ErrorMessage = "Nội dung dài quá 20.000 ký tự. Hãy viết ngắn lại.")]
        public string? Guidance { get; set; }
    }

    public Task<Petition?> Handle(string code, Request request, CancellationToken cancellationToken) => desk.Issue(code, request.Version, async petition =>
    {
        var context = await issue.ContextOf(petition, request, cancellationToken);
        var number = await issue.Number(PaperKinds.Redirect, context.LetterSymbol, request, petition, cancellationToken);
        petition.Redirect(request.Agency!.Trim(), request.Guidance!, number.Text, request.Date!.Value, request.DelayCause, clock.Today, context.Rules);
        db.TellPetitioner(petition, PetitionerNews.Redirected, tenant.Slug);
        await issue.Freeze(RedirectLetter.Of(petition, request.Agency!, request.Guidance!, context), number, request.Date!.Value, context.Signer, [petition], cancellationToken);
    }, cancellationToken);

    public static void Map(RouteGroupBuilder petitions) => petitions
        .MapPost("/{code}/redirect", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.DepartmentOfficer)]
            (string code, Request request, RedirectPetition redirect, CancellationToken cancellationToken) =>
                Verb.Answer(request, () => redirect.Handle(code, request, cancellationToken)))
        .WithSummary("Guide the business to the right agency");
}
