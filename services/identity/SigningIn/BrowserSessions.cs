using Dialogue.Identity.Model;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.SigningIn;

/// <summary>The browsers in which a person is signed in, and the end of any of them: its tokens are refused everywhere within seconds.</summary>
internal sealed class BrowserSessions(IdentityDb db, TimeProvider time)
{
    /// <summary>Those that go on, the last used first.</summary>
    public async Task<IReadOnlyList<BrowserSession>> Of(Guid userId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await db.BrowserSessions.AsNoTracking().Where(s => s.UserId == userId && s.EndedAt == null && s.ExpiresAt > now)
            .OrderByDescending(s => s.LastSeenAt).Take(100).ToListAsync(cancellationToken);
    }

    /// <returns>False when this person has no such session.</returns>
    public async Task<bool> End(Guid userId, Guid id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await db.Grants.Where(g => g.BrowserSessionId == id && g.UserId == userId && g.RevokedAt == null).ExecuteUpdateAsync(s => s.SetProperty(g => g.RevokedAt, now), cancellationToken);
        return await db.BrowserSessions.Where(s => s.Id == id && s.UserId == userId && s.EndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(b => b.EndedAt, now), cancellationToken) > 0;
    }

    /// <param name="but">A session that goes on; none when left out.</param>
    public async Task EndAll(Guid userId, Guid? but, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // Browsers first: one of them must not be given a new grant after its old ones were ended.
        await db.BrowserSessions.Where(s => s.UserId == userId && s.EndedAt == null && s.Id != but).ExecuteUpdateAsync(s => s.SetProperty(b => b.EndedAt, now), cancellationToken);
        await db.Grants.Where(g => g.UserId == userId && g.RevokedAt == null && (but == null || g.BrowserSessionId != but)).ExecuteUpdateAsync(s => s.SetProperty(g => g.RevokedAt, now), cancellationToken);
    }
}
