using Dialogue.Contracts.Escalations;
using Dialogue.Contracts.Notifications;
using Dialogue.Data.Reference;
using Dialogue.Escalations.Model;
using Dialogue.Hosting.Bus;
using Dialogue.Kernel;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Escalations.Answering;

/// <summary>The city office directs a case here: the department gets a row of its own, with its own clock.</summary>
internal sealed class ReceiveCase(EscalationsDb db, CurrentTenant tenant, CalendarSource<EscalationsDb> calendar) : IConsumer<CaseDirected>
{
    public async Task Consume(ConsumeContext<CaseDirected> context)
    {
        if (!await db.FirstTime<ReceiveCase>(context)) return;

        var directed = context.Message;
        var deadline = await CaseTerm.From(db, calendar, directed.DirectedOn, context.CancellationToken);
        var c = await db.DepartmentCases.FirstOrDefaultAsync(x => x.CaseId == directed.CaseId, context.CancellationToken);
        if (c is null) db.DepartmentCases.Add(c = DepartmentCase.Open(directed, deadline));
        else c.DirectAgain(directed, deadline);
        db.Tell(c, tenant.Slug);
        db.Publish(new NoteSent(
            StableId.Of("note", "case-directed", directed.CaseId.ToString(), $"{directed.Version}"), "case-directed", $"UBND thành phố giao vụ việc {directed.Code}: {directed.Title}", $"/{tenant.Slug}/can-bo/vu-viec/{c.Id}",
            [Role.DepartmentOfficer, Role.DepartmentLeader], null, null));
        await db.SaveChangesAsync(context.CancellationToken);
    }
}

/// <summary>The city office takes a case back.</summary>
internal sealed class GiveUpCase(EscalationsDb db, CurrentTenant tenant) : IConsumer<CaseWithdrawn>
{
    public async Task Consume(ConsumeContext<CaseWithdrawn> context)
    {
        if (!await db.FirstTime<GiveUpCase>(context)) return;

        // It may overtake the message that brings the case: it is then tried again until that one is there.
        var c = await db.DepartmentCases.FirstOrDefaultAsync(x => x.CaseId == context.Message.CaseId, context.CancellationToken)
            ?? throw new InvalidOperationException($"Case {context.Message.CaseId} is withdrawn before it has arrived.");
        c.Withdraw(context.Message);
        db.Tell(c, tenant.Slug);
        await db.SaveChangesAsync(context.CancellationToken);
    }
}
