using Dialogue.Contracts.Escalations;
using Dialogue.Contracts.Notifications;
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
        if (message.State is "Answered" or "Returned")
        {
            var what = message.State == "Answered" ? $"{message.DepartmentName} đã trả lời kiến nghị {petition.Code}" : $"Kiến nghị {petition.Code} bị UBND thành phố trả lại";
            db.Publish(new NoteSent(StableId.Of("note", "case-answered", message.CaseId.ToString(), message.State, $"{message.Version}"), "case-answered", what, $"/{tenant.Slug}/can-bo/kien-nghi/{petition.Code}",
                [Role.Specialist, Role.OfficeHead, Role.Clerk, Role.DepartmentOfficer], petition.OfficeId, null));
        }
        if (message.State == "Answered") db.TellPetitioner(petition, PetitionerNews.Answered, tenant.Slug);
        await db.SaveChangesAsync(cancellationToken);
    }
}
