using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Dialogue.Identity.Connect;

/// <summary>Every night, forgets sign-ins that ended more than a day ago, with their tokens. Until then a second use is still recognised.</summary>
[DisallowConcurrentExecution]
internal sealed class ForgetEndedGrants(IdentityDb db, TimeProvider time) : IJob
{
    public const string Schedule = "0 15 2 * * ?";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().AddDays(-1);
        await db.Grants.Where(g => g.ExpiresAt < before).ExecuteDeleteAsync(cancellationToken); // refresh tokens go with them
        await db.BrowserSessions.Where(s => s.ExpiresAt < before).ExecuteDeleteAsync(cancellationToken);
    }
}
