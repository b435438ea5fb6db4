using System.ComponentModel.DataAnnotations;
using Dialogue.Contracts.Petitions;
using Dialogue.Documents;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>Reports a petition beyond authority to the city office, which gets a case of it.</summary>
internal sealed class ReportPetition(PetitionsDb db, PetitionDesk desk, IssuePaper issue, CurrentTenant tenant, LegalClock clock)
{
    public sealed class Request : IssueRequest
    {
        [Required(ErrorMessage = "Hãy ghi vì sao vượt thẩm quyền."), StringLength(4000, ErrorMessage = "Nội dung dài quá 4.000 ký tự. Hãy viết ngắn lại.")]
        public string? Why { get; set; }

        [StringLength(4000, ErrorMessage = "Nội dung dài quá 4.000 ký tự. Hãy viết ngắn lại.")]
        public string? Opinion { get; set; }
    }

    public Task<Petition?> Handle(string code, Request request, CancellationToken cancellationToken) => desk.Issue(code, request.Version, async petition =>
    {
        var due = petition.Due;
        var context = await issue.ContextOf(petition, request, cancellationToken);
        var number = await issue.Number(PaperKinds.Escalation, context.Head.Symbol(PaperKinds.Escalation.Abbreviation), request, petition, cancellationToken);
        petition.Report(number.Text, request.Date!.Value, request.Why!, request.Opinion ?? "", request.DelayCause, clock.Today);
        var city = await db.Organisations.AsNoTracking().Where(o => o.Active && o.Capabilities.Contains(Capability.RoutesCases)).OrderBy(o => o.Slug)
            .FirstOrDefaultAsync(cancellationToken)
            ?? throw new RuleBrokenException("no-city-office", "Chưa có đơn vị điều phối của thành phố trong hệ thống. Hãy báo quản trị hệ thống.");
        db.PublishTo(city.Tenant, Message(petition, tenant, due));
        db.TellPetitioner(petition, PetitionerNews.Reported, tenant.Slug);
        await issue.Freeze(EscalationPaper.Of(petition, petition.Why, petition.Opinion, context), number, request.Date!.Value, context.Signer, [petition], cancellationToken, city.Id);
    }, cancellationToken);

    /// <summary>What the answering side needs: the unit's name and address, never a phone; the text without what is personal beyond that.</summary>
    internal static PetitionEscalated Message(Petition p, CurrentTenant sender, DateOnly? due) => new(
        p.Id, p.Version, p.Code, sender.Id.Value, sender.Name, p.FieldCode, p.PublicTitle(), p.PublicText(), p.BusinessKind.ToString(), p.BusinessName, p.BusinessAddress,
        p.ReceivedOn, p.Why, p.Opinion, p.ReportNumber, p.ReportedOn!.Value, due);

    public static void Map(RouteGroupBuilder petitions) => petitions
        .MapPost("/{code}/report", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader, Role.DepartmentOfficer)]
            (string code, Request request, ReportPetition report, CancellationToken cancellationToken) =>
                Verb.Answer(request, () => report.Handle(code, request, cancellationToken)))
        .WithSummary("Report a petition beyond authority to the city");
}
