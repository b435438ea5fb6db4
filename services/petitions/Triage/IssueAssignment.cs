using Dialogue.Documents;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;

namespace Dialogue.Petitions;

/// <summary>Issues the slip that gives a petition to its office. May be issued again when the office or the parts have changed.</summary>
internal sealed class IssueAssignment(PetitionDesk desk, IssuePaper issue, LegalClock clock)
{
    public sealed class Request : IssueRequest;

    public Task<Petition?> Handle(string code, Request request, CancellationToken cancellationToken) => desk.Issue(code, request.Version, async petition =>
    {
        if (request.Date > clock.Today) throw PetitionRules.DateAhead();
        var context = await issue.ContextOf(petition, request, cancellationToken);
        var number = await issue.Number(PaperKinds.Assignment, context.Head.Symbol(PaperKinds.Assignment.Abbreviation), request, petition, cancellationToken);
        petition.Assign(number.Text);
        await issue.Freeze(AssignmentSlip.Of(petition, context), number, request.Date!.Value, context.Signer, [petition], cancellationToken);
    }, cancellationToken);

    public static void Map(RouteGroupBuilder petitions) => petitions
        .MapPost("/{code}/assign", [RequireRole(Role.OfficeHead, Role.Clerk, Role.Leader, Role.DepartmentLeader)]
            (string code, Request request, IssueAssignment assign, CancellationToken cancellationToken) =>
                Verb.Answer(request, () => assign.Handle(code, request, cancellationToken)))
        .WithSummary("Issue the slip that gives a petition to its office");
}
