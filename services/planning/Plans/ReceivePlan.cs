using Dialogue.Contracts.Planning;
using Dialogue.Hosting.Bus;
using Dialogue.Kernel;
using Dialogue.Planning.Plans.Model;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Plans;

/// <summary>A recipient keeps the plan that was addressed to it. The sender's own copy of the message is for the board, not for here.</summary>
internal sealed class ReceivePlan(PlanningDb db, CurrentTenant tenant) : IConsumer<PlanSent>
{
    public async Task Consume(ConsumeContext<PlanSent> context)
    {
        var m = context.Message;
        if (m.SenderId == tenant.Id.Value || !await db.FirstTime<ReceivePlan>(context)) return;

        var plan = await db.ReceivedPlans.FirstOrDefaultAsync(p => p.PlanId == m.PlanId, context.CancellationToken);
        if (plan is null) db.ReceivedPlans.Add(plan = new() { PlanId = m.PlanId, SenderId = m.SenderId });
        if (plan.Version < m.Version) plan.Take(m);
        await db.SaveChangesAsync(context.CancellationToken);
    }
}
