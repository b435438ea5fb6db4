using System.ComponentModel.DataAnnotations;
using Dialogue.Data;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>Field, authority, office and a title fit for the public: triage fixes the term.</summary>
internal sealed class TriagePetition(PetitionsDb db, PetitionDesk desk)
{
    public sealed class Request
    {
        [Required(ErrorMessage = "Hãy chọn lĩnh vực."), StringLength(60)]
        public string? Field { get; set; }

        [Required(ErrorMessage = "Hãy chọn thẩm quyền.")]
        public Authority? Authority { get; set; }

        public Guid? Office { get; set; }

        [StringLength(200, ErrorMessage = "Tiêu đề dài quá 200 ký tự. Hãy viết ngắn lại.")]
        public string? Title { get; set; }

        /// <summary>Row version that the person saw.</summary>
        public uint? Version { get; set; }
    }

    public Task<Petition?> Handle(string code, Request request, CancellationToken cancellationToken) => desk.Change(code, request.Version, async petition =>
    {
        if (!await db.Fields.AnyAsync(f => f.Code == request.Field, cancellationToken) && await db.Fields.AnyAsync(cancellationToken)) throw PetitionRules.UnknownField();
        var office = request.Office is { } id
            ? (await desk.Offices(cancellationToken)).FirstOrDefault(o => o.Id == id) ?? throw PetitionRules.UnknownOffice() : null;
        petition.Triage(request.Field!, request.Authority!.Value, office?.Id, office?.Name ?? "", request.Title ?? petition.Title, await desk.TermsOf(petition, cancellationToken));
    }, cancellationToken);

    public static void Map(RouteGroupBuilder petitions) => petitions
        .MapPost("/{code}/triage", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.DepartmentOfficer)]
            (string code, Request request, TriagePetition triage, CancellationToken cancellationToken) =>
                Verb.Answer(request, () => triage.Handle(code, request, cancellationToken)))
        .WithSummary("Say whose matter a petition is");
}

/// <summary>The form of every verb's endpoint: check, act, answer with the petition as it now stands.</summary>
internal static class Verb
{
    public static async Task<Results<Ok<PetitionView>, NotFound, ProblemHttpResult>> Answer(object request, Func<Task<Petition?>> act)
    {
        if (Input.Errors(request) is { } errors) return Input.Invalid(errors);
        return await act() is { } petition ? TypedResults.Ok(PetitionView.Of(petition)) : TypedResults.NotFound();
    }
}

/// <summary>A petition as an officer's API shows it. The phone stays masked.</summary>
/// <param name="RowVersion">Send it back as <c>version</c> with a change; a stale one is refused with 409.</param>
internal sealed record PetitionView(
    Guid Id, string Code, string Status, string Title, string Text, string Field, string BusinessKind, string BusinessName, string Representative, string Phone, string Channel,
    Guid? ConferenceId, DateOnly ReceivedOn, bool CountsForConditions, string? Authority, Guid? OfficeId, Deadline? Deadline, string? AnsweredHow, DateOnly? AnsweredOn,
    string AnswerNumber, string? Answer, bool? OnTime, string? DelayCause, DateOnly? PublishedOn, string ReportNumber, DateOnly? ReportedOn, string CaseState, string DepartmentName,
    DateOnly? CaseDue, long Version, uint RowVersion)
{
    public static PetitionView Of(Petition p) => new(
        p.Id, p.Code, p.Status.ToString(), p.Title, p.Text, p.FieldCode, p.BusinessKind.ToString(), p.BusinessName, p.RepresentativeName, Web.Vn.MaskPhone(p.Phone), p.Channel.Key(),
        p.ConferenceId, p.ReceivedOn, p.CountsForConditions, p.Authority?.Key(), p.OfficeId, p.Deadline, p.AnsweredHow?.Key(), p.AnsweredOn, p.AnswerNumber, p.Answer,
        p.OnTime, p.DelayCause, p.PublishedOn, p.ReportNumber, p.ReportedOn, p.CaseState, p.DepartmentName, p.CaseDue, p.Version, p.RowVersion);
}
