using Dialogue.Contracts.Notifications;
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
        if (plan is null)
        {
            db.ReceivedPlans.Add(plan = new() { PlanId = m.PlanId, SenderId = m.SenderId });
            db.Publish(new NoteSent(
                StableId.Of("note", "plan-received", m.PlanId.ToString()), "plan-received", $"{m.SenderName} gửi kế hoạch đối thoại năm {m.Year}, số {m.Number}", $"/{tenant.Slug}/can-bo/ke-hoach-nhan/{m.PlanId}",
                [Role.FinanceOfficer, Role.FinanceViewer, Role.CityCoordinator], null, null));
        }
        if (plan.Version < m.Version) plan.Take(m);
        await db.SaveChangesAsync(context.CancellationToken);
    }
}
