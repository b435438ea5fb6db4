using System.ComponentModel.DataAnnotations;
using Dialogue.Data.Reference;
using Dialogue.Escalations.Fields;
using Dialogue.Escalations.Cases;
using Dialogue.Escalations.Model;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Escalations.Directing;

/// <summary>The coordinator directs a case to a department, or from one to another: the first is told that it is taken back, the second gets it.</summary>
internal sealed class DirectCase(EscalationsDb db, CaseLetters letters, CurrentTenant tenant, LegalClock clock, CalendarSource<EscalationsDb> calendar)
{
    public sealed class Request
    {
        [Required(ErrorMessage = "Hãy chọn sở, ngành sẽ trả lời.")] public Guid? Department { get; set; }
        [StringLength(2000), Display(Name = "ý kiến chỉ đạo")] public string? Instruction { get; set; }

        /// <summary>Of the letter, as the office's own document system gave it; empty: the next one of its series.</summary>
        [StringLength(60), Display(Name = "số, ký hiệu")] public string? Number { get; set; }

        /// <summary>Empty: as the last time.</summary>
        [StringLength(200), Display(Name = "người ký")] public string? SignerName { get; set; }
        [StringLength(100), Display(Name = "chức vụ người ký")] public string? SignerTitle { get; set; }

        /// <summary>Row version of the case that the form showed; left out by callers of the API that do not care.</summary>
        public uint? Version { get; set; }
    }

    /// <returns>The case as it stands now, or null when there is none with that id.</returns>
    /// <exception cref="RuleBrokenException">The case is closed, is there already, or the organisation does not answer cases.</exception>
    public async Task<CityCase?> Handle(Guid id, Request request, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.CityCases.FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } c) return null;
        if (request.Version is { } shown) db.Entry(c).Property<uint>("RowVersion").OriginalValue = shown;
        var department = await db.Answerer(request.Department!.Value, cancellationToken) ?? throw EscalationRules.NoDepartment();

        var today = clock.Today;
        var term = await CaseTerm.From(db, calendar, today, cancellationToken);
        Guid? from = null;
        await letters.Direct(c, department, request.Instruction ?? "", term, request.Number, today, request.SignerName, request.SignerTitle,
            () => from = c.Direct(department.Id, department.Name, request.Instruction ?? "", today, term), cancellationToken);
        db.Withdraw(c, from, $"UBND thành phố chuyển vụ việc đến {department.Name}.", today);
        db.PublishTo(department.Tenant, c.ToDirection());
        db.Tell(c, tenant.Slug);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return c;
    }

    public static void Map(RouteGroupBuilder cases) => cases
        .MapPost("/{id:guid}/direct", [RequireRole(Role.CityCoordinator)] async Task<Results<NoContent, NotFound>> (
            Guid id, Request request, DirectCase direct, CancellationToken cancellationToken) =>
            await direct.Handle(id, request, cancellationToken) is null ? TypedResults.NotFound() : TypedResults.NoContent())
        .WithMetadata(new RequireCapabilityAttribute(Capability.RoutesCases)).WithSummary("Direct a case to a department").ProducesProblem(409);
}
