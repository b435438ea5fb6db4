using System.ComponentModel.DataAnnotations;
using Dialogue.Data.Reference;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>Records what was answered at the conference, by which office or by which department's delegate, confirmed by the chair.</summary>
internal sealed class AnswerAtConference(PetitionsDb db, PetitionDesk desk, CurrentTenant tenant, LegalClock clock)
{
    public sealed class Request
    {
        [Required(ErrorMessage = "Hãy ghi nội dung đã trả lời."), StringLength(20_000, ErrorMessage = "Nội dung dài quá 20.000 ký tự. Hãy viết ngắn lại.")]
        public string? Text { get; set; }

        /// <summary>Id of an office of the organisation or of a department; null: the organisation itself.</summary>
        public Guid? By { get; set; }

        /// <summary>The chair has confirmed it.</summary>
        public bool Confirmed { get; set; }

        public uint? Version { get; set; }
    }

    public Task<Petition?> Handle(string code, Request request, CancellationToken cancellationToken) => desk.Change(code, request.Version, async petition =>
    {
        var (name, department) = await Who(request.By, cancellationToken);
        petition.AnswerAtConference(request.Text!, name, department, request.Confirmed, await desk.ConferenceOf(petition, cancellationToken), clock.Today);
    }, cancellationToken);

    private async Task<(string Name, bool Department)> Who(Guid? by, CancellationToken cancellationToken)
    {
        if (by is not { } id) return (tenant.Name.Length > 0 ? tenant.Name : "Đơn vị", false);
        if ((await desk.Offices(cancellationToken)).FirstOrDefault(o => o.Id == id) is { } office) return (office.Name, false);
        var name = await db.Organisations.AsNoTracking().Where(o => o.Id == id && o.Active).Select(o => o.Name).FirstOrDefaultAsync(cancellationToken);
        return name is null ? throw PetitionRules.UnknownOffice() : ($"Đại diện {name}", true);
    }

    public static void Map(RouteGroupBuilder petitions) => petitions
        .MapPost("/{code}/answer-at-conference", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader, Role.DepartmentOfficer, Role.DepartmentLeader)]
            (string code, Request request, AnswerAtConference answer, CancellationToken cancellationToken) =>
                Verb.Answer(request, () => answer.Handle(code, request, cancellationToken)))
        .WithSummary("Record an answer given at the conference");
}
