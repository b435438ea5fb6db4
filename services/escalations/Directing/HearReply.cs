using Dialogue.Contracts.Escalations;
using Dialogue.Escalations.Model;
using Dialogue.Hosting.Bus;
using Dialogue.Kernel;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Dialogue.Escalations.Directing;

/// <summary>A department has answered, or gives a case back. An answer goes on to the commune at once; what comes back waits to be directed again.</summary>
internal sealed partial class HearReply(EscalationsDb db, CurrentTenant tenant, ILogger<HearReply> logger) : IConsumer<CaseReplied>
{
    public async Task Consume(ConsumeContext<CaseReplied> context)
    {
        if (!await db.FirstTime<HearReply>(context)) return;

        var reply = context.Message;
        var c = await db.CityCases.FirstOrDefaultAsync(x => x.Id == reply.CaseId, context.CancellationToken);
        if (c?.Hear(reply) == true) db.Tell(c, tenant.Slug);
        else LogOvertaken(reply.CaseId, reply.DepartmentName);
        await db.SaveChangesAsync(context.CancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The reply to case {CaseId} from {Department} was overtaken by a later direction")]
    private partial void LogOvertaken(Guid caseId, string department);
}
