using System.Collections.Concurrent;
using System.Security.Cryptography;
using Dialogue.Identity.Model;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Dialogue.Identity.Connect;

/// <summary>
/// The ES256 keys of this issuer, in PostgreSQL and so the same for all replicas. A new key is published for ten minutes before it signs, longer
/// than any replica or reader remembers the list; an old one is published until the last token that it signed has expired. So a rotation is
/// noticed by nobody.
/// </summary>
internal sealed class SigningKeys(IServiceScopeFactory scopes, IDataProtectionProvider protection, IOptions<IdentitySettings> settings, TimeProvider time)
{
    /// <summary>How long before it signs a key is published.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    /// <summary>How long a key that signs no more is kept, so that the id token of a long session still ends it.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(4);

    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(20), Skew = TimeSpan.FromMinutes(5);
    private readonly IDataProtector protector = protection.CreateProtector("identity.signing-keys");
    private readonly CryptoProviderFactory crypto = new() { CacheSignatureProviders = true };
    private readonly ConcurrentDictionary<string, ECDsaSecurityKey> opened = new();
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Ring? ring;

    /// <param name="Until">When the last token signed by it has expired; null while no other is to follow it.</param>
    public sealed record Entry(ECDsaSecurityKey Key, DateTimeOffset From, DateTimeOffset? Until);

    public async ValueTask<SigningCredentials> Current(CancellationToken cancellationToken)
    {
        var keys = (await Read(cancellationToken)).Keys;
        var now = time.GetUtcNow();
        return new((keys.FirstOrDefault(k => k.From <= now) ?? keys[^1]).Key, SecurityAlgorithms.EcdsaSha256) { CryptoProviderFactory = crypto };
    }

    /// <summary>What the world is shown: keys that sign, will sign, or signed what is still good.</summary>
    public async ValueTask<IReadOnlyList<ECDsaSecurityKey>> Published(CancellationToken cancellationToken)
    {
        var keys = (await Read(cancellationToken)).Keys;
        var now = time.GetUtcNow();
        return [.. keys.Where(k => k.Until is null || k.Until > now).Select(k => k.Key)];
    }

    /// <summary>Also those that are no longer shown, newest first: for tokens that only say which sign-in is to end.</summary>
    public async ValueTask<IReadOnlyList<Entry>> All(CancellationToken cancellationToken) => (await Read(cancellationToken)).Keys;

    /// <summary>Makes the next key, unless the newest is younger than <paramref name="ifOlderThan"/> or already waits for its turn.</summary>
    /// <returns>When the newest key begins, or began, to sign.</returns>
    public Task<DateTimeOffset> Rotate(TimeSpan ifOlderThan, CancellationToken cancellationToken) => Change(async (db, now) =>
    {
        var newest = (await Stored(db, cancellationToken)).Select(From).FirstOrDefault();
        if (newest > now - ifOlderThan) return newest;
        db.SigningKeys.Add(Create(now, now + Ahead));
        await db.SaveChangesAsync(cancellationToken);
        return now + Ahead;
    }, cancellationToken);

    /// <summary>For a key that somebody else may have: what it signed is refused at once, and everybody signs in anew.</summary>
    /// <returns>False when there is no such key.</returns>
    public Task<bool> Withdraw(string id, CancellationToken cancellationToken) => Change(async (db, now) =>
    {
        if (await db.SigningKeys.FirstOrDefaultAsync(k => k.Id == id && k.WithdrawnAt == null, cancellationToken) is not { } key) return false;
        key.WithdrawnAt = now;
        var others = await db.SigningKeys.Where(k => k.WithdrawnAt == null && k.Id != id).ToListAsync(cancellationToken);
        if (!others.Exists(k => From(k) <= now && From(k) >= From(key))) db.SigningKeys.Add(Create(now, now));
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }, cancellationToken);

    private async ValueTask<Ring> Read(CancellationToken cancellationToken)
    {
        if (ring is { } read && time.GetUtcNow() - read.ReadAt < ReadEvery) return read;
        await gate.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (ring is { } meanwhile && now - meanwhile.ReadAt < ReadEvery) return meanwhile;
            await using var scope = scopes.CreateAsyncScope();
            var stored = await Stored(scope.ServiceProvider.GetRequiredService<IdentityDb>(), cancellationToken);
            if (!stored.Exists(k => From(k) <= now)) stored = await Begin(cancellationToken);
            return ring = new([.. stored.Select((key, i) => new Entry(Open(key), From(key), i == 0 ? null : From(stored[i - 1]) + TimeSpan.FromMinutes(settings.Value.AccessTokenMinutes) + Skew))], now);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The first key of an installation signs at once.</summary>
    private Task<List<SigningKey>> Begin(CancellationToken cancellationToken) => Change(async (db, now) =>
    {
        if (!(await Stored(db, cancellationToken)).Exists(k => From(k) <= now))
        {
            db.SigningKeys.Add(Create(now, now));
            await db.SaveChangesAsync(cancellationToken);
        }
        return await Stored(db, cancellationToken);
    }, cancellationToken);

    /// <summary>One change at a time, however many replicas want to.</summary>
    private async Task<T> Change<T>(Func<IdentityDb, DateTimeOffset, Task<T>> change, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(823462)", cancellationToken);
        var result = await change(db, time.GetUtcNow());
        await transaction.CommitAsync(cancellationToken);
        ring = null;
        return result;
    }

    private static async Task<List<SigningKey>> Stored(IdentityDb db, CancellationToken cancellationToken) =>
        [.. (await db.SigningKeys.AsNoTracking().Where(k => k.WithdrawnAt == null).ToListAsync(cancellationToken)).OrderByDescending(From)];

    private static DateTimeOffset From(SigningKey key) => key.SignsFrom ?? key.CreatedAt;

    private SigningKey Create(DateTimeOffset now, DateTimeOffset from)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new()
        {
            Id = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(12)), CreatedAt = now, SignsFrom = from, ProtectedKey = protector.Protect(Convert.ToBase64String(key.ExportPkcs8PrivateKey())),
        };
    }

    private ECDsaSecurityKey Open(SigningKey stored) => opened.GetOrAdd(stored.Id, _ =>
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(protector.Unprotect(stored.ProtectedKey)), out int _);
        return new(key) { KeyId = stored.Id };
    });

    /// <param name="Keys">By the time from which they sign, newest first.</param>
    private sealed record Ring(IReadOnlyList<Entry> Keys, DateTimeOffset ReadAt);
}
