using Dialogue.Contracts.Petitions;
using Dialogue.Escalations.Model;
using Dialogue.Hosting.Bus;
using Dialogue.Kernel;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Dialogue.Escalations.Directing;

/// <summary>A commune reports a petition beyond its authority: the city office gets a case, with the department that the field's routing proposes.</summary>
internal sealed partial class OpenCaseForPetition(EscalationsDb db, CurrentTenant tenant, ILogger<OpenCaseForPetition> logger) : IConsumer<PetitionEscalated>
{
    public async Task Consume(ConsumeContext<PetitionEscalated> context)
    {
        if (!await db.FirstTime<OpenCaseForPetition>(context)) return;

        var report = context.Message;
        var fields = await db.FieldLists.AsNoTracking().FirstOrDefaultAsync(context.CancellationToken);
        var proposed = fields?.Find(report.FieldCode)?.DepartmentId;
        var c = await db.CityCases.FirstOrDefaultAsync(x => x.PetitionId == report.PetitionId, context.CancellationToken);
        if (c is null) db.CityCases.Add(c = CityCase.Open(report, proposed));
        else c.Reopen(report, proposed);
        db.Tell(c, tenant.Slug);
        await db.SaveChangesAsync(context.CancellationToken);
        LogOpened(report.Code);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Petition {Code} waits to be directed")]
    private partial void LogOpened(string code);
}
