using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Dialogue.Identity.Connect;

/// <summary>Every hour: makes the next signing key when the present one has signed for 90 days, and forgets keys that nobody asks for any more.</summary>
[DisallowConcurrentExecution]
internal sealed class RotateSigningKeys(SigningKeys keys, IdentityDb db, TimeProvider time) : IJob
{
    public const string Schedule = "0 5 * * * ?";

    public static readonly TimeSpan SignsFor = TimeSpan.FromDays(90);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await keys.Rotate(SignsFor, cancellationToken);
        var before = time.GetUtcNow() - SigningKeys.Kept;
        var old = (await keys.All(cancellationToken)).Where(k => k.Until < before).Select(k => k.Key.KeyId).ToList();
        await db.SigningKeys.Where(k => old.Contains(k.Id) || k.WithdrawnAt < before).ExecuteDeleteAsync(cancellationToken);
    }
}
