using System.ComponentModel.DataAnnotations;
using Dialogue.Escalations.Model;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Escalations.Directing;

/// <summary>The coordinator sends a case back to the commune that reported it, with the reason: it was wrongly sent.</summary>
internal sealed class SendBackCase(EscalationsDb db, CurrentTenant tenant, LegalClock clock)
{
    public sealed class Request
    {
        [Required(ErrorMessage = "Hãy ghi rõ lý do trả lại."), StringLength(2000), Display(Name = "lý do")] public string Reason { get; set; } = "";
        public uint? Version { get; set; }
    }

    /// <returns>The case as it stands now, or null when there is none with that id.</returns>
    /// <exception cref="RuleBrokenException">The case is closed.</exception>
    public async Task<CityCase?> Handle(Guid id, Request request, CancellationToken cancellationToken)
    {
        if (await db.CityCases.FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } c) return null;
        if (request.Version is { } shown) db.Entry(c).Property<uint>("RowVersion").OriginalValue = shown;
        var today = clock.Today;
        var from = c.SendBack(request.Reason, today);
        db.Withdraw(c, from, request.Reason.Trim(), today);
        db.Tell(c, tenant.Slug);
        await db.SaveChangesAsync(cancellationToken);
        return c;
    }

    public static void Map(RouteGroupBuilder cases) => cases
        .MapPost("/{id:guid}/send-back", [RequireRole(Role.CityCoordinator)] async Task<Results<NoContent, NotFound>> (
            Guid id, Request request, SendBackCase sendBack, CancellationToken cancellationToken) =>
            await sendBack.Handle(id, request, cancellationToken) is null ? TypedResults.NotFound() : TypedResults.NoContent())
        .WithMetadata(new RequireCapabilityAttribute(Capability.RoutesCases)).WithSummary("Send a case back to the organisation that reported it").ProducesProblem(409);
}
