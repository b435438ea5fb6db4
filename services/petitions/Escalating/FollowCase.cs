using Dialogue.Contracts.Escalations;
using Dialogue.Kernel;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>The city office or a department did something with a reported petition: directed, answered, returned.</summary>
internal sealed class FollowCase(PetitionsDb db, PetitionDesk desk, CurrentTenant tenant, LegalClock clock) : IConsumer<CaseChanged>
{
    public async Task Consume(ConsumeContext<CaseChanged> context)
    {
        var (message, cancellationToken) = (context.Message, context.CancellationToken);
        // Published under the city office for the board as well: there is no such petition there.
        if (await db.Petitions.FirstOrDefaultAsync(p => p.Id == message.PetitionId, cancellationToken) is not { } petition) return;
        var terms = await desk.TermsOf(petition, cancellationToken);
        if (!petition.Follow(message, clock.Today, _ => terms)) return;
        db.Announce(petition, tenant.Slug);
        await db.SaveChangesAsync(cancellationToken);
    }
}
