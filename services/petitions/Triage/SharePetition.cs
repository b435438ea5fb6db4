using System.ComponentModel.DataAnnotations;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;

namespace Dialogue.Petitions;

/// <summary>Adds one office's part to a coordinated petition, or marks parts as done. The clock of the whole stays one.</summary>
internal sealed class SharePetition(PetitionDesk desk)
{
    public sealed class Request
    {
        /// <summary>Office of the part to add; null: none is added.</summary>
        public Guid? Office { get; set; }

        [StringLength(300, ErrorMessage = "Phần việc dài quá 300 ký tự. Hãy viết ngắn lại.")]
        public string? Task { get; set; }

        /// <summary>Set by the lead office.</summary>
        public DateOnly? Due { get; set; }

        /// <summary>Ids of the parts that are done.</summary>
        public List<Guid>? Done { get; set; }

        public uint? Version { get; set; }
    }

    public Task<Petition?> Handle(string code, Request request, CancellationToken cancellationToken) => desk.Change(code, request.Version, async petition =>
    {
        var done = request.Done ?? [];
        var parts = petition.Parts.Select(p => p with { Done = done.Contains(p.Id) });
        if (request.Office is { } office)
        {
            if ((await desk.Offices(cancellationToken)).All(o => o.Id != office)) throw PetitionRules.UnknownOffice();
            if (string.IsNullOrWhiteSpace(request.Task)) throw PetitionRules.PartWithoutTask();
            if (request.Due > petition.Due) throw PetitionRules.PartAfterWhole(petition.Due!.Value);
            parts = parts.Append(new Part(Guid.CreateVersion7(), office, request.Task.Trim(), request.Due, false));
        }
        petition.Share(parts);
    }, cancellationToken);

    public static void Map(RouteGroupBuilder petitions) => petitions
        .MapPost("/{code}/parts", [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.DepartmentOfficer)]
            (string code, Request request, SharePetition share, CancellationToken cancellationToken) =>
                Verb.Answer(request, () => share.Handle(code, request, cancellationToken)))
        .WithSummary("Share a coordinated petition out among offices");
}
